"""Text as a French paper prints it."""

import pytest

from documents.text import enumerated, printable, quoted, unbroken


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("l'essai d'Éloïse", "l’essai d’Éloïse"),
        ("12' et 5\"", "12' et 5\""),
        ("quoi ? oui ; non !", "quoi\xa0? oui\xa0; non\xa0!"),
        ("titre : suite", "titre\xa0: suite"),
        ("le « poste »", "le «\xa0poste\xa0»"),
        ("a\tb\r\nc\u2028d", "a b c d"),
        ("a\x00b\x1b[0m\x7f\x85c", "ab[0m c"),
        ("e\u0301", "é"),
        ("\ud800x\udfff\ufffe\uffff\U0001fffe", "x"),
        ("abc\u202ecba\u2066\u200b\ufeff", "abccba"),
        ("  deux   blancs ", "deux blancs"),
        ("<b>&amp;</b>", "<b>&amp;</b>"),
        ("", ""),
        ("Ωмега ŁódźÞ ẞ 🙂", "Ωмега ŁódźÞ ẞ 🙂"),
    ],
)
def test_printable(typed: str, printed: str) -> None:
    assert printable(typed) == printed
    assert printable(printed) == printed


def test_small_words() -> None:
    assert quoted("a") == "«\xa0a\xa0»"
    assert unbroken("MQ 1989 0021") == "MQ\xa01989\xa00021"
    assert [enumerated(list(items)) for items in ("", "a", "ab", "abc")] == ["", "a", "a et b", "a, b et c"]

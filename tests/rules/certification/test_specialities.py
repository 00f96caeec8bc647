"""The words of a speciality: by its group and its letter, the bare code where either is not known."""

import pytest

from rules.certification.specialities import FUNCTIONS, GROUPS, speciality


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("251r", "251r, Mécanique générale et de précision, usinage (contrôle, prévention, entretien)"),
        ("223", "223, Métallurgie (y compris sidérurgie, fonderie, non-ferreux)"),
        ("223m", "223m, Métallurgie (y compris sidérurgie, fonderie, non-ferreux)"),
        ("251z", "251z, Mécanique générale et de précision, usinage"),
        ("999", "999"),
        ("25", "25"),
        ("251rr", "251rr"),
        ("", ""),
    ],
)
def test_a_code_is_put_into_words(code: str, words: str) -> None:
    assert speciality(code) == words


def test_the_words_are_typeset_in_french() -> None:
    assert len(GROUPS) == 93
    assert all("'" not in words and words[0].isupper() for words in (*GROUPS.values(), *FUNCTIONS.values()))

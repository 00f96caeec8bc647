"""Signatures of certificates: keys that rotate, and papers signed before that are still known."""

from resolvers.shared.signing import Signer

NOW, BEFORE, FIRST = b"now" * 20, b"before" * 10, b"first" * 10
MESSAGE = "MC 2027 05 59 00001\nÉloïse".encode()


def test_a_former_key_still_checks_and_is_still_published() -> None:
    first, rotated = Signer((FIRST,)), Signer((NOW, BEFORE, FIRST))
    old, new = first.sign(MESSAGE), rotated.sign(MESSAGE)
    assert old != new
    assert rotated.signed(MESSAGE, old)
    assert rotated.signed(MESSAGE, new)
    assert not first.signed(MESSAGE, new), "a key of its future"
    assert not rotated.signed(MESSAGE + b".", old)
    assert [key["kid"] for key in rotated.published][-1:] == [key["kid"] for key in first.published]
    assert len({key["x"] for key in rotated.published}) == 3


def test_what_is_no_signature_is_none() -> None:
    signer = Signer((NOW,))
    assert not any(signer.signed(MESSAGE, text) for text in ("", "é", "A" * 86, "=", signer.sign(b"other")))

"""What the letter to who acquired nothing says (LET-01)."""

from datetime import timedelta

import pytest
from pydantic import ValidationError

from rules.papers.common import Civility, Signatory, SignatoryCapacity, WayBack
from tests.documents.reading import said
from tests.documents.samples import result as samples
from tests.documents.samples.result import MAN, made


@pytest.mark.rule("LET-01")
def test_words_follow_the_reader_and_the_register() -> None:
    woman, man = said(made("non_admission")), said(made("non_admission", addressee=MAN))
    assert "vous n’êtes pas admise au CQPM" in woman
    assert "vous n’êtes pas admis au CQPM" in man
    assert "réservée aux CQPM inscrits" in woman
    at_rncp = said(made("non_admission", ways_back=(WayBack.FORMATION, WayBack.VAE)))
    assert "vous demandez qu’elle soit reconnue" in at_rncp
    referent = Signatory(name="Rita", capacity=SignatoryCapacity.REFERENT, civility=Civility.MADAME)
    assert "par délégation, la référente" in said(made("non_admission", signatory=referent))


def test_a_letter_that_makes_no_sense_is_not_made() -> None:
    with pytest.raises(ValidationError, match="avant le jury"):
        samples.non_admission(gtp_on=samples.non_admission().jury_on - timedelta(days=1))

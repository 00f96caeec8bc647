"""What the letter to who acquired nothing says (LET-01)."""

from datetime import timedelta

import pytest
from pydantic import ValidationError

from rules.base.civility import Civility
from rules.papers.common import Signatory, SignatoryCapacity, WayBack
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


def test_a_way_back_is_open_closed_or_not_known() -> None:
    """REG-01, VAE-01: never no of what nobody knows."""
    closed, unknown = said(made("non_admission")), said(made("non_admission", vae_unknown=True))
    assert "celui-ci n’y est pas inscrit à ce jour" in closed
    assert "l’inscription de celui-ci n’étant pas connue à ce jour" in unknown
    assert "n’y est pas inscrit" not in unknown


def test_a_referent_signs_for_a_president_of_either_sex() -> None:
    referent = Signatory(name="Rita", capacity=SignatoryCapacity.REFERENT, president=Civility.MADAME)
    assert "Pour la présidente du jury paritaire de délibération, par délégation, le référent" in said(
        made("non_admission", signatory=referent)
    )

"""The letter of who is admitted (LET-04)."""

from datetime import date

import pytest

from rules.certificate.certificate import CertificateState
from rules.dossier.dossier import JuryDecision
from rules.papers.asked import Asked, Unfit
from rules.papers.award import award_of
from tests.rules.samples import jury
from tests.rules.samples.paper import SIGNED, certificate, result


@pytest.mark.parametrize("channel", ["ENTREPRISE", "CANDIDAT"])
@pytest.mark.parametrize(("alone", "by_company"), [(False, True), (True, False)])
def test_it_lists_what_was_awarded_and_who_may_hand_it_over(channel: str, alone: bool, by_company: bool) -> None:
    """CER-02: the fact that the candidate acts without the employer decides, not the channel."""
    decided = jury.decided(JuryDecision.A, channel=channel, without_employer=alone)
    made = award_of(result(decided, certificate()), SIGNED)
    assert [item.number for item in made.certificates] == ["MC 2027 04 59 00001"]
    assert made.by_company is by_company
    assert made.copies == (("Ateliers",) if by_company else ())


def test_the_centre_signs_what_the_gtp_awarded() -> None:
    for dossier, certificates, words in (
        (jury.evaluated(), (certificate(),), "GTP-06"),
        (jury.decided(JuryDecision.A), (), "LET-04"),
        (jury.decided(JuryDecision.NA, "12"), (certificate(),), "LET-02"),
    ):
        with pytest.raises(Unfit, match=words):
            award_of(result(dossier, *certificates), SIGNED)
    with pytest.raises(Unfit, match="Le centre signe"):
        award_of(result(jury.evaluated()), Asked(signatory_name="Rita"))


def test_what_is_cancelled_is_not_announced() -> None:
    """CER-09."""
    gone = certificate(state=CertificateState.CANCELLED)
    new = certificate(
        id="MC2027045900002", number="MC 2027 04 59 00002", replaces=gone.number, reissued_on=date(2027, 12, 6)
    )
    made = award_of(result(jury.decided(JuryDecision.A), gone, new), SIGNED)
    assert [item.number for item in made.certificates] == [new.number]
    assert made.certificates[0].replaces == gone.number
    assert made.written_on == new.reissued_on
    assert "CER-09" in made.rules
    with pytest.raises(Unfit, match="LET-04"):
        award_of(result(jury.decided(JuryDecision.A), gone), SIGNED)

"""The letter of who acquired nothing (LET-01, LET-03)."""

import pytest

from rules.dossier.dossier import JuryDecision
from rules.papers.asked import Asked, Unfit
from rules.papers.common import WayBack
from rules.papers.non_admission import non_admission_of
from tests.rules.samples import jury
from tests.rules.samples.paper import result


@pytest.mark.parametrize(("at_rncp", "ways"), [(True, (WayBack.FORMATION, WayBack.VAE)), (False, (WayBack.FORMATION,))])
def test_the_ways_back_follow_the_register(at_rncp: bool, ways: tuple[WayBack, ...]) -> None:
    made = non_admission_of(result(jury.decided(JuryDecision.NA, "", at_rncp=at_rncp)), Asked())
    assert (made.ways_back, made.gtp_on, made.copies) == (ways, jury.HELD, ("Ateliers",))


def test_it_waits_for_the_gtp_and_is_of_who_acquired_nothing() -> None:
    with pytest.raises(Unfit, match="GTP-06"):
        non_admission_of(result(jury.evaluated()), Asked())
    with pytest.raises(Unfit, match="LET-02"):
        non_admission_of(result(jury.decided(JuryDecision.NA, "1")), Asked())

"""The letter of who acquired nothing (LET-01, LET-03)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from rules.certification.certification import Registration, RegistrationState
from rules.dossier.dossier import JuryDecision
from rules.papers.asked import Asked, Unfit
from rules.papers.common import WayBack
from rules.papers.non_admission import non_admission_of
from tests.rules.samples import jury
from tests.rules.samples.paper import CERTIFICATION, result


@pytest.mark.parametrize(("at_rncp", "ways"), [(True, (WayBack.FORMATION, WayBack.VAE)), (False, (WayBack.FORMATION,))])
def test_the_ways_back_follow_the_register(at_rncp: bool, ways: tuple[WayBack, ...]) -> None:
    made = non_admission_of(result(jury.decided(JuryDecision.NA, "", at_rncp=at_rncp)), Asked())
    assert (made.ways_back, made.gtp_on, made.copies) == (ways, jury.HELD, ("Ateliers",))


def test_it_waits_for_the_gtp_and_is_of_who_acquired_nothing() -> None:
    with pytest.raises(Unfit, match="GTP-06"):
        non_admission_of(result(jury.evaluated()), Asked())
    with pytest.raises(Unfit, match="LET-02"):
        non_admission_of(result(jury.decided(JuryDecision.NA, "1")), Asked())


def test_a_registration_that_nobody_knows_is_never_told_as_none() -> None:
    made = non_admission_of(result(jury.decided(JuryDecision.NA, "").evolve(at_rncp=None)), Asked())
    assert (made.ways_back, made.vae_unknown) == ((WayBack.FORMATION,), True)
    assert "REG-01" in made.rules


@pytest.mark.parametrize(("end", "open_"), [(jury.HELD, True), (jury.HELD - timedelta(days=1), False)])
def test_vae_leads_to_what_is_registered_on_the_day_of_the_letter(end: date, open_: bool) -> None:
    """VAE-01: whatever counted for the dossier (REG-01)."""
    fiche = Registration(number="RNCP1", state=RegistrationState.ACTIVE, start=date(2022, 1, 1), end=end)
    found = replace(
        result(jury.decided(JuryDecision.NA, "")), certification=CERTIFICATION.evolve(registrations=(fiche,))
    )
    made = non_admission_of(found, Asked())
    assert (WayBack.VAE in made.ways_back, made.vae_unknown) == (open_, False)

"""Whether a dossier counts as registered at the RNCP, day by day and by both routes (REG-01)."""

from datetime import date, timedelta
from typing import Any

import pytest

from rules.base.check import CheckState
from rules.certification.certification import Certification, Registration, RegistrationState, Unregistered
from rules.dossier.dossier import Dossier, Route
from rules.dossier.registered import as_registered, entered_on, fiche_of, registered, registration_line
from rules.dossier.vae import Notice, VaeRequest
from tests.rules.samples import jury
from tests.rules.samples.paper import CERTIFICATION

DAY = timedelta(days=1)
START, END, LAST = date(2022, 4, 25), date(2027, 4, 25), date(2029, 4, 25)
EARLY = date(2021, 1, 4)
ACTIVE, INACTIVE, UNKNOWN = RegistrationState.ACTIVE, RegistrationState.INACTIVE, RegistrationState.UNKNOWN


def fiche(**changes: Any) -> Registration:
    given = {"number": "RNCP99277", "state": ACTIVE, "start": START, "end": END, "last_award_on": LAST}
    return Registration(**{**given, **changes})


def cqpm(*fiches: Registration, **changes: Any) -> Certification:
    return CERTIFICATION.evolve(registrations=fiches, **changes)


def by_formation(day: date | None, **changes: Any) -> Dossier:
    given = {"requested_on": EARLY, "opened_on": EARLY, "engaged_on": EARLY, "training_starts_on": day}
    return jury.evaluated(**{**given, **changes})


def by_vae(day: date, **changes: Any) -> Dossier:
    notice = VaeRequest(notice=Notice(favourable=True, on=day, **changes))
    return by_formation(None, route=Route.VAE, vae=notice)


ROUTES = pytest.mark.parametrize("entering", [by_formation, by_vae])


@ROUTES
@pytest.mark.parametrize(
    ("day", "expected"),
    [(START - DAY, False), (START, True), (END - DAY, True), (END, True), (END + DAY, False), (LAST, False)],
)
def test_the_fiche_stands_on_the_day_of_entry(entering: Any, day: date, expected: bool) -> None:
    assert registered(entering(day), cqpm(fiche())) is expected


@ROUTES
@pytest.mark.parametrize(
    ("jury_on", "last_award_on", "expected"),
    [
        (END + DAY, LAST, True),
        (LAST - DAY, LAST, True),
        (LAST, LAST, True),
        (LAST + DAY, LAST, False),
        (LAST + DAY, None, True),
    ],
)
def test_it_stays_so_until_the_last_day_of_award(
    entering: Any, jury_on: date, last_award_on: date | None, expected: bool
) -> None:
    assert registered(entering(END), cqpm(fiche(last_award_on=last_award_on)), jury_on) is expected


def test_the_day_is_that_of_the_inscription_where_entry_is_not_known() -> None:
    assert entered_on(by_formation(None, opened_on=START)) == START
    assert registered(by_formation(None, opened_on=START), cqpm(fiche())) is True
    assert registered(by_formation(None, opened_on=START - DAY), cqpm(fiche())) is False


@pytest.mark.parametrize("contract", [START, END])
def test_neither_contract_nor_inscription_counts_beside_entry(contract: date) -> None:
    """Engaged, asked and inscribed while the fiche stood, entered before it or after it: no."""
    for day in (START - DAY, END + DAY):
        dossier = by_formation(day, requested_on=contract, opened_on=contract, engaged_on=contract)
        assert registered(dossier, cqpm(fiche())) is False


def test_before_a_favourable_notice_vae_is_judged_on_the_day_of_the_request() -> None:
    asked = by_formation(None, route=Route.VAE, vae=VaeRequest(), requested_on=START)
    assert entered_on(asked) == START
    refused = asked.evolve(vae=VaeRequest(notice=Notice(favourable=False, on=END, reasons="x")))
    assert entered_on(refused) == START
    assert entered_on(by_vae(END, tacit=True)) == END, "silence stands for a favourable notice"


@pytest.mark.parametrize(
    ("fiches", "expected"),
    [
        ((), None),
        ((fiche(state=UNKNOWN, start=None, end=None),), None),
        ((fiche(state=UNKNOWN, start=None),), True),
        ((fiche(state=UNKNOWN, end=None),), None),
        ((fiche(state=INACTIVE, start=None, end=None),), None),
        ((fiche(state=INACTIVE, start=None, end=None, declared_on=EARLY),), False),
        ((fiche(state=INACTIVE),), True),
        ((fiche(state=ACTIVE, start=None, end=None),), True),
        ((fiche(end=START),), False),
        ((fiche(end=START), fiche(number="RNCP2", state=UNKNOWN, start=None, end=None)), None),
        ((fiche(end=START), fiche(number="RNCP2", start=START + DAY)), True),
        ((fiche(number="RS123"),), None),
    ],
)
def test_what_registers_say_and_do_not_say(fiches: tuple[Registration, ...], expected: bool | None) -> None:
    """No fiche and no word of any source is not known, never « no »."""
    assert registered(by_formation(START + 2 * DAY), cqpm(*fiches)) is expected


def test_what_is_declared_unregistered_prevails_over_registers_on_its_days() -> None:
    hole = Unregistered(start=START + DAY, end=END - DAY, source="Courrier", declared_on=EARLY)
    found = cqpm(fiche(), unregistered=(hole,))
    said = [registered(by_formation(day), found) for day in (START, START + DAY, END - DAY, END)]
    assert said == [True, False, False, True]
    assert found.periods() == [(START, START), (END, END)]
    always = cqpm(unregistered=(Unregistered(source="Courrier", declared_on=EARLY),))
    assert registered(by_formation(START), always) is False


def test_what_was_frozen_stays() -> None:
    judged = jury.decided(jury.JuryDecision.A, "1234", at_rncp=False)
    assert as_registered(judged, cqpm(fiche())).at_rncp is False
    unknown = jury.decided(jury.JuryDecision.A, "1234", at_rncp=None, training_starts_on=END)
    assert as_registered(unknown, cqpm()).at_rncp is None
    assert as_registered(unknown, cqpm(fiche(last_award_on=None))).at_rncp is True
    assert as_registered(unknown, cqpm(fiche(end=None, last_award_on=jury.HELD - DAY))).at_rncp is False


def test_a_certificate_names_the_fiche_of_the_day_of_entry() -> None:
    first, second = fiche(last_award_on=None), fiche(number="RNCP2", start=END + DAY, end=None, last_award_on=None)
    judged = jury.decided(jury.JuryDecision.A, "1234", at_rncp=True, training_starts_on=END)
    assert fiche_of(judged, cqpm(first, second)) == first
    assert fiche_of(judged.evolve(training_starts_on=END + DAY), cqpm(first, second)) == second
    assert fiche_of(judged.evolve(at_rncp=False), cqpm(first, second)) is None


def test_the_checklist_says_what_to_ask_of_whom() -> None:
    line = registration_line(by_formation(START), cqpm())
    assert line.state is CheckState.MISSING
    assert line.detail is not None
    assert "GTP" in line.detail
    assert "declareRegistration" in line.detail
    for known in (True, False):
        assert registration_line(by_formation(START, at_rncp=known), cqpm()).state is CheckState.DONE

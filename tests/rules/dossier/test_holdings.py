"""What is held after one jury and after several: once each, for life or until a day (CON-01, CON-02, CER-09, GTP-07)."""

from datetime import date, timedelta
from typing import Any

import pytest

from rules.dossier.dossier import Dossier, Evaluation, JuryDecision
from rules.dossier.holdings import Holding, Judged, held_together, holdings_of
from rules.referentiel.referentiel import Referentiel
from tests.rules.samples.jury import CQPM, FIRST, HELD, REAL, VERSION, decided

A, NA = JuryDecision.A, JuryDecision.NA
BLOC_1, BLOC_2 = "RNCP99277BC01", "RNCP99277BC02"
FIVE_YEARS, TWO_YEARS = date(2032, 4, 15), date(2029, 4, 15)


def shown(held: Any) -> dict[str, date | None]:
    """What is held, each with its last day; the certification itself under its code."""
    return {item.capacite or item.bloc or item.certification: item.valid_until for item in held}


def second(decision: JuryDecision, acquired: str, days: int = 365, **given: Any) -> Dossier:
    """A later dossier of the same person, decided so many days after the first."""
    later = decided(decision, acquired, id="d2", number="D2027-UT59-00002", **given)
    assert later.deliberation is not None
    return later.evolve(deliberation=later.deliberation.evolve(jury_on=HELD + timedelta(days)))


def together(*dossiers: Dossier) -> list[Holding]:
    return list(held_together(Judged(item, VERSION) for item in dossiers).values())


@pytest.mark.rule("CON-01")
@pytest.mark.parametrize(
    ("dossier", "expected"),
    [
        (decided(A), {CQPM: None, BLOC_1: None, BLOC_2: None, "1": None, "2": None, "3": None, "4": None}),
        (decided(NA, "123"), {BLOC_1: None, "1": None, "2": None, "3": FIVE_YEARS}),
        (decided(NA, "1"), {"1": FIVE_YEARS}),
        (decided(NA, ""), {}),
        (decided(A, at_rncp=False), {CQPM: None, "1": None, "2": None, "3": None, "4": None}),
        (decided(NA, "12", at_rncp=False), {"1": TWO_YEARS, "2": TWO_YEARS}),
        (decided(A, "12", target_blocs=(BLOC_1,)), {BLOC_1: None, "1": None, "2": None}),
    ],
)
def test_what_one_jury_leaves(dossier: Dossier, expected: dict[str, date | None]) -> None:
    held = holdings_of(dossier, VERSION)
    assert shown(held) == expected
    assert len(held) == len(expected), "once each"


def test_the_certification_is_held_once_the_gtp_has_awarded_it() -> None:
    waiting = decided(A, verdict=None)
    assert CQPM not in shown(holdings_of(waiting, VERSION))


def test_a_bloc_evaluated_as_a_whole_is_for_life_at_the_rncp_alone() -> None:
    """CON-01, CON-02: outside the register it is a coherent unit, kept like a capacité."""
    known_by_blocs = VERSION.evolve(
        capacites=(), composition=tuple(part.evolve(capacites=()) for part in VERSION.composition)
    )
    for at_rncp, until in ((True, None), (False, TWO_YEARS)):
        found = decided(NA, "", at_rncp=at_rncp)
        assert found.deliberation is not None
        found = found.evolve(
            evaluations=(Evaluation(bloc=BLOC_1, acquired=True, mode=REAL, on=FIRST),),
            deliberation=found.deliberation.evolve(capacites=(BLOC_1,)),
        )
        assert shown(holdings_of(found, known_by_blocs)) == {BLOC_1: until}


def test_what_was_carried_over_keeps_its_own_last_day() -> None:
    before = decided(NA, "1")
    again = second(NA, "13")
    kept = again.evaluations[0].evolve(carried_over=True, carried_from=before.number, kept_until=FIVE_YEARS)
    again = again.evolve(evaluations=(kept, *again.evaluations[1:]))
    assert shown(holdings_of(again, VERSION)) == {"1": FIVE_YEARS, "3": date(2033, 4, 14)}
    assert {item.capacite: item.dossier for item in together(before, again)} == {
        "1": before.number,
        "3": again.number,
    }


def test_several_dossiers_hold_a_thing_once_until_the_latest_day() -> None:
    """CON-01, CON-02: for life wins, whatever the order."""
    first, other = decided(NA, "123"), second(NA, "13")
    for order in ((first, other), (other, first)):
        held = together(*order)
        assert shown(held) == {BLOC_1: None, "1": None, "2": None, "3": date(2033, 4, 14)}
        assert len(held) == 4
    assert shown(together(first, second(A, "1234")))["4"] is None


@pytest.mark.parametrize(("days", "kept"), [(-1, {"3"}), (1, {"4"})])
def test_a_later_jury_counts_on_what_it_judged_again(days: int, kept: set[str]) -> None:
    """CON-02: what it did not leave acquired is lost."""
    assert shown(together(decided(NA, "3"), second(NA, "4", days))).keys() == kept


def test_a_later_jury_takes_no_bloc_back() -> None:
    """CON-01."""
    assert shown(together(decided(NA, "12"), second(NA, ""))) == {BLOC_1: None, "1": None, "2": None}


def test_what_the_gtp_refused_neither_gives_nor_takes() -> None:
    """GTP-07."""
    refused = second(NA, "4")
    assert refused.verdict is not None
    refused = refused.evolve(verdict=refused.verdict.evolve(validated=False))
    assert holdings_of(refused, VERSION) == []
    assert shown(together(decided(NA, "3"), refused)) == {"3": FIVE_YEARS}


@pytest.mark.parametrize(
    ("unduly", "expected"),
    [
        ((CQPM,), {}),
        ((BLOC_1,), {BLOC_2: None, "3": None, "4": None}),
        (("CQPI ESSAI",), {CQPM: None, BLOC_1: None, BLOC_2: None, **dict.fromkeys("1234")}),
    ],
)
def test_what_was_awarded_unduly_is_not_held(unduly: tuple[str, ...], expected: dict[str, date | None]) -> None:
    """CER-09: nor is what it proved."""
    assert shown(holdings_of(decided(A, unduly=unduly), VERSION)) == expected


def test_an_undue_bloc_leaves_a_capacite_that_another_bloc_holds_too() -> None:
    """CER-09."""
    sharing = VERSION.composition[1].evolve(capacites=("2", "3", "4"))
    version: Referentiel = VERSION.evolve(composition=(VERSION.composition[0], sharing))
    assert shown(holdings_of(decided(NA, "1234", unduly=(BLOC_1,)), version)) == {
        BLOC_2: None,
        "2": None,
        "3": None,
        "4": None,
    }


def test_what_was_acquired_elsewhere_survives_an_undue_award() -> None:
    """CER-09: another dossier proves it still."""
    assert shown(together(decided(NA, "12", unduly=(BLOC_1,)), second(NA, "1"))) == {"1": date(2033, 4, 14)}

"""ARC-01 on the day before its term, the day, and the day after; and what keeps archives longer."""

from datetime import date, timedelta
from typing import Any

import pytest

from rules.archive.keeping import earliest_end, ended_on, keeping_problems, kept_until
from rules.dossier.dossier import (
    Again,
    Deliberation,
    Dossier,
    DossierStatus,
    Evaluation,
    GtpVerdict,
    JuryDecision,
    Outcome,
    Withdrawal,
)
from rules.dossier.vae import Notice, VaeRequest
from rules.referentiel.referentiel import EvaluationMode
from tests.rules.samples.jury import evaluated

JURY, GTP = date(2027, 12, 9), date(2028, 1, 13)
DECIDED = Deliberation(decision=JuryDecision.A, outcome=Outcome.TOTAL, jury_on=JURY, president="Anne")


def closed(**changes: Any) -> Dossier:
    """A dossier whose jury and GTP have decided."""
    given = {"status": DossierStatus.VALIDE, "deliberation": DECIDED, "verdict": GtpVerdict(on=GTP, validated=True)}
    return evaluated().evolve(**given | changes)


def carrying(source: Dossier, **changes: Any) -> Dossier:
    """Another dossier of the same person, which carries over what the source left."""
    line = Evaluation(
        capacite="1",
        acquired=True,
        mode=EvaluationMode.SITUATION_REELLE,
        on=JURY,
        carried_over=True,
        carried_from=source.number,
    )
    return another(evaluations=(line,), **changes)


def another(**changes: Any) -> Dossier:
    """Another dossier of the same person, evaluated."""
    return evaluated(id="e", number="D2027-UT62-00002").evolve(**changes)


def rules(problems: Any) -> list[str]:
    return [problem.rule for problem in problems]


@pytest.mark.rule("ARC-01")
@pytest.mark.parametrize(
    ("at_rncp", "until"),
    [(False, date(2030, 12, 31)), (True, date(2033, 12, 31)), (None, date(2033, 12, 31))],
)
def test_material_is_kept_to_the_end_of_the_last_year_that_day_included(at_rncp: bool | None, until: date) -> None:
    dossier = closed()
    assert kept_until(dossier, at_rncp) == until
    for days, kept in ((-1, True), (0, True), (1, False)):
        problems = keeping_problems(dossier, at_rncp, [], until + timedelta(days=days))
        assert rules(problems) == (["ARC-01"] if kept else []), days
        if kept:
            assert (problems[0].earliest_date, f"{until.year}" in problems[0].message) == (
                until + timedelta(days=1),
                True,
            )


def test_the_year_is_that_of_the_last_thing_validated() -> None:
    assert ended_on(closed()) == GTP
    late = closed().evaluations[0].evolve(on=date(2028, 3, 1))
    assert ended_on(closed(evaluations=(late,))) == date(2028, 3, 1)
    assert ended_on(closed(evaluations=(late.evolve(carried_over=True, carried_from="D"),))) == GTP


@pytest.mark.parametrize(
    ("changes", "ended"),
    [
        ({"deliberation": None, "verdict": None, "status": DossierStatus.EVALUE}, None),
        ({"verdict": None, "status": DossierStatus.DELIBERE}, None),
        ({"verdict": GtpVerdict(on=GTP, validated=False, again=Again.JURY), "status": DossierStatus.REFUSE}, None),
        (
            {"verdict": GtpVerdict(on=GTP, validated=False, again=Again.EVALUATIONS), "status": DossierStatus.REFUSE},
            None,
        ),
        ({"verdict": GtpVerdict(on=GTP, validated=False, again=Again.NOTHING), "status": DossierStatus.REFUSE}, GTP),
        ({"verdict": GtpVerdict(on=GTP, validated=False), "status": DossierStatus.REFUSE}, GTP),
        (
            {"withdrawal": Withdrawal(on=date(2027, 6, 1), reason="x"), "deliberation": None, "verdict": None},
            date(2027, 6, 1),
        ),
        (
            {"deliberation": None, "verdict": None, "vae": VaeRequest(notice=Notice(favourable=False, on=GTP))},
            GTP,
        ),
        ({"deliberation": None, "verdict": None, "vae": VaeRequest(notice=Notice(favourable=True, on=GTP))}, None),
    ],
)
def test_what_is_under_way_is_kept(changes: dict[str, Any], ended: date | None) -> None:
    dossier = closed(**changes)
    assert ended_on(dossier) == ended
    if ended is None:
        [problem] = keeping_problems(dossier, False, [], date(2060, 1, 1))
        assert (problem.rule, "en cours" in problem.message) == ("ARC-01", True)
        assert earliest_end(dossier) is None


@pytest.mark.rule("ARC-01")
def test_a_carry_over_keeps_what_it_relies_on_until_its_own_term() -> None:
    source = closed()
    other = carrying(
        source,
        status=DossierStatus.VALIDE,
        deliberation=DECIDED.evolve(jury_on=date(2029, 5, 1)),
        verdict=GtpVerdict(on=date(2029, 6, 1), validated=True),
        at_rncp=False,
    )
    assert rules(keeping_problems(source, False, [other], date(2031, 12, 31))) == ["ARC-01"]
    assert keeping_problems(source, False, [other], date(2032, 1, 1)) == []
    assert keeping_problems(source, False, [other.evolve(destroyed_on=date(2031, 1, 2))], date(2031, 1, 3)) == []
    [under_way] = keeping_problems(source, False, [carrying(source)], date(2060, 1, 1))
    assert other.number not in under_way.message, "another centre's dossier is not named (PRD-01)"


def test_what_may_still_be_carried_over_is_kept() -> None:
    source, other = closed(), another(status=DossierStatus.OUVERT, evaluations=())
    assert rules(keeping_problems(source, False, [other], date(2060, 1, 1))) == ["ARC-01"]
    given_up = other.evolve(status=DossierStatus.ABANDONNE)
    assert keeping_problems(source, False, [given_up], date(2060, 1, 1)) == []


def test_the_store_looks_from_the_earliest_term_on() -> None:
    assert earliest_end(closed(at_rncp=None)) == date(2030, 12, 31)
    assert earliest_end(closed(at_rncp=True)) == date(2033, 12, 31)
    assert earliest_end(closed(destroyed_on=date(2034, 1, 1))) is None

"""A withdrawal undone on its day, and what becomes of the session that a candidate leaves (PRD-05, JUR-13, JUR-19)."""

from datetime import timedelta
from typing import Any

import pytest

from rules.dossier.dossier import Dossier, DossierStatus, Withdrawal
from rules.lives.family import life_of_entity
from rules.session.assignment import MOST_DOSSIERS
from rules.session.session import Session, SessionStatus
from rules.views.actions import dossier_lines
from tests.rules.samples import judging as rules
from tests.rules.samples.jury import HELD, evaluated, jury, member, session

S = SessionStatus
SEATED = evaluated(status=DossierStatus.PRESENTE_AU_JURY, session="s", seat="A")


def given_up(found: Dossier = SEATED, where: Session | None = None) -> tuple[Dossier, Session | None]:
    """The dossier given up on the day of the jury, and its session without it."""
    outcome = rules.withdraw(found, "Mutation", HELD, where)
    assert outcome.entity is not None
    return outcome.entity, next(iter(outcome.changed(Session)), None)


def held(*dossiers: str, status: SessionStatus = S.TENUE, **given: Any) -> Session:
    return session(status, dossiers=dossiers or ("d",), members=jury(), **given)


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        (held("d"), S.ANNULEE),
        (held("d", "e"), S.TENUE),
        (held("d", "e", decided=("e",)), S.DELIBEREE),
        (held("d", status=S.CONVOQUEE), S.CONVOQUEE),
        (held("d", status=S.PROGRAMMEE), S.PROGRAMMEE),
    ],
)
def test_a_session_that_has_met_leads_somewhere(where: Session, expected: SessionStatus) -> None:
    """Nobody is left to judge: it is cancelled; every other is decided on: it is deliberated."""
    _, left = given_up(where=where)
    assert left is not None
    assert left.status is expected
    assert (left.reason is not None) is (expected is S.ANNULEE)


def test_taken_from_a_session_that_has_met_the_last_one_cancels_it() -> None:
    judged = rules.assign(held("d"), [], [SEATED], None)
    assert judged.session is not None
    assert judged.session.status is S.ANNULEE


@pytest.mark.rule("PRD-05")
@pytest.mark.parametrize("days", [0, 1])
@pytest.mark.parametrize("status", [DossierStatus.OUVERT, DossierStatus.EVALUE])
def test_undone_the_same_day_only(status: DossierStatus, days: int) -> None:
    dossier, _ = given_up(evaluated(status=status))
    outcome = rules.reopen(dossier, HELD + timedelta(days))
    if days:
        assert [(problem.rule, problem.latest_date) for problem in outcome.problems] == [("PRD-05", HELD)]
        assert "openDossier" in outcome.problems[0].message
    else:
        assert (outcome.entity.status, outcome.entity.withdrawal) == (status, None)


def test_given_up_before_the_service_kept_where_it_stood() -> None:
    before = evaluated(status=DossierStatus.ABANDONNE, withdrawal=Withdrawal(on=HELD, reason="x"))
    assert [problem.rule for problem in rules.reopen(before, HELD).problems] == ["PRD-05"]


@pytest.mark.parametrize(
    ("former", "back"),
    [
        (held("e", status=S.CONVOQUEE), True),
        (held("e"), True),
        (held("e", status=S.DELIBEREE), False),
        (held(status=S.ANNULEE), False),
        (held(*map(str, range(MOST_DOSSIERS))), False),
        (held("e", held_on=HELD - timedelta(100)), False),
        (held("e").evolve(members=(*jury(), member("Eva"))), False),
        (None, False),
    ],
)
def test_back_before_its_session_where_that_can_take_it(former: Session | None, back: bool) -> None:
    """JUR-08: under a new seat; else it waits for another session, and that is said."""
    dossier, _ = given_up(where=held("d", "e"))
    outcome = rules.reopen(dossier, HELD, former)
    assert outcome.problems == ()
    if back:
        assert (outcome.entity.status, outcome.entity.seat) == (DossierStatus.PRESENTE_AU_JURY, "B")
        assert [item.dossiers[-1] for item in outcome.changed(Session)] == ["d"]
        return
    assert (outcome.entity.status, outcome.entity.session, outcome.entity.seat) == (DossierStatus.EVALUE, None, None)
    assert [warning.rule for warning in outcome.warnings] == ["JUR-19"]


def test_it_is_offered_on_its_day_alone() -> None:
    dossier, _ = given_up(evaluated())
    for days, missing in ((0, False), (1, True)):
        lines = dossier_lines(dossier, HELD + timedelta(days))
        [line] = [line for line in lines if line.rule == "PRD-05"]
        assert (line.state.value == "MISSING") is missing
    assert life_of_entity(dossier).rows

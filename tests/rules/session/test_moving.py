"""A session moved, back and forth across each delay, and a member who joins late: JUR-01, JUR-02, JUR-15, JUR-19."""

from datetime import date, timedelta

import pytest

from rules.lives.life import Outcome
from rules.session.session import JuryMember, JuryRole, Session, SessionStatus
from tests.rules.samples import judging as rules
from tests.rules.samples.jury import HELD, LAST, ORGANISATIONS, UNIONS, asked, jury, member, request, session

DAY = timedelta(days=1)
BEFORE = LAST - 30 * DAY


def broken(judged: Outcome) -> list[str]:
    return [problem.rule or problem.code.value for problem in judged.problems]


def moved(found: Session, held_on: date, today: date) -> Outcome:
    return rules.postpone(found, held_on, None, None, "salle indisponible", today)


def done(judged: Outcome) -> Session:
    assert broken(judged) == []
    assert isinstance(judged.entity, Session)
    return judged.entity


def convened(asked_on: date = BEFORE) -> Session:
    return session(SessionStatus.CONVOQUEE, members=jury(), joint=asked(asked_on, cprefp_informed_on=asked_on))


def test_everybody_is_convened_anew_and_the_cprefp_told_again() -> None:
    """JUR-19, JUR-09."""
    made = done(moved(convened(), HELD + 30 * DAY, LAST))
    assert (made.status, made.moved_from, made.moved_on) == (SessionStatus.SYNDICATS_SAISIS, (HELD,), LAST)
    assert {item.convened_on for item in made.members} == {None}
    assert made.joint == asked(BEFORE), "the CPREFP is to be informed again"
    assert made.convocation_due_on == LAST + 30 * DAY


@pytest.mark.rule("JUR-02")
@pytest.mark.parametrize(
    ("today", "refused"), [(LAST - DAY, []), (LAST, []), (LAST + DAY, ["JUR-02"]), (LAST + 14 * DAY, ["JUR-02"])]
)
def test_a_day_too_near_to_convene_everybody_again(today: date, refused: list[str]) -> None:
    found = convened().evolve(held_on=HELD + 30 * DAY)
    judged = moved(found, HELD, today)
    assert broken(judged) == refused
    for problem in judged.problems:
        assert (problem.path, problem.earliest_date) == (("heldOn",), today + 15 * DAY)
        done(moved(found, today + 15 * DAY, today))


@pytest.mark.rule("JUR-01")
@pytest.mark.parametrize(("today", "refused"), [(LAST, []), (LAST + DAY, ["JUR-01", "JUR-02"])])
def test_a_day_too_near_to_ask_the_unions(today: date, refused: list[str]) -> None:
    found = session(
        held_on=HELD + 30 * DAY, joint=asked(BEFORE).evolve(union_requests=asked(BEFORE).union_requests[:3])
    )
    judged = moved(found, HELD, today)
    assert broken(judged) == refused
    assert all("FO" in problem.message for problem in judged.problems if problem.rule == "JUR-01")
    if not refused:
        assert done(judged).status is SessionStatus.PROGRAMMEE


@pytest.mark.parametrize(
    ("asked_on", "days", "states"),
    [
        (BEFORE, (30, 0, 60), ["SYNDICATS_SAISIS"] * 3),
        (LAST, (30, 0, 60), ["SYNDICATS_SAISIS"] * 3),
        (LAST + DAY, (30, 0, 60), ["SYNDICATS_SAISIS", "PROGRAMMEE", "SYNDICATS_SAISIS"]),
        (LAST + 30 * DAY, (30, 29, 30), ["SYNDICATS_SAISIS", "PROGRAMMEE", "SYNDICATS_SAISIS"]),
        (LAST + 31 * DAY, (30, 31, 30), ["PROGRAMMEE", "SYNDICATS_SAISIS", "PROGRAMMEE"]),
    ],
)
def test_requests_stand_where_they_were_in_time(asked_on: date, days: tuple[int, ...], states: list[str]) -> None:
    """JUR-01, JUR-19: thrice moved, back and forth across the last day to ask."""
    found, seen = convened(asked_on).evolve(held_on=HELD + 90 * DAY), []
    for later in days:
        found = done(moved(found, HELD + later * DAY, BEFORE))
        seen.append(found.status.value)
    assert seen == states
    assert len(found.moved_from) == 3


def test_unions_asked_too_late_for_the_new_day_are_asked_again() -> None:
    """JUR-01."""
    found = done(moved(convened(LAST + DAY).evolve(held_on=HELD + 30 * DAY), HELD, LAST))
    assert broken(rules.convene(found.evolve(status=SessionStatus.SYNDICATS_SAISIS), LAST, LAST))[0] == "JUR-01"
    again = done(rules.request_unions(found, (), LAST, LAST))
    assert again.status is SessionStatus.SYNDICATS_SAISIS
    assert [(item.union, item.on) for item in again.union_requests] == [(code, LAST) for code in UNIONS]
    assert done(rules.convene(again, LAST, LAST)).status is SessionStatus.CONVOQUEE


@pytest.mark.rule("JUR-01")
@pytest.mark.parametrize(("on", "refused"), [(BEFORE - DAY, ["JUR-01"]), (BEFORE, []), (BEFORE + DAY, [])])
def test_nobody_is_convened_before_the_unions_were_asked(on: date, refused: list[str]) -> None:
    found = session(SessionStatus.SYNDICATS_SAISIS, joint=asked(BEFORE), members=uninvited())
    judged = rules.convene(found, on, LAST)
    assert broken(judged) == refused
    assert [problem.earliest_date for problem in judged.problems] == [BEFORE] * len(refused)


@pytest.mark.rule("JUR-09", "JUR-19")
@pytest.mark.parametrize(("on", "refused"), [(LAST - DAY, ["JUR-19"]), (LAST, []), (LAST + DAY, [])])
def test_nobody_is_convened_to_a_day_before_it_was_set(on: date, refused: list[str]) -> None:
    """JUR-19, JUR-09."""
    found = done(moved(convened(), HELD + 30 * DAY, LAST))
    assert broken(rules.convene(found, on, LAST + DAY)) == refused
    assert broken(rules.inform_cprefp(found, on, LAST + DAY)) == ["JUR-09"] * len(refused)


@pytest.mark.rule("JUR-15")
@pytest.mark.parametrize(
    ("day", "warned"), [(HELD - 9 * DAY, []), (HELD - 8 * DAY, []), (HELD - 7 * DAY, ["JUR-15"]), (HELD, ["JUR-15"])]
)
def test_a_late_substitute_cannot_give_eight_days_notice(day: date, warned: list[str]) -> None:
    judged = swapped("Omar", "FO", JuryRole.UNION, day)
    assert [warning.rule for warning in judged.warnings] == ["JUR-02", *warned]
    for warning in judged.warnings[1:]:
        assert (warning.latest_date, "Ines" in warning.message) == (HELD - 8 * DAY, True)


def test_who_has_no_employer_gives_no_notice() -> None:
    """JUR-15: of the employers' side only who is said to have one; nor before the convocation."""
    assert [item.rule for item in swapped("Marc", "UT59", JuryRole.EMPLOYER, HELD).warnings] == ["JUR-02"]
    salaried = swapped("Marc", "UT59", JuryRole.EMPLOYER, HELD, employer="Ateliers").warnings
    assert [item.rule for item in salaried] == ["JUR-02", "JUR-15"]
    guest = member("Gil", JuryRole.GUEST)
    found = convened().evolve(members=(*jury(), guest))
    given = request("Ines", JuryRole.GUEST, employer="Ateliers")
    judged = rules.replace_member(found, "Gil", given, ORGANISATIONS["UT59"], (), "new", HELD)
    assert [item.rule for item in judged.warnings] == ["JUR-02"]
    assert swapped("Omar", "FO", JuryRole.UNION, HELD, members=uninvited()).warnings == ()


def swapped(
    replaced: str,
    organisation: str,
    role: JuryRole,
    day: date,
    members: tuple[JuryMember, ...] = jury(),
    employer: str | None = None,
) -> Outcome:
    given = request("Ines", role, organisation, employer=employer)
    found = convened().evolve(members=members)
    return rules.replace_member(found, replaced, given, ORGANISATIONS[organisation], (), "new", day)


def uninvited() -> tuple[JuryMember, ...]:
    return tuple(item.evolve(convened_on=None) for item in jury())

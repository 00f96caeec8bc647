"""The jury before it meets: JUR-01 to JUR-07, JUR-09, JUR-17, JUR-18, JUR-19."""

from datetime import date, timedelta
from typing import Any

import pytest

from rules.base.problems import ProblemCode
from rules.certification.certification import Certification, CertificationKind
from rules.dossier.dossier import Company
from rules.lives.life import Outcome
from rules.session.commands import NamedMember
from rules.session.session import JointJury, JuryMember, JuryRole, SessionStatus
from tests.rules.samples import judging as rules
from tests.rules.samples.jury import (
    CHAMBER,
    HELD,
    LAST,
    ORGANISATIONS,
    UNIONS,
    asked,
    dossier,
    jury,
    member,
    planned,
    request,
    session,
)

DAY = timedelta(days=1)
BEFORE = LAST - 30 * DAY


def broken(judged: Outcome) -> list[str]:
    return [problem.rule or problem.code.value for problem in judged.problems]


def named(given: NamedMember, *, members: tuple[JuryMember, ...] = (), today: date = BEFORE, **changes: Any) -> Outcome:
    dossiers = changes.pop("dossiers", ())
    found = session(members=members, **changes)
    return rules.name_member(found, given, ORGANISATIONS[given.organisation], dossiers, "new", today)


@pytest.mark.rule("JUR-01")
@pytest.mark.parametrize(("day", "refused"), [(LAST - DAY, []), (LAST, []), (LAST + DAY, ["JUR-01"])])
def test_unions_are_asked_fifteen_days_before(day: date, refused: list[str]) -> None:
    judged = rules.request_unions(session(), (), day, day)
    assert broken(judged) == refused
    if refused:
        assert judged.problems[0].latest_date == LAST
    else:
        assert judged.entity is not None
        assert judged.entity.status is SessionStatus.SYNDICATS_SAISIS
        assert [item.union for item in judged.entity.union_requests] == list(UNIONS)


def test_one_union_missing_stops_the_convocation() -> None:
    """JUR-01: every representative union is asked."""
    first = rules.request_unions(session(), ("CFDT", "FO"), BEFORE, BEFORE).entity
    assert first is not None
    assert first.status is SessionStatus.PROGRAMMEE
    stopped = rules.convene(first.evolve(members=jury(), status=SessionStatus.SYNDICATS_SAISIS), BEFORE, BEFORE)
    assert broken(stopped) == ["JUR-01"]
    assert "CFE-CGC, CGT" in stopped.problems[0].message
    assert broken(rules.request_unions(session(), ("SNCF",), BEFORE, BEFORE)) == ["JUR-01"]


@pytest.mark.rule("JUR-02")
@pytest.mark.parametrize(("day", "refused"), [(LAST - DAY, []), (LAST, []), (LAST + DAY, ["JUR-02"])])
def test_members_are_convened_fifteen_days_before(day: date, refused: list[str]) -> None:
    members = tuple(item.evolve(convened_on=None) for item in jury())
    found = session(SessionStatus.SYNDICATS_SAISIS, joint=asked(BEFORE), members=members)
    judged = rules.convene(found, day, day)
    assert broken(judged) == refused
    if judged.entity is not None:
        assert {item.convened_on for item in judged.entity.members} == {day}


def test_nobody_is_convened_without_a_president() -> None:
    found = session(SessionStatus.SYNDICATS_SAISIS, joint=asked(BEFORE), members=jury()[1:])
    assert broken(rules.convene(found, BEFORE, BEFORE)) == ["JUR-07"]


@pytest.mark.rule("JUR-17")
def test_an_empty_delegation_is_pointed_out() -> None:
    """JUR-17 warns and blocks nothing."""
    found = session(SessionStatus.SYNDICATS_SAISIS, joint=asked(BEFORE), members=(member(convened_on=None),))
    judged = rules.convene(found, BEFORE, BEFORE)
    assert broken(judged) == []
    assert [warning.rule for warning in judged.warnings] == ["JUR-17"]


@pytest.mark.rule("JUR-03")
def test_five_employers_and_no_sixth() -> None:
    five = tuple(member(f"E{rank}", JuryRole.EMPLOYER) for rank in range(5))
    assert broken(named(request(), members=five[:4])) == []
    assert broken(named(request(), members=five)) == ["JUR-03"]
    assert broken(named(request(role=JuryRole.TEMPORARY_WORK), members=five)) == []


def test_one_of_temporary_work_on_each_side() -> None:
    chamber = member("T", JuryRole.TEMPORARY_WORK)
    union = member("U", JuryRole.TEMPORARY_WORK, "CGT")
    assert broken(named(request(role=JuryRole.TEMPORARY_WORK), members=(chamber,))) == ["JUR-03"]
    other = request(role=JuryRole.TEMPORARY_WORK, organisation="FO")
    assert broken(named(other, members=(chamber,))) == []
    assert broken(named(other, members=(union,))) == ["JUR-04"]


@pytest.mark.rule("JUR-04")
def test_one_vote_for_each_union() -> None:
    lise = member("Lise", JuryRole.UNION, "CFDT")
    again = request("Luc", JuryRole.UNION, "CFDT")
    assert broken(named(again, members=(lise,))) == ["JUR-04"]
    assert broken(named(again.evolve(voting=False), members=(lise,))) == []
    assert broken(named(again.evolve(organisation="CGT"), members=(lise,))) == []


@pytest.mark.rule("JUR-03", "JUR-04", "JUR-05", "JUR-07")
@pytest.mark.parametrize(
    ("given", "refused"),
    [
        (request(role=JuryRole.PRESIDENT, organisation="CFDT"), ["JUR-07"]),
        (request(organisation="CFDT"), ["JUR-03"]),
        (request(qualified=False), ["JUR-03"]),
        (request(branch_employee=False), ["JUR-03"]),
        (request(role=JuryRole.PRESIDENT, branch_employee=False), ["JUR-03"]),
        (request(role=JuryRole.TEMPORARY_WORK, branch_employee=False), []),
        (request(role=JuryRole.UNION), ["JUR-04"]),
        (request(role=JuryRole.UNION, organisation="CFDT", qualified=False), ["JUR-05"]),
        (request(role=JuryRole.UNION, organisation="CFDT", branch_employee=False), ["JUR-05"]),
        (request(role=JuryRole.TEMPORARY_WORK, organisation="CFDT", branch_employee=False), []),
        (request(role=JuryRole.PROFESSIONAL), ["JUR-03"]),
        (request(role=JuryRole.GUEST, organisation="CGT", qualified=False), []),
        (request("x" * 500), ["INVALID_INPUT"]),
        (request("<b>Bob</b>"), ["INVALID_INPUT"]),
        (request(employer="\u202e"), ["INVALID_INPUT"]),
    ],
)
def test_who_may_sit_and_for_whom(given: NamedMember, refused: list[str]) -> None:
    """JUR-03, JUR-04, JUR-05, JUR-07."""
    assert broken(named(given)) == refused


def test_one_president_and_nobody_twice() -> None:
    assert broken(named(request("Zoé", JuryRole.PRESIDENT), members=(member(),))) == ["JUR-07"]
    twice = named(request(" ÂNNE "), members=(member(),))
    assert [problem.code for problem in twice.problems] == [ProblemCode.DUPLICATE]


@pytest.mark.rule("JUR-06")
@pytest.mark.parametrize("name", ["Eva", "Tom"])
def test_whoever_evaluated_or_tutored_does_not_vote(name: str) -> None:
    """JUR-06: as a guest they may come."""
    mine = (planned(tutor="Tom"),)
    assert broken(named(request(name), dossiers=mine)) == ["JUR-06"]
    assert broken(named(request(name, JuryRole.GUEST), dossiers=mine)) == []


@pytest.mark.rule("JUR-19")
def test_a_link_to_a_candidate_is_warned_of() -> None:
    """JUR-19."""
    mine = (dossier(company=Company(name="Ateliers Démo"), training_body="AFPI"),)
    for employer in ("ateliers demo", "AFPI"):
        judged = named(request(employer=employer), dossiers=mine)
        assert broken(judged) == []
        assert [warning.rule for warning in judged.warnings] == ["JUR-19"]
    assert named(request(employer="Autre"), dossiers=mine).warnings == ()


@pytest.mark.parametrize(("day", "refused"), [(LAST, []), (LAST + DAY, ["JUR-02"])])
def test_one_more_member_is_named_in_time_to_be_convened(day: date, refused: list[str]) -> None:
    assert broken(named(request("Zoé"), members=jury(), today=day, status=SessionStatus.CONVOQUEE)) == refused


@pytest.mark.rule("JUR-02")
@pytest.mark.parametrize(("day", "refused"), [(HELD - DAY, []), (HELD, []), (HELD + DAY, ["JUR-02"])])
def test_a_swap_is_free_until_the_day(day: date, refused: list[str]) -> None:
    found = session(SessionStatus.CONVOQUEE, members=jury(), joint=JointJury(cprefp_informed_on=LAST))
    given = request("Ines", JuryRole.UNION, "FO")
    judged = rules.replace_member(found, "Omar", given, ORGANISATIONS["FO"], (), "new", day)
    assert broken(judged) == refused
    if judged.entity is not None:
        assert [warning.rule for warning in judged.warnings] == ["JUR-02", "JUR-15"]
        assert judged.entity.joint == JointJury(), "JUR-09: informed again after a change"
        assert [item.name for item in judged.entity.members] == ["Anne", "Marc", "Lise", "Ines"]


def test_a_swap_stays_within_the_organisation() -> None:
    found = session(SessionStatus.CONVOQUEE, members=jury())
    given = request("Ines", JuryRole.UNION, "CGT")
    assert broken(rules.replace_member(found, "Omar", given, ORGANISATIONS["CGT"], (), "new", LAST)) == ["JUR-02"]
    unknown = rules.replace_member(found, "Nobody", given, ORGANISATIONS["CGT"], (), "new", LAST)
    assert broken(unknown) == ["INVALID_INPUT"]


@pytest.mark.parametrize(
    ("held_on", "reason"), [(HELD, "même jour"), (LAST - DAY, "passé"), (HELD + DAY, ""), (date(2099, 1, 1), "loin")]
)
def test_a_postponement_that_makes_no_sense(held_on: date, reason: str) -> None:
    found = session(SessionStatus.CONVOQUEE)
    assert broken(rules.postpone(found, held_on, "25:00" if not reason else None, None, reason, LAST)) != []


@pytest.mark.rule("JUR-09")
def test_the_cprefp_is_informed_of_members_that_there_are() -> None:
    """JUR-09."""
    assert broken(rules.inform_cprefp(session(), LAST, LAST)) == ["JUR-09"]
    assert broken(rules.inform_cprefp(session(members=jury()), LAST + DAY, LAST)) == ["JUR-09"]
    assert broken(rules.inform_cprefp(session(members=jury()), LAST, LAST)) == []


def test_a_cancelled_session_says_why_and_lets_go() -> None:
    assert broken(rules.cancel(session(), " ")) == ["INVALID_INPUT"]
    judged = rules.cancel(session(dossiers=("d",)), "Aucun candidat")
    assert judged.entity is not None
    assert (judged.entity.status, judged.entity.dossiers) == (SessionStatus.ANNULEE, ())
    assert judged.entity.transmission_due_on is None


@pytest.mark.parametrize(
    ("kinds", "held_on", "refused"),
    [
        ([CertificationKind.CQPM], HELD, []),
        ([CertificationKind.CQPM] * 2, HELD, []),
        ([], HELD, ["JUR-18"]),
        ([CertificationKind.DIPLOMA], HELD, ["JUR-18"]),
        ([CertificationKind.CQPM], BEFORE - DAY, ["INVALID_INPUT"]),
    ],
)
def test_what_a_session_may_judge(kinds: list[CertificationKind], held_on: date, refused: list[str]) -> None:
    found = [Certification(id=f"c{rank}", code=f"c{rank}", kind=kind, title="C") for rank, kind in enumerate(kinds)]
    given = {"held_on": held_on, "certifications": tuple(item.code for item in found)}
    judged = rules.schedule(given, found, CHAMBER, BEFORE, session(held_on=held_on))
    assert broken(judged) == refused
    assert broken(rules.schedule(given, found, None, BEFORE, session())) == ["INS-01", *refused]

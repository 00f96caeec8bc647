"""A member taken off a jury: by mistake before the convocation, for a reason afterwards (JUR-20)."""

from datetime import date, timedelta

import pytest

from rules.lives.life import Outcome
from rules.session.session import JointJury, JuryMember, JuryRole, Link, Session, SessionStatus
from tests.rules.samples import judging as rules
from tests.rules.samples.jury import HELD, LAST, asked, jury, member, session

DAY = timedelta(days=1)
WHY = "Retirée par FO, sans successeur"


def remove(found: Session, who: str = "Omar", reason: str | None = WHY, today: date = LAST) -> Outcome:
    return rules.remove_member(found, who, reason, today)


def broken(judged: Outcome) -> list[tuple[str, str]]:
    return [(item.rule or item.code.value, ".".join(item.path)) for item in judged.problems]


def convened(members: tuple[JuryMember, ...] = jury()) -> Session:
    return session(SessionStatus.CONVOQUEE, members=members, joint=asked(cprefp_informed_on=LAST))


@pytest.mark.parametrize("status", [SessionStatus.PROGRAMMEE, SessionStatus.SYNDICATS_SAISIS, SessionStatus.CONVOQUEE])
def test_who_was_named_by_mistake_leaves_no_trace(status: SessionStatus) -> None:
    late = member("Zoé", JuryRole.EMPLOYER, convened_on=None)
    link = Link(member="Zoé", dossier="d", reason="x")
    found = convened((*jury(), late)).evolve(status=status, links=(link,))
    made = remove(found, "Zoé", None)
    assert broken(made) == []
    assert made.warnings == ()
    assert made.entity is not None
    assert (made.entity.members, made.entity.departed, made.entity.links) == (jury(), (), ())
    assert made.entity.status is status
    assert made.entity.joint == asked(), "JUR-09: informed again after a change"


def test_whoever_is_convened_is_withdrawn_for_a_reason() -> None:
    assert broken(remove(convened(), reason=None)) == [("JUR-20", "reason")]
    made = remove(convened())
    assert [warning.rule for warning in made.warnings] == ["JUR-09"]
    assert made.entity is not None
    assert [item.name for item in made.entity.members] == ["Anne", "Marc", "Lise"]
    [gone] = made.entity.departed
    assert (gone.name, gone.role, gone.organisation, gone.on, gone.reason) == ("Omar", JuryRole.UNION, "FO", LAST, WHY)
    assert made.entity.joint == asked()


@pytest.mark.rule("JUR-17")
def test_a_delegation_left_empty_is_pointed_out() -> None:
    """JUR-17."""
    last = convened(tuple(item for item in jury() if item.name != "Omar"))
    assert [warning.rule for warning in remove(last, "Lise").warnings] == ["JUR-09", "JUR-17"]


@pytest.mark.rule("JUR-20")
@pytest.mark.parametrize(("day", "refused"), [(HELD - DAY, []), (HELD, []), (HELD + DAY, [("JUR-20", "")])])
def test_never_after_the_day_of_the_jury(day: date, refused: list[tuple[str, str]]) -> None:
    assert broken(remove(convened(), today=day)) == refused


@pytest.mark.rule("JUR-20")
@pytest.mark.parametrize(("day", "refused"), [(LAST - DAY, []), (LAST, []), (LAST + DAY, [("JUR-20", "member")])])
def test_a_president_goes_while_another_can_be_convened(day: date, refused: list[tuple[str, str]]) -> None:
    judged = remove(convened(), "Anne", today=day)
    assert broken(judged) == refused
    assert [warning.rule for warning in judged.warnings] == ([] if refused else ["JUR-09", "JUR-07"])
    uninvited = convened(tuple(item.evolve(convened_on=None) for item in jury()))
    assert broken(remove(uninvited, "Anne", today=day)) == []
    if judged.entity is not None:
        assert [item.rule for item in rules.convene(judged.entity, LAST, LAST).problems][:1] == ["JUR-07"]


@pytest.mark.parametrize("status", sorted(set(SessionStatus), key=str))
def test_in_each_state(status: SessionStatus) -> None:
    open_ = {SessionStatus.PROGRAMMEE, SessionStatus.SYNDICATS_SAISIS, SessionStatus.CONVOQUEE}
    assert broken(remove(convened().evolve(status=status))) == ([] if status in open_ else [("JUR-20", "")])


@pytest.mark.parametrize("who", ["", "personne", "<b>", "\u202e"])
def test_somebody_who_does_not_sit(who: str) -> None:
    assert broken(remove(convened(), who)) == [("INVALID_INPUT", "member")]
    assert broken(remove(session(joint=JointJury()), who)) == [("INVALID_INPUT", "member")]


@pytest.mark.parametrize("reason", [" ", "x" * 501])
def test_a_reason_that_is_none(reason: str) -> None:
    assert ("INVALID_INPUT", "reason") in broken(remove(convened(), reason=reason))

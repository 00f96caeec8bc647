"""A whole sitting: decisions, absences and abstentions, all or nothing (JUR-07, JUR-11 to JUR-13, JUR-19)."""

from typing import Any

import pytest

from rules.dossier.dossier import Company, Dossier, DossierStatus, JuryDecision, MissedJury
from rules.session.commands import Vote
from rules.session.session import Absence, JuryRole, Link, Minutes, Session, SessionStatus
from tests.rules.samples import judging as rules
from tests.rules.samples.judging import CERTIFICATION, Sitting, presented
from tests.rules.samples.jury import CQPM, HELD, VERSION, jury, member, session

A, NA = JuryDecision.A, JuryDecision.NA
FIRST, SECOND = "D2026-UT59-00001", "D2026-UT59-00002"


def first(**given: Any) -> Dossier:
    return presented(id="d", number=FIRST, seat="S1", **given)


def second(**given: Any) -> Dossier:
    return presented(id="e", number=SECOND, seat="S2", **given)


def sitting(**given: Any) -> Session:
    common = {"members": jury(), "dossiers": ("d", "e"), "attended_on": HELD}
    return session(**{"status": SessionStatus.TENUE, **common, **given})


def record(found: Session, dossiers: list[Dossier], *lines: dict[str, Any]) -> Sitting:
    return rules.record_sitting(found, dossiers, VERSION, CERTIFICATION, *lines)


def line(dossier: str = FIRST, **given: Any) -> dict[str, Any]:
    return {"dossier": dossier, **given}


def broken(made: Sitting) -> list[tuple[str, str]]:
    return [(item.rule or item.code.value, ".".join(item.path)) for item in made.problems]


def away(key: str = "d", seat: str = "S1") -> Absence:
    return Absence(dossier=key, seat=seat, on=HELD)


def absent(**given: Any) -> Dossier:
    missed = (MissedJury(session="s", on=HELD),)
    return first(**{"status": DossierStatus.EVALUE, "session": None, "missed": missed, **given}).evolve(seat=None)


def test_each_candidate_is_decided_on_or_absent() -> None:
    made = record(sitting(), [first(), second()], line(decision=A), line(SECOND, absent=True))
    assert broken(made) == []
    assert made.session is not None
    assert (made.session.status, made.session.dossiers, made.session.decided) == (
        SessionStatus.DELIBEREE,
        ("d",),
        ("d",),
    )
    assert made.session.absences == (away("e", "S2"),)
    decided, waiting = made.dossiers
    assert (decided.status, decided.decision) == (DossierStatus.DELIBERE, A)
    assert (waiting.status, waiting.session, waiting.seat) == (DossierStatus.EVALUE, None, None)
    assert waiting.missed == (MissedJury(session="s", on=HELD),)


def test_a_part_of_a_sitting_leaves_it_open() -> None:
    made = record(sitting(), [first(), second()], line(decision=A))
    assert made.session is not None
    assert (made.session.status, made.session.decided) == (SessionStatus.TENUE, ("d",))


@pytest.mark.rule("JUR-11", "JUR-19")
@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ([], [("INVALID_INPUT", "decisions")]),
        ([line()] * 201, [("INVALID_INPUT", "decisions")]),
        ([line("D2026-UT59-00009", decision=A)], [("NOT_FOUND", "decisions.0.dossier")]),
        ([line(decision=A), line(" d2026-ut59-00001 ", decision=A)], [("DUPLICATE", "decisions.1.dossier")]),
        ([line()], [("INVALID_INPUT", "decisions.0.decision")]),
        ([line(absent=True, decision=A)], [("JUR-19", "decisions.0.absent")]),
        ([line(absent=True, comment="malade")], [("JUR-19", "decisions.0.absent")]),
        ([line(absent=True, abstentions=("Anne",))], [("JUR-19", "decisions.0.absent")]),
        ([line(absent=False)], [("INVALID_INPUT", "decisions.0.absent")]),
        ([line(decision=A, abstentions=("x",))], [("INVALID_INPUT", "decisions.0.abstentions.0")]),
        (
            [line(decision=A), line(SECOND, decision=A, acquired=("1",))],
            [("JUR-11", "decisions.1.acquired")],
        ),
        (
            [line(decision=NA, acquired=("9",)), line(SECOND, votes=({"member": "x", "decision": "A"},))],
            [("JUR-11", "decisions.0.acquired"), ("INVALID_INPUT", "decisions.1.votes.0.member")],
        ),
    ],
)
def test_every_line_says_what_is_wrong_with_it(lines: Any, expected: Any) -> None:
    made = record(sitting(), [first(), second()], *lines)
    assert broken(made) == expected
    assert made.entity is None


@pytest.mark.parametrize("status", sorted(set(DossierStatus) - {DossierStatus.PRESENTE_AU_JURY}, key=str))
def test_the_state_of_each_dossier_is_judged(status: DossierStatus) -> None:
    made = record(sitting(), [first(status=status), second()], line(decision=A), line(SECOND, decision=A))
    open_ = {DossierStatus.DELIBERE, DossierStatus.EVALUE}
    assert broken(made) == ([] if status in open_ else [("JUR-13", "decisions.0.dossier")])


def test_an_absence_is_not_noted_twice() -> None:
    found = sitting(dossiers=("e",), absences=(away(),))
    assert broken(record(found, [absent(), second()], line(absent=True))) == [("JUR-19", "decisions.0.absent")]


def test_a_decision_recorded_by_mistake_becomes_an_absence() -> None:
    decided = record(sitting(), [first(), second()], line(decision=A), line(SECOND, decision=A))
    assert decided.session is not None
    made = record(decided.session, decided.dossiers, line(absent=True))
    assert made.session is not None
    assert (made.session.status, made.session.dossiers, made.session.decided) == (
        SessionStatus.DELIBEREE,
        ("e",),
        ("e",),
    )
    [waiting] = made.dossiers
    assert (waiting.deliberation, waiting.at_rncp, waiting.status) == (None, None, DossierStatus.EVALUE)


def test_an_absence_noted_by_mistake_is_undone() -> None:
    """JUR-19: with the decision, or before it while names are hidden."""
    found = sitting(dossiers=("e",), absences=(away(),))
    waits = record(found, [absent(), second()], line(absent=False))
    assert waits.session is not None
    assert (waits.session.status, waits.session.dossiers, waits.session.absences) == (
        SessionStatus.TENUE,
        ("e", "d"),
        (),
    )
    [back] = waits.dossiers
    assert (back.status, back.session, back.seat, back.missed) == (DossierStatus.PRESENTE_AU_JURY, "s", "S1", ())
    both = record(found, [absent(), second()], line(SECOND, decision=A), line(absent=False))
    assert both.session is not None
    assert both.session.status is SessionStatus.TENUE, "one is left to decide on"
    decided = record(found, [absent(), second()], line(decision=NA), line(SECOND, decision=A))
    assert decided.session is not None
    assert decided.session.status is SessionStatus.DELIBEREE
    assert {item.decision for item in decided.dossiers} == {A, NA}


@pytest.mark.rule("JUR-08")
def test_once_names_are_known_it_is_undone_with_the_decision_alone() -> None:
    found = sitting(status=SessionStatus.DELIBEREE, dossiers=("e",), decided=("e",), absences=(away(),))
    assert broken(record(found, [absent()], line(absent=False))) == [("JUR-08", "decisions.0.absent")]
    assert broken(record(found, [absent()], line(absent=False, decision=A))) == []


@pytest.mark.parametrize("changes", [{"session": "t", "status": DossierStatus.PRESENTE_AU_JURY}, {"session": "t"}])
def test_an_absence_stands_once_the_dossier_went_elsewhere(changes: Any) -> None:
    found = sitting(dossiers=("e",), absences=(away(),))
    assert broken(record(found, [absent(**changes)], line(decision=A))) == [("JUR-19", "decisions.0.absent")]


@pytest.mark.rule("JUR-13")
def test_nothing_changes_once_the_minutes_of_a_qualification_are_signed() -> None:
    """JUR-13, JUR-18: though those of another are not."""
    signed = Minutes(certification=CQPM, lines=(), signed_by="Anne", signed_on=HELD)
    found = sitting(status=SessionStatus.DELIBEREE, decided=("d", "e"), minutes=(signed,))
    for given in ({"decision": A}, {"absent": True}):
        assert broken(record(found, [first(), second()], line(**given))) == [("JUR-13", "decisions.0.dossier")]
    assert [item.rule for item in rules.decide(found, first(), VERSION, CERTIFICATION, decision=A).problems] == [
        "JUR-13"
    ]


@pytest.mark.rule("JUR-19")
@pytest.mark.parametrize("how", ["declared", "company", "own accord"])
def test_whoever_is_linked_abstains(how: str) -> None:
    """JUR-19: their vote is refused, and their abstention kept with the decision."""
    link = Link(member="Marc", dossier="d", reason="Son beau-frère")
    members = (member(), member("Marc", JuryRole.EMPLOYER, employer="ATELIERS  nord"), *jury()[2:])
    found = sitting(links=(link,) if how == "declared" else (), members=members)
    given = first(company=Company(name="Ateliers Nord" if how == "company" else "Autre"))
    own = {"abstentions": ("Marc",)} if how == "own accord" else {}
    votes = (Vote(member="Anne", decision=A), Vote(member="Marc", decision=A))
    refused = record(found, [given, second()], line(votes=votes, **own))
    assert broken(refused) == [("JUR-19", "decisions.0.votes.1.member")]
    message = refused.problems[0].message
    assert message.startswith("Marc s’abstient")
    assert "beau-frère" not in message + "Nord"[4:]
    for said in ({"votes": votes[:1]}, {"decision": A}):
        made = record(found, [given, second()], line(**said, **own))
        assert broken(made) == []
        assert made.dossiers[0].deliberation is not None
        assert made.dossiers[0].deliberation.abstained == ("Marc",)
    other = record(found, [given, second()], line(SECOND, votes=(Vote(member="Marc", decision=A),)))
    assert broken(other) == [], "on another candidate they vote"


def test_who_was_not_there_or_has_no_vote_does_not_abstain() -> None:
    members = (*jury(), member("Gil", JuryRole.GUEST), member("Zoé", JuryRole.EMPLOYER, present=False))
    link = Link(member="Zoé", dossier="d", reason="Une parente")
    found = sitting(members=members, links=(link,))
    for name in ("Gil", "Zoé"):
        made = record(found, [first(), second()], line(decision=A, abstentions=(name,)))
        assert broken(made) == [("INVALID_INPUT", "decisions.0.abstentions.0")]
    made = record(found, [first(), second()], line(decision=A))
    assert made.dossiers[0].deliberation is not None
    assert made.dossiers[0].deliberation.abstained == ()


def test_nobody_is_left_to_decide() -> None:
    """JUR-19."""
    everybody = tuple(item.id for item in jury())
    made = record(sitting(), [first(), second()], line(decision=A, abstentions=everybody))
    assert broken(made) == [("JUR-19", "decisions.0.abstentions")]


def test_the_president_who_abstains_breaks_no_tie() -> None:
    """JUR-07."""
    votes = (Vote(member="Marc", decision=A), Vote(member="Lise", decision=NA))
    made = record(sitting(), [first(), second()], line(votes=votes, abstentions=("Anne",)))
    assert broken(made) == [("JUR-07", "decisions.0.votes")]


def test_everybody_absent_ends_with_the_minutes() -> None:
    """JUR-19: minutes with nobody decided, and nothing for the GTP."""
    made = record(sitting(), [first(), second()], line(absent=True), line(SECOND, absent=True))
    assert made.session is not None
    assert (made.session.status, made.session.dossiers) == (SessionStatus.DELIBEREE, ())
    signed = rules.sign_minutes(made.session, [], [], [], HELD, by_president=True)
    assert signed.problems == ()
    assert signed.entity is not None
    assert signed.entity.status is SessionStatus.CLOSE

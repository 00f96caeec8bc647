"""The jury's meeting: JUR-06, JUR-07, JUR-10 to JUR-13, JUR-18, JUR-19, EVA-03, EVA-06, CER-07."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from rules.dossier.dossier import Dossier, DossierStatus, JuryDecision, Outcome, Tally
from rules.lives import life
from rules.session.commands import Vote
from rules.session.session import JuryRole, Piece, PieceKind, Session, SessionStatus
from tests.rules.samples import judging as rules
from tests.rules.samples.judging import CERTIFICATION, Sitting, presented
from tests.rules.samples.jury import CQPM, FIRST, HELD, LAST, VERSION, evaluated, jury, member, session

DAY = timedelta(days=1)
NOW = datetime(2027, 4, 15, 9, tzinfo=UTC)
A, NA = JuryDecision.A, JuryDecision.NA


def broken(found: Sitting | life.Outcome) -> list[str]:
    return [problem.rule or problem.code.value for problem in found.problems]


def sitting(**given: Any) -> Session:
    return session(
        **{"status": SessionStatus.TENUE, "members": jury(), "dossiers": ("d",), "attended_on": HELD, **given}
    )


def decide(found: Dossier, held: Session | None = None, **given: Any) -> Sitting:
    return rules.decide(held or sitting(), found, VERSION, CERTIFICATION, **given)


def votes(**cast: JuryDecision) -> tuple[Vote, ...]:
    return tuple(Vote(member=name, decision=decision) for name, decision in cast.items())


def test_a_dossier_comes_before_the_jury_once_evaluated() -> None:
    """EVA-06."""
    found = session(SessionStatus.CONVOQUEE, members=jury())
    made = rules.assign(found, [evaluated()], [], [])
    assert broken(made) == []
    assert made.session is not None
    assert made.session.dossiers == ("d",)
    assert made.dossiers[0].status is DossierStatus.PRESENTE_AU_JURY
    assert [warning.rule for warning in made.warnings] == ["EVA-03"]
    assert broken(rules.assign(found, [evaluated(status=DossierStatus.OUVERT)], [], [])) == ["EVA-06"]
    assert broken(rules.assign(found, [evaluated(exam_centre="UT62")], [], [])) == ["INS-01"]
    assert broken(rules.assign(found, [evaluated(certification="MQ 1989 0021")], [], [])) == ["JUR-18"]
    assert broken(rules.assign(found.evolve(held_on=FIRST - DAY), [evaluated()], [], [])) == ["EVA-06"]
    assert broken(rules.assign(found.evolve(dossiers=("d",)), [evaluated()], [], [])) == ["DUPLICATE"]
    assert broken(rules.assign(found, [], [], [])) == ["INVALID_INPUT"]
    assert broken(rules.assign(found.evolve(members=(member("Eva"),)), [evaluated()], [], [])) == ["JUR-06"]


@pytest.mark.rule("JUR-19")
def test_an_absent_candidate_goes_to_a_later_session() -> None:
    """JUR-19: removed on the day; nobody is added then, and whoever is decided on stays."""
    here = presented()
    away = rules.assign(sitting(dossiers=("d", "e"), decided=("e",)), [], [here], [here])
    assert away.session is not None
    assert (away.session.dossiers, away.session.status) == (("e",), SessionStatus.DELIBEREE)
    assert (away.dossiers[0].status, away.dossiers[0].session) == (DossierStatus.EVALUE, None)
    assert broken(rules.assign(sitting(decided=("d",)), [], [here], [here])) == ["JUR-13"]
    assert broken(rules.assign(sitting(), [evaluated(id="n")], [], [])) == ["JUR-19"]


@pytest.mark.rule("JUR-10")
@pytest.mark.parametrize(("day", "refused"), [(HELD - DAY, ["JUR-10"]), (HELD, []), (HELD + DAY, [])])
def test_the_attendance_is_signed_on_the_day(day: date, refused: list[str]) -> None:
    waiting = tuple(item.evolve(present=None) for item in jury())
    found = session(SessionStatus.CONVOQUEE, members=waiting, dossiers=("d",))
    judged = rules.attend(found, ["Anne", "Lise"], [], day, NOW)
    assert broken(judged) == refused
    if judged.entity is not None:
        assert [item.present for item in judged.entity.members] == [True, False, True, False]
        assert [warning.rule for warning in judged.warnings] == []


def test_who_attends() -> None:
    expected = tuple(item.evolve(present=None) for item in jury())
    late = member("Zoé", JuryRole.EMPLOYER, convened_on=None, present=None)
    found = session(SessionStatus.CONVOQUEE, members=(*expected, late), dossiers=("d",))
    assert broken(rules.attend(found.evolve(dossiers=()), ["Anne"], [], HELD, NOW)) == ["JUR-19"], "nobody to judge"
    assert broken(rules.attend(found, ["Lise"], [], HELD, NOW)) == ["JUR-10"], "the president signs"
    assert broken(rules.attend(found, ["Anne", "Zoé"], [], HELD, NOW)) == ["JUR-02"]
    assert broken(rules.attend(found, ["Anne", "Anne"], [], HELD, NOW)) == ["DUPLICATE"]
    assert broken(rules.attend(found, ["Anne", "personne"], [], HELD, NOW)) == ["INVALID_INPUT"]
    alone = rules.attend(found, ["Anne"], [], HELD, NOW)
    assert [warning.rule for warning in alone.warnings] == ["JUR-17"]


@pytest.mark.rule("JUR-07")
@pytest.mark.parametrize(
    ("cast", "decision", "tally"),
    [
        ({"Anne": A, "Marc": A, "Lise": A, "Omar": NA}, A, Tally(admitting=3, refusing=1)),
        ({"Anne": A, "Marc": NA, "Lise": NA, "Omar": NA}, NA, Tally(admitting=1, refusing=3)),
        ({"Anne": A, "Marc": A, "Lise": NA, "Omar": NA}, A, Tally(admitting=2, refusing=2, tie_broken=True)),
        ({"Anne": NA, "Lise": A}, NA, Tally(admitting=1, refusing=1, tie_broken=True)),
    ],
)
def test_votes_make_the_decision(cast: dict[str, JuryDecision], decision: JuryDecision, tally: Tally) -> None:
    """JUR-07: the president's vote breaks a tie."""
    made = decide(presented(), votes=votes(**cast))
    assert broken(made) == []
    deliberation = made.dossiers[0].deliberation
    assert deliberation is not None
    assert (deliberation.decision, deliberation.tally) == (decision, tally)


@pytest.mark.rule("JUR-04")
@pytest.mark.parametrize(
    ("cast", "given", "refused"),
    [
        (votes(Marc=A, Lise=NA), {}, ["JUR-07"]),
        (votes(Anne=A), {"decision": NA}, ["JUR-07"]),
        (votes(Anne=A) * 2, {}, ["JUR-04"]),
        (votes(Anne=A, Inconnu=A), {}, ["INVALID_INPUT"]),
        ((), {}, ["INVALID_INPUT"]),
    ],
)
def test_votes_that_make_no_decision(cast: tuple[Vote, ...], given: dict[str, Any], refused: list[str]) -> None:
    assert broken(decide(presented(), votes=cast, **given)) == refused


@pytest.mark.rule("JUR-06")
@pytest.mark.parametrize(
    ("extra", "refused"),
    [
        (member("Zoé", JuryRole.GUEST), ["JUR-06"]),
        (member("Zoé", JuryRole.UNION, "CFDT", voting=False), ["JUR-04"]),
        (member("Zoé", JuryRole.UNION, "CGT", present=False), ["JUR-10"]),
    ],
)
def test_who_does_not_vote(extra: Any, refused: list[str]) -> None:
    held = sitting(members=(*jury(), extra))
    assert broken(decide(presented(), held, votes=votes(Anne=A, Zoé=A))) == refused


@pytest.mark.rule("JUR-12")
def test_admission_needs_everything_acquired() -> None:
    """JUR-12."""
    assert broken(decide(presented("123"), decision=A)) == ["JUR-12"]
    made = decide(presented(), decision=A)
    assert made.dossiers[0].outcome is Outcome.TOTAL
    assert made.session is not None
    assert made.session.status is SessionStatus.DELIBEREE, "the last decision unveils the names (JUR-08)"


@pytest.mark.parametrize(
    ("acquired", "kept", "outcome"),
    [
        ("12", None, Outcome.PARTIAL),
        ("", None, Outcome.NONE),
        ("12", ("1",), Outcome.PARTIAL),
        ("12", (), Outcome.NONE),
    ],
)
def test_what_refusal_leaves_acquired(acquired: str, kept: Any, outcome: Outcome) -> None:
    """JUR-11."""
    made = decide(presented(acquired), decision=NA, acquired=kept)
    deliberation = made.dossiers[0].deliberation
    assert deliberation is not None
    assert deliberation.outcome is outcome
    assert deliberation.capacites == (tuple(acquired) if kept is None else kept)
    assert made.dossiers[0].at_rncp


@pytest.mark.rule("JUR-11")
def test_decisions_that_break_a_rule() -> None:
    assert broken(decide(presented("12"), decision=NA, acquired=("3",))) == ["JUR-11"]
    assert broken(decide(presented(), decision=A, acquired=("1",))) == ["JUR-11"]
    assert broken(decide(presented(company_opinion=None), decision=A)) == ["EVA-03"]
    assert broken(decide(presented(id="other"), decision=A)) == ["JUR-19"]
    assert broken(decide(presented(), sitting(status=SessionStatus.SIGNEE), decision=A)) == ["JUR-13"]
    assert broken(decide(presented(status=DossierStatus.TRANSMIS), decision=A)) == ["JUR-13"]
    everything = decide(presented(), decision=NA)
    assert [warning.rule for warning in everything.warnings] == ["JUR-11"]


@pytest.mark.rule("JUR-11")
def test_of_blocs_asked_for_nobody_is_refused_who_keeps_them_all() -> None:
    """JUR-11, JUR-12: what would be acquired is all that was asked for, so that no letter could say it."""
    asked = presented("12", target_blocs=("RNCP99277BC01",))
    refused = decide(asked, decision=NA)
    assert [(item.rule, item.path) for item in refused.problems] == [("JUR-11", ("acquired",))]
    assert "décidez A" in refused.problems[0].message
    assert broken(decide(asked, decision=NA, acquired=("2", "1"))) == ["JUR-11"]
    assert broken(decide(asked, decision=NA, acquired=("1",))) == []
    assert broken(decide(asked, decision=NA, acquired=())) == []
    assert broken(decide(asked, decision=A)) == []
    assert broken(decide(presented("1", target_blocs=("RNCP99277BC01",)), decision=NA)) == []
    assert broken(decide(presented("12", target_blocs=("RNCP99277BC01", "RNCP99277BC02")), decision=NA)) == []
    whole = decide(presented(), decision=NA)
    assert whole.dossiers[0].deliberation is not None
    assert whole.dossiers[0].deliberation.outcome is Outcome.PARTIAL


def test_a_decision_may_be_corrected_until_the_minutes() -> None:
    first = decide(presented(), decision=NA)
    assert first.session is not None
    again = decide(first.dossiers[0], first.session, decision=A)
    assert broken(again) == []
    assert again.dossiers[0].decision is A


def minutes(held: Session, found: Dossier, *pieces: Piece, by_president: bool = True, of: Any = ()) -> life.Outcome:
    return rules.sign_minutes(held, [found], of, pieces, HELD, by_president=by_president)


@pytest.mark.rule("JUR-13")
def test_minutes_freeze_each_decision() -> None:
    """JUR-13, JUR-18."""
    made = decide(presented("12"), decision=NA)
    assert made.session is not None
    judged = minutes(made.session, made.dossiers[0])
    assert judged.entity is not None
    assert judged.entity.status is SessionStatus.SIGNEE
    [line] = judged.entity.minutes[0].lines
    assert (line.dossier, line.decision, line.outcome, line.capacites) == (
        "D2026-UT59-00001",
        "NA",
        "PARTIAL",
        ("1", "2"),
    )
    assert broken(minutes(judged.entity, made.dossiers[0])) == ["JUR-13"]


def test_minutes_that_cannot_be_signed() -> None:
    made = decide(presented(), decision=A)
    held = made.session
    assert held is not None
    found = made.dossiers[0]
    assert broken(minutes(held.evolve(attended_on=None), found)) == ["JUR-10"]
    assert broken(minutes(held, found, by_president=False)) == ["JUR-13"], "the centre brings the signed paper"
    paper = Piece(kind=PieceKind.MINUTES, certification=CQPM, file="f", sha256="0", received_on=HELD)
    assert broken(minutes(held, found, paper, by_president=False)) == []
    assert broken(minutes(held, found, of=["MQ 1989 0021"])) == ["INVALID_INPUT"]
    absent = held.evolve(members=tuple(item.evolve(present=False) for item in held.members))
    assert broken(minutes(absent, found)) == ["JUR-13"]


@pytest.mark.rule("JUR-18")
def test_each_qualification_has_its_minutes() -> None:
    """JUR-18."""
    made = decide(presented(), sitting(certifications=(CQPM, "MQ 1989 0021")), decision=A)
    assert made.session is not None
    first = minutes(made.session, made.dossiers[0], of=[CQPM]).entity
    assert first is not None
    assert first.status is SessionStatus.DELIBEREE
    second = minutes(first, made.dossiers[0]).entity
    assert second is not None
    assert second.status is SessionStatus.SIGNEE


def test_a_rectification_leaves_the_decisions() -> None:
    """CER-07."""
    made = decide(presented(), decision=A)
    assert made.session is not None
    signed = minutes(made.session, made.dossiers[0]).entity
    assert signed is not None
    judged = rules.rectify(signed, CQPM, "Lire « Dupond ».", "Anne", LAST)
    assert judged.entity is not None
    assert judged.entity.minutes[0].lines == signed.minutes[0].lines
    assert judged.entity.minutes[0].rectifications[0].text == "Lire « Dupond »."
    assert broken(rules.rectify(signed, "autre", "", "x1", LAST)) == ["INVALID_INPUT"] * 3
    assert broken(rules.rectify(made.session, CQPM, "x", "Anne", LAST)) == ["CER-07"]

"""
The life of a family of certifications by one route, as a table: one row an operation.

A row says what the operation acts on, from which states to which, the rule that a wrong state breaks, who may, its
words, and names the function that decides. Rights, next actions, refusals, summaries, events and drawings come from it.
There is no engine: `Row.decided` tells what the state and the texts forbid beside what the function says.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from inspect import signature
from typing import Any

from rules.access.viewer import Role
from rules.base.calendar import in_french
from rules.base.check import Check, pointless
from rules.base.command import Command, cleaned, faults
from rules.base.entity import Entity
from rules.base.event import Fact
from rules.base.operation import Operation
from rules.base.outcome import Done, Refused
from rules.base.problems import Problem, broken
from rules.base.todo import Todo
from rules.certificate.certificate import Certificate, CertificateState
from rules.document.document import Document
from rules.dossier.dossier import Dossier, DossierStatus
from rules.session.session import Session, SessionStatus

State = DossierStatus | SessionStatus | CertificateState
Outcome = Refused | Done[Any]


class Subject(Enum):
    """What an operation acts on, as the API names it in an input."""

    CERTIFICATION = "certification"
    CANDIDATE = "candidate"
    DOSSIER = "dossier"
    SESSION = "session"
    CERTIFICATE = "certificate"
    PURGE = "purge"
    DOCUMENT = "document"
    PACK = "pack"
    FILE = "file"
    EQUIVALENCE = "equivalence"
    ORGANISATION = "organisation"


@dataclass(frozen=True, slots=True)
class Move:
    """From any of these states to one; `ends` None leaves the state as it is, no `starts` begins a life."""

    starts: tuple[State, ...]
    ends: State | None


def begins(state: State) -> Move:
    """A life begins in this state."""
    return Move((), state)


def stays(*states: State) -> Move:
    """Allowed in these states, which do not change."""
    return Move(states, None)


def becomes(state: State, *starts: State) -> Move:
    """From each of these to this one."""
    return Move(starts, state)


@dataclass(frozen=True, slots=True)
class Words:
    """What users read of an operation, in French."""

    label: str
    """What it is for, in the infinitive: a button's hint."""
    does: str
    """What it does: the description of the mutation."""
    done: str | Callable[[Mapping[str, object]], str] = ""
    """What history says of it after a number, or the whole sentence from the facts of its event."""
    refusal: str = ""
    """The refusal of a wrong state: a sentence in which {state} stands for its words, {number} for the number."""
    dossier_refusal: str = ""
    """The same of a dossier that a session's command names."""


@dataclass(frozen=True, slots=True)
class Row:
    """One operation of a life."""

    operation: Operation
    subject: Subject
    command: type[Command]
    decide: Callable[..., Outcome]
    rule: str
    """The rule that a wrong state breaks, and that its event names."""
    roles: frozenset[Role]
    words: Words
    moves: tuple[Move, ...] = ()
    """The states of the subject, for those that have some."""
    session: tuple[Move, ...] = ()
    """The states in which the session of a dossier must be, and what it becomes."""
    dossiers: tuple[Move, ...] = ()
    """The states in which the dossiers that a session's command names must be, and what they become."""
    follows: tuple[Move, ...] = ()
    """What else moves with it, whatever its state: told, never asked for."""
    possible: Callable[[Any], bool] = lambda _entity: True
    """Whether its subject leaves it something, beside its state: it is no next action where it does not."""
    todo: Callable[[Any, date], Todo | None] = lambda _entity, _today: None
    """What it would do next on its subject, where that is to be done (PRD-06)."""
    dossier_todo: Callable[[Any, date], Todo | None] = lambda _dossier, _today: None
    """The same of a dossier that a session's command would name."""
    dossier_rule: str = ""
    """The rule that the wrong state of such a dossier breaks."""
    rules: tuple[str, ...] | None = None
    """What its event names instead of `rule`, where a life begins."""
    told: Mapping[str, str] = field(default_factory=dict)
    """What its event keeps of the command: facts by the fields that they come from; codes and days, never a text."""

    @property
    def needs(self) -> tuple[str, ...]:
        """What the decision is given beside its subject and its command, by name."""
        return tuple(signature(self.decide).parameters)[2:]

    @property
    def starts(self) -> frozenset[State]:
        """The states of the subject in which it may be run."""
        return _starts(self.moves)

    def reaches(self, state: State) -> frozenset[State]:
        """The states that the subject may be in afterwards."""
        return frozenset(move.ends or state for move in self.moves if state in move.starts)

    def state_problems(self, entity: Entity | None, *path: str) -> list[Problem]:
        """A refusal where the state of the subject, or of a dossier or session that goes with it, does not allow it."""
        named = isinstance(entity, Dossier) and self.subject is Subject.SESSION
        moves = self.dossiers if named else self._moves_of(entity)
        state = _state_of(entity)
        starts = _starts(moves)
        if not starts or state is None or state in starts:
            return []
        where = {DossierStatus: "un dossier ", SessionStatus: "une session "}.get(type(state), "")
        sentence = self.words.dossier_refusal if named else self.words.refusal
        text = sentence.format(state=f"{where}{STATE_WORDS[state]}", number=getattr(entity, "number", ""))
        return [broken(self.dossier_rule if named else self.rule, text, *path)]

    def allows(self, entity: Entity) -> bool:
        """Whether the state of the subject, or of its session, is one in which it may be run."""
        return _state_of(entity) in _starts(self._moves_of(entity))

    def decided(self, subject: Entity | None, command: Command, **facts: Any) -> Outcome:
        """
        Refused with every problem, of the state, of the texts and of the decision; or done.

        Raises ValueError where the decision leads to a state that the row does not name: the table is the truth.
        """
        session = facts.get("session")
        early = [
            *(self.state_problems(session) if self.session and isinstance(session, Session) else ()),
            *self.state_problems(subject),
        ]
        outcome = self.decide(subject, cleaned(command), **facts)
        if problems := (*early, *outcome.problems, *faults(command)):
            return Refused(problems)
        before, after = _state_of(subject), _state_of(outcome.entity)
        if before in self.starts and after not in self.reaches(before):
            raise ValueError(f"{self.operation.value} leads from {before} to {after}, which its row does not name")
        return outcome

    def facts_of(self, entity: Entity) -> dict[str, Fact]:
        """How its event names what it changed: by number and route, with the state that it leads to."""
        facts: dict[str, Fact] = {}
        if number := getattr(entity, "number", None):
            facts["number"] = number
        if isinstance(entity, Session):
            facts["status"] = entity.status.value
        if isinstance(entity, Dossier):
            facts["route"] = entity.route.value
        state = _state_of(entity)
        if any(move.ends is state for move in (*self.moves, *self.session, *self.dossiers, *self.follows) if state):
            facts["reached"] = state.value
        return facts

    def event_rules(self, done: Done[Any]) -> tuple[str, ...]:
        """The rules that its event names: its own, unless the decision names others, and those warned of."""
        own = (self.rule,) if self.rules is None else self.rules
        warned = (warning.rule for warning in done.warnings if warning.rule)
        return tuple(dict.fromkeys((*(done.rules or own), *warned)))

    def _moves_of(self, entity: Entity | None) -> tuple[Move, ...]:
        if isinstance(entity, Session) and self.subject is not Subject.SESSION:
            return self.session
        return self.moves


@dataclass(frozen=True, slots=True)
class Life:
    """The life of a family by one route: its rows, and what it asks of a dossier."""

    title: str
    """In French, for the guide."""
    rows: Mapping[Operation, Row]
    opening: tuple[Callable[[Any], list[Problem]], ...] = ()
    """The rules of opening (rules.dossier.admission)."""
    once_a_year: bool = False
    """Whether an opening is counted with those of its civil year (VAE-03)."""
    with_time: Callable[[Dossier, date], Done[Dossier] | None] = lambda _dossier, _today: None
    """What time alone has made of a dossier on a business date; None where that is nothing."""
    told_as: Operation | None = None
    """The operation that stands for what time makes, in the history."""
    before_jury: Callable[..., list[Problem]] = lambda _dossier, *_path: []
    """What forbids to judge a dossier or to award it, beside its state, and its place in the input."""
    jury_warnings: Callable[..., list[Problem]] = lambda _dossier, _jury_on, *_path: []
    """What is warned of when a dossier goes before a jury of a day."""
    dossier_lines: tuple[Callable[[Dossier, date], list[Check]], ...] = ()
    result_lines: Callable[[Dossier, Sequence[Certificate], Sequence[Document], date], list[Check]] | None = None
    """What a dossier asks for once its result is known, beside its certificates and the papers issued."""
    session_lines: Callable[[Session, date], list[Check]] | None = None

    def of(self, subject: Subject) -> list[Row]:
        """The rows that act on this, in the order of the path."""
        return [row for row in self.rows.values() if row.subject is subject]

    def checklist(self, dossier: Dossier, today: date) -> list[Check]:
        """What its rules ask of a dossier on a business date, in the order of the path."""
        asked = [line for lines in self.dossier_lines for line in lines(dossier, today)]
        if dossier.destroyed_on is not None:
            why = f"Sans objet : les pièces d’évaluation sont détruites depuis le {in_french(dossier.destroyed_on)}."
            return pointless(asked, why)
        if dossier.status not in OVER:
            return asked
        undoing = [line for line in asked if line.required_for is Operation.reopenDossier]
        others = [line for line in asked if line not in undoing]
        return [*pointless(others, f"Sans objet : le dossier est {STATE_WORDS[dossier.status]}."), *undoing]


def table(*groups: Sequence[Row]) -> Mapping[Operation, Row]:
    """Rows by operation. Raises ValueError where one stands twice."""
    rows = [row for group in groups for row in group]
    by_operation = {row.operation: row for row in rows}
    if len(by_operation) != len(rows):
        raise ValueError("an operation has two rows")
    return by_operation


OVER = frozenset({DossierStatus.ABANDONNE, DossierStatus.IRRECEVABLE})
"""States of a dossier in which nothing is asked for any more."""


def _state_of(entity: Entity | None) -> Any:
    return getattr(entity, "status", None) or getattr(entity, "state", None)


def _starts(moves: tuple[Move, ...]) -> frozenset[State]:
    return frozenset(state for move in moves for state in move.starts)


_D, _S, _C = DossierStatus, SessionStatus, CertificateState
STATE_WORDS: Mapping[State, str] = {
    _D.OUVERT: "ouvert",
    _D.RECEVABILITE_EN_INSTRUCTION: "en instruction de recevabilité",
    _D.IRRECEVABLE: "irrecevable",
    _D.RECEVABLE: "recevable",
    _D.EVALUE: "entièrement évalué",
    _D.PRESENTE_AU_JURY: "présenté au jury",
    _D.DELIBERE: "délibéré",
    _D.TRANSMIS: "transmis au GTP",
    _D.COMPLEMENT_DEMANDE: "en attente d’un complément",
    _D.VALIDE: "validé",
    _D.REFUSE: "refusé",
    _D.CERTIFIE: "certifié",
    _D.REMIS: "remis",
    _D.ABANDONNE: "abandonné",
    _S.PROGRAMMEE: "programmée",
    _S.SYNDICATS_SAISIS: "programmée, organisations syndicales saisies",
    _S.CONVOQUEE: "convoquée",
    _S.TENUE: "tenue",
    _S.DELIBEREE: "entièrement délibérée",
    _S.SIGNEE: "signée",
    _S.TRANSMISE: "transmise au GTP",
    _S.COMPLEMENT_DEMANDE: "en attente d’un complément",
    _S.CLOSE: "close",
    _S.ANNULEE: "annulée",
    _C.ISSUED: "en attente de remise",
    _C.DELIVERED: "déjà remis",
    _C.CANCELLED: "annulé",
}
"""Each state in words, for messages."""

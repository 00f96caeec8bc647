"""What a viewer has to do next on what exists for them, the most urgent first (PRD-06)."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from enum import Enum
from typing import NamedTuple, cast

from rules.access.viewer import Role, Viewer
from rules.base.calendar import in_french
from rules.base.check import CheckState
from rules.base.entity import Entity
from rules.base.operation import Operation
from rules.base.todo import Todo
from rules.certification.certification import Certification
from rules.document.document import Document
from rules.dossier.dossier import Dossier, DossierStatus
from rules.dossier.registered import as_registered, entered_on
from rules.lives.family import LIVES, life_of_entity
from rules.lives.life import Row
from rules.papers.duties import left, papers_of
from rules.session.session import Session
from rules.views.actions import BROUGHT, dossier_lines, issues_papers, may, session_lines
from rules.views.masks import dossier_view, held, judged_on, session_view

_LATER = date.max
JUDGED = (DossierStatus.DELIBERE, DossierStatus.TRANSMIS, DossierStatus.COMPLEMENT_DEMANDE)
"""The states of a dossier that waits for its registration to be known: a jury has decided, the GTP has not."""


class Task(NamedTuple):
    """Something to be done, on something that the viewer sees."""

    subject: Entity
    operation: Operation
    todo: Todo
    late: bool

    @property
    def key(self) -> str:
        """Where it stands in a worklist: by its last day, then by what it is about; what is sent is printed first."""
        number = getattr(self.subject, "number", self.subject.id)
        rank = 0 if self.operation is Operation.generateDocument else 1
        return f"{self.todo.due_on or _LATER} {number} {rank} {self.operation.value}\0"


def states_to_look_at(viewer: Viewer, kind: type[Enum]) -> list[str]:
    """The states in which something of a kind may have a task for one of the viewer's roles."""
    states = {
        state
        for life in LIVES.values()
        for row in life.rows.values()
        if row.roles & viewer.roles
        for move in (*row.moves, *row.session, *row.dossiers)
        for state in move.starts
        if isinstance(state, kind)
    }
    return sorted(str(state.value) for state in states)


def tasks_of(viewer: Viewer, stored: Iterable[Entity], issued: Mapping[str, Sequence[Document]]) -> list[Task]:
    """
    The tasks on these entities, each shown as the viewer sees it; none where another operation stands before it.

    `issued` holds the papers issued of each, by its identifier.
    """
    tasks = []
    for entity in stored:
        shown = _view(viewer, entity)
        tasks += [*_tasks(viewer, shown), *_papers(viewer, shown, issued.get(entity.id, ()))]
    return tasks


def declarations(viewer: Viewer, judged: Iterable[Dossier], certifications: Mapping[str, Certification]) -> list[Task]:
    """
    The registrations that nobody knows and that these judged dossiers wait for, one task a certification (REG-01).

    `certifications` are those of the dossiers, by their codes.
    """
    waiting: dict[str, list[Dossier]] = {}
    for dossier in judged:
        certification = certifications[dossier.certification]
        if certification.of_the_branch and as_registered(dossier, certification).at_rncp is None:
            waiting.setdefault(certification.code, []).append(dossier)
    found = {item.code: item for item in certifications.values()}
    return [
        _task(viewer, found[code], Operation.declareRegistration, _to_declare(found[code], dossiers))
        for code, dossiers in waiting.items()
    ]


def _to_declare(certification: Certification, dossiers: Sequence[Dossier]) -> Todo:
    day = in_french(min(map(entered_on, dossiers)))
    several = f"{len(dossiers)} dossiers jugés l’attendent"
    waits = several if len(dossiers) > 1 else "un dossier jugé l’attend"
    text = f"Déclarer si la certification {certification.code} était inscrite au RNCP le {day} : {waits}."
    return Todo(rule="REG-01", summary=text)


def _papers(viewer: Viewer, shown: Entity, issued: Sequence[Document]) -> Iterable[Task]:
    """One task for all the papers that the viewer's centre has to make of one thing, by the day of the first."""
    judged = judged_on(shown)
    centre = Role.CENTRE in viewer.roles and getattr(judged, "exam_centre", None) == viewer.organisation
    due = left(papers_of(judged, viewer.today), issued) if centre and issues_papers(viewer, shown) else []
    if not due:
        return
    first = min(due, key=lambda paper: paper.due_on or _LATER)
    more = f" Et {len(due) - 1} autre{'s' if len(due) > 2 else ''}." if len(due) > 1 else ""
    todo = Todo(rule=first.rule, summary=f"À produire : {first.summary}{more}", due_on=first.due_on)
    yield _task(viewer, shown, Operation.generateDocument, todo)


def _task(viewer: Viewer, shown: Entity, operation: Operation, todo: Todo) -> Task:
    return Task(shown, operation, todo, todo.due_on is not None and todo.due_on < viewer.today)


def _tasks(viewer: Viewer, shown: Entity) -> Iterable[Task]:
    today, judged = viewer.today, judged_on(shown)
    stopped = _stopped(judged, today)
    for row in life_of_entity(judged).rows.values():
        todo = _todo(row, judged, today)
        if todo is None or row.operation in stopped or not may(viewer, row, judged):
            continue
        if row.operation is Operation.transferDossier and held(viewer, cast("Dossier", judged)):
            continue
        yield _task(viewer, shown, row.operation, _as_shown(todo, judged, shown))


def _view(viewer: Viewer, entity: Entity) -> Entity:
    if isinstance(entity, Dossier):
        return dossier_view(viewer, entity)
    return session_view(viewer, entity) if isinstance(entity, Session) else entity


def _todo(row: Row, entity: Entity, today: date) -> Todo | None:
    if isinstance(entity, Session) and row.session:
        return None  # what is to be done on a session is told by its own rows
    if isinstance(entity, Dossier) and row.dossiers:
        return row.dossier_todo(entity, today) if not row.state_problems(entity) else None
    return row.todo(entity, today) if row.allows(entity) else None


def _stopped(entity: Entity, today: date) -> set[Operation | None]:
    lines = dossier_lines(entity, today) if isinstance(entity, Dossier) else []
    lines = session_lines(entity, today) if isinstance(entity, Session) else lines
    return {line.required_for for line in lines if line.state is CheckState.MISSING and line.rule not in BROUGHT}


def _as_shown(todo: Todo, judged: Entity, shown: Entity) -> Todo:
    """What is to be done, on something named as the viewer knows it (JUR-08)."""
    names = getattr(judged, "number", ""), getattr(shown, "number", "")
    return todo if names[0] == names[1] else todo.evolve(summary=todo.summary.replace(*names))

"""What a viewer could do now: their role has it, the state allows it, and no line of the checklist stands before it."""

from collections.abc import Iterable
from datetime import date

from rules.access.viewer import Role, Viewer
from rules.base.check import Check, CheckState
from rules.base.entity import Entity
from rules.base.operation import Operation
from rules.certificate.certificate import Certificate
from rules.certification.certification import Certification
from rules.certification.completeness import Completeness
from rules.dossier.dossier import Dossier
from rules.lives.common import COMMON
from rules.lives.family import life_of_entity
from rules.lives.life import Row, Subject
from rules.organisation.organisation import Organisation
from rules.organisation.uploading import CENTRES
from rules.referentiel.submitting import may_submit
from rules.session.session import Session
from rules.views.masks import held, judged_on, papers_visible, proposed_to, veiled
from rules.views.rights import allowed

BROUGHT = frozenset({"JUR-13", "JUR-16", "TRA-02"})
"""Rules whose lines the operation itself fulfils: it brings the pieces and the dates."""

SEALED = frozenset({Operation.recordDecision, Operation.correctDossier})
"""What signed minutes close on their dossiers, whose state does not change before the transmission (JUR-13, CER-07)."""


def session_actions(viewer: Viewer, session: Session, today: date) -> list[Operation]:
    """The operations that the viewer could run now on a session, those on its dossiers among them."""
    judged = judged_on(session)
    rows = [row for row in life_of_entity(judged).rows.values() if row.subject is Subject.SESSION or row.session]
    early = {Operation.signAttendance} if today < judged.held_on else set()
    return _open(viewer, judged, rows, _stopped(session_lines(judged, today)) | early)


def dossier_actions(viewer: Viewer, dossier: Dossier, today: date, session: Session | None = None) -> list[Operation]:
    """The operations that the viewer could run now on a dossier, which its session judges, where there is one."""
    judged = judged_on(dossier)
    rows = life_of_entity(judged).of(Subject.DOSSIER)
    signed = session is not None and judged.certification in {item.certification for item in session.minutes}
    return _open(viewer, judged, rows, _stopped(dossier_lines(judged, today)) | (SEALED if signed else frozenset()))


def certificate_actions(viewer: Viewer, certificate: Certificate) -> list[Operation]:
    """The operations that the viewer could run now on a certificate."""
    return _open(viewer, certificate, life_of_entity(certificate).of(Subject.CERTIFICATE))


def certification_actions(viewer: Viewer, certification: Certification, today: date) -> list[Operation]:
    """The operations that the viewer could run now on a certification."""
    able = {
        Operation.submitReferentiel: may_submit(viewer, certification),
        Operation.declareRegistration: certification.of_the_branch and certification.registered_at_rncp(today) is None,
        Operation.declareSameCertification: certification.of_the_branch,
        Operation.openDossier: certification.opens_dossiers(today),
        Operation.generateDocument: certification.completeness is not Completeness.TITLE,
    }
    return [operation for operation, possible in able.items() if possible and allowed(viewer, operation.value)]


def organisation_actions(viewer: Viewer, organisation: Organisation) -> list[Operation]:
    """The operations that the viewer could run now on an organisation: their own centre's letterhead."""
    own = organisation.code == viewer.organisation and organisation.kind in CENTRES
    operation = Operation.uploadLetterhead
    return [operation] if own and allowed(viewer, operation.value) else []


def issues_papers(viewer: Viewer, entity: Entity) -> bool:
    """Whether the viewer makes the papers of what they see: its centre, the GTP; never for a jury's seat (JUR-08)."""
    judged = judged_on(entity)
    if isinstance(judged, Dossier) and veiled(viewer, judged):
        return False
    if isinstance(judged, Session) and not papers_visible(viewer, judged):
        return False
    return may(viewer, COMMON.rows[Operation.generateDocument], judged)


def dossier_lines(dossier: Dossier, today: date) -> list[Check]:
    """What the rules of its life ask of a dossier on a business date."""
    judged = judged_on(dossier)
    return life_of_entity(judged).checklist(judged, today)


def session_lines(session: Session, today: date) -> list[Check]:
    """What the rules of its life ask of a session on a business date."""
    lines = life_of_entity(session).session_lines
    return lines(session, today) if lines is not None else []


def _open(
    viewer: Viewer, entity: Entity, rows: Iterable[Row], stopped: Iterable[Operation | None] = ()
) -> list[Operation]:
    closed = set(stopped)
    return [
        row.operation
        for row in rows
        if row.allows(entity) and row.possible(entity) and row.operation not in closed and may(viewer, row, entity)
    ]


def may(viewer: Viewer, row: Row, entity: Entity) -> bool:
    """Whether one of the viewer's roles runs it on this: the centre that holds it, who presides, the candidate…"""
    if isinstance(entity, Dossier) and not held(viewer, entity) and proposed_to(viewer, entity):
        return row.operation is Operation.transferDossier and viewer.has(row.operation.value)
    roles = row.roles & viewer.roles if viewer.has(row.operation.value) else frozenset()
    if isinstance(entity, (Dossier, Session, Certificate)):
        theirs = set() if entity.exam_centre == viewer.organisation else {Role.CENTRE}
        roles -= theirs | {Role.RESOURCE_CENTRE}
    if isinstance(entity, Session) and not presides(viewer, entity):
        roles -= {Role.JURY_PRESIDENT}
    return bool(roles)


def presides(viewer: Viewer, session: Session) -> bool:
    """Whether the account is that of the president of this jury."""
    president = session.president
    return president is not None and president.account is not None and president.account == viewer.subject


def _stopped(lines: list[Check]) -> set[Operation | None]:
    return {line.required_for for line in lines if line.state is CheckState.MISSING and line.rule not in BROUGHT}

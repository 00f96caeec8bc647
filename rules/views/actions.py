"""What a viewer could do now: their role has it, the state allows it, and no line of the checklist stands before it."""

from datetime import date

from rules.access.viewer import Viewer
from rules.base.check import Check, CheckState
from rules.base.operation import Operation
from rules.certificate.certificate import Certificate, CertificateState
from rules.dossier.checklist import dossier_checklist
from rules.dossier.dossier import Dossier
from rules.lives.states import DOSSIER_STEPS, SESSION_STEPS
from rules.session.checklist import session_checklist
from rules.session.session import Session
from rules.views.rights import allowed

_BROUGHT = frozenset({"JUR-13", "JUR-16", "TRA-02"})
"""Rules whose lines the operation itself fulfils: it brings the pieces and the dates."""
_OF_THE_SESSION = frozenset({Operation.assignDossiers, Operation.validateAttribution})


def session_actions(viewer: Viewer, session: Session, today: date) -> list[Operation]:
    """The operations that the viewer could run now on a session."""
    ready = [operation for operation, step in SESSION_STEPS.items() if session.status in step.states]
    early = {Operation.signAttendance} if today < session.held_on else set()
    stopped = _stopped(session_checklist(session, today)) | early
    return [operation for operation in ready if operation not in stopped and allowed(viewer, operation.value)]


def dossier_actions(viewer: Viewer, dossier: Dossier, today: date) -> list[Operation]:
    """The operations that the viewer could run now on a dossier."""
    ready = [
        operation
        for operation, step in DOSSIER_STEPS.items()
        if dossier.status in step.states and operation not in _OF_THE_SESSION
    ]
    stopped = _stopped(dossier_checklist(dossier, today))
    return [operation for operation in ready if operation not in stopped and allowed(viewer, operation.value)]


def certificate_actions(viewer: Viewer, certificate: Certificate) -> list[Operation]:
    """The operations that the viewer could run now on a certificate."""
    steps = {
        CertificateState.ISSUED: (Operation.deliverCertificate, Operation.cancelCertificate),
        CertificateState.DELIVERED: (Operation.issueCertifiedCopy, Operation.recordSurvey, Operation.cancelCertificate),
        CertificateState.CANCELLED: (),
    }
    return [operation for operation in steps[certificate.state] if allowed(viewer, operation.value)]


def _stopped(lines: list[Check]) -> set[Operation]:
    return {
        line.required_for
        for line in lines
        if line.state is CheckState.MISSING and line.required_for is not None and line.rule not in _BROUGHT
    }

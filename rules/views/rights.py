"""The only table of rights: operation by role, deny by default."""

from collections.abc import Mapping

from rules.access.scope import JURY, PERSONAL
from rules.access.viewer import Role, Viewer
from rules.base.operation import Operation

_CENTRE = frozenset({Role.CENTRE})
_GTP = frozenset({Role.GTP})
_PRESIDED = frozenset({Role.CENTRE, Role.JURY_PRESIDENT})
"""What the president of a jury does, or the centre from the signed paper."""
_PUBLIC: None = None

OPERATIONS: Mapping[str, frozenset[Role] | None] = {
    "node": _PUBLIC,
    "nodes": _PUBLIC,
    "viewer": _PUBLIC,
    "rules": _PUBLIC,
    "certification": _PUBLIC,
    "certifications": _PUBLIC,
    "bloc": _PUBLIC,
    "blocs": _PUBLIC,
    "equivalences": _PUBLIC,
    "organisation": _PUBLIC,
    "organisations": _PUBLIC,
    "candidate": PERSONAL,
    "candidates": PERSONAL - {Role.CANDIDATE},
    "dossier": PERSONAL | JURY,
    "dossiers": PERSONAL | JURY,
    "session": PERSONAL - {Role.CANDIDATE} | JURY,
    "sessions": PERSONAL - {Role.CANDIDATE} | JURY,
    "certificate": PERSONAL,
    "verifyCertificate": _PUBLIC,
    "document": PERSONAL | JURY,
    "file": PERSONAL - {Role.CANDIDATE} | {Role.JURY_PRESIDENT},
    Operation.uploadFile.value: _CENTRE | _GTP | {Role.JURY_PRESIDENT},
    Operation.submitReferentiel.value: frozenset({Role.RESOURCE_CENTRE, Role.GTP}),
    Operation.registerCandidate.value: _CENTRE,
    Operation.openDossier.value: _CENTRE,
    Operation.planEvaluation.value: _CENTRE,
    Operation.nameCommission.value: _CENTRE,
    Operation.recordEvaluation.value: _CENTRE,
    Operation.recordCompanyOpinion.value: _CENTRE,
    Operation.withdrawDossier.value: _CENTRE,
    Operation.transferDossier.value: _CENTRE,
    Operation.scheduleSession.value: _CENTRE,
    Operation.requestUnionMembers.value: _CENTRE,
    Operation.nameJuryMember.value: _CENTRE,
    Operation.replaceJuryMember.value: _CENTRE,
    Operation.conveneJury.value: _CENTRE,
    Operation.informCprefp.value: _CENTRE,
    Operation.assignDossiers.value: _CENTRE,
    Operation.postponeSession.value: _CENTRE,
    Operation.cancelSession.value: _CENTRE,
    Operation.signAttendance.value: _PRESIDED,
    Operation.recordDecision.value: _PRESIDED,
    Operation.signMinutes.value: _PRESIDED,
    Operation.rectifyMinutes.value: _PRESIDED,
    Operation.transmitSession.value: _CENTRE,
    Operation.requestComplements.value: _GTP,
    Operation.answerComplements.value: _CENTRE,
    Operation.validateAttribution.value: _GTP,
    Operation.deliverCertificate.value: _CENTRE,
    Operation.issueCertifiedCopy.value: _CENTRE,
    Operation.cancelCertificate.value: _GTP,
    Operation.recordSurvey.value: _CENTRE,
    Operation.generateDocument.value: _CENTRE | _GTP,
}
"""Every operation of the API and the roles that have it; None where it is open to everyone (PUB-01).

An operation that is absent is denied.
"""


def allowed(viewer: Viewer, operation: str) -> bool:
    """Whether one of the viewer's roles has this operation; an unknown operation is denied."""
    if operation not in OPERATIONS:
        return False
    roles = OPERATIONS[operation]
    return roles is None or bool(roles & viewer.roles)


def operations_of(viewer: Viewer) -> list[Operation]:
    """Every operation that one of the viewer's roles has, in the order of the path."""
    return [operation for operation in Operation if allowed(viewer, operation.value)]

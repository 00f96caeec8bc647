"""Who may do what, and what each viewer sees of an entity. The only table of rights (operation x role)."""

from collections.abc import Mapping
from datetime import date
from enum import Enum

from rules.entity import Value


class Role(Enum):
    """What an account is in the life of a certification."""

    ADMINISTRATOR = "ADMINISTRATOR"
    GTP = "GTP"
    CENTRE = "CENTRE"
    RESOURCE_CENTRE = "RESOURCE_CENTRE"
    JURY_PRESIDENT = "JURY_PRESIDENT"
    JURY_MEMBER = "JURY_MEMBER"
    CANDIDATE = "CANDIDATE"
    BRANCH_PARTNER = "BRANCH_PARTNER"
    REPORTING = "REPORTING"
    ADVISER = "ADVISER"


class Operation(Enum):
    """
    Everything that changes something; the journal names each event by the operation that caused it.

    Members are spelt as the API spells them.
    """

    requestCertification = "requestCertification"
    submitReferentiel = "submitReferentiel"
    decideCertification = "decideCertification"
    declareEquivalence = "declareEquivalence"
    declareOrganisation = "declareOrganisation"
    registerCandidate = "registerCandidate"
    correctCandidate = "correctCandidate"
    openDossier = "openDossier"
    submitPiece = "submitPiece"
    decideRecevabilite = "decideRecevabilite"
    planEvaluation = "planEvaluation"
    nameCommission = "nameCommission"
    recordEvaluation = "recordEvaluation"
    recordCompanyOpinion = "recordCompanyOpinion"
    withdrawDossier = "withdrawDossier"
    transferDossier = "transferDossier"
    scheduleSession = "scheduleSession"
    requestUnionMembers = "requestUnionMembers"
    nameJuryMember = "nameJuryMember"
    replaceJuryMember = "replaceJuryMember"
    conveneJury = "conveneJury"
    informCprefp = "informCprefp"
    assignDossiers = "assignDossiers"
    postponeSession = "postponeSession"
    cancelSession = "cancelSession"
    signAttendance = "signAttendance"
    recordDecision = "recordDecision"
    signMinutes = "signMinutes"
    rectifyMinutes = "rectifyMinutes"
    transmitSession = "transmitSession"
    requestComplements = "requestComplements"
    answerComplements = "answerComplements"
    validateAttribution = "validateAttribution"
    deliverCertificate = "deliverCertificate"
    issueCertifiedCopy = "issueCertifiedCopy"
    cancelCertificate = "cancelCertificate"
    recordSurvey = "recordSurvey"
    generateDocument = "generateDocument"
    uploadLetterhead = "uploadLetterhead"
    purgeArchives = "purgeArchives"
    uploadFile = "uploadFile"
    importCertifications = "importCertifications"
    loadDemonstration = "loadDemonstration"


class Viewer(Value):
    """Whoever asks, as their token says, and the business date they ask on."""

    subject: str | None = None
    """The account; null for a visitor without a token."""
    name: str = "Visiteur"
    roles: frozenset[Role] = frozenset()
    organisation: str | None = None
    """Code of the organisation on whose behalf the account acts."""
    candidate: str | None = None
    """Identifier of the candidate, for a candidate's own account."""
    jury: Mapping[str, bool] = {}
    """For a jury's account: its sessions, and whether their names may be read (JUR-08). Found in the store."""
    today: date

    @property
    def actor(self) -> str:
        """How the journal names the viewer: the account, never the person."""
        return self.subject or "anonyme"


class Scope(Value):
    """The part of the candidates' data that a viewer may see; repositories turn it into a filter."""

    everything: bool = False
    centre: str | None = None
    candidate: str | None = None
    sessions: tuple[str, ...] = ()
    """Identifiers of the sessions that the account sits in."""


EVERYTHING = Scope(everything=True)
"""For the service's own reading: rules that hold nationally, loaders, verification."""

_PERSONAL = frozenset({Role.ADMINISTRATOR, Role.GTP, Role.CENTRE, Role.CANDIDATE})
_JURY = frozenset({Role.JURY_PRESIDENT, Role.JURY_MEMBER})
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
    "candidate": _PERSONAL,
    "candidates": _PERSONAL - {Role.CANDIDATE},
    "dossier": _PERSONAL | _JURY,
    "dossiers": _PERSONAL | _JURY,
    "session": _PERSONAL - {Role.CANDIDATE} | _JURY,
    "sessions": _PERSONAL - {Role.CANDIDATE} | _JURY,
    "certificate": _PERSONAL,
    "verifyCertificate": _PUBLIC,
    "document": _PERSONAL | _JURY,
    "file": _PERSONAL - {Role.CANDIDATE} | {Role.JURY_PRESIDENT},
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


def scope_of(viewer: Viewer) -> Scope:
    """The candidates, dossiers and documents that exist for this viewer."""
    if viewer.roles & {Role.ADMINISTRATOR, Role.GTP}:
        return EVERYTHING
    return Scope(
        centre=viewer.organisation if Role.CENTRE in viewer.roles else None,
        candidate=viewer.candidate if Role.CANDIDATE in viewer.roles else None,
        sessions=tuple(viewer.jury),
    )


def sits_on_juries(viewer: Viewer) -> bool:
    """Whether the account is a jury's and nothing more: what it sees hangs on the sessions it sits in (JUR-08)."""
    return bool(viewer.roles & _JURY) and not viewer.roles & _PERSONAL


def operations_of(viewer: Viewer) -> list[Operation]:
    """Every operation that one of the viewer's roles has, in the order of the path."""
    return [operation for operation in Operation if allowed(viewer, operation.value)]

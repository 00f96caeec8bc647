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

    @property
    def empty(self) -> bool:
        """Whether nothing at all is visible."""
        return not (self.everything or self.centre or self.candidate)


EVERYTHING = Scope(everything=True)
"""For the service's own reading: rules that hold nationally, loaders, verification."""

_PERSONAL = frozenset({Role.ADMINISTRATOR, Role.GTP, Role.CENTRE, Role.CANDIDATE})
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
    "dossier": _PERSONAL,
    "dossiers": _PERSONAL,
    "document": _PERSONAL,
    Operation.submitReferentiel.value: frozenset({Role.RESOURCE_CENTRE, Role.GTP}),
    Operation.registerCandidate.value: frozenset({Role.CENTRE}),
    Operation.openDossier.value: frozenset({Role.CENTRE}),
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
    )


def operations_of(viewer: Viewer) -> list[Operation]:
    """Every operation that one of the viewer's roles has, in the order of the path."""
    return [operation for operation in Operation if allowed(viewer, operation.value)]

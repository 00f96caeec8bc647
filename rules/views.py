"""What each viewer sees of an entity that exists for them: the masks of the rules, applied before any answer."""

from rules.access import Role, Viewer
from rules.dossier import Dossier, DossierStatus
from rules.opportunity import Submission
from rules.referentiel import Referentiel

_DECIDED = frozenset({DossierStatus.DELIBERE, DossierStatus.TRANSMIS, DossierStatus.COMPLEMENT_DEMANDE})


def dossier_view(viewer: Viewer, dossier: Dossier) -> Dossier:
    """The dossier as this viewer sees it: a candidate learns the result only once the GTP has decided (GTP-06)."""
    if not _is_only_the_candidate(viewer) or _gtp_has_decided(dossier):
        return dossier
    status = DossierStatus.PRESENTE_AU_JURY if dossier.status in _DECIDED else dossier.status
    return dossier.evolve(deliberation=None, evaluations=(), status=status)


def result_visible(viewer: Viewer, dossier: Dossier) -> bool:
    """Whether this viewer may read what tells the result: documents, certificates, history (GTP-06)."""
    return not _is_only_the_candidate(viewer) or _gtp_has_decided(dossier)


def version_view(viewer: Viewer, version: Referentiel) -> Referentiel | None:
    """
    A version as this viewer sees it: None for a projet, whose report is hidden too, outside those who instruct it.

    They are the GTP, whoever runs the service, and the chambers that submit it or are the centre de ressources. What is
    in force is open to everyone (PUB-01); a projet is not in force yet (REF-06).
    """
    submission = version.submission
    if submission is None or _instructs(viewer, submission):
        return version
    return None if version.draft else version.evolve(submission=submission.evolve(report=None))


def _instructs(viewer: Viewer, submission: Submission) -> bool:
    if viewer.roles & {Role.ADMINISTRATOR, Role.GTP}:
        return True
    return Role.RESOURCE_CENTRE in viewer.roles and viewer.organisation in submission.centres


def _is_only_the_candidate(viewer: Viewer) -> bool:
    return not viewer.roles & {Role.ADMINISTRATOR, Role.GTP, Role.CENTRE}


def _gtp_has_decided(dossier: Dossier) -> bool:
    return dossier.deliberation is not None and dossier.deliberation.gtp_on is not None

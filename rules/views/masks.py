"""What each viewer sees of an entity that exists for them: the masks of the rules, applied before any answer."""

from dataclasses import dataclass
from datetime import date

from rules.access.viewer import Role, Viewer
from rules.candidate.candidate import Address, Candidate, Sex
from rules.dossier.dossier import Dossier, DossierStatus
from rules.dossier.vae import VaeRequest
from rules.lives.family import as_of
from rules.referentiel.opportunity import Submission
from rules.referentiel.referentiel import Referentiel
from rules.session.session import UNVEILED, Session

_DECIDED = frozenset({DossierStatus.DELIBERE, DossierStatus.TRANSMIS, DossierStatus.COMPLEMENT_DEMANDE})
_HOUSE = frozenset({Role.ADMINISTRATOR, Role.GTP, Role.CENTRE})
"""Those from whom no rule hides anything of what they see."""


@dataclass(frozen=True, slots=True)
class AnonymousCandidate:
    """A candidate as the jury sees them before its decisions: a number, and nothing of the person (JUR-08)."""

    id: str
    revision: int
    anonymous_number: str
    birth_name: None = None
    used_name: None = None
    first_names: None = None
    sex: Sex | None = None
    birth_date: date | None = None
    birth_place: None = None
    email: None = None
    phone: None = None
    address: Address | None = None
    department: None = None


def dossier_view(viewer: Viewer, dossier: Dossier) -> Dossier:
    """
    The dossier as this viewer sees it, on their business date.

    A candidate learns the result only once the GTP has decided (GTP-06). A jury sees the evaluations and nothing of the
    person, the company or the handicap; the names come with the last decision (JUR-08), the handicap never (INS-07).
    """
    dossier = as_of(dossier, viewer.today)
    if viewer.roles & _HOUSE:
        return dossier
    if dossier.session is not None and dossier.session in viewer.jury:
        return _for_the_jury(dossier, unveiled=viewer.jury[dossier.session])
    if dossier.candidate != viewer.candidate:
        dossier = dossier.evolve(compensation=None)
    if dossier.verdict is not None:
        return dossier
    return dossier.evolve(
        deliberation=None,
        at_rncp=None,
        evaluations=(),
        status=DossierStatus.PRESENTE_AU_JURY if dossier.status in _DECIDED else dossier.status,
        vae=dossier.vae and dossier.vae.evolve(conclusion=None),
    )


def candidate_view(viewer: Viewer, candidate: Candidate, dossier: Dossier) -> Candidate | AnonymousCandidate:
    """The candidate of a dossier as this viewer sees them: a number before the jury's last decision (JUR-08)."""
    if viewer.roles & _HOUSE or candidate.id == viewer.candidate or candidate.id in viewer.mandates:
        return candidate
    if dossier.session is not None and viewer.jury.get(dossier.session, False):
        return candidate
    return AnonymousCandidate(candidate.id, candidate.revision, candidate.anonymous_number)


def session_view(viewer: Viewer, session: Session) -> Session:
    """The session as this viewer sees it: a jury does not see the accounts of its other members."""
    if viewer.roles & _HOUSE:
        return session
    return session.evolve(members=tuple(member.evolve(account=None, employer=None) for member in session.members))


def unveiled(session: Session) -> bool:
    """Whether every decision is recorded, so that the jury may read the names (JUR-08)."""
    return session.status in UNVEILED


def result_visible(viewer: Viewer, dossier: Dossier) -> bool:
    """Whether this viewer may read what tells the result or the person: documents, certificates (GTP-06, JUR-08)."""
    if viewer.roles & _HOUSE:
        return True
    if dossier.session is not None and dossier.session in viewer.jury:
        return viewer.jury[dossier.session]
    return dossier.verdict is not None


def _for_the_jury(dossier: Dossier, *, unveiled: bool) -> Dossier:
    dossier = dossier.evolve(compensation=None, vae=dossier.vae and _vae_for_the_jury(dossier.vae))
    if unveiled:
        return dossier
    return dossier.evolve(
        company=None,
        training_body=None,
        tutor=None,
        company_opinion=dossier.company_opinion and dossier.company_opinion.evolve(by="—", text=None),
        plan=dossier.plan and dossier.plan.evolve(recommendations=None, modes=()),
        exam_centre_reason=None,
        corrections=(),
        evaluations=tuple(item.evolve(observations=None) for item in dossier.evaluations),
        deliberation=dossier.deliberation and dossier.deliberation.evolve(comment=None),
        transfer=None,
    )


def _vae_for_the_jury(request: VaeRequest) -> VaeRequest:
    """What the commission reports, and nothing of the person, whose experience would name them (JUR-08)."""
    notice, concluded = request.notice, request.conclusion
    return VaeRequest(
        notice=notice and notice.evolve(reasons=None),
        evaluated=request.evaluated,
        conclusion=concluded and concluded.evolve(president="—"),
    )


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

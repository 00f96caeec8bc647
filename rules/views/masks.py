"""What each viewer sees of an entity that exists for them: the masks of the rules, applied before any answer."""

from collections.abc import Sequence
from typing import TypeVar

from pydantic import Field

from rules.access.viewer import Role, Viewer
from rules.base.entity import Entity
from rules.base.problems import Problem, broken
from rules.dossier.dossier import Deliberation, Dossier, DossierStatus
from rules.dossier.vae import VaeRequest
from rules.lives.family import as_of
from rules.referentiel.opportunity import Submission
from rules.referentiel.referentiel import Referentiel
from rules.session.session import UNVEILED, Session

E = TypeVar("E", bound=Entity)

UNTOLD = frozenset({DossierStatus.DELIBERE, DossierStatus.TRANSMIS, DossierStatus.COMPLEMENT_DEMANDE})
"""States of a dossier that its candidate is not told of (GTP-06)."""
_NATIONAL = frozenset({Role.ADMINISTRATOR, Role.GTP})
"""Those who see everything that no rule hides from them."""


class SeenDossier(Dossier):
    """A dossier as a mask shows it, beside what its rules are judged on: no mask makes them say what is false."""

    judged: Dossier = Field(exclude=True, repr=False)


class SeenSession(Session):
    """A session as a mask shows it, beside what its rules are judged on."""

    judged: Session = Field(exclude=True, repr=False)


def dossier_view(viewer: Viewer, dossier: Dossier) -> Dossier:
    """
    The dossier as this viewer sees it, on their business date: what hides wins over every role that they have.

    Before the last decision of a session that the account sits in, it is a seat: a number of that session, evaluations,
    and nothing of the person, the company or the handicap (JUR-08, INS-07). A candidate, and whoever acts for them,
    learns the result once the GTP has decided (GTP-06). A centre to which it is proposed sees what it has to decide on.
    """
    dossier = as_of(dossier, viewer.today)
    if veiled(viewer, dossier):
        return _seat(dossier)
    if not held(viewer, dossier) and proposed_to(viewer, dossier):
        return _proposed(dossier)
    if awaits_result(viewer, dossier):
        return _without_result(viewer, dossier)
    if held(viewer, dossier):
        return dossier
    if dossier.candidate == viewer.candidate:
        return dossier.evolve(deliberation=_without_abstentions(dossier))
    seated = dossier.session is not None and dossier.session in viewer.jury
    if seated:
        dossier = _before_one_jury(dossier).evolve(vae=dossier.vae and _vae_for_the_jury(dossier.vae))
    else:
        dossier = dossier.evolve(deliberation=_without_abstentions(dossier))
    return dossier.evolve(compensation=None, missed=())


def judged_on(entity: E) -> E:
    """What the rules of an entity are judged on, whoever sees it."""
    return entity.judged if isinstance(entity, (SeenDossier, SeenSession)) else entity  # type: ignore[return-value]


def veiled(viewer: Viewer, dossier: Dossier) -> bool:
    """Whether the account sits in the session that is to judge it, before the last decision (JUR-08)."""
    return dossier.session is not None and viewer.jury.get(dossier.session) is False


def in_words_of(viewer: Viewer, dossier: Dossier, problem: Problem) -> Problem:
    """What is said of a dossier, which is named as the viewer knows it (JUR-08)."""
    if not veiled(viewer, dossier):
        return problem
    return problem.evolve(message=problem.message.replace(dossier.number, dossier.anonymous_number or ""))


def in_seats_of(viewer: Viewer, session: Session, dossiers: Sequence[Dossier], problem: Problem) -> Problem:
    """What is said of the dossiers of a session, each named as the viewer knows it (JUR-08)."""
    if viewer.jury.get(session.id, True):
        return problem
    message = problem.message
    for dossier in sorted(dossiers, key=lambda item: len(item.number), reverse=True):
        message = message.replace(dossier.number, session.seat_of(dossier))
    return problem.evolve(message=message)


def awaits_result(viewer: Viewer, dossier: Dossier) -> bool:
    """Whether its result is hidden: to its candidate always, and to who only acts for them (GTP-06)."""
    if dossier.verdict is not None:
        return False
    if dossier.candidate == viewer.candidate:
        return True
    sits = dossier.session is not None and viewer.jury.get(dossier.session, False)
    return not held(viewer, dossier) and not sits


def papers_visible(viewer: Viewer, session: Session, *, nameless: bool = False) -> bool:
    """
    Whether the viewer may read the papers of a session, and no result of their own.

    A jury reads them once unveiled, and before that those that name no candidate (`nameless`).
    """
    return (nameless or viewer.jury.get(session.id, True)) and session.id not in viewer.awaiting


def papers_problem(viewer: Viewer, session: Session) -> Problem | None:
    """Why the viewer may not make the papers of a session: they would name whom they are to judge, or tell a result."""
    if not viewer.jury.get(session.id, True):
        text = "Vous siégez à ce jury, qui ne lit aucun nom avant la dernière décision : produisez ses papiers après."
        return broken("JUR-08", text, "session")
    if session.id in viewer.awaiting:
        text = "Cette session juge l’un de vos dossiers, dont le GTP n’a pas encore dit le résultat : un autre compte "
        return broken("GTP-06", f"{text}produit ses papiers.", "session")
    return None


def proposed_to(viewer: Viewer, dossier: Dossier) -> bool:
    """Whether its transfer is proposed to the viewer's centre (PRD-02)."""
    transfer = dossier.transfer
    return transfer is not None and Role.CENTRE in viewer.roles and transfer.centre == viewer.organisation


def shown_status(dossier: Dossier) -> DossierStatus:
    """The state of a dossier whose result is hidden (GTP-06)."""
    return DossierStatus.PRESENTE_AU_JURY if dossier.status in UNTOLD else dossier.status


def only_judges(viewer: Viewer, dossier: Dossier) -> bool:
    """Whether the viewer sees it through its jury alone, which learns nothing of what was before it (GTP-07)."""
    own = dossier.candidate == viewer.candidate or dossier.candidate in viewer.mandates
    return dossier.session in viewer.jury and not own and not held(viewer, dossier)


def names_seen(viewer: Viewer, dossier: Dossier) -> bool:
    """Whether the viewer may read whose a dossier is."""
    if veiled(viewer, dossier):
        return False
    if held(viewer, dossier) or dossier.candidate == viewer.candidate or dossier.candidate in viewer.mandates:
        return True
    return dossier.session is not None and viewer.jury.get(dossier.session, False)


def session_view(viewer: Viewer, session: Session) -> Session:
    """
    The session as this viewer sees it: a jury does not see the accounts of its other members.

    Nor does it see who is linked to whom, or whose absence it noted: both lead to a candidate (JUR-08, JUR-19).
    """
    whole = _lists_people(viewer) and bool(viewer.roles & _NATIONAL or _of_centre(viewer, session.exam_centre))
    if whole and session.id not in viewer.jury:
        return session
    absences = tuple(item.evolve(dossier="") for item in session.absences)
    hidden: dict[str, object] = {"links": (), "absences": absences}
    if not whole:
        members = tuple(member.evolve(account=None, employer=None) for member in session.members)
        hidden |= {"members": members, "departed": ()}
    values = {name: getattr(session, name) for name in Session.model_fields} | hidden
    return SeenSession.model_construct(**values, judged=session)


def unveiled(session: Session) -> bool:
    """Whether every decision is recorded, so that the jury may read the names (JUR-08)."""
    return session.status in UNVEILED


def result_visible(viewer: Viewer, dossier: Dossier) -> bool:
    """Whether this viewer may read what tells the result or the person: documents, certificates (GTP-06, JUR-08)."""
    return not veiled(viewer, dossier) and not awaits_result(viewer, dossier)


def certificates_seen(viewer: Viewer, dossier: Dossier) -> bool:
    """Whether this viewer reads the certificates of a dossier: who holds it, and whose it is, once told (GTP-06)."""
    theirs = held(viewer, dossier) or dossier.candidate == viewer.candidate
    return theirs and result_visible(viewer, dossier)


def _seat(dossier: Dossier) -> Dossier:
    """A dossier before its jury: nothing that leads to the person, here or from one session to the next (JUR-08)."""
    number = dossier.anonymous_number or ""
    shown = dossier.evolve(
        id=number,
        number=number,
        seat=number,
        candidate="",
        compensation=None,
        company=None,
        without_employer=False,
        host_company=None,
        late_reason=None,
        training_body=None,
        training_starts_on=None,
        tutor=None,
        meeting=None,
        company_opinion=dossier.company_opinion and dossier.company_opinion.evolve(by="—", text=None),
        plan=dossier.plan and dossier.plan.evolve(recommendations=None, modes=(), sittings=()),
        exam_centre_reason=None,
        corrections=(),
        evaluations=tuple(item.evolve(observations=None, carried_from=None) for item in dossier.evaluations),
        missed=(),
        deliberation=dossier.deliberation and dossier.deliberation.evolve(comment=None, abstained=()),
        transfer=None,
        vae=dossier.vae and _vae_for_the_jury(dossier.vae),
    )
    return _seen(_before_one_jury(shown), _before_one_jury(dossier))


def _before_one_jury(dossier: Dossier) -> Dossier:
    """A dossier without what a former jury decided of it, of which its jury learns nothing (GTP-07, JUR-08)."""
    return dossier.evolve(earlier=())


def _without_result(viewer: Viewer, dossier: Dossier) -> Dossier:
    """A dossier whose result is not told yet; its rules are judged without it too (GTP-06)."""
    judged = dossier.evolve(
        deliberation=None,
        at_rncp=None,
        status=shown_status(dossier),
        vae=dossier.vae and dossier.vae.evolve(conclusion=None),
    )
    own = dossier.candidate == viewer.candidate
    compensation = dossier.compensation if own or held(viewer, dossier) else None
    return _seen(judged.evolve(evaluations=(), compensation=compensation), judged)


def _proposed(dossier: Dossier) -> Dossier:
    """A dossier that another centre proposes: what it is and where it stands, and nothing of the person (PRD-02)."""
    shown = dossier.evolve(
        candidate="",
        corrections=(),
        plan=dossier.plan and dossier.plan.evolve(recommendations=None, modes=(), sittings=()),
        compensation=None,
        company=None,
        host_company=None,
        late_reason=None,
        tutor=None,
        company_opinion=None,
        commission=(),
        meeting=None,
        missed=(),
        evaluations=tuple(item.evolve(observations=None, evaluators=()) for item in dossier.evaluations),
        vae=dossier.vae and _vae_for_the_jury(dossier.vae),
        earlier=(),
    )
    return _seen(shown, dossier)


def _seen(shown: Dossier, judged: Dossier) -> Dossier:
    values = {name: getattr(shown, name) for name in Dossier.model_fields}
    return SeenDossier.model_construct(**values, judged=judged)


def _without_abstentions(dossier: Dossier) -> Deliberation | None:
    """What the jury decided, without who abstained: that is for those who hold the dossier, and for the jury."""
    return dossier.deliberation and dossier.deliberation.evolve(abstained=())


def held(viewer: Viewer, dossier: Dossier) -> bool:
    """Whether one of the viewer's roles sees the dossier whole: its centre, the GTP, whoever runs the service."""
    if not _lists_people(viewer):
        return False
    return bool(viewer.roles & _NATIONAL) or _of_centre(viewer, dossier.exam_centre)


def _of_centre(viewer: Viewer, centre: str) -> bool:
    return Role.CENTRE in viewer.roles and viewer.organisation == centre


def _lists_people(viewer: Viewer) -> bool:
    """CQPI-02: a branch partner reads no list of people, whatever else they are."""
    return Role.BRANCH_PARTNER not in viewer.roles


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

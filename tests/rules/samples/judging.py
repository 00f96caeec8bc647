"""Asks the row of a life to decide, as tests of the rules call it: the subject, what is said, and what is known."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from rules.access.viewer import Role, Viewer
from rules.base.command import Command
from rules.base.entity import Entity
from rules.base.operation import Operation
from rules.base.problems import Problem
from rules.candidate.candidate import Candidate, Sex
from rules.certificate.certificate import Certificate, Delivery, Survey
from rules.certification.certification import Certification, CertificationKind, Registration, RegistrationState
from rules.dossier.commission import CompanyOpinion
from rules.dossier.dossier import Dossier, DossierStatus
from rules.dossier.plan import EvaluationPlan
from rules.file.file import UploadedFile
from rules.lives.family import elsewhere, life_of_entity
from rules.lives.life import Outcome
from rules.session.session import Piece, Session
from tests.rules.samples import jury
from tests.rules.samples.jury import CQPM, FIRST, HELD, evaluated
from tests.rules.samples.vae import REGISTERED

PERSON = Candidate(
    id="c",
    anonymous_number="A1",
    birth_name="Dupont",
    first_names="Élodie",
    sex=Sex.F,
    birth_date=date(1990, 5, 1),
    birth_town="Lille",
    centres=("UT59",),
    registered_on=HELD,
)

OPINION = CompanyOpinion(favourable=True, by="Chef", on=FIRST)
CERTIFICATION = Certification(
    id=CQPM,
    code=CQPM,
    kind=CertificationKind.CQPM,
    title="Technicien",
    registrations=(Registration(number="RNCP99277", state=RegistrationState.ACTIVE, start=date(2022, 1, 1), end=HELD),),
)


@dataclass(frozen=True)
class Sitting:
    """An outcome that changes a session and dossiers, each by its name."""

    outcome: Outcome

    @property
    def session(self) -> Session | None:
        return self._first(Session)

    @property
    def dossiers(self) -> list[Dossier]:
        return [item for item in self._all() if isinstance(item, Dossier)]

    @property
    def entity(self) -> Any:
        return self.outcome.entity

    @property
    def problems(self) -> tuple[Problem, ...]:
        return self.outcome.problems

    @property
    def warnings(self) -> tuple[Problem, ...]:
        return self.outcome.warnings

    def _all(self) -> list[Entity]:
        if self.outcome.entity is None:
            return []
        return [self.outcome.entity, *(change.entity for change in self.outcome.others)]

    def _first(self, kind: type[Any]) -> Any:
        return next((item for item in self._all() if isinstance(item, kind)), None)


def ask(name: str, subject: Entity, given: dict[str, Any], **known: Any) -> Outcome:
    """What an operation comes to, given what is said and all that its decision needs."""
    row = life_of_entity(subject).rows.get(Operation(name))
    if row is None:
        return elsewhere(subject, Operation(name))
    command: Command = row.command.model_validate(given)
    return row.decided(subject, command, **{need: known[need] for need in row.needs})


def viewer(role: Role = Role.CENTRE, organisation: str | None = "UT59", subject: str = "x") -> Viewer:
    return Viewer(subject=subject, roles=frozenset({role}), organisation=organisation, today=HELD)


def brought(pieces: Iterable[Piece]) -> tuple[list[dict[str, Any]], dict[str, UploadedFile]]:
    """Pieces as they are given, and the files behind them."""
    given, files = [], {}
    for rank, piece in enumerate(pieces):
        key = f"{piece.file}-{rank}"
        given.append({"kind": piece.kind, "certification": piece.certification, "file": key})
        files[key] = UploadedFile(
            id=key,
            name="x.pdf",
            media_type="application/pdf",
            size=1,
            sha256=piece.sha256,
            organisation="UT59",
            uploaded_by="x",
            uploaded_on=datetime(2027, 4, 15, tzinfo=UTC),
        )
    return given, files


def warned(dossier: Dossier, jury_on: date, *path: str) -> list[Problem]:
    """What its life warns of when it goes before a jury."""
    return life_of_entity(dossier).jury_warnings(dossier, jury_on, *path)


def barred(name: str) -> Callable[..., list[Problem]]:
    return lambda dossier, *path: life_of_entity(dossier).rows[Operation(name)].state_problems(dossier, *path)


def heard(dossier: Dossier, *path: str) -> list[Problem]:
    """What its life asks before a jury judges it."""
    return life_of_entity(dossier).before_jury(dossier, *path)


def plan(
    found: Dossier,
    version: Any,
    request: EvaluationPlan,
    compensation: str | None,
    tutor: str | None,
    today: date,
    kept: Any = (),
) -> Outcome:
    given = {name: getattr(request, name) for name in EvaluationPlan.model_fields}
    said = {"dossier": found.number, "compensation": compensation, "tutor": tutor, **given}
    return ask("planEvaluation", found, said, version=version, kept=kept, today=today)


def name_commission(found: Dossier, members: Sequence[Any]) -> Outcome:
    return ask("nameCommission", found, {"dossier": found.number, "members": tuple(members)})


def record(found: Dossier, version: Any, results: Sequence[Any], kept: Any, today: date) -> Outcome:
    given = {"dossier": found.number, "results": tuple(results)}
    return ask("recordEvaluation", found, given, version=version, kept=kept, today=today)


def record_opinion(found: Dossier, opinion: CompanyOpinion, today: date, issued: Sequence[Any] = ()) -> Outcome:
    given = {"dossier": found.number, **dict(opinion)}
    return ask("recordCompanyOpinion", found, given, issued=issued, today=today)


def withdraw(found: Dossier, reason: str, today: date, session: Session | None = None) -> Outcome:
    return ask("withdrawDossier", found, {"dossier": found.number, "reason": reason}, session=session, today=today)


def reopen(found: Dossier, today: date, former: Session | None = None, issued: Sequence[Any] = ()) -> Outcome:
    given = {"dossier": found.number, "reason": "Erreur de saisie"}
    return ask("reopenDossier", found, given, former=former, draw=lambda: "B", issued=issued, today=today)


def move(found: Dossier, own: str, target: Any, centre: str | None, reason: str | None, today: date) -> Outcome:
    given = {"dossier": found.number, "centre": centre, "reason": reason}
    known = {"viewer": viewer(organisation=own), "target": target, "candidate": PERSON, "today": today}
    return ask("transferDossier", found, given, **known)


def request_unions(found: Session, unions: Sequence[str], on: date, today: date) -> Outcome:
    given = {"session": found.number, "unions": tuple(unions), "requested_on": on}
    return ask("requestUnionMembers", found, given, today=today)


def name_member(found: Session, member: Any, organisation: Any, dossiers: Any, identifier: str, today: date) -> Outcome:
    known = {"organisation": organisation, "dossiers": dossiers, "identifier": identifier, "today": today}
    return ask("nameJuryMember", found, {"session": found.number, "member": member}, **known)


def replace_member(
    found: Session, replaced: str, member: Any, organisation: Any, dossiers: Any, identifier: str, today: date
) -> Outcome:
    known = {"organisation": organisation, "dossiers": dossiers, "identifier": identifier, "today": today}
    given = {"session": found.number, "replaced": replaced, "member": member}
    return ask("replaceJuryMember", found, given, **known)


def convene(found: Session, on: date, today: date) -> Outcome:
    return ask("conveneJury", found, {"session": found.number, "convened_on": on}, today=today)


def inform_cprefp(found: Session, on: date, today: date) -> Outcome:
    return ask("informCprefp", found, {"session": found.number, "informed_on": on}, today=today)


def postpone(found: Session, held_on: date, time: str | None, place: str | None, reason: str, today: date) -> Outcome:
    given = {"session": found.number, "held_on": held_on, "time": time, "place": place, "reason": reason}
    return ask("postponeSession", found, given, today=today)


def cancel(found: Session, reason: str) -> Outcome:
    return ask("cancelSession", found, {"session": found.number, "reason": reason}, dossiers=[])


def schedule(request: dict[str, Any], certifications: Any, centre: Any, today: date, made: Session) -> Outcome:
    return ask("scheduleSession", made, request, certifications=certifications, centre=centre, today=today)


def assign(
    found: Session, added: Sequence[Dossier], removed: Sequence[Dossier], here: Sequence[Dossier], *links: Any
) -> Sitting:
    numbers = {item.id: f"D-{rank}" for rank, item in enumerate([*added, *removed])}
    named = {numbers[item.id]: item for item in [*added, *removed]} | {item.number: item for item in here or ()}
    given = {
        "session": found.number,
        "add": tuple(numbers[item.id] for item in added),
        "remove": tuple(numbers[item.id] for item in removed),
        "links": links,
    }
    return Sitting(
        ask(
            "assignDossiers",
            found,
            given,
            named=named,
            barred=barred("assignDossiers"),
            warned=warned,
            draw=lambda: "A",
            issued=[],
            today=HELD,
        )
    )


def attend(found: Session, present: Sequence[str], pieces: Sequence[Piece], today: date, now: datetime) -> Outcome:
    given, files = brought(pieces)
    said = {"session": found.number, "present": tuple(present), "pieces": given}
    return ask("signAttendance", found, said, viewer=viewer(), files=files, today=today, now=now)


def decide(held: Session | None, found: Dossier, version: Any, certification: Any, **given: Any) -> Sitting:
    said = {"dossier": found.number, **given}
    known = {"session": held, "version": version, "certification": certification, "viewer": viewer()}
    return Sitting(ask("recordDecision", found, said, barred=heard, warned=warned, **known))


def record_sitting(
    held: Session, found: Sequence[Dossier], version: Any, certification: Any, *decisions: dict[str, Any]
) -> Sitting:
    known = {
        "presented": {item.number: item for item in found},
        "versions": {item.referentiel: version for item in found},
        "certifications": {item.certification: certification for item in found},
        "barred": lambda dossier, *path: [*barred("recordDecisions")(dossier, *path), *heard(dossier, *path)],
    }
    said = {"session": held.number, "decisions": decisions}
    return Sitting(ask("recordDecisions", held, said, warned=warned, viewer=viewer(), **known))


def remove_member(found: Session, member: str, reason: str | None, today: date) -> Outcome:
    return ask("removeJuryMember", found, {"session": found.number, "member": member, "reason": reason}, today=today)


def sign_minutes(
    found: Session,
    dossiers: Sequence[Dossier],
    certifications: Sequence[str],
    pieces: Sequence[Piece],
    today: date,
    *,
    by_president: bool,
) -> Outcome:
    given, files = brought(pieces)
    president = found.president
    if by_president and president is not None:
        own = tuple(item.evolve(account="p") if item is president else item for item in found.members)
        found = found.evolve(members=own)
    who = viewer(Role.JURY_PRESIDENT, None, "p") if by_president else viewer()
    said = {"session": found.number, "certifications": tuple(certifications), "pieces": given}
    known = {"certifications": {item.certification: REGISTERED for item in dossiers}, "viewer": who, "files": files}
    return ask("signMinutes", found, said, dossiers=dossiers, today=today, **known)


def rectify(found: Session, certification: str, text: str, signed_by: str, today: date) -> Outcome:
    given = {"session": found.number, "certification": certification, "text": text, "signed_by": signed_by}
    return ask("rectifyMinutes", found, given, concerned=None, viewer=viewer(), files={}, today=today)


def transmit(
    found: Session, dossiers: Sequence[Dossier], pieces: Sequence[Piece], copied_on: date | None, today: date
) -> Sitting:
    given, files = brought(pieces)
    said = {"session": found.number, "pieces": given, "minutes_copied_on": copied_on}
    return Sitting(ask("transmitSession", found, said, dossiers=dossiers, files=files, today=today))


def request_complements(found: Session, dossiers: Sequence[Dossier], question: str, today: date) -> Sitting:
    given = {"session": found.number, "question": question}
    return Sitting(ask("requestComplements", found, given, dossiers=dossiers, today=today))


def answer(found: Session, dossiers: Sequence[Dossier], text: str, pieces: Sequence[Piece], today: date) -> Sitting:
    given, files = brought(pieces)
    said = {"session": found.number, "answer": text, "pieces": given}
    return Sitting(ask("answerComplements", found, said, dossiers=dossiers, files=files, today=today))


def validate(
    found: Session, dossiers: Sequence[Dossier], verdicts: Sequence[Any], gtp_on: date, today: date, **known: Any
) -> Sitting:
    given = {"session": found.number, "verdicts": tuple(verdicts), "gtp_on": gtp_on}
    facts = {"dossiers": dossiers, "barred": barred("validateAttribution"), "today": today, "certified": {}, **known}
    return Sitting(ask("validateAttribution", found, given, **facts))


def deliver(found: Certificate, dossier: Dossier, delivery: Delivery, today: date) -> Outcome:
    given = {"certificate": found.number, **dict(delivery)}
    receipt = None
    if delivery.receipt is not None:
        [receipt] = _file(delivery.receipt)
    return ask("deliverCertificate", found, given, dossier=dossier, siblings=[found], receipt=receipt, today=today)


def copy(found: Certificate, reason: str, certified_by: str, today: date) -> Outcome:
    given = {"certificate": found.number, "reason": reason, "certified_by": certified_by}
    return ask("issueCertifiedCopy", found, given, today=today)


def record_survey(found: Certificate, survey: Survey, today: date) -> Outcome:
    return ask("recordSurvey", found, {"certificate": found.number, **dict(survey)}, today=today)


def cancel_certificate(
    found: Certificate, reason: str, today: date, kind: str | None = "UNDUE", **known: Any
) -> Outcome:
    given = {"certificate": found.number, "reason": reason, "kind": kind}
    facts = {
        "dossier": jury.dossier(),
        "siblings": [found],
        "relying": [],
        "papers": [],
        "titled": found.title,
        **known,
    }
    return ask("cancelCertificate", found, given, today=today, **facts)


def _file(key: str) -> list[UploadedFile]:
    piece = Piece.model_construct(kind=None, certification=None, file=key, sha256="0", received_on=HELD)
    return list(brought([piece])[1].values())


def presented(acquired: str = "1234", **given: Any) -> Dossier:
    """A dossier before the jury, entirely evaluated."""
    common = {"session": "s", "company_opinion": OPINION}
    return evaluated(acquired, **{"status": DossierStatus.PRESENTE_AU_JURY, **common, **given})

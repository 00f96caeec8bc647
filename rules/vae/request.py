"""
What a request of VAE brings: the dossier d'activités, the pieces, the evidence, a third party's help (VAE-02, VAE-08,
VAE-09).

Source: dispositif des qualifications professionnelles de la métallurgie (CPNEFP, 4 April 2017), part 2, chapter 1, § 2.
"""

from collections.abc import Mapping
from datetime import date

from rules.access.viewer import Role, Viewer
from rules.base.calendar import in_french, years_after
from rules.base.outcome import Done, Refused, unless
from rules.base.problems import Problem, broken, duplicate, invalid, not_found
from rules.candidate.candidate import Candidate
from rules.dossier.dossier import Dossier, DossierStatus
from rules.dossier.vae import SEVERAL, Support, VaePiece, VaePieceKind, VaeRequest
from rules.file.file import UploadedFile
from rules.vae.commands import RecordActivities, RecordSupport, SubmitPiece
from rules.vae.experience import experience_problems, experience_warnings

MOST_PIECES = 60


def record_activities(
    dossier: Dossier, command: RecordActivities, *, candidate: Candidate | None, viewer: Viewer, today: date
) -> Refused | Done[Dossier]:
    """The dossier with its dossier d'activités (VAE-02), warned of where it is short of experience (VAE-07)."""
    request = dossier.vae or VaeRequest()
    received_on = command.received_on or today
    problems = _received_problems(dossier, viewer, received_on, today)
    faults = experience_problems(command.experiences, candidate.birth_date if candidate else None, today)
    warnings = [] if faults else experience_warnings(command.experiences, dossier.engaged_on, today)
    described = request.evolve(
        experiences=command.experiences, without_diploma=command.without_diploma, activities_on=received_on
    )
    if request.complete_on is not None and described.missing():
        text = f"Le dossier est complet depuis le {in_french(request.complete_on)} : il le reste."
        problems.append(broken("VAE-02", text, "withoutDiploma", latest=request.complete_on))
    return unless([*problems, *faults], lambda: dossier.evolve(vae=_completed(described)), warnings)


def submit(
    dossier: Dossier,
    command: SubmitPiece,
    *,
    files: Mapping[str, UploadedFile],
    viewer: Viewer,
    today: date,
) -> Refused | Done[Dossier]:
    """
    The dossier with a piece more, or in the place of one (VAE-02).

    Those of the recevabilité file come before the notice, the evidence after it and until the commission has met
    (VAE-08). `files` are those of whoever asks.
    """
    request = dossier.vae or VaeRequest()
    received_on = command.received_on or today
    problems = [
        *_step_problems(dossier, request, command.kind, received_on),
        *_received_problems(dossier, viewer, received_on, today),
    ]
    file = files.get(command.file)
    if file is None:
        text = "Ce fichier n’existe pas parmi les vôtres : versez-le d’abord (PUT /files)."
        return Refused((*problems, not_found(text, "file")))
    same = [piece for piece in request.pieces if piece.kind is command.kind]
    if any(piece.sha256 == file.sha256 for piece in same):
        problems.append(duplicate("Cette pièce est déjà au dossier.", "file"))
    leaving = same if command.kind not in SEVERAL else [item for item in same if item.file == command.replaces]
    if command.replaces is not None and not any(item.file == command.replaces for item in same):
        problems.append(not_found("Aucune pièce de cette nature n’est celle à remplacer.", "replaces"))
    kept = [piece for piece in request.pieces if piece not in leaving]
    if len(kept) >= MOST_PIECES:
        problems.append(invalid(f"Une demande compte {MOST_PIECES} pièces au plus.", "file"))
    piece = VaePiece(
        kind=command.kind,
        file=file.id,
        sha256=file.sha256,
        label=command.label,
        received_on=received_on,
        through=_role_of(viewer),
    )
    brought = request.evolve(pieces=(*kept, piece))
    return unless(problems, lambda: dossier.evolve(vae=_completed(brought)), kind=command.kind.value)


def takes_pieces(dossier: Dossier) -> bool:
    """Whether a piece may still be brought: the evidence does not change once the commission has examined it."""
    instructed = dossier.status is DossierStatus.RECEVABILITE_EN_INSTRUCTION
    return instructed or all(item.carried_over for item in dossier.evaluations)


def record_support(dossier: Dossier, command: RecordSupport, *, today: date) -> Refused | Done[Dossier]:
    """The dossier with the help of a third party, optional and recorded (VAE-09)."""
    problems: list[Problem] = []
    if command.hours is not None and not 1 <= command.hours <= 10_000:
        problems.append(invalid("Le nombre d’heures d’accompagnement va de 1 à 10 000.", "hours"))
    if command.starts_on < dossier.requested_on:
        text = f"L’accompagnement suit la demande du candidat, le {in_french(dossier.requested_on)}."
        problems.append(broken("VAE-09", text, "startsOn", earliest=dossier.requested_on))
    if command.starts_on > years_after(today, 1):
        text = "L’accompagnement commence dans l’année qui vient, au plus tard."
        problems.append(broken("VAE-09", text, "startsOn", latest=years_after(today, 1)))
    support = Support(
        by=command.by, organisation=command.organisation, starts_on=command.starts_on, hours=command.hours
    )
    return unless(problems, lambda: dossier.evolve(vae=(dossier.vae or VaeRequest()).evolve(support=support)))


def _completed(request: VaeRequest) -> VaeRequest:
    """The request, whose file is complete from the day its last part was received: the first such day stays."""
    if request.complete_on is not None or request.missing():
        return request
    return request.evolve(complete_on=max(request.received()))


def _step_problems(dossier: Dossier, request: VaeRequest, kind: VaePieceKind, received_on: date) -> list[Problem]:
    instructed = dossier.status is DossierStatus.RECEVABILITE_EN_INSTRUCTION
    if kind is VaePieceKind.EVIDENCE and instructed:
        text = "Le dossier de preuves suit l’avis favorable sur la recevabilité : il est encore attendu."
        return [broken("VAE-08", text, "kind")]
    if kind is VaePieceKind.EVIDENCE and request.notice is not None and received_on < request.notice.on:
        text = f"Le dossier de preuves suit l’avis favorable, du {in_french(request.notice.on)}."
        return [broken("VAE-08", text, "receivedOn", earliest=request.notice.on)]
    if kind is VaePieceKind.EVIDENCE and not takes_pieces(dossier):
        return [broken("VAE-08", "La commission a examiné le dossier de preuves : il ne change plus.", "kind")]
    if kind is not VaePieceKind.EVIDENCE and not instructed and request.notice is not None:
        text = f"L’avis sur la recevabilité est du {in_french(request.notice.on)} : les pièces ne changent plus."
        return [broken("VAE-02", text, "kind", latest=request.notice.on)]
    return []


def _received_problems(dossier: Dossier, viewer: Viewer, received_on: date, today: date) -> list[Problem]:
    """VAE-02: what is received is dated; the candidate and the adviser bring it the day they send it."""
    if received_on != today and Role.CENTRE not in viewer.roles:
        return [broken("VAE-02", "Le jour de la réception est celui de l’envoi ; le centre seul en dit un autre.",
                       "receivedOn", earliest=today, latest=today)]  # fmt: skip
    if not dossier.requested_on <= received_on <= today:
        text = f"La réception se date entre la demande, le {in_french(dossier.requested_on)}, et le {in_french(today)}."
        return [broken("VAE-02", text, "receivedOn", earliest=dossier.requested_on, latest=today)]
    return []


def _role_of(viewer: Viewer) -> Role:
    return next((role for role in (Role.CENTRE, Role.CANDIDATE) if role in viewer.roles), Role.ADVISER)

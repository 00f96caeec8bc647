"""Requests of VAE at each step, beside the world of the juries' samples."""

from datetime import UTC, date, datetime
from typing import Any

from rules.access.viewer import Role, Viewer
from rules.certification.certification import Registration, RegistrationState
from rules.dossier.dossier import Dossier, DossierStatus, Route
from rules.dossier.vae import ContractKind, Experience, Notice, VaePiece, VaePieceKind, VaeRequest
from rules.file.file import UploadedFile
from tests.rules.samples import jury
from tests.rules.samples.paper import CERTIFICATION

ASKED, COMPLETE = date(2026, 11, 2), date(2026, 11, 30)
CENTRE = Viewer(roles=frozenset({Role.CENTRE}), organisation="UT59", today=COMPLETE)
CANDIDATE = Viewer(roles=frozenset({Role.CANDIDATE}), candidate="c", today=COMPLETE)


REGISTERED = CERTIFICATION.evolve(
    registrations=(
        Registration(
            number="RNCP99277", state=RegistrationState.ACTIVE, start=date(2020, 1, 1), end=date(2030, 12, 31)
        ),
    )
)
"""The CQPM of the samples, at the RNCP."""


def experience(**changes: Any) -> Experience:
    """Nine years of full time as a welder."""
    given = {
        "post": "Soudeur",
        "employer": "Chaudronnerie d’essai",
        "activity": "Chaudronnerie",
        "contract": ContractKind.CDI,
        "starts_on": date(2015, 1, 1),
        "ends_on": date(2023, 12, 31),
        "share": 100,
    }
    return Experience(**given | changes)


def piece(kind: VaePieceKind, **changes: Any) -> VaePiece:
    """A piece received on the day the file is complete."""
    given = {"file": kind.value, "sha256": kind.value, "received_on": COMPLETE, "through": Role.CENTRE}
    return VaePiece(kind=kind, **given | changes)


def file(key: str = "f") -> UploadedFile:
    """A file just uploaded."""
    return UploadedFile(
        id=key,
        name="piece.pdf",
        media_type="application/pdf",
        size=9,
        sha256=f"sha-{key}",
        organisation="UT59",
        uploaded_by="centre",
        uploaded_on=datetime(2026, 11, 30, 9, tzinfo=UTC),
    )


def complete(**changes: Any) -> VaeRequest:
    """A request whose recevabilité file is complete."""
    given = {
        "experiences": (experience(),),
        "activities_on": COMPLETE,
        "pieces": tuple(piece(kind) for kind in VaePieceKind if kind is not VaePieceKind.EVIDENCE),
        "complete_on": COMPLETE,
    }
    return VaeRequest(**given | changes)


def noticed(**changes: Any) -> VaeRequest:
    """A request with a favourable notice and its evidence."""
    evidence = piece(VaePieceKind.EVIDENCE, received_on=date(2027, 1, 15))
    given = {
        "notice": Notice(favourable=True, on=date(2026, 12, 7)),
        "pieces": (*complete().pieces, evidence),
        "president": "Rose Représentante",
    }
    return complete(**given | changes)


def dossier(request: VaeRequest | None = None, **changes: Any) -> Dossier:
    """A request of VAE, instructed unless it says otherwise."""
    given = {
        "route": Route.VAE,
        "status": DossierStatus.RECEVABILITE_EN_INSTRUCTION,
        "requested_on": ASKED,
        "opened_on": ASKED,
        "engaged_on": ASKED,
        "vae": request if request is not None else VaeRequest(),
    }
    return jury.dossier(**given | changes)

"""A request of VAE of the demonstration: made up, complete on the first day of the service, its notice awaited."""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from repositories.unit_of_work import UnitOfWork
from rules.access.viewer import Role
from rules.base.calendar import paris_day
from rules.base.event import EventDraft
from rules.candidate.candidate import Candidate
from rules.dossier.dossier import Dossier, DossierStatus, Route
from rules.dossier.vae import Experience, VaePiece, VaePieceKind, VaeRequest
from rules.file.file import PDF, UploadedFile
from rules.referentiel.referentiel import Referentiel


async def add_request(
    unit: UnitOfWork,
    given: Mapping[str, Any],
    data: bytes,
    candidate: Candidate,
    version: Referentiel,
    now: datetime,
    draft: EventDraft,
) -> None:
    """
    The request, brought by its centre: complete that day, so that a newcomer has two months to decide on it (VAE-04).

    One file, `data`, stands for every piece.
    """
    today, centre = paris_day(now), candidate.centres[0]
    file = UploadedFile(
        id="demonstration-file-1",
        name="piece-de-demonstration.pdf",
        media_type=PDF,
        size=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
        organisation=centre,
        uploaded_by="poincon",
        uploaded_on=now,
    )
    unit.keep(file.sha256, data)
    unit.insert(file, draft)
    request = VaeRequest(
        experiences=tuple(Experience.model_validate(item) for item in given["experiences"]),
        activities_on=today,
        pieces=tuple(
            VaePiece(kind=kind, file=file.id, sha256=file.sha256, received_on=today, through=Role.CENTRE)
            for kind in VaePieceKind
            if kind is not VaePieceKind.EVIDENCE
        ),
        complete_on=today,
    )
    rank = await unit.number(f"dossiers/{today.year}/{centre}")
    dossier = Dossier(
        **given["dossier"],
        number=f"D{today.year}-{centre}-{rank:05d}",
        candidate=candidate.id,
        referentiel=version.id,
        route=Route.VAE,
        exam_centre=centre,
        requested_on=today,
        opened_on=today,
        engaged_on=today,
        status=DossierStatus.RECEVABILITE_EN_INSTRUCTION,
        vae=request,
    )
    unit.insert(dossier, draft)

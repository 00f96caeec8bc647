"""What a request of VAE shows beside its own fields: its files, its time, its last days."""

from datetime import date

from resolvers.shared.context import Context
from rules.dossier.vae import VaePiece, VaeRequest
from rules.file.file import UploadedFile
from rules.vae import delays
from rules.vae.experience import Total, total


async def file_of(context: Context, piece: VaePiece) -> UploadedFile | None:
    """The file of a piece, which exists for whoever sees the dossier."""
    return await context.load.file.load(piece.file)


def total_of(context: Context, request: VaeRequest) -> Total | None:
    """What the experiences in relation amount to on the business date (VAE-07); None where there are none."""
    return total(request.experiences, context.today) if request.experiences else None


def notice_due_on(request: VaeRequest) -> date | None:
    """The last day of the instruction; None before the file is complete (VAE-04)."""
    return delays.instruction_until(request.complete_on) if request.complete_on else None

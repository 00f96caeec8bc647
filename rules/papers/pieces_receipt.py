"""
The receipt of the pieces of a request of VAE: what came, what is missing, what the day starts (VAE-02, VAE-04).

Source: dispositif des qualifications professionnelles de la métallurgie (CPNEFP, 4 April 2017), part 2, chapter 1,
§ 2 A.
"""

from datetime import date

from rules.base.entity import Value
from rules.base.problems import invalid
from rules.dossier.vae import ACTIVITIES_WORDS, VAE_PIECE_WORDS, VaePieceKind, VaeRequest
from rules.papers.asked import Asked, Unfit
from rules.papers.common import Addressee, CentreSignatory, ExamCentre, Named, Paper, addressee_of, head_of
from rules.papers.result import Result
from rules.vae.delays import instruction_until, silence_until


class Received(Value):
    """A piece that came: what it is, in words, and its day."""

    what: str
    on: date


class PiecesReceipt(Paper):
    """The receipt of what a candidate brought, dated of the day it is made."""

    centre: ExamCentre
    reference: str
    written_on: date
    addressee: Addressee
    certification: Named
    received: tuple[Received, ...]
    missing: tuple[str, ...] = ()
    """What is still due, in words; empty once the file is complete."""
    complete_on: date | None = None
    notice_until: date | None = None
    """Last day of the instruction (VAE-04)."""
    silence_until: date | None = None
    """Last day after which silence is a favourable notice (VAE-04)."""
    signatory: CentreSignatory
    demonstration: bool = False

    @property
    def rules(self) -> tuple[str, ...]:
        """Every rule that the receipt applies."""
        return ("VAE-02", "VAE-04")


def pieces_receipt_of(result: Result, asked: Asked) -> PiecesReceipt:
    """The receipt. Raises Unfit where nothing came, or for another route."""
    dossier = result.dossier
    request = dossier.vae or VaeRequest()
    received = _received(request)
    if not received:
        raise Unfit(invalid("Aucune pièce d’une demande de VAE n’est encore reçue (VAE-02)."))
    complete = request.complete_on if request.notice is None else None
    return PiecesReceipt(
        centre=head_of(result.centre),
        reference=dossier.number,
        written_on=result.today,
        addressee=addressee_of(result.candidate),
        certification=Named(code=result.certification.code, title=result.certification.title),
        received=received,
        missing=tuple(request.missing()) if request.notice is None else (),
        complete_on=request.complete_on,
        notice_until=instruction_until(complete) if complete else None,
        silence_until=silence_until(complete) if complete else None,
        signatory=asked.for_the_centre,
        demonstration=result.centre.demonstration,
    )


def _received(request: VaeRequest) -> tuple[Received, ...]:
    """What came, in the order of the text, then of the days."""
    kinds = list(VaePieceKind)
    activities = [Received(what=ACTIVITIES_WORDS, on=request.activities_on)] if request.activities_on else []
    pieces = sorted(request.pieces, key=lambda piece: (kinds.index(piece.kind), piece.received_on))
    named = [
        Received(what=VAE_PIECE_WORDS[piece.kind] + (f" : {piece.label}" if piece.label else ""), on=piece.received_on)
        for piece in pieces
    ]
    return (*activities, *named)

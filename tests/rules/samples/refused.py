"""Dossiers whose attribution the GTP refused, and what may be made of them."""

from datetime import date
from typing import Any

from rules.access.viewer import Role
from rules.dossier.dossier import Again, Dossier, DossierStatus, GtpVerdict, JuryDecision, Route
from rules.dossier.vae import Conclusion, Extent, Notice, VaePiece, VaePieceKind, VaeRequest
from tests.rules.samples import jury

REFUSED_ON = date(2027, 5, 20)
NEXT = date(2027, 9, 16)
"""The day of a new jury."""


def refused(again: Again | None = Again.JURY, *evaluations: str, **given: Any) -> Dossier:
    """By formation, everything acquired, admitted by a jury whose procedure the GTP refused."""
    verdict = GtpVerdict(
        on=REFUSED_ON, validated=False, reasons="Émargement illisible", again=again, evaluations=evaluations
    )
    common = {"status": DossierStatus.REFUSE, "verdict": verdict, "session": "s", "seat": "A1"}
    return jury.decided(JuryDecision.A).evolve(**{**common, **given})


def refused_vae(again: Again | None = Again.JURY, *evaluations: str, **given: Any) -> Dossier:
    """The same by VAE."""
    request = VaeRequest(
        notice=Notice(favourable=True, on=jury.OPENED),
        pieces=(
            VaePiece(kind=VaePieceKind.EVIDENCE, file="f", sha256="0", received_on=jury.OPENED, through=Role.CENTRE),
        ),
        president="Eva",
        evaluated=True,
        conclusion=Conclusion(extent=Extent.TOTAL, on=jury.FIRST, president="Eva"),
    )
    return refused(again, *evaluations, route=Route.VAE, company=None, vae=request, **given)

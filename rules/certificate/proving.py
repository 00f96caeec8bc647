"""What certificates prove of what is held: the one that still counts, and the CQPI that comes with a CQPM (GTP-04)."""

from collections.abc import Iterable

from rules.certificate.certificate import Certificate, standing
from rules.certificate.kind import CertificateKind
from rules.dossier.dossier import Dossier
from rules.dossier.holdings import Holding, awarded_whole


def proof_of(holding: Holding, certificates: Iterable[Certificate]) -> Certificate | None:
    """The certificate that proves a certification or a bloc and is not cancelled; None where there is none."""
    if holding.capacite is not None:
        return None
    named = holding.certification, holding.bloc, holding.dossier
    return next(
        (item for item in standing(certificates) if (item.certification, item.bloc, item.dossier) == named), None
    )


def matching_cqpi(dossier: Dossier, certificates: Iterable[Certificate]) -> list[Holding]:
    """
    The CQPI that was awarded with the CQPM of a dossier (GTP-04), unless that was unduly (CER-09).

    An error on its certificate takes nothing away: it is held whether or not that was cancelled.
    """
    if not awarded_whole(dossier) or dossier.certification in dossier.unduly:
        return []
    codes = {
        item.certification
        for item in certificates
        if item.dossier == dossier.number and item.kind is CertificateKind.CQPI
    }
    return [Holding(certification=code, dossier=dossier.number) for code in sorted(codes - set(dossier.unduly))]

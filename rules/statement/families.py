"""The family of a certification, told from what a national register says of it."""

from collections.abc import Iterable

from rules.base.text import folded
from rules.certification.certification import CertificationKind

UIMM = "78471719100018"
"""SIRET of the UIMM, which the registers print under several names."""
METALLURGIE = "3248"
"""IDCC of the branch; the registers print the brochure, 3109, which as an IDCC is the food industry."""

_DIPLOMAS = frozenset(
    "bep bma bp bpa bpjeps bts btsa btsmarit ca cap capa capd cs de dejeps desjeps dma dsp".split()  # noqa: SIM905
)
_HIGHER = frozenset(
    "but deust dge dipvigrl dipvigrm diplovis dnmade dnsp doctorat dut grade licence master titre".split()  # noqa: SIM905
)


def kind_of(number: str, title: str, abrege: str | None, sirets: Iterable[str]) -> CertificationKind:
    """
    The family of a fiche, from its number, title, abridged family and certificateurs.

    A CQP of the UIMM is a CQPM. What bears no known abridged family is another title of its register.
    """
    if number.startswith("RS"):
        return CertificationKind.RS
    short = folded(abrege or "")
    first = short.split(" ")[0]
    if short == "cqp" or (not short and folded(title).startswith("cqp ")):
        return CertificationKind.CQPM if UIMM in set(sirets) else CertificationKind.CQP
    if short == "tp":
        return CertificationKind.TITRE_PROFESSIONNEL
    if first in _HIGHER:
        return CertificationKind.HIGHER_DIPLOMA
    if first in _DIPLOMAS or short in {"bac pro", "bac techno"} or first.startswith("mc"):
        return CertificationKind.DIPLOMA
    return CertificationKind.TITRE_RNCP if number.startswith("RNCP") else CertificationKind.OTHER


def idcc_of(brochure: str, title: str) -> str | None:
    """The IDCC behind a printed brochure, where it is sure: the metallurgy's alone."""
    return METALLURGIE if brochure == "3109" and folded(title).startswith("metallurgie") else None

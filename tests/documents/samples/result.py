"""Letters of results that the tests and the guide's pictures share; every person and place in them is invented."""

from typing import Any

from rules.certificate.kind import CertificateKind
from rules.papers.award import AwardedCertificate, AwardLetter
from rules.papers.common import CentreSignatory, WayBack
from rules.papers.non_admission import NonAdmissionLetter
from tests.documents.samples import letter as letter_samples


def _common() -> dict[str, Any]:
    letter = letter_samples.letter()
    names = ("centre", "reference", "gtp_on", "addressee", "jury_on", "demonstration")
    return {name: getattr(letter, name) for name in names}


def non_admission(**changes: Any) -> NonAdmissionLetter:
    """Nothing acquired, outside the RNCP."""
    letter = letter_samples.letter()
    given = {
        "certification": letter.certification,
        "signatory": letter.signatory,
        "ways_back": (WayBack.FORMATION,),
        "copies": ("Atelier Imaginé SARL",),
    }
    return NonAdmissionLetter(**_common() | given | changes)


def award(**changes: Any) -> AwardLetter:
    """A CQPM at the RNCP and its CQPI, which the company may hand over."""
    given = {
        "certificates": (
            AwardedCertificate(
                number="MC 2026 11 59 00042",
                kind=CertificateKind.CQPM_RNCP,
                title="Opérateur en maintenance industrielle (démonstration)",
            ),
            AwardedCertificate(
                number="MC 2026 11 59 00043",
                kind=CertificateKind.CQPI,
                title="Opérateur en maintenance industrielle (démonstration)",
            ),
        ),
        "by_company": True,
        "signatory": CentreSignatory(name="Rita Démonstration", quality="La responsable des examens"),
        "copies": ("Atelier Imaginé SARL",),
    }
    return AwardLetter(**_common() | given | changes)

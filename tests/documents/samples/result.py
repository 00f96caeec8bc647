"""Letters of results that the tests and the guide's pictures share; every person and place in them is invented."""

from typing import Any

from documents.registry import render
from rules.certificate.kind import CertificateKind
from rules.document.document import DocumentKind
from rules.papers.award import AwardedCertificate, AwardLetter
from rules.papers.common import Addressee, CentreSignatory, Civility, WayBack
from rules.papers.non_admission import NonAdmissionLetter
from tests.documents.samples import letter as letter_samples

LETTERS = {"non_admission": DocumentKind.NON_ADMISSION_LETTER, "award": DocumentKind.AWARD_LETTER}
"""The samples below by their names, each with the kind of its letter."""
MAN = Addressee(civility=Civility.MONSIEUR, name="Noé Modèle", address_lines=("1 rue X", "59000 LILLE"))


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


def made(name: str, **changes: Any) -> bytes:
    """The file of a sample, changed as asked."""
    return render(LETTERS[name], globals()[name](**changes), None)

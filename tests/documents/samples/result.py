"""Letters of results that the tests and the guide's pictures share; every person and place in them is invented."""

from datetime import date
from typing import Any

from documents.registry import render
from rules.base.civility import Civility
from rules.certificate.kind import CertificateKind
from rules.document.document import DocumentKind
from rules.dossier.dossier import Again
from rules.papers.award import AwardedCertificate, AwardLetter
from rules.papers.common import Addressee, CentreSignatory, Named, Signatory, SignatoryCapacity, WayBack
from rules.papers.gtp_refusal import GtpRefusalLetter
from rules.papers.non_admission import NonAdmissionLetter
from tests.documents.samples import letter as letter_samples

LETTERS = {
    "non_admission": DocumentKind.NON_ADMISSION_LETTER,
    "award": DocumentKind.AWARD_LETTER,
    "new_jury": DocumentKind.GTP_REFUSAL_LETTER,
    "evaluated_again": DocumentKind.GTP_REFUSAL_LETTER,
    "refused_for_good": DocumentKind.GTP_REFUSAL_LETTER,
}
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


def new_jury(**changes: Any) -> GtpRefusalLetter:
    """A refusal for one reason, after which the jury alone is made again."""
    letter = letter_samples.letter()
    given = {
        "certification": letter.certification,
        "reasons": ("La feuille d’émargement n’est pas signée par le président du jury.",),
        "again": Again.JURY,
        "signatory": letter.signatory,
        "copies": ("Atelier Imaginé SARL",),
    }
    return GtpRefusalLetter(**_common() | given | changes)


def evaluated_again(**changes: Any) -> GtpRefusalLetter:
    """A second refusal, of blocs of a man by VAE, for reasons on several lines, that names two evaluations."""
    given = {
        "addressee": MAN,
        "target_blocs": (Named(code="RNCP99277BC01", title="Préparer une intervention (démonstration)"),),
        "refused_before": date(2026, 6, 11),
        "by_vae": True,
        "reasons": (
            "Deux évaluations n’ont été conduites que par un seul membre de la commission.",
            "La date de remise du dossier de preuves manque, et les observations ne permettent pas de la retrouver "
            "parmi les pièces qui ont été transmises avec la session.",
        ),
        "again": Again.EVALUATIONS,
        "evaluations": (
            Named(code="2", title="Organiser son intervention à partir d’un dossier technique"),
            Named(
                code="4", title="Rendre compte de ce qui a été fait, par écrit et de vive voix, au responsable du site"
            ),
        ),
        "signatory": Signatory(
            name="Rita Démonstration", capacity=SignatoryCapacity.REFERENT, civility=Civility.MADAME
        ),
    }
    return new_jury(**given | changes)


def refused_for_good(**changes: Any) -> GtpRefusalLetter:
    """A refusal that closes the dossier of a VAE."""
    given = {"again": Again.NOTHING, "by_vae": True, "next_vae_on": date(2027, 1, 1)}
    return new_jury(**given | changes)


def made(name: str, **changes: Any) -> bytes:
    """The file of a sample, changed as asked."""
    return render(LETTERS[name], globals()[name](**changes), None)

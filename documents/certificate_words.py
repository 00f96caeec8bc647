"""Words that both sides of a certificate share: what it is, who validates it, how it is registered."""

from documents.text import NBSP, long_date, quoted, unbroken
from rules.certificate.kind import CertificateKind
from rules.papers.certificate import Registered
from rules.papers.common import Named

CPNEFP = "Commission paritaire nationale de l’emploi et de la formation professionnelle de la métallurgie"
NATURES = {
    CertificateKind.CQPM: "Certificat de qualification paritaire de la métallurgie",
    CertificateKind.CQPM_RNCP: "Certificat de qualification paritaire de la métallurgie",
    CertificateKind.BLOC: "Certificat de bloc de compétences",
    CertificateKind.CQPI: "Certificat de qualification professionnelle interbranches",
}
RNCP = "Répertoire national des certifications professionnelles"


def named(item: Named) -> str:
    """« Opérateur en maintenance industrielle » (MQ 1989 0021)."""
    return f"{quoted(item.title)} ({unbroken(item.code)})"


def registered_under(registration: Registered) -> str:
    """« sous le numéro RNCP36376, par décision de France compétences du 20 avril 2022, pour 5 ans, du… au… »."""
    words = [f"sous le numéro {unbroken(registration.number)}"]
    if registration.act is not None:
        words.append(_act(registration.act, registration))
    if registration.years is not None:
        words.append(f"pour {registration.years}{NBSP}{'ans' if registration.years > 1 else 'an'}")
    if period := _period(registration):
        words.append(period)
    return ", ".join(words)


def _act(act: str, registration: Registered) -> str:
    decided = f" du {long_date(registration.decided_on)}" if registration.decided_on else ""
    published = (
        f" publié au Journal officiel du {long_date(registration.published_on)}" if registration.published_on else ""
    )
    return f"par {act}{decided}{published}"


def _period(registration: Registered) -> str:
    if registration.start is None:
        return f"jusqu’au {long_date(registration.end)}" if registration.end is not None else ""
    if registration.end is None:
        return f"à compter du {long_date(registration.start)}"
    return f"du {long_date(registration.start)} au {long_date(registration.end)}"

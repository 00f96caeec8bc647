"""The recto of a certificate: what, to whom, by whom (CER-01, annexes 8 to 11)."""

from collections.abc import Iterable, Iterator

from documents.certificate_words import CPNEFP, NATURES, RNCP, named, registered_under
from documents.text import NBSP, enumerated, known_date, long_date, unbroken
from documents.writing import Element, paragraph
from rules.base.civility import agreed, styled
from rules.certificate.kind import CertificateKind
from rules.papers.certificate import CertificatePaper

_TITLES = ((60, "CertificatIntitule"), (150, "CertificatLong"))
"""Characters up to which a title is written so; a longer one is smaller still: nothing is cut (CER-08)."""
_HOLDERS = ((42, "CertificatTitulaire"), (90, "CertificatTitulaireLong"))
"""The same of a holder."""
_LINE = 115
"""The same of any other line."""


def recto(paper: CertificatePaper, signed: Iterable[Element]) -> Iterator[Element]:
    """Every paragraph of the recto; `signed` is what stands where it is signed."""
    born = agreed(paper.civility, "Née", "Né")
    yield paragraph("CertificatEmetteur", CPNEFP)
    yield paragraph("CertificatNature", NATURES[paper.kind])
    yield paragraph("CertificatNumero", f"N°{NBSP}{unbroken(paper.number)}")
    yield paragraph(_fitting(paper.proves.title, _TITLES, "CertificatTresLong"), paper.proves.title)
    yield paragraph("CertificatIdentifiant", unbroken(paper.proves.code))
    if paper.within is not None:
        yield _centred(f"Bloc du CQPM {named(paper.within)}")
    yield paragraph("CertificatDelivre", "délivré à")
    holder = f"{paper.civility.value} {paper.holder}"
    yield paragraph(_fitting(holder, _HOLDERS, "CertificatTitulaireTresLong"), holder)
    born_on = f"{paper.birth_date.preposition} {known_date(paper.birth_date)}"
    yield _centred(f"{born} {born_on} à {paper.birth_place}")
    yield paragraph("CertificatCentre", f"à l’issue de la délibération du jury réuni le {long_date(paper.jury_on)}")
    yield paragraph("CertificatFait", f"Fait à Paris, le {long_date(paper.issued_on)}")
    yield from signed
    yield paragraph("CertificatNote", _note(paper))


def signatures(paper: CertificatePaper) -> Iterator[Element]:
    """Who signs: the president of the jury, and the UIMM's or by delegation the chamber's (CER-01)."""
    president = agreed(paper.president_civility, "La présidente du jury", "Le président du jury")
    yield paragraph("CertificatEspace", f"\t{president}\tLe président de l’UIMM")
    yield paragraph("CertificatSignatures", "\tde délibération\tou, par délégation, le président de la chambre")
    yield paragraph("CertificatSignatures", "\t\tsyndicale territoriale de la métallurgie")
    yield paragraph("CertificatPresident", styled(paper.president_civility, paper.president))


def _centred(text: str) -> Element:
    return paragraph("CertificatCentre" if len(text) <= _LINE else "CertificatPetit", text)


def _fitting(text: str, styles: Iterable[tuple[int, str]], smallest: str) -> str:
    return next((style for most, style in styles if len(text) <= most), smallest)


def _note(paper: CertificatePaper) -> str:
    """What gives it its value: validated by the CPNEFP, classed, registered."""
    if paper.kind is CertificateKind.CQPI:
        known = f"{NBSP}: {enumerated(list(paper.signatories))}" if paper.signatories else ""
        return f"Certification reconnue par chaque branche signataire de la charte des CQPI{known}."
    if paper.kind is CertificateKind.BLOC:
        validated, what = "Certification validée par la CPNEFP de la métallurgie.", "Bloc enregistré"
    else:
        validated = "Qualification validée et classée par la CPNEFP de la métallurgie."
        what = "Certification enregistrée"
    if paper.registered is None:
        return validated
    return f"{validated} {what} au {RNCP} {registered_under(paper.registered)}."

"""A certificate on both sides (CER-01), with the frame of a diploma."""

from collections.abc import Iterable, Iterator
from typing import Any

from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement

from documents.framing import framed
from documents.letterhead import Letterhead
from documents.picture import Picture, code_of
from documents.text import NBSP, enumerated, known_date, long_date, quoted, unbroken
from documents.writing import Column, Element, paragraph, table
from rules.base.civility import Civility
from rules.certificate.kind import CertificateKind
from rules.papers.certificate import CertificatePaper
from rules.papers.result import Check

_CPNEFP = "Commission paritaire nationale de l’emploi et de la formation professionnelle de la métallurgie"
_NATURES = {
    CertificateKind.CQPM: "Certificat de qualification paritaire de la métallurgie",
    CertificateKind.CQPM_RNCP: "Certificat de qualification paritaire de la métallurgie",
    CertificateKind.BLOC: "Certificat de bloc de compétences",
    CertificateKind.CQPI: "Certificat de qualification professionnelle interbranches",
}
_TITLES = ((70, "CertificatIntitule"), (160, "CertificatLong"))
"""Characters up to which a title is written so; a longer one is smaller still: nothing is cut (CER-08)."""
_HOLDER = 42
"""Characters from which a holder's name is written smaller."""
_CODE = 2_700
_CHECKED = (
    "Cette adresse, et le code, disent si le certificat est authentique ou annulé. Le code porte une signature, que "
    "vérifie hors connexion la clé publiée par le service."
)
_NUMBER = (
    "Le numéro d’un certificat se lit ainsi : MC, l’année et le mois de l’attribution, le département de la chambre "
    "syndicale territoriale, le rang dans l’année. Il ne sert qu’une fois."
)
_SCANNED = 26
"""Millimetres of the side of the code to be scanned."""


def certificate(paper: CertificatePaper, letterhead: Letterhead) -> bytes:
    """The .docx of a certificate: two pages, recto and verso. Raises LetterheadError."""
    return both_sides(paper, letterhead, f"Certificat {paper.number}")


def both_sides(paper: CertificatePaper, letterhead: Letterhead, title: str, above: Iterable[Element] = ()) -> bytes:
    """The .docx of a certificate, or of its copy with a mark above the recto. Raises LetterheadError."""
    return framed(
        lambda width: [*above, *_recto(paper), *_verso(paper, width)],
        letterhead,
        centre=paper.centre,
        reminder=f"Certificat {paper.number}",
        title=title,
        on=paper.issued_on,
        demonstration=paper.demonstration,
        landscape=True,
        styles="certificates",
        finish=_bordered,
        picture=_code(paper.check) if paper.check is not None else None,
    )


def _code(check: Check) -> Picture:
    return Picture("CertificatCode", code_of(check.code), f"Code à scanner, qui mène à {check.address}", _SCANNED)


def _recto(paper: CertificatePaper) -> Iterator[Element]:
    """The recto: what, to whom, by whom (annexes 8 to 11)."""
    born = "Née" if paper.civility is Civility.MADAME else "Né"
    style = next((name for most, name in _TITLES if len(paper.proves.title) <= most), "CertificatTresLong")
    yield paragraph("CertificatEmetteur", _CPNEFP)
    yield paragraph("CertificatNature", _NATURES[paper.kind])
    yield paragraph("CertificatCentre", f"N°{NBSP}{unbroken(paper.number)}")
    yield paragraph(style, f"{paper.proves.title}\n{unbroken(paper.proves.code)}")
    if paper.within is not None:
        within = f"{quoted(paper.within.title)} ({unbroken(paper.within.code)})"
        yield paragraph("CertificatCentre", f"Bloc du CQPM {within}")
    yield paragraph("CertificatCentre", "délivré à")
    named = "CertificatTitulaire" if len(paper.holder) <= _HOLDER else "CertificatTitulaireLong"
    yield paragraph(named, f"{paper.civility.value} {paper.holder}")
    born_on = f"{paper.birth_date.preposition} {known_date(paper.birth_date)}"
    yield paragraph("CertificatCentre", f"{born} {born_on} à {paper.birth_place}")
    yield paragraph("CertificatCentre", f"à l’issue de la délibération du jury réuni le {long_date(paper.jury_on)}")
    yield paragraph("CertificatCentre", f"Fait à Paris, le {long_date(paper.issued_on)}")
    yield paragraph("CertificatEspace", "\tLe président du jury\tLe président de l’UIMM")
    yield paragraph("CertificatSignatures", "\tde délibération\tou, par délégation, le président de la chambre")
    yield paragraph("CertificatSignatures", "\t\tsyndicale territoriale de la métallurgie")
    yield paragraph("CertificatPresident", paper.president)
    yield paragraph("CertificatNote", _note(paper))


def _note(paper: CertificatePaper) -> str:
    """What gives it its value: validated by the CPNEFP, classed, registered."""
    if paper.kind is CertificateKind.CQPI:
        known = f"{NBSP}: {enumerated(list(paper.signatories))}" if paper.signatories else ""
        return f"Certification reconnue par chaque branche signataire de la charte des CQPI{known}."
    validated = "Qualification validée et classée par la CPNEFP de la métallurgie."
    if paper.registered is None:
        return validated
    return (
        f"{validated} Certification enregistrée au Répertoire national des certifications professionnelles sous le "
        f"numéro {unbroken(paper.registered.number)}{_period(paper)}."
    )


def _period(paper: CertificatePaper) -> str:
    registration = paper.registered
    if registration is None or registration.start is None or registration.end is None:
        return ""
    return f", du {long_date(registration.start)} au {long_date(registration.end)}"


def _verso(paper: CertificatePaper, width: int) -> Iterator[Element]:
    """The verso: classification (annexes 8 to 10), and what the certificate is composed of."""
    yield paragraph("CertificatVerso", f"{_NATURES[paper.kind]} n°{NBSP}{unbroken(paper.number)}")
    if paper.replaces is not None:
        yield paragraph("CourrierCorps", f"Remplace le certificat n°{NBSP}{unbroken(paper.replaces)}, annulé.")
    yield paragraph("CourrierTitre", "Classement")
    yield paragraph("CourrierCorps", _classified(paper))
    if paper.registered is not None:
        text = (
            f"Inscription au RNCP{NBSP}: {unbroken(paper.registered.number)}{_period(paper)}. Mention d’usage des "
            f"certificateurs. Certificateur{NBSP}: UIMM."
        )
        yield paragraph("CourrierCorps", text)
    if paper.within is not None:
        of = f"{quoted(paper.within.title)} ({unbroken(paper.within.code)})"
        yield paragraph("CourrierCorps", f"Certification dont relève le bloc{NBSP}: {of}.")
    if paper.check is not None:
        yield paragraph("CourrierTitre", "Vérifier ce certificat")
        yield paragraph("CertificatCode")
        yield paragraph("CourrierCorps", f"{unbroken(paper.check.address)}\n{_CHECKED}")
    yield paragraph("CourrierCorps", _NUMBER)
    if not paper.parts:
        return
    yield paragraph("CourrierTitre", "Ce que le certificat recouvre")
    yield table(
        f"Blocs ou capacités{NBSP}: code et intitulé",
        [Column("Code", _CODE), Column("Intitulé", width - _CODE)],
        [(part.code, part.title) for part in paper.parts],
    )


def _classified(paper: CertificatePaper) -> str:
    sentences = []
    if paper.category is not None:
        sentences.append(f"Catégorie {paper.category} des CQPM.")
    if paper.level is not None:
        sentences.append(f"Niveau {paper.level} du cadre national des certifications professionnelles.")
    return " ".join(sentences) or "Le classement de cette certification n’est pas connu du service."


def _bordered(section: Any) -> None:
    """A double rule around the page, as diplomas have."""
    borders = OxmlElement("w:pgBorders", attrs={qn("w:offsetFrom"): "page"})
    for side in ("top", "left", "bottom", "right"):
        edge = {"val": "double", "sz": "6", "space": "18", "color": "1F4E79"}
        borders.append(OxmlElement(f"w:{side}", attrs={qn(f"w:{name}"): value for name, value in edge.items()}))
    section.find(qn("w:pgMar")).addnext(borders)

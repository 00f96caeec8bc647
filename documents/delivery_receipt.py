"""The words of the receipt of a certificate handed over (CER-02)."""

from collections.abc import Iterator

from documents.framing import framed
from documents.letterhead import Letterhead
from documents.session_words import CORPS, dated, fact, named
from documents.text import NBSP, known_date, long_date, unbroken
from documents.writing import Column, Element, paragraph, table
from rules.base.civility import Civility
from rules.certificate.kind import CertificateKind
from rules.papers.delivery_receipt import DeliveryReceipt

_ROOM = 1_134
"""Room for a signature, in twentieths of a point: 20 mm."""
_BLANK = "…" * 24
_BLANK_DAY = "…" * 12
_NATURES = {
    CertificateKind.CQPM: "Certificat de qualification paritaire de la métallurgie (CQPM)",
    CertificateKind.CQPM_RNCP: "Certificat de qualification paritaire de la métallurgie (CQPM), inscrit au RNCP",
    CertificateKind.BLOC: "Certificat de bloc de compétences",
    CertificateKind.CQPI: "Certificat de qualification professionnelle interbranches (CQPI)",
}


def delivery_receipt(paper: DeliveryReceipt, letterhead: Letterhead) -> bytes:
    """The .docx of the receipt. Raises LetterheadError."""
    return framed(
        lambda width: _body(paper, width),
        letterhead,
        centre=paper.centre,
        reminder=f"Décharge, certificat {unbroken(paper.number)}",
        title=f"Décharge, certificat {paper.number}",
        on=paper.prepared_on,
        demonstration=paper.demonstration,
    )


def _body(paper: DeliveryReceipt, width: int) -> Iterator[Element]:
    woman = paper.civility is Civility.MADAME
    yield paragraph("PapierTitre", "Décharge")
    yield paragraph("PapierSousTitre", "Remise d’un certificat en main propre")
    yield fact("Certificat", f"n°{NBSP}{unbroken(paper.number)}")
    yield fact("Nature", _NATURES.get(paper.kind, paper.kind.words.rstrip(".")))
    yield fact("Intitulé", named(paper.proves))
    if paper.within is not None:
        yield fact("CQPM", named(paper.within))
    yield fact("Titulaire", f"{paper.civility.value} {paper.holder}")
    born = f"{paper.birth_date.preposition} {known_date(paper.birth_date)}"
    yield fact("Née" if woman else "Né", f"{born} à {paper.birth_place}")
    yield fact("Remis par", paper.centre.name)
    yield fact("Dossier", unbroken(paper.reference))
    yield paragraph("CourrierTitre", "Réception")
    yield paragraph(CORPS, _received(paper, woman=woman))
    if paper.with_survey:
        yield paragraph(CORPS, "Un questionnaire sur la situation professionnelle du titulaire y est joint.")
    day = long_date(paper.handed_on) if paper.handed_on else _BLANK_DAY
    place = dated(paper.centre, paper.prepared_on).rpartition("le ")[0]
    yield paragraph("PapierSignature", f"{place}le {day}")
    yield _signatures(paper, width, woman=woman)


def _received(paper: DeliveryReceipt, *, woman: bool) -> str:
    """What is signed: by the holder, or for the company by somebody who writes their name."""
    what = f"l’original du certificat n°{NBSP}{unbroken(paper.number)}"
    if paper.company is None:
        undersigned = "Je soussignée" if woman else "Je soussigné"
        return f"{undersigned}, {paper.civility.value} {paper.holder}, déclare avoir reçu en main propre {what}."
    return (
        f"Pour l’entreprise {paper.company}, en qualité de {_BLANK}, la personne qui signe (nom et prénom{NBSP}: "
        f"{_BLANK}) déclare avoir reçu en main propre {what}, destiné à {paper.civility.value} {paper.holder}."
    )


def _signatures(paper: DeliveryReceipt, width: int, *, woman: bool) -> Element:
    """Room for who receives it and, where that is known, for who hands it over."""
    who = "Pour l’entreprise" if paper.company is not None else "La titulaire" if woman else "Le titulaire"
    named_ = paper.company or paper.holder
    if paper.handed_by is None:
        return table("Place de la signature", [Column(who, width // 2)], [(named_,)], height=_ROOM)
    columns = [Column(who, width // 2), Column(paper.handed_by.quality, width // 2)]
    return table("Place des signatures", columns, [(named_, paper.handed_by.name)], height=_ROOM)

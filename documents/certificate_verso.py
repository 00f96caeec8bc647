"""The verso of a certificate: how it is classed, registered, checked, and what it is composed of (CER-01, CER-05)."""

from collections.abc import Iterator

from documents.certificate_words import NATURES, named, registered_under
from documents.text import NBSP, unbroken
from documents.writing import Column, Element, paragraph, table
from rules.certificate.kind import CertificateKind
from rules.papers.certificate import CertificatePaper, Parent, Registered

_CORPS, _TITRE = "CertificatTexte", "CourrierTitre"
_CODE = 2_700
_CHECKED = (
    "Cette adresse, et le code, disent si le certificat est authentique ou annulé. Le code porte une signature, que "
    "vérifie hors connexion la clé publiée sur le même site."
)
_UNKNOWN = "Le classement de cette qualification se demande au groupe technique paritaire « Qualifications »."
_NUMBER = (
    "Le numéro d’un certificat se lit ainsi : MC, l’année et le mois de l’attribution, le département de la chambre "
    "syndicale territoriale, le rang dans l’année. Il ne sert qu’une fois."
)


def verso(paper: CertificatePaper, width: int) -> Iterator[Element]:
    """Every paragraph and table of the verso, on text of this width in twentieths of a point."""
    yield paragraph("CertificatVerso", f"{NATURES[paper.kind]} n°{NBSP}{unbroken(paper.number)}")
    if paper.replaces is not None:
        yield paragraph(_CORPS, f"Remplace le certificat n°{NBSP}{unbroken(paper.replaces)}, annulé.")
    if paper.within is not None:
        yield paragraph(_TITRE, "Certification dont relève le bloc")
        yield paragraph(_CORPS, " ".join((f"{named(paper.within)}.", *_classed(paper.within))))
    elif paper.kind is not CertificateKind.CQPI:
        yield paragraph(_TITRE, "Niveau et classement")
        yield paragraph(_CORPS, " ".join(_classed(paper)) or _UNKNOWN)
    if paper.registered is not None:
        yield paragraph(_TITRE, "Enregistrement au RNCP")
        for sentence in _registered(paper.registered, bloc=paper.kind is CertificateKind.BLOC):
            yield paragraph(_CORPS, sentence)
    yield paragraph(_TITRE, "Vérifier ce certificat" if paper.check is not None else "Lire son numéro")
    if paper.check is not None:
        yield paragraph("CertificatCode", unbroken(paper.check.address))
        yield paragraph(_CORPS, _CHECKED)
    yield paragraph(_CORPS, _NUMBER)
    if not paper.parts:
        return
    bloc = paper.kind is CertificateKind.BLOC
    yield paragraph(_TITRE, "Ce que le bloc recouvre" if bloc else "Ce que le certificat recouvre")
    yield table(
        f"Blocs ou capacités{NBSP}: code et intitulé",
        [Column("Code", _CODE), Column("Intitulé", width - _CODE)],
        [(part.code, part.title) for part in paper.parts],
    )


def _classed(item: CertificatePaper | Parent) -> Iterator[str]:
    if item.level is not None:
        yield f"Niveau {item.level} du cadre national des certifications professionnelles."
    if item.category is not None:
        yield f"Catégorie {item.category} du classement des CQPM."


def _registered(registration: Registered, *, bloc: bool) -> Iterator[str]:
    """The fiche, the speciality, and who certifies: the UIMM, where the register does not say (CER-05)."""
    what = "La certification, avec ce bloc, est enregistrée" if bloc else "Certification enregistrée"
    yield f"{what} {registered_under(registration)}."
    if registration.specialities:
        several = len(registration.specialities) > 1
        label = "Spécialités de formation (NSF)" if several else "Spécialité de formation (NSF)"
        yield f"{label}{NBSP}: {f'{NBSP}; '.join(registration.specialities)}."
    who = registration.certificateurs or ("UIMM",)
    yield f"{'Certificateurs' if len(who) > 1 else 'Certificateur'}{NBSP}: {f'{NBSP}; '.join(who)}."

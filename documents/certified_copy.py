"""A certified copy: the certificate, marked on every page so that nobody takes it for the original (CER-03)."""

from collections.abc import Iterator

from documents.certificate import both_sides
from documents.certificate_sheet import Mark
from documents.letterhead import Letterhead
from documents.text import NBSP, long_date
from documents.writing import Element, paragraph
from rules.base.civility import agreed, styled
from rules.papers.certified_copy import CertifiedCopy


def certified_copy(copy: CertifiedCopy, _letterhead: Letterhead) -> bytes:
    """The .docx of a certified copy: the same words, marked as a copy, signed as one, the same from every centre."""
    title = f"Copie certifiée conforme {copy.rank} du certificat {copy.original.number}"
    called = f"Copie certifiée conforme n°{NBSP}{copy.rank}"
    mark = Mark(f"{called}, délivrée le {long_date(copy.on)}", f"{called} du {long_date(copy.on)}")
    return both_sides(copy.original, title, _attested(copy), mark)


def _attested(copy: CertifiedCopy) -> Iterator[Element]:
    """Who signs the original, named without room to sign it anew; who certifies the copy, with room to."""
    civility = copy.original.president_civility
    president = f"{agreed(civility, 'la présidente', 'le président')} du jury de délibération"
    of_the_original = (
        f"Signataires de l’original{NBSP}: {president}, {styled(civility, copy.original.president)}{NBSP}; le "
        "président de l’UIMM ou, par délégation, le président de la chambre syndicale territoriale de la métallurgie."
    )
    yield paragraph("CertificatSignataires", of_the_original)
    yield paragraph("CertificatCertifie", f"Copie certifiée conforme à l’original, le {long_date(copy.on)}")
    yield paragraph("CertificatCertifiePar", f"par {copy.certified_by}")
    yield paragraph("CertificatCachet", "Signature et cachet du centre d’examen")

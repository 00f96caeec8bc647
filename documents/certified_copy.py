"""A certified copy: the certificate, marked as a copy (CER-03)."""

from documents.certificate import both_sides
from documents.letterhead import Letterhead
from documents.text import NBSP, long_date
from documents.writing import paragraph
from rules.papers.certified_copy import CertifiedCopy


def certified_copy(copy: CertifiedCopy, letterhead: Letterhead) -> bytes:
    """The .docx of a certified copy: the same, marked as such (CER-03). Raises LetterheadError."""
    mark = f"COPIE CERTIFIÉE CONFORME N°{NBSP}{copy.rank}, délivrée le {long_date(copy.on)} par {copy.certified_by}"
    title = f"Copie certifiée conforme {copy.rank} du certificat {copy.original.number}"
    return both_sides(copy.original, letterhead, title, above=[paragraph("CertificatCopie", mark)])

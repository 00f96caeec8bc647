"""A certificate on both sides (CER-01), with the frame of a diploma."""

from collections.abc import Iterable

from documents.certificate_recto import recto, signatures
from documents.certificate_sheet import Mark, certificate_sheet
from documents.certificate_verso import verso
from documents.letterhead import Letterhead
from documents.picture import Picture, code_of
from documents.writing import Element
from rules.papers.certificate import CertificatePaper
from rules.papers.result import Check

_SCANNED = 24
"""Millimetres of the side of the code to be scanned."""


def certificate(paper: CertificatePaper, _letterhead: Letterhead) -> bytes:
    """The .docx of a certificate: recto and verso, the same from every centre."""
    return both_sides(paper, f"Certificat {paper.number}", signatures(paper))


def both_sides(paper: CertificatePaper, title: str, signed: Iterable[Element], mark: Mark | None = None) -> bytes:
    """The .docx of a certificate, or of its copy, which bears a mark on every page."""
    return certificate_sheet(
        lambda width: (list(recto(paper, signed)), list(verso(paper, width))),
        centre=paper.centre,
        reminder=f"Certificat {paper.number}",
        title=title,
        on=paper.issued_on,
        demonstration=paper.demonstration,
        picture=_code(paper.check) if paper.check is not None else None,
        mark=mark,
    )


def _code(check: Check) -> Picture:
    return Picture("CertificatCode", code_of(check.code), f"Code à scanner, qui mène à {check.address}", _SCANNED)

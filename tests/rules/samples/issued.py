"""A certificate as it is numbered, and a document as it is issued."""

from datetime import UTC, date, datetime
from typing import Any

from rules.certificate.certificate import Certificate
from rules.certificate.kind import CertificateKind
from rules.document.document import Document
from rules.papers.due_paper import DuePaper
from tests.rules.samples.jury import CQPM

NUMBER = "MC 2027 05 59 00001"


def certificate(**given: Any) -> Certificate:
    """A certificate of a CQPM at the RNCP, just issued."""
    common = {
        "id": "MC2027055900001",
        "number": NUMBER,
        "kind": CertificateKind.CQPM_RNCP,
        "certification": CQPM,
        "title": "Technicien d’essai",
        "dossier": "D2026-UT59-00001",
        "candidate": "c",
        "exam_centre": "UT59",
        "issued_on": date(2027, 5, 20),
    }
    return Certificate(**{**common, **given})


def issued(paper: DuePaper, **given: Any) -> Document:
    """The document that a paper becomes."""
    common = {
        "id": "x",
        "kind": paper.kind,
        "part": paper.part or "",
        "exam_centre": "UT59",
        "file_name": "x.docx",
        "size": 1,
        "sha256": "0",
        "created_on": datetime(2027, 3, 20, tzinfo=UTC),
        "basis": paper.basis,
    }
    return Document(**{**common, **given})

"""Letters a second: ours against plain python-docx on its default template, same paragraphs, turn by turn.

Run: python -m benchmarks.letters [rounds]. Only the ratio means something from one machine to another.
"""

import io
import sys
import time
import tracemalloc
from collections.abc import Callable
from datetime import date
from typing import Any

from docx import Document
from docx.oxml.ns import qn

from documents.registry import render
from rules.base.civility import Civility
from rules.certificate.kind import CertificateKind
from rules.document.document import DocumentKind
from rules.papers.award import AwardedCertificate, AwardLetter
from rules.papers.common import Addressee, CentreSignatory, ExamCentre, Named, Signatory, WayBack
from rules.papers.non_admission import NonAdmissionLetter
from rules.papers.partial_validation import acquired_capacite, partial_validation_letter

JURY, GTP = date(2026, 10, 8), date(2026, 11, 12)
TITLE = "Opérateur (trice) en maintenance industrielle"
CQPM = Named(code="MQ 1989 0021", title=TITLE)
BATCH = 10
MANY = 1_000


def _common() -> dict[str, Any]:
    return {
        "centre": ExamCentre(name="UIMM territoriale d’essai", address_lines=("59000 Lille",), town="Lille"),
        "reference": "D2026-UT59-00123",
        "gtp_on": GTP,
        "addressee": Addressee(civility=Civility.MADAME, name="Zoé Essai", address_lines=("1, rue X", "59100 ROUBAIX")),
        "jury_on": JURY,
    }


def papers() -> dict[str, tuple[DocumentKind, Any]]:
    """The three letters of results, each for somebody."""
    signatory = Signatory(name="Camille Essai")
    numbers = (("MC 2026 11 59 00042", CertificateKind.CQPM), ("MC 2026 11 59 00043", CertificateKind.CQPI))
    awarded = tuple(AwardedCertificate(number=number, kind=kind, title=TITLE) for number, kind in numbers)
    return {
        "partial validation": (
            DocumentKind.PARTIAL_VALIDATION_LETTER,
            partial_validation_letter(
                **_common(),
                certification=CQPM,
                at_rncp=False,
                capacites=[
                    acquired_capacite(str(n), f"Capacité numéro {n}", jury_on=JURY, at_rncp=False) for n in range(1, 6)
                ],
                signatory=signatory,
            ),
        ),
        "non-admission": (
            DocumentKind.NON_ADMISSION_LETTER,
            NonAdmissionLetter(
                **_common(), certification=CQPM, ways_back=(WayBack.FORMATION,), signatory=signatory, copies=()
            ),
        ),
        "award": (
            DocumentKind.AWARD_LETTER,
            AwardLetter(
                **_common(),
                certificates=awarded,
                by_company=True,
                signatory=CentreSignatory(name="Rita Essai", quality="La responsable des examens"),
                copies=(),
            ),
        ),
    }


def naive(paragraphs: list[str], rows: list[list[str]]) -> bytes:
    """The same words as a first program with python-docx would write them."""
    document = Document()
    for text in paragraphs:
        document.add_paragraph(text)
    if rows:
        table = document.add_table(rows=len(rows), cols=max(len(row) for row in rows))
        for row, texts in enumerate(rows):
            for column, text in enumerate(texts):
                table.cell(row, column).text = text
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def seconds(task: Callable[[], bytes]) -> float:
    """The processor's time of so many letters: what else the machine does counts for little."""
    start = time.process_time()
    for _ in range(BATCH):
        task()
    return time.process_time() - start


def measured(kind: DocumentKind, subject: Any, rounds: int) -> tuple[float, float, int, int]:
    """Letters a second, ours and theirs, and the bytes of one, ours and theirs."""

    def ours() -> bytes:
        return render(kind, subject, None)

    made = Document(io.BytesIO(ours()))
    paragraphs = [paragraph.text for paragraph in made.paragraphs]
    rows = [
        ["".join(t.text or "" for t in cell.iter(qn("w:t"))) for cell in row.iter(qn("w:tc"))]
        for row in made.element.body.iter(qn("w:tr"))
    ]

    def theirs() -> bytes:
        return naive(paragraphs, rows)

    ours(), theirs()
    times = [(seconds(ours), seconds(theirs)) for _ in range(rounds)]
    mine, plain = (BATCH / min(column) for column in zip(*times, strict=True))
    return mine, plain, len(ours()), len(theirs())


def peak(kind: DocumentKind, subject: Any, count: int) -> int:
    """The most memory that so many letters take at once, one after the other, in bytes, beyond what is there before."""
    render(kind, subject, None)
    tracemalloc.start()
    for _ in range(count):
        render(kind, subject, None)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return most


def main(rounds: int) -> None:
    """One row for each letter, then the memory of many."""
    print("| letter | a second | plain python-docx | times | bytes | plain |\n|---|---|---|---|---|---|")
    for name, (kind, subject) in papers().items():
        mine, plain, size, plain_size = measured(kind, subject, rounds)
        print(f"| {name} | {mine:.0f} | {plain:.0f} | {mine / plain:.1f} | {size} | {plain_size} |")
    few, many = (peak(*papers()["award"], count) for count in (MANY // 20, MANY))
    print(f"\nMemory of {MANY} letters: {many / 2**20:.1f} MiB at most, {many / few:.2f} times that of {MANY // 20}.")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20)

"""Letters a second: ours against plain python-docx on its default template, same paragraphs, turn by turn.

Run: python -m benchmarks.letters [rounds]. Only the ratio means something from one machine to another.
"""

import io
import sys
import time
from collections.abc import Callable
from datetime import date

from docx import Document
from docx.oxml.ns import qn

from documents.letters import render
from rules.document import DocumentKind
from rules.letter import (
    Addressee,
    Civility,
    ExamCentre,
    Named,
    PartialValidationLetter,
    Signatory,
    acquired_capacite,
    partial_validation_letter,
)

JURY = date(2026, 10, 8)
BATCH = 10


def letter() -> PartialValidationLetter:
    return partial_validation_letter(
        centre=ExamCentre(name="UIMM territoriale de démonstration", address_lines=("59000 Lille",), town="Lille"),
        reference="D-2026-59-000123",
        gtp_on=date(2026, 11, 12),
        addressee=Addressee(civility=Civility.MADAME, name="Zoé Essai", address_lines=("1, rue X", "59100 ROUBAIX")),
        certification=Named(code="MQ 1989 0021", title="Opérateur (trice) en maintenance industrielle"),
        jury_on=JURY,
        at_rncp=False,
        capacites=[acquired_capacite(str(n), f"Capacité numéro {n}", jury_on=JURY, at_rncp=False) for n in range(1, 6)],
        signatory=Signatory(name="Camille Essai"),
    )


def naive(paragraphs: list[str], rows: list[list[str]]) -> bytes:
    """The same words as a first program with python-docx would write them."""
    document = Document()
    for text in paragraphs:
        document.add_paragraph(text)
    table = document.add_table(rows=len(rows), cols=len(rows[0]))
    for row, texts in enumerate(rows):
        for column, text in enumerate(texts):
            table.cell(row, column).text = text
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def seconds(task: Callable[[], bytes]) -> float:
    start = time.perf_counter()
    for _ in range(BATCH):
        task()
    return time.perf_counter() - start


def main(rounds: int) -> None:
    subject = letter()

    def ours() -> bytes:
        return render(DocumentKind.PARTIAL_VALIDATION_LETTER, subject, None)

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
    print(f"letters per second: {mine:.0f}, plain python-docx {plain:.0f}, ratio {mine / plain:.1f}")
    print(f"bytes per letter: {len(ours())}, plain python-docx {len(theirs())}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20)

"""The apprenticeship kit as a workbook: its fiches read, against bare openpyxl over the same sheet, turn by turn.

Run: python -m benchmarks.kit [lines]. A line has the seventeen columns of the kit; one fiche in two has two lines.
"""

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from openpyxl import Workbook, load_workbook

from exchange.files import pieces
from rules.statement.statement import Statement
from tests.exchange.test_kit import LAST, LINE

ROUNDS = 3


def written(path: Path, lines: int) -> None:
    """A kit of so many lines."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Kit")
    sheet.append(list(LAST))
    for rank in range(lines):
        number = f"RNCP{10_000 + rank * 2 // 3}"
        sheet.append([number if cell == "RNCP99101" else f"{cell}" for cell in LINE])
    book.save(path)


def bare(path: Path) -> int:
    """Every value of the sheet, read and forgotten; how many lines."""
    book = load_workbook(path, read_only=True, data_only=True)
    count = sum(1 for sheet in book.worksheets for _ in sheet.iter_rows(values_only=True))
    book.close()
    return count


def ours(path: Path) -> int:
    """Every fiche that the kit speaks of, as a statement; how many."""
    [piece] = pieces(path)
    return sum(isinstance(item, Statement) for item in piece.read(lambda _read: None))


def seconds(task: Callable[[Path], int], path: Path) -> float:
    """The processor's time of a reading."""
    start = time.process_time()
    assert task(path)
    return time.process_time() - start


def main(lines: int) -> None:
    """One row."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "kit-2024-11-29.xlsx"
        written(path, lines)
        times = [(seconds(ours, path), seconds(bare, path)) for _ in range(ROUNDS)]
        mine, plain = (min(column) for column in zip(*times, strict=True))
    print("| lines | the kit, s | bare reading, s | times |\n|---|---|---|---|")
    print(f"| {lines} | {mine:.2f} | {plain:.2f} | {mine / plain:.1f} |")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 6_000)

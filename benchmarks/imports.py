"""
Loading a register: memory as the file grows, and time against parsing it and inserting the same documents bare.

Run: python -m benchmarks.imports [fiches]; needs POINCON_REAL_DATA, whose real fiches are renumbered. Each load
runs in a process of its own, so that its peak memory is its own. Only ratios mean something between machines.
"""

import asyncio
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from lxml import etree

from exchange.files import pieces
from repositories.embedded import running
from repositories.store import Store
from resolvers.statement.importing import BATCH, Importer

EXTRACT = "rncp/export_fiches_RNCP_V4_1_extract12.xml"
FIRST = 600_000
"""Numbers given out: above every real one."""


def renumbered(source: Path, target: Path, fiches: int) -> None:
    """Writes an export of so many fiches: the real ones over and over, each under a number of its own."""
    text = source.read_text(encoding="utf-8")
    head, real = text[: text.index("  <FICHE>")], re.findall(r"  <FICHE>.*?</FICHE>\n", text, re.DOTALL)
    own = [re.search(r"<NUMERO_FICHE>(RNCP\d+)<", fiche) for fiche in real]
    with target.open("w", encoding="utf-8") as lines:
        lines.write(head)
        for rank in range(fiches):
            place = rank % len(real)
            number = own[place]
            assert number is not None
            lines.write(real[place].replace(number[1], f"RNCP{FIRST + rank}"))
        lines.write("</FICHES>\n")


async def _load(url: str, path: Path) -> None:
    store = Store.connect(url, "load", journal_key=b"a key for benchmarks, long enough to be one")
    await store.prepare()
    [piece] = pieces(path)
    start = time.perf_counter()
    await Importer(store, datetime.now(UTC)).load(piece.name, piece.read(lambda _read: None))
    print(time.perf_counter() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
    await store.close()


async def _bare(url: str, path: Path) -> float:
    """Seconds for parsing the file and inserting again, bare, every document that loading it made."""
    store = Store.connect(url, "load", journal_key=b"a key for benchmarks, long enough to be one")
    start = time.perf_counter()
    for _, element in etree.iterparse(str(path), tag="FICHE"):
        element.clear()
    spent = time.perf_counter() - start
    for collection in store.collections:
        async for documents in store.driver.stream(collection.name, BATCH):
            start = time.perf_counter()
            await store.driver.insert_many(f"bare_{collection.name}", documents)
            spent += time.perf_counter() - start
    await store.close()
    return spent


def measured(fiches: int) -> tuple[float, float, float]:
    """Seconds of a load, seconds of the bare work, and the load's peak memory in megabytes."""
    with tempfile.TemporaryDirectory() as folder, running(Path(folder) / "store") as store:
        path = Path(folder) / "export-2026-08-16.xml"
        renumbered(Path(os.environ["POINCON_REAL_DATA"]) / EXTRACT, path, fiches)
        command = [sys.executable, "-m", "benchmarks.imports", "--child", store.url, str(path)]
        told = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
        return float(told[0]), asyncio.run(_bare(store.url, path)), float(told[1]) / 1024


def main(fiches: int) -> None:
    """One file and one of ten times its size."""
    peaks = []
    print("| fiches | load, s | bare, s | times | peak memory, MB |\n|---|---|---|---|---|")
    for size in (fiches // 10, fiches):
        load, bare, memory = measured(size)
        peaks.append(memory)
        print(f"| {size} | {load:.1f} | {bare:.1f} | {load / bare:.1f} | {memory:.0f} |", flush=True)
    print(f"\nMemory for ten times the fiches: {peaks[1] / peaks[0]:.2f} times.")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--child"]:
        asyncio.run(_load(sys.argv[2], Path(sys.argv[3])))
    else:
        main(int(sys.argv[1]) if sys.argv[1:] else 25_000)

"""
Search among 300 certifications and among 25,000: the median time of each query, and how it grows.

Run: python -m benchmarks.search. The shipped certifications, over and over, each under a number and a word of its own.
"""

import asyncio
import statistics
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from repositories.embedded import running
from repositories.store import Store
from resolvers.certification.reading import certifications
from resolvers.shared.context import Context
from resolvers.statement.shipping import load_shipped
from rules.access.viewer import Viewer
from rules.base.calendar import paris_day
from rules.certification.certification import Certification

SIZES = (300, 25_000)
TIMES = 9
QUERIES = (
    "soudeur",
    "controle qualite",
    "mainten indus",
    "tuyauteur",
    "ajusteur aeronefs",
    "MQ 1989 0021",
    "rncp37268",
    "technicien",
    "conducteur equipements industriels",
    "zzz inconnu",
)
ROOT = Path(__file__).parent.parent


def _copies(shipped: list[Certification], count: int) -> Iterator[Certification]:
    for rank in range(count):
        source = shipped[rank % len(shipped)]
        code = f"RNCP{600_000 + rank}"
        title = f"{source.title} {rank // len(shipped)}"
        yield source.evolve(id=code, code=code, title=title, aliases=(), registrations=(), revision=1)


async def _filled(url: str, size: int) -> Store:
    store = Store.connect(url, f"search_{size}", journal_key=b"a key for benchmarks, long enough to be one")
    await store.prepare()
    await load_shipped(store, ROOT / "data", datetime.now(UTC), lambda _done, _total: None)
    shipped = await store.certifications.where({})
    documents = [store.certifications.stored(item, None) for item in _copies(shipped, size - len(shipped))]
    for start in range(0, len(documents), 1_000):
        await store.driver.insert_many("certifications", documents[start : start + 1_000])
    return store


async def _medians(url: str, size: int) -> dict[str, float]:
    """The median milliseconds of a first page of each query."""
    store = await _filled(url, size)
    now = datetime.now(UTC)
    found = {}
    for query in QUERIES:
        spent = []
        for _ in range(TIMES):
            context = Context(store=store, viewer=Viewer(today=paris_day(now)), now=now)
            start = time.perf_counter()
            await certifications(context, search=query)
            spent.append(1_000 * (time.perf_counter() - start))
        found[query] = statistics.median(spent)
    await store.close()
    return found


def main() -> None:
    """Prints one line for each query."""
    with tempfile.TemporaryDirectory() as folder, running(Path(folder) / "store") as embedded:
        small, large = (asyncio.run(_medians(embedded.url, size)) for size in SIZES)
    print(f"| query | {SIZES[0]}, ms | {SIZES[1]}, ms | times |\n|---|---|---|---|")
    for query in QUERIES:
        print(f"| {query} | {small[query]:.1f} | {large[query]:.1f} | {large[query] / small[query]:.1f} |")


if __name__ == "__main__":
    main()

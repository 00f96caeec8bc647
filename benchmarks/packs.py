"""A pack of sixty candidates against its letters alone: what issuing, keeping and archiving add to writing them.

Run: python -m benchmarks.packs [candidates]. Over HTTP, on an embedded store of its own.
"""

import asyncio
import sys
import tempfile
import time
from pathlib import Path as Folder

from documents.archive import Archive
from repositories.embedded import running
from repositories.store import Store
from resolvers.document import packing
from tests.support.packs import files_of, packed
from tests.support.papers import SIGNATORY, made
from tests.support.walk import GTP, Path, centre, furnished_for_juries
from tests.support.world import KEY, Api


async def measured(path: Path, candidates: int) -> dict[str, float]:
    """Seconds: of the letters written alone, of the pack, of the archive as it is read, of one request for each."""
    names = [f"Nom {chr(97 + rank // 26)}{chr(97 + rank % 26)}" for rank in range(candidates)]
    numbers = [await path.dossier(name, "12") for name in names]
    await path.held(*numbers)
    await path.signed(**dict.fromkeys(numbers, "NA"))
    await path.transmitted()
    await path.validated(*numbers)
    letters: list[tuple[float, float]] = []
    real = packing.rendered

    def timed(draft: packing.Draft) -> bytes:
        wall, own = time.perf_counter(), time.thread_time()
        data = real(draft)
        letters.append((time.perf_counter() - wall, time.thread_time() - own))
        return data

    packing.rendered = timed
    times: dict[str, float] = {}
    start = time.process_time()
    payload = await packed(path, centre(GTP), kinds=["PARTIAL_VALIDATION_LETTER"])
    times["pack"] = time.process_time() - start
    times["letters"] = sum(own for _, own in letters)
    packing.rendered = real
    start = time.process_time()
    files = await files_of(path, centre(GTP), payload["pack"])
    times["download"] = time.process_time() - start
    assert len(files) == len(letters) == candidates
    start = time.process_time()
    archive = Archive()
    for name, data in files.items():
        archive.add(name, data)
    archive.end()
    times["archive"] = time.process_time() - start
    start = time.process_time()
    for number in numbers:
        given = {"kind": "PARTIAL_VALIDATION_LETTER", "dossier": number, "signatory": SIGNATORY}
        await made(path, centre(GTP), **given)
    times["one by one"] = time.process_time() - start
    return times


async def main(candidates: int) -> None:
    """One table."""
    with tempfile.TemporaryDirectory() as folder, running(Folder(folder)) as embedded:
        store = Store.connect(embedded.url, "packs", journal_key=KEY)
        await store.prepare()
        await furnished_for_juries(store)
        async with Api.over(store) as api:
            times = await measured(Path(api), candidates)
        await store.close()
    print("| | seconds of the processor | times the letters |\n|---|---|---|")
    for name, seconds in times.items():
        print(f"| {name} | {seconds:.2f} | {seconds / times['letters']:.2f} |")


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else 60))

"""
Makes the PDF of the packs that wait: one process at a time, one conversion after the other, beside the requests.

Every paper that was printed is kept, so that somebody else goes on where a process was killed. A paper that LibreOffice
cannot print alone either is named, and the others are bound without it.
"""

import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime
from uuid import uuid4

from documents.binding import Leaf
from documents.pdf import OfficeMissing, PdfError, bound, to_pdfs
from repositories.errors import StoreError
from repositories.store import Store
from resolvers.shared.press import Press
from resolvers.shared.watching import PACKS, span
from rules.document.pack import Pack, PackPaper, Printing

IDLE = 2.0
"""Seconds between two looks at the queue, where nobody wakes the press."""
AT_ONCE = 8
"""Papers of one run of LibreOffice, whose start costs more than a letter."""
MOST_TRIES = 5
"""How often a pack is taken up again after a process was killed at it."""
_PIECE = 8 * 1024 * 1024
"""Bytes of a file that are kept under one digest: a stored document holds 16 MiB at most."""
_FOR_EACH = 2.0
"""Seconds that a paper may add to a run."""

Clock = Callable[[], datetime]
_LOG = logging.getLogger(__name__)


async def keep_printing(store: Store, press: Press, now: Clock) -> None:
    """Prints packs as they come, until it is cancelled; a store that does not answer is asked again later."""
    holder = uuid4().hex
    while True:
        worked = False
        try:
            worked = await print_next(store, holder, now)
        except StoreError as error:
            _LOG.warning("the queue of PDF cannot be read: %s", error)
        if not worked:
            await press.asked(IDLE)


async def print_next(store: Store, holder: str, now: Clock) -> bool:
    """Prints the pack that has waited longest, unless another process is at the press; whether it worked at one."""
    key = await store.printings.next()
    if key is None or not await store.printings.take(holder, now()):
        return False
    try:
        await _print(store, key, holder, now)
    finally:
        await store.printings.leave(holder, now())
    return True


async def _print(store: Store, key: str, holder: str, now: Clock) -> None:
    queue = store.printings
    pack = await store.packs.get(key)
    known = (await queue.get_many([key])).get(key)
    if known is None:
        return
    printing = known.evolve(tries=known.tries + 1)
    if pack is None or printing.tries > MOST_TRIES:
        await queue.tell(key, printing.evolve(failure=_GIVEN_UP))
        PACKS.labels("given up").inc()
        return
    await queue.tell(key, printing)

    async def told(done: int, missing: Mapping[str, str]) -> bool:
        """Keeps how far it is, and whether the press is still the holder's."""
        await queue.tell(key, printing.evolve(done=done, missing=missing))
        return await queue.take(holder, now())

    try:
        with span("pack"):
            outcome = await _made(store, pack, printing, told)
    except StoreError:
        raise
    except PdfError as error:
        outcome = printing.evolve(failure=f"{error} {_INSTEAD}")
    except Exception:
        _LOG.exception("a pack could not be printed")
        outcome = printing.evolve(failure=_GIVEN_UP)
    if outcome is not None:
        await queue.tell(key, outcome)
        PACKS.labels("given up" if outcome.failure else "made").inc()


async def _made(
    store: Store, pack: Pack, printing: Printing, told: Callable[[int, Mapping[str, str]], Awaitable[bool]]
) -> Printing | None:
    """The file of a pack, kept; None where another process has taken the press over. Raises PdfError."""
    printed = dict(await store.printings.printed([paper.sha256 for paper in pack.papers]))
    missing: dict[str, str] = {}

    def done() -> int:
        return sum(paper.sha256 in printed for paper in pack.papers)

    waiting = list({paper.sha256: paper for paper in pack.papers if paper.sha256 not in printed}.values())
    runs = [waiting[start : start + AT_ONCE] for start in range(0, len(waiting), AT_ONCE)]
    for run in runs:
        if not await told(done(), missing):
            return None
        for paper, outcome in await _printed(store, run):
            if isinstance(outcome, bytes):
                printed[paper.sha256] = await store.blobs.keep(outcome)
                await store.printings.keep(paper.sha256, printed[paper.sha256])
            elif len(run) > 1:
                runs.append([paper])  # alone, it tells whether it was at fault
            else:
                same = [item.document for item in pack.papers if item.sha256 == paper.sha256]
                missing |= dict.fromkeys(same, f"{outcome} {_INSTEAD}")
    papers = [paper for paper in pack.papers if paper.sha256 in printed]
    if not papers:
        raise PdfError(next(iter(missing.values())).removesuffix(f" {_INSTEAD}"))
    if not await told(done(), missing):
        return None
    leaves = [
        (Leaf(f"{rank:04d}.pdf", paper.group, paper.title), await _kept(store, printed[paper.sha256]))
        for rank, paper in enumerate(papers)
    ]
    data = await bound(leaves, f"Papiers de la session {pack.session_number}")
    parts = [await store.blobs.keep(data[start : start + _PIECE]) for start in range(0, len(data), _PIECE)]
    return printing.evolve(done=done(), missing=missing, parts=tuple(parts), size=len(data))


async def _printed(store: Store, papers: Sequence[PackPaper]) -> list[tuple[PackPaper, bytes | PdfError]]:
    """What one run of LibreOffice makes of each of these papers. Raises OfficeMissing."""
    documents = [await _kept(store, paper.sha256) for paper in papers]
    try:
        outcomes = await to_pdfs(documents, timeout=_START + _FOR_EACH * len(documents))
    except OfficeMissing:
        raise
    except PdfError as error:
        outcomes = [error] * len(documents)
    return list(zip(papers, outcomes, strict=True))


async def _kept(store: Store, sha256: str) -> bytes:
    data = await store.blobs.read(sha256)
    if data is None:
        raise PdfError("Un papier de ce lot manque dans le magasin.")
    return data


_START = 45.0
"""Seconds that LibreOffice may take to start and to end."""
_INSTEAD = "Les documents Word sont lisibles, un par un ou en archive zip."
_GIVEN_UP = f"La préparation du PDF n’a pas abouti. {_INSTEAD}"

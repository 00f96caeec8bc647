"""
Holds the numbers that were given against their counters: each series goes from 1 to what its counter says, each once.

The series are those of dossiers and sessions, by year and centre, and of certificates, by year (NUM-03). A number is
never given back, so that a gap is something that was removed, and a number past the counter something put there.
"""

import re
from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Iterator

from repositories.derivation import Discrepancy, Fault
from repositories.driver import Document
from repositories.series import COUNTERS
from repositories.store import Store
from rules.certificate.number import read_certificate_number

_BATCH = 2_000
_MOST_NAMED = 10
_OF_A_CENTRE = re.compile(r"[DS]([0-9]{4})-(.+)-([0-9]+)")


async def misnumbered(store: Store) -> AsyncIterator[Discrepancy]:
    """Every series whose numbers are not those that its counter gave."""
    ranks: defaultdict[str, list[int]] = defaultdict(list)
    for collection in (store.certificates, store.dossiers, store.sessions):
        async for documents in store.driver.stream(collection.name, _BATCH):
            for series, rank in (_place(collection.name, document) for document in documents):
                ranks[series].append(rank)
    last = {str(item["_id"]): int(item["value"]) for item in await store.driver.find(COUNTERS, {})}
    for series in sorted(last.keys() | ranks.keys()):
        for text in _faults(ranks[series], last.get(series, 0)):
            yield Discrepancy(Fault.NUMBERS_BROKEN, series, f"{series} : {text}.")


def _place(name: str, document: Document) -> tuple[str, int]:
    """The series of a stored number, and its rank; rank 0 of the collection's own name for what is no number."""
    number = str(document.get("number"))
    if name == "certificates":
        read = read_certificate_number(number)
        return (f"{name}/{read.year}", read.rank) if read is not None else (name, 0)
    parts = _OF_A_CENTRE.fullmatch(number)
    return (f"{name}/{parts[1]}/{parts[2]}", int(parts[3])) if parts is not None else (name, 0)


def _faults(ranks: list[int], last: int) -> Iterator[str]:
    there = set(ranks)
    twice = sorted(rank for rank, times in Counter(ranks).items() if times > 1)
    for text, several in (
        ("manquent les rangs", sorted(set(range(1, last + 1)) - there)),
        ("ne viennent pas du compteur les rangs", sorted(there - set(range(1, last + 1)))),
        ("sont donnés deux fois les rangs", twice),
    ):
        if several:
            more = "…" if len(several) > _MOST_NAMED else ""
            yield f"{text} {', '.join(map(str, several[:_MOST_NAMED]))}{more}"

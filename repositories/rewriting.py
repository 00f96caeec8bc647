"""What is written over what was read: which stored document, so long as it is as it was, and by which commands."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from repositories.driver import Document
from repositories.sharding import CENTRE, placed

Update = tuple[Document, Document]
"""Which document, and what is set on it."""


def replacement(stored: Document, centre: str | None) -> Update:
    """Which stored document is written over, at which revision, and with what; fields unknown here survive."""
    return written_over(stored, {"revision": stored["revision"] - 1, **placed(centre)})


def written_over(stored: Document, former: Document) -> Update:
    """What is set on the document of this key, so long as it is as it was read."""
    return {"_id": stored["_id"], **former}, {key: value for key, value in stored.items() if key != "_id"}


def commands(updates: Iterable[Update]) -> Iterator[list[Update]]:
    """The updates in order, those of each command: MongoDB moves one document alone to the shard of another centre."""
    for moving, several in groupby(updates, _moves):
        if moving:
            yield from ([update] for update in several)
        else:
            yield list(several)


def _moves(update: Update) -> bool:
    was, becomes = update
    return CENTRE in was and becomes.get(CENTRE, was[CENTRE]) != was[CENTRE]

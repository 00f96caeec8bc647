"""
What the collections of a store would be sharded by (docs/adr/0029); none is.

By centre, what is written of a centre's people: the entities, their events and their anchors, so that a mutation
writes on one shard, with the numbers, claims and drawers that it takes, which are found by their `_id`. By `_id`, all
the rest. A unique index tells apart the documents of one shard only, hence MongoDB's rule below; `_id` is no exception
where it does not begin the key: there an identifier is drawn, or claimed.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from repositories.driver import Document

CENTRE = "exam_centre"
"""The stored field that names the centre a document is kept with; of a candidate, the first that held them."""
BY_CENTRE = (CENTRE, "_id")
"""The identifier ends it, so that what one centre has can be cut too."""
BY_KEY = ("_id",)


def placed(centre: str | None) -> Document:
    """What a stored document says of the centre that it is kept with; nothing of what is everybody's."""
    return {} if centre is None else {CENTRE: centre}


def creatable(fields: Iterable[str], options: Mapping[str, Any], key: Sequence[str]) -> bool:
    """Whether MongoDB makes an index on a collection sharded by this key: a unique one begins with all of it."""
    return not options.get("unique") or tuple(fields)[: len(key)] == tuple(key)

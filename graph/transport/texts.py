"""The texts that were prepared: those of every schema in one cache, bounded by the memory that they hold."""

from collections import OrderedDict
from dataclasses import dataclass

from graphql import DocumentNode, GraphQLError, GraphQLSchema

from graph.transport.metrics import TEXT_BYTES
from resolvers.shared.errors import ServiceError

TOKEN_BYTES = 700
"""What a token comes to in memory once it is parsed, at most; 520 in the operations of the examples."""
_PART = 8
"""A text that would take more than one such part of the room is not kept."""


@dataclass(frozen=True)
class Prepared:
    """A text that was parsed, validated and found within its limits, or what is wrong with it."""

    document: DocumentNode | None
    errors: tuple[GraphQLError, ...] = ()
    refusal: ServiceError | None = None


class Texts:
    """
    Prepared texts by schema, the least recently used dropped first.

    What is wrong is not kept: whoever sends it again has it judged again, and pays for it out of their ration.
    """

    def __init__(self, capacity: int) -> None:
        self._capacity, self.bytes = capacity, 0
        self._kept: OrderedDict[tuple[int, str], tuple[Prepared, int]] = OrderedDict()

    def get(self, schema: GraphQLSchema, text: str) -> Prepared | None:
        """A text as it was prepared for a schema."""
        key = (id(schema), text)
        if key not in self._kept:
            return None
        self._kept.move_to_end(key)
        return self._kept[key][0]

    def keep(self, schema: GraphQLSchema, text: str, prepared: Prepared) -> None:
        """Keeps a text that is accepted, unless it would push too many others out."""
        if prepared.document is None:
            return
        weight = 4 * len(text) + TOKEN_BYTES * (prepared.document.token_count or 0)
        if weight > self._capacity // _PART:
            return
        self._kept[id(schema), text] = prepared, weight
        self.bytes += weight
        while self.bytes > self._capacity:
            _, (_, dropped) = self._kept.popitem(last=False)
            self.bytes -= dropped
        TEXT_BYTES.set(self.bytes)

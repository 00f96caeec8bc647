"""Equivalences, found from either side."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from repositories.collection import Collection, Index
from repositories.lookup_terms import TERMS, TERMS_FIELD, terms, with_any_term
from rules.certification.identifiers import code_key
from rules.equivalence.equivalence import Equivalence, EquivalenceEnd


class Equivalences(Collection[Equivalence]):
    """
    Equivalences. Their terms: `origin`, the code of what states it; `gives` and `receives`, the look-up keys of each
    side, `sides`, the certifications of both, and `known`. What waits for an end has none of the last four, and `waits`
    instead: most of a national register waits for a title.
    """

    name = "equivalences"
    entity = Equivalence
    restated = True
    derived_names = frozenset({"gives", "receives", "known"})
    term_names = ("gives", "receives", "known", "origin")
    indexes = (Index(((TERMS, 1), ("sort.code", 1))),)

    def orders(self, entity: Equivalence) -> Mapping[str, str]:
        """By what states it, then by what it gives."""
        given = ",".join(end.bloc or "" for end in entity.given)
        return {"code": f"{entity.origin} {given}"}

    def derived(self, entity: Equivalence) -> Mapping[str, Any]:
        """The terms of both sides, once every end is known."""
        if entity.missing:
            return {TERMS_FIELD: terms(waits=entity.missing)}
        return {
            "known": True,
            "gives": _keys(entity.given),
            "receives": _keys(entity.received),
            TERMS_FIELD: terms(sides={code_key(end.certification) for end in (*entity.given, *entity.received)}),
        }

    async def waiting(self) -> int:
        """How many wait for an end."""
        return await self.count({}) - await self.count({"known": True})

    async def around(self, keys: Iterable[str]) -> dict[str, list[Equivalence]]:
        """The equivalences with a side on each of these certifications, by look-up key, in one command."""
        wanted = set(keys)
        around: defaultdict[str, list[Equivalence]] = defaultdict(list)
        for item in await self.where(with_any_term("sides", wanted), sort="code"):
            for key in {code_key(end.certification) for end in (*item.given, *item.received)} & wanted:
                around[key].append(item)
        return dict(around)

    async def of_origins(self, codes: Iterable[str]) -> list[Equivalence]:
        """Those that these certifications' sources state, in one command."""
        wanted = list(dict.fromkeys(codes))
        return await self.where(with_any_term("origin", wanted)) if wanted else []

    async def waiting_for(self, keys: Iterable[str]) -> list[Equivalence]:
        """Those that wait for one of these ends, in one command."""
        wanted = list(dict.fromkeys(keys))
        return await self.where(with_any_term("waits", wanted)) if wanted else []


def _keys(ends: Iterable[EquivalenceEnd]) -> set[str]:
    return {key for end in ends for key in end.keys()}  # noqa: SIM118  (not a mapping)

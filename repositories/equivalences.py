"""Equivalences, found from either side."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from repositories.collection import Collection, Index
from rules.equivalence import Equivalence
from rules.identifiers import code_key


class Equivalences(Collection[Equivalence]):
    """
    Equivalences. `gives` and `receives` hold the look-up keys of each side; what waits for an end has neither, and
    `waits` instead. Its indexes hold only what has them: most of a national register waits for a title.
    """

    name = "equivalences"
    entity = Equivalence
    derived_names = frozenset({"gives", "receives", "sides", "known", "waits"})
    indexes = (
        Index((("x.known", 1), ("sort.code", 1))),
        Index((("x.gives", 1),), {"sparse": True}),
        Index((("x.receives", 1),), {"sparse": True}),
        Index((("x.sides", 1),), {"sparse": True}),
        Index((("x.waits", 1),), {"sparse": True}),
        Index((("origin", 1),)),
    )

    def orders(self, entity: Equivalence) -> Mapping[str, str]:
        """By what states it, then by what it gives."""
        given = ",".join(end.bloc or "" for end in entity.given)
        return {"code": f"{entity.origin} {given}"}

    def derived(self, entity: Equivalence) -> Mapping[str, Any]:
        """The keys of both sides, once every end is known."""
        if entity.missing:
            return {"known": False, "waits": entity.missing}
        return {
            "known": True,
            "gives": _keys(entity.given),
            "receives": _keys(entity.received),
            "sides": sorted({code_key(end.certification) for end in (*entity.given, *entity.received)}),
        }

    async def around(self, keys: Iterable[str]) -> dict[str, list[Equivalence]]:
        """The equivalences with a side on each of these certifications, by look-up key, in one command."""
        wanted = set(keys)
        found: defaultdict[str, list[Equivalence]] = defaultdict(list)
        for item in await self.where({"x.sides": {"$in": sorted(wanted)}}, sort="code"):
            for key in {code_key(end.certification) for end in (*item.given, *item.received)} & wanted:
                found[key].append(item)
        return dict(found)

    async def of_origins(self, codes: Iterable[str]) -> list[Equivalence]:
        """Those that these certifications' sources state, in one command."""
        wanted = list(dict.fromkeys(codes))
        return await self.where({"origin": {"$in": wanted}}) if wanted else []

    async def waiting_for(self, keys: Iterable[str]) -> list[Equivalence]:
        """Those that wait for one of these ends, in one command."""
        wanted = list(dict.fromkeys(keys))
        return await self.where({"x.waits": {"$in": wanted}}) if wanted else []


def _keys(ends: Iterable[Any]) -> list[str]:
    return sorted({key for end in ends for key in end.keys()})  # noqa: SIM118  (not a mapping)

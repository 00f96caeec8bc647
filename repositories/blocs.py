"""Blocs de compétences, shared under one code, found by it and by words."""

from collections.abc import Iterable, Mapping
from typing import Any

from repositories.collection import Collection, Index
from repositories.searching import searchable
from rules.identifiers import code_key
from rules.referentiel import Bloc


class Blocs(Collection[Bloc]):
    """Blocs. `keys` holds the look-up key of the code."""

    name = "blocs"
    entity = Bloc
    derived_names = frozenset({"keys"})
    indexes = (
        Index((("sort.code", 1),), {"unique": True}),
        Index((("x.keys", 1),)),
        Index((("x.words", 1),)),
        Index((("certifications", 1), ("sort.code", 1))),
    )

    def orders(self, entity: Bloc) -> Mapping[str, str]:
        """By code."""
        return {"code": entity.code}

    def derived(self, entity: Bloc) -> Mapping[str, Any]:
        """The look-up key, and the words of the title."""
        return {"keys": [code_key(entity.code)], **searchable(entity.title, (entity.code,))}

    async def by_codes(self, keys: Iterable[str]) -> dict[str, Bloc]:
        """The blocs of these look-up keys, by key, in one command."""
        wanted = list(dict.fromkeys(keys))
        found = await self.where({"x.keys": {"$in": wanted}}) if wanted else []
        return {code_key(bloc.code): bloc for bloc in found}

"""Blocs de compétences, shared under one code, found by it and by words."""

from collections.abc import Iterable, Mapping
from typing import Any

from repositories.collection import Collection, Index
from repositories.lookup_terms import TERMS, with_any_term
from repositories.searching import searchable
from rules.certification.identifiers import bloc_code, code_key
from rules.referentiel.referentiel import Bloc


class Blocs(Collection[Bloc]):
    """
    Blocs. Their terms: `words`, `certifications`, and `keys`, the look-up key of a code that is no bloc's of a register
    or of the branch: a unité's.
    """

    name = "blocs"
    entity = Bloc
    restated = True
    term_names = ("certifications",)
    indexes = (
        Index((("sort.code", 1),)),
        Index(((TERMS, 1),)),
    )

    def orders(self, entity: Bloc) -> Mapping[str, str]:
        """By code."""
        return {"code": entity.code}

    def derived(self, entity: Bloc) -> Mapping[str, Any]:
        """The look-up key where the code does not say it, and the words of the title."""
        keys = [] if bloc_code(entity.code) == entity.code else [code_key(entity.code)]
        return searchable(entity.title, (entity.code,), keys=keys)

    async def by_codes(self, keys: Iterable[str]) -> dict[str, Bloc]:
        """The blocs of these look-up keys, by key: in one command, and another for those that are no bloc's code."""
        wanted = set(keys)
        said = {code: key for key in wanted if (code := bloc_code(key.removeprefix("bloc:"))) is not None}
        others = sorted(wanted - set(said.values()))
        blocs = [
            *(await self.get_many(said)).values(),
            *(await self.where(with_any_term("keys", others)) if others else ()),
        ]
        return {code_key(bloc.code): bloc for bloc in blocs}

"""What each source says of each certification, raw texts included: what certifications are made from."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from repositories.collection import Collection, Index
from repositories.lookup_terms import TERMS, TERMS_FIELD, terms, with_any_term
from rules.statement.statement import Statement

_TEXTS = "texts"


class Statements(Collection[Statement]):
    """Statements. Their terms: `key`, of what they are about, and `shared`, the blocs that bear another's number."""

    name = "statements"
    entity = Statement
    restated = True
    term_names = ("key",)
    indexes = (Index(((TERMS, 1),)),)

    def derived(self, entity: Statement) -> Mapping[str, Any]:
        """The blocs that others may share."""
        return {TERMS_FIELD: terms(shared=entity.shared_blocs())}

    async def of_keys(self, keys: Iterable[str]) -> dict[str, list[Statement]]:
        """Every statement on these, by key, without their raw texts, in one command."""
        by_key: defaultdict[str, list[Statement]] = defaultdict(list)
        wanted = list(dict.fromkeys(keys))
        for statement in await self.where(with_any_term("key", wanted), without=[_TEXTS]) if wanted else []:
            by_key[statement.key].append(statement)
        return dict(by_key)

    async def sharing(self, blocs: Iterable[str]) -> list[Statement]:
        """The statements that name one of these blocs though its code bears another's number, in one command."""
        wanted = list(dict.fromkeys(blocs))
        return await self.where(with_any_term("shared", wanted), without=[_TEXTS]) if wanted else []

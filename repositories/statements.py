"""What each source says of each certification, raw texts included: what certifications are made from."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from repositories.collection import Collection, Index
from rules.identifiers import fiche_number
from rules.statement import Statement

_TEXTS = "texts"


class Statements(Collection[Statement]):
    """Statements, by the key of what they are about. `shared` holds the codes of blocs that bear another's number."""

    name = "statements"
    entity = Statement
    derived_names = frozenset({"shared"})
    indexes = (
        Index((("key", 1),)),
        Index((("x.shared", 1),), {"sparse": True}),
    )

    def orders(self, entity: Statement) -> Mapping[str, str]:
        """By what they are about."""
        return {"key": entity.key}

    def derived(self, entity: Statement) -> Mapping[str, Any]:
        """The blocs whose code does not begin with the number of the fiche, which others may share."""
        own = fiche_number(entity.code) or entity.code
        shared = sorted({bloc.code for bloc in entity.blocs if not bloc.code.startswith(own)})
        return {"shared": shared} if shared else {}

    async def of_keys(self, keys: Iterable[str]) -> dict[str, list[Statement]]:
        """Every statement on these, by key, without their raw texts, in one command."""
        found: defaultdict[str, list[Statement]] = defaultdict(list)
        wanted = list(dict.fromkeys(keys))
        for statement in await self.where({"key": {"$in": wanted}}, without=[_TEXTS]) if wanted else []:
            found[statement.key].append(statement)
        return dict(found)

    async def sharing(self, blocs: Iterable[str]) -> list[Statement]:
        """The statements that name one of these blocs though its code bears another's number, in one command."""
        wanted = list(dict.fromkeys(blocs))
        return await self.where({"x.shared": {"$in": wanted}}, without=[_TEXTS]) if wanted else []

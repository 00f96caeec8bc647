"""What each source says of each certification, raw texts included: what certifications are made from."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from repositories.collection import Collection, Index
from repositories.marks import MARKS, marked, marks
from rules.certification.identifiers import fiche_number
from rules.statement.statement import Statement

_TEXTS = "texts"


class Statements(Collection[Statement]):
    """Statements. Their marks: `key`, of what they are about, and `shared`, the blocs that bear another's number."""

    name = "statements"
    entity = Statement
    marked_names = ("key",)
    indexes = (Index(((MARKS, 1),)),)

    def derived(self, entity: Statement) -> Mapping[str, Any]:
        """The blocs whose code does not begin with the number of the fiche, which others may share."""
        own = fiche_number(entity.code) or entity.code
        shared = [bloc.code for bloc in entity.blocs if not bloc.code.startswith(own)]
        return {"marks": marks(shared=shared)}

    async def of_keys(self, keys: Iterable[str]) -> dict[str, list[Statement]]:
        """Every statement on these, by key, without their raw texts, in one command."""
        found: defaultdict[str, list[Statement]] = defaultdict(list)
        wanted = list(dict.fromkeys(keys))
        for statement in await self.where(marked("key", wanted), without=[_TEXTS]) if wanted else []:
            found[statement.key].append(statement)
        return dict(found)

    async def sharing(self, blocs: Iterable[str]) -> list[Statement]:
        """The statements that name one of these blocs though its code bears another's number, in one command."""
        wanted = list(dict.fromkeys(blocs))
        return await self.where(marked("shared", wanted), without=[_TEXTS]) if wanted else []

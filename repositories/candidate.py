"""Candidates: one person nationally, seen by the centres that hold them and by themselves."""

from collections.abc import Iterable, Mapping
from typing import Any

from repositories.collection import Collection, Index
from repositories.filters import union
from repositories.mongo import Document
from rules.access.scope import EVERYTHING, Scope
from rules.base.text import folded
from rules.candidate.candidate import Candidate


class Candidates(Collection[Candidate]):
    """Candidates. `identity` is where likely duplicates meet (PRD-01), `name_key` the birth name without accents."""

    name = "candidates"
    entity = Candidate
    derived_names = frozenset({"identity", "name_key"})
    indexes = (
        Index((("sort.name", 1),), {"unique": True}),
        Index((("centres", 1), ("sort.name", 1))),
        Index((("x.identity", 1),)),
        Index((("x.advisers", 1),)),
        Index((("x.name_key", 1), ("sort.name", 1))),
        Index((("birth_date", 1), ("sort.name", 1))),
        Index((("anonymous_number", 1),), {"unique": True}),
    )

    def orders(self, entity: Candidate) -> Mapping[str, str]:
        """By name, as people read it."""
        return {"name": f"{folded(entity.birth_name)} {folded(entity.first_names)}"}

    def derived(self, entity: Candidate) -> Mapping[str, Any]:
        """The identity, the folded name, and the accounts that act for them."""
        advisers = sorted({mandate.account for mandate in entity.mandates if mandate.revoked_on is None})
        acting = {"advisers": advisers} if advisers else {}
        return {"identity": entity.identity, "name_key": folded(entity.birth_name), **acting}

    def scope_filter(self, scope: Scope) -> Mapping[str, Any] | None:
        """A centre sees the candidates it holds, a candidate sees themself, an adviser those they act for."""
        if scope.everything:
            return {}
        own = [key for key in (scope.candidate, *scope.mandates) if key is not None]
        return union(
            *([{"centres": scope.centre}] if scope.centre is not None else []),
            *([{"_id": {"$in": own}}] if own else []),
        )

    def filtered(self, conditions: Mapping[str, Any]) -> Document:
        """Conditions as a stored filter; a record merged into another is in no list, nor counted (PRD-05)."""
        return {**super().filtered(conditions), "merge": None}

    async def records(self, keys: Iterable[str]) -> dict[str, Candidate]:
        """The records of these very keys, merged into others or not, in one command."""
        return await super().get_many(keys)

    async def get_many(self, keys: Iterable[str], *, scope: Scope = EVERYTHING) -> dict[str, Candidate]:
        """
        The candidates of these keys that are in the scope, in one command.

        The key of a record that was merged leads to the one kept (PRD-05), which takes two commands more.
        """
        wanted = list(dict.fromkeys(keys))
        people = await super().get_many(wanted, scope=scope)
        astray = [key for key in wanted if key not in people] if scope != EVERYTHING else []
        records = {**people, **(await super().get_many(astray) if astray else {})}
        into = {key: record.merge.into for key, record in records.items() if record.merge is not None}
        kept = await super().get_many(into.values(), scope=scope) if into else {}
        unmerged = {key: person for key, person in people.items() if person.merge is None}
        return {**unmerged, **{key: kept[target] for key, target in into.items() if target in kept}}

    async def giving_mandate(self, account: str) -> list[Candidate]:
        """The candidates who gave a mandate to an account, in force or not (PRD-03)."""
        return await self.where({"x.advisers": account})

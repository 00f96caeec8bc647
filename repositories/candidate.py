"""Candidates: one person nationally, seen by the centres that hold them and by themselves."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from repositories.collection import Collection, Index
from repositories.conditions import Between
from repositories.driver import Document
from repositories.filters import intersection, union
from repositories.lookup_terms import TERMS, TERMS_FIELD, terms, with_any_term, with_beginning
from rules.access.scope import EVERYTHING, Scope
from rules.base.partial_date import PartialDate
from rules.base.text import folded
from rules.candidate.candidate import Candidate

_SOUGHT = 500


class Candidates(Collection[Candidate]):
    """Candidates. Their terms: `words` of every name, and `identity`, where likely duplicates meet (PRD-01)."""

    name = "candidates"
    entity = Candidate
    of_centres = True
    claimed = ("anonymous_number",)
    indexes = (
        Index((("sort.name", 1),)),
        Index((("centres", 1), ("sort.name", 1))),
        Index(((TERMS, 1), ("sort.name", 1))),
        Index((("x.advisers", 1),)),
        Index((("birth_date", 1), ("sort.name", 1))),
    )

    def orders(self, entity: Candidate) -> Mapping[str, str]:
        """By name, as people read it: birth name, then first names; whoever has one name only, by that one."""
        return {"name": folded(" ".join(name for name in (entity.birth_name, entity.first_names) if name is not None))}

    def centre(self, entity: Candidate) -> str | None:
        """The first that held them: a record that is merged into another has none any more, and stays where it was."""
        return next(iter(entity.centres), None)

    def derived(self, entity: Candidate) -> Mapping[str, Any]:
        """The words of the names, the terms, and the accounts that act for them."""
        advisers = sorted({mandate.account for mandate in entity.mandates if mandate.revoked_on is None})
        words = entity.words
        acting = {"advisers": advisers} if advisers else {}
        return {"words": words, **acting, TERMS_FIELD: terms(words=words, identity=entity.identity)}

    def filtered(self, conditions: Mapping[str, Any]) -> Document:
        """
        Conditions by name as a stored filter; `words` are beginnings, of which everyone is one of a name's.

        A record merged into another is in no list, nor counted (PRD-05).
        """
        words = conditions.get("words")
        others = {name: value for name, value in conditions.items() if name != "words"}
        meant = {**super().filtered(others), "merge": None}
        if words is None:
            return meant
        if not words:
            return intersection(meant, {"_id": {"$in": []}})
        leading = with_beginning("words", max(words, key=len), joined=self.driver.joins_bounds)
        every = [{"$elemMatch": {"$gte": word, "$lt": f"{word}\uffff"}} for word in words]
        return {**meant, **leading, "x.words": {"$all": every}}

    def meaning(self, name: str, value: Any) -> Document:
        """One condition as a stored filter; a partial date of birth is that of those it covers (PRD-04)."""
        if not isinstance(value, PartialDate):
            return super().meaning(name, value)
        known = value.isoformat()
        return super().meaning(name, known if value.day is not None else Between(known, f"{known}-99"))

    async def known_as(self, keys: Sequence[str], *, but: str | None = None) -> int:
        """How many people are known under one of these keys, wherever they are (PRD-01); `but` is not counted."""
        filter_ = with_any_term("identity", keys)
        others = {"_id": {"$ne": but}} if but is not None else {}
        return await self.driver.count(self.name, {**filter_, **others, "merge": None}, transaction=self._transaction)

    async def known_by(self, keys: Iterable[str]) -> dict[str, frozenset[str]]:
        """Who is known under each of these keys, wherever they are (PRD-01), some hundreds of keys in one command."""
        wanted, known = sorted(set(keys)), defaultdict[str, set[str]](set)
        for start in range(0, len(wanted), _SOUGHT):
            some = set(wanted[start : start + _SOUGHT])
            for item in await self.where({**with_any_term("identity", some), "merge": None}):
                for key in some.intersection(item.identity):
                    known[key].add(item.id)
        return {key: frozenset(people) for key, people in known.items()}

    def scope_filter(self, scope: Scope) -> Mapping[str, Any] | None:
        """A centre sees the candidates it holds, a candidate sees themself, an adviser those they act for."""
        if scope.everything:
            return {}
        own = [key for key in (scope.candidate, *scope.mandates) if key is not None]
        return union(
            *([{"centres": scope.centre}] if scope.centre is not None else []),
            *([{"_id": {"$in": own}}] if own else []),
        )

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

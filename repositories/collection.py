"""What every collection of entities does: read by key, page by a stored sort key, count."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from types import MappingProxyType
from typing import Any, ClassVar, Generic, NamedTuple, Self, TypeVar

from repositories.codec import encoded
from repositories.conditions import Among, Between
from repositories.decoding import each
from repositories.driver import Document, Driver
from repositories.filters import intersection
from repositories.former import Former
from repositories.lookup_terms import TERMS_FIELD, listed, terms, with_beginning, with_term
from repositories.paging import Bounds, Page
from repositories.sharding import CENTRE, placed
from rules.access.scope import EVERYTHING, Scope
from rules.base.entity import Entity
from rules.certification.search import Hit

E = TypeVar("E", bound=Entity)

MOST_CANDIDATES = 5_000
"""How many entities that have a word of a search are ranked."""


class Index(NamedTuple):
    """An index to be made: its keys in order, and the server's options."""

    keys: tuple[tuple[str, int], ...]
    options: Mapping[str, Any] = {}


class Read(NamedTuple):
    """What a unit of work remembers of an entity that it read."""

    head: Document
    centre: str | None
    """The centre that it is kept with."""
    claims: frozenset[str]


class Collection(Generic[E]):
    """
    A collection of one class of entities.

    Stored as {_id, v, revision, fields, sort, x, head}: `sort` holds one key for each order, `x` what the collection
    derives for look-ups, `head` the entity's last event; with them, the centre that it is kept with. Fields that
    neither this version nor a former one knows survive a write.
    """

    name: ClassVar[str]
    entity: ClassVar[type[Entity]]
    version: ClassVar[int] = 1
    former: ClassVar[Mapping[int, Former]] = {}
    """The versions before the present one, by number."""
    indexes: ClassVar[tuple[Index, ...]] = ()
    derived_names: ClassVar[frozenset[str]] = frozenset()
    term_names: ClassVar[tuple[str, ...]] = ()
    """The fields, or what is derived, that are terms too (repositories.lookup_terms): what narrows most, first."""
    restated: ClassVar[bool] = False
    """Whether its entities may be made again from statements, without an event of their own (UnitOfWork.put)."""
    ordered: ClassVar[Mapping[str, str]] = MappingProxyType({})
    """From a field to the order whose sort text it is, on which a range of it is read."""
    of_centres: ClassVar[bool] = False
    """Whether each of its entities is kept with a centre (repositories.sharding)."""
    relied_on_by_centres: ClassVar[bool] = False
    """Whether units of every centre rely on one of its entities at once (repositories.reliance)."""
    claimed: ClassVar[tuple[str, ...]] = ()
    """The fields of which no two entities may hold one value (repositories.claims)."""

    def __init__(self, driver: Driver, transaction: Any = None, known: dict[str, Read] | None = None) -> None:
        self.driver = driver
        self._transaction = transaction
        self._known = known

    @property
    def gone(self) -> frozenset[str]:
        """The fields of former versions that this one does not have: every write removes them."""
        known = frozenset(name for version in self.former.values() for name in version.fields)
        return known - self.entity.model_fields.keys()

    def bound(self, transaction: Any, known: dict[str, Read]) -> Self:
        """The same collection inside a transaction, which remembers what it reads."""
        return type(self)(self.driver, transaction, known)

    def orders(self, _entity: E) -> Mapping[str, str]:
        """The sort text of an entity in each of the collection's orders."""
        return {}

    def sort_key(self, _order: str, text: str, entity: E) -> str:
        """The stored key of an entity in an order: its text, then what tells it from others of the same text."""
        return f"{text}\0{entity.id}"

    def derived(self, _entity: E) -> Mapping[str, Any]:
        """What look-ups need beside the entity's fields."""
        return {}

    def centre(self, entity: E) -> str | None:
        """The centre that an entity is kept with; None where it has none any more, or never had."""
        return getattr(entity, CENTRE) if self.of_centres else None

    def claims(self, entity: E) -> frozenset[str]:
        """What an entity alone may hold, as the keys of its claims; they never leave it."""
        held = ((name, getattr(entity, name)) for name in self.claimed)
        return frozenset(f"{self.name}/{name}/{value}" for name, value in held if value is not None)

    def scope_filter(self, scope: Scope) -> Mapping[str, Any] | None:
        """The filter that keeps what a scope may see; None when that is nothing. Everything is open by default."""
        del scope
        return {}

    async def get(self, key: str, *, scope: Scope = EVERYTHING) -> E | None:
        """The entity of this key; None when there is none in the scope."""
        return (await self.get_many([key], scope=scope)).get(key)

    async def get_many(self, keys: Iterable[str], *, scope: Scope = EVERYTHING) -> dict[str, E]:
        """The entities of these keys that are in the scope, in one command."""
        wanted = list(dict.fromkeys(keys))
        if not wanted:
            return {}
        entities = await self.where({"_id": {"$in": wanted}}, scope=scope)
        return {entity.id: entity for entity in entities}

    async def where(
        self,
        filter_: Mapping[str, Any],
        *,
        scope: Scope = EVERYTHING,
        sort: str | None = None,
        without: Sequence[str] = (),
    ) -> list[E]:
        """The entities in the scope that match a stored filter, in one of the orders, some fields left at default."""
        seen = self.scope_filter(scope)
        if seen is None:
            return []
        order = [(f"sort.{sort}", 1)] if sort else []
        documents = await self.driver.find(
            self.name,
            intersection(filter_, seen),
            projection=dict.fromkeys(without, 0) or None,
            sort=order,
            transaction=self._transaction,
        )
        return await each(self.decoded, documents)

    async def hits(
        self,
        beginning: str,
        filter: Mapping[str, Any],  # noqa: A002
        scope: Scope = EVERYTHING,
    ) -> list[Hit]:
        """What ranking needs of the entities of the scope that have a word of this beginning."""
        return await self._hits(self.begun(beginning, filter), scope)

    def begun(self, beginning: str, filter: Mapping[str, Any]) -> Document:  # noqa: A002
        """The stored filter of what has a word of this beginning, led by its terms as the server reads them best."""
        joined = self.driver.joins_bounds
        between = {"$elemMatch": {"$gte": beginning, "$lt": f"{beginning}\uffff"}}
        exact = {"x.words": between} if joined else {}
        return {**self.filtered(filter), **with_beginning("words", beginning, joined=joined), **exact}

    async def hits_of_key(
        self,
        key: str,
        filter: Mapping[str, Any],  # noqa: A002
        scope: Scope = EVERYTHING,
    ) -> list[Hit]:
        """What ranking needs of the entities of the scope that are known under a look-up key."""
        query = {**self.filtered(filter), **with_term("keys", key, joined=self.driver.joins_bounds)}
        return await self._hits(query, scope, keys=(key,))

    async def _hits(self, query: Document, scope: Scope, keys: Sequence[str] = ()) -> list[Hit]:
        seen = self.scope_filter(scope)
        if seen is None:
            return []
        documents = await self.driver.find(
            self.name,
            intersection(query, seen),
            projection={"x.title_words": 1, "x.words": 1, "x.prior": 1, "sort": 1},
            limit=MOST_CANDIDATES,
            transaction=self._transaction,
        )

        def hit(document: Document) -> Hit:
            derived = document["x"]
            return Hit(
                id=document["_id"],
                sort=document["sort"],
                title_words=derived["title_words"],
                other_words=derived["words"],
                keys=keys,
                prior=derived["prior"],
            )

        return await each(hit, documents)

    async def places(
        self,
        filter: Mapping[str, Any],  # noqa: A002
        *,
        scope: Scope = EVERYTHING,
        order: str,
        limit: int,
    ) -> list[tuple[str, Mapping[str, str]]]:
        """The first entities of the scope that match, in one of the orders: their keys and all their sort keys."""
        seen = self.scope_filter(scope)
        if seen is None:
            return []
        documents = await self.driver.find(
            self.name,
            intersection(seen, self.filtered(filter)),
            projection={"sort": 1},
            sort=[(f"sort.{order}", 1)],
            limit=limit,
            transaction=self._transaction,
        )
        return [(document["_id"], document["sort"]) for document in documents]

    async def page(
        self,
        *,
        order: str,
        bounds: Bounds,
        filter: Mapping[str, Any],  # noqa: A002
        scope: Scope = EVERYTHING,
        descending: bool = False,
    ) -> Page[E]:
        """One page in one of the collection's orders: a keyset read on the stored sort key, one command."""
        seen = self.scope_filter(scope)
        if seen is None:
            return Page([], has_next=False, has_previous=False)
        field = f"sort.{order}"
        backwards = bounds.last is not None
        size = (bounds.last if backwards else bounds.first) or 0
        after, before = (bounds.before, bounds.after) if descending else (bounds.after, bounds.before)
        interval: Document = {}
        if after is not None:
            interval["$gt"] = after
        if before is not None:
            interval["$lt"] = before
        page = {field: interval} if interval else {}  # last: it narrows least
        query = intersection(seen, self.filtered(filter), page)
        way = -1 if backwards != descending else 1
        documents = await self.driver.find(
            self.name, query, sort=[(field, way)], limit=size + 1, transaction=self._transaction
        )
        more = len(documents) > size
        documents = documents[:size]
        if backwards:
            documents.reverse()
        entities = await each(self.decoded, documents)
        return Page(
            [(document["sort"][order], entity) for document, entity in zip(documents, entities, strict=True)],
            has_next=bounds.before is not None if backwards else more,
            has_previous=more if backwards else bounds.after is not None,
        )

    async def count(self, filter: Mapping[str, Any], *, scope: Scope = EVERYTHING) -> int:  # noqa: A002
        """How many entities of the scope match."""
        seen = self.scope_filter(scope)
        if seen is None:
            return 0
        return await self.driver.count(
            self.name, intersection(seen, self.filtered(filter)), transaction=self._transaction
        )

    def filtered(self, conditions: Mapping[str, Any]) -> Document:
        """Conditions by name as a stored filter: derived names live under `x`, and one term leads to what matches."""
        meant = intersection(*(self.meaning(name, value) for name, value in conditions.items()))
        leading = next((name for name in self.term_names if name in conditions), None)
        if leading is None:
            return meant
        return {**meant, **with_term(leading, conditions[leading], joined=self.driver.joins_bounds)}

    def meaning(self, name: str, value: Any) -> Document:
        """One condition as a stored filter."""
        field = f"x.{name}" if name in self.derived_names else name
        if isinstance(value, Among):
            return {field: value.values[0] if len(value.values) == 1 else {"$in": list(value.values)}}
        if not isinstance(value, Between):
            return {field: value}
        bounds = {"$gte": value.start, "$lte": value.end}
        if name in self.ordered:  # a sort key is its text, NUL and an identifier
            field = f"sort.{self.ordered[name]}"
            bounds = {"$gte": value.start, "$lt": value.end and f"{value.end}\1"}
        within = {operator: bound for operator, bound in bounds.items() if bound is not None}
        return {field: within} if within else {}

    def encoded(self, entity: E) -> Document:
        """The fields of an entity as they are stored, without what the store adds."""
        fields: Document = encoded(entity)
        del fields["id"], fields["revision"]
        return fields

    def stored(self, entity: E, head: Document | None, fields: Document | None = None) -> Document:
        """
        The whole stored document of an entity; without a head where the journal does not follow it.

        `fields` are those of `encoded`, where they are already made.
        """
        fields = self.encoded(entity) if fields is None else fields
        derived: Document = encoded(self.derived(entity))
        if self.term_names:
            known = {**fields, **derived}
            own = terms(**{name: listed(known.get(name)) for name in self.term_names})
            derived[TERMS_FIELD] = sorted({*derived.get(TERMS_FIELD, ()), *own})
        return {
            **placed(self.centre(entity)),
            **fields,
            "_id": entity.id,
            "v": self.version,
            "revision": entity.revision,
            "sort": {name: self.sort_key(name, text, entity) for name, text in self.orders(entity).items()},
            "x": derived,
            "head": head,
        }

    def decoded(self, document: Document) -> E:
        """The entity of a stored document, brought up to the present version first."""
        current = self.upcast(document)
        fields = {name: current[name] for name in self.entity.model_fields if name in current}
        entity: E = self.entity.model_validate({**fields, "id": current["_id"], "revision": current["revision"]})  # type: ignore[assignment]
        if self._known is not None and current["head"] is not None:
            read = Read(current["head"], current.get(CENTRE), self.claims(entity))
            self._known[f"{self.name}/{entity.id}"] = read
        return entity

    def upcast(self, document: Document, version: int | None = None) -> Document:
        """The document at this version, or the present one. Raises KeyError where nothing can bring it up."""
        while document["v"] < (self.version if version is None else version):
            document = {**self.former[document["v"]].up(document), "v": document["v"] + 1}
        return document

    def content(self, document: Document, form: int) -> Document | None:
        """
        The fields of a stored document as a version, its own or a former one, had them.

        None for what that version cannot have become: brought up again, it is the same document or somebody edited it.
        """
        former, version = document, document["v"]
        if not form <= version <= self.version:
            return None
        with suppress(AttributeError, KeyError, TypeError):  # in the shape of no version
            while former["v"] > form:
                former = {**self.former[former["v"] - 1].down(former), "v": former["v"] - 1}
            if self.upcast(former, version) == document:
                known = self.former.get(form)
                names = known.fields if known else self.entity.model_fields.keys() - {"id", "revision"}
                return {name: former[name] for name in names if name in former}
        return None

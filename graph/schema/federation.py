"""The narrow schema that partners federate, made from the main one: the same types, fewer fields (CQPI-02)."""

import asyncio
import re
from collections import defaultdict
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from graphql import (
    GraphQLArgument,
    GraphQLError,
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLNamedType,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLResolveInfo,
    GraphQLScalarType,
    GraphQLSchema,
    GraphQLString,
    GraphQLType,
    GraphQLUnionType,
    get_named_type,
    print_schema,
)

from resolvers.certificate import reading as certificates
from resolvers.shared.context import Context
from resolvers.shared.errors import invalid_input, limit_exceeded
from rules.certification.identifiers import code_key
from rules.rulebook.rule import RULEBOOK

ROOTS = (
    *("rules", "certification", "certifications", "bloc", "blocs"),
    *("equivalences", "organisation", "organisations", "verifyCertificate"),
)
WITHOUT = frozenset({"history", "checklist", "nextActions", "revision", "submission"})
"""Fields of the inside of the house, which partners have no use for."""
KEYS: Mapping[str, str] = {"Bloc": "code", "CertificateVerification": "number", "Organisation": "code", "Rule": "id"}
"""The entities beside the certifications, which are all keyed by their code, interface and types."""
VERSION = "https://specs.apollo.dev/federation/v2.9"
MOST_REFERENCES = 500

_Fetch = Callable[[Context, list[str]], Awaitable[dict[str, Any]]]


async def _certifications(context: Context, codes: list[str]) -> dict[str, Any]:
    found = await context.store.certifications.by_codes([code_key(code) for code in codes])
    return {code: found[key] for code in codes if (key := code_key(code)) in found}


async def _blocs(context: Context, codes: list[str]) -> dict[str, Any]:
    found = await context.store.blocs.by_codes([code_key(code) for code in codes])
    return {code: found[key] for code in codes if (key := code_key(code)) in found}


async def _organisations(context: Context, codes: list[str]) -> dict[str, Any]:
    return await context.store.organisations.get_many(codes)


async def _verifications(context: Context, numbers: list[str]) -> dict[str, Any]:
    for _ in numbers:
        context.spend("verifyCertificate")
    return dict(await certificates.verified(context, numbers))


async def _rules(_context: Context, ids: list[str]) -> dict[str, Any]:
    return {identifier: RULEBOOK[identifier] for identifier in ids if identifier in RULEBOOK}


def federated(main: GraphQLSchema) -> tuple[GraphQLSchema, str]:
    """The partners' schema and its SDL for composition."""
    narrow = _Narrow(main)
    query = narrow.query()
    interface = main.type_map["Certification"]
    assert isinstance(interface, GraphQLInterfaceType)  # noqa: S101
    kinds = sorted(main.get_possible_types(interface), key=lambda kind: kind.name)
    keyed = {kind.name: "code" for kind in kinds} | {"Certification": "code"} | dict(KEYS)
    types = [narrow.named(kind) for kind in kinds]
    bare = GraphQLSchema(query=query, types=types)
    sdl = _sdl(print_schema(bare), keyed)
    entity = GraphQLUnionType(
        "_Entity", [_object(bare, name) for name in keyed if name != "Certification"], resolve_type=narrow.type_name
    )
    any_ = GraphQLScalarType("_Any", description="Une référence d’entité, telle que la passerelle l’envoie.")
    service = GraphQLObjectType("_Service", {"sdl": GraphQLField(GraphQLNonNull(GraphQLString))})
    fields = dict(query.fields)
    fields["_service"] = GraphQLField(GraphQLNonNull(service), resolve=lambda _root, _info: {"sdl": sdl})
    fields["_entities"] = GraphQLField(
        GraphQLNonNull(GraphQLList(entity)),
        {"representations": GraphQLArgument(GraphQLNonNull(GraphQLList(GraphQLNonNull(any_))))},
        resolve=_Entities(keyed),
    )
    return GraphQLSchema(query=GraphQLObjectType("Query", fields), types=types), sdl


class _Narrow:
    """Copies of the main schema's types that know nothing of what partners may not see."""

    def __init__(self, main: GraphQLSchema) -> None:
        self._main = main
        self._made: dict[str, GraphQLNamedType] = {}

    def query(self) -> GraphQLObjectType:
        root = self._main.query_type
        assert root is not None  # noqa: S101
        return GraphQLObjectType(
            "Query",
            {name: self._field(root.fields[name]) for name in ROOTS if name in root.fields},
            description=root.description,
        )

    def type_name(self, value: object, info: GraphQLResolveInfo[Context], _type: object) -> str | None:
        for kind in self._made.values():
            if isinstance(kind, GraphQLObjectType) and kind.is_type_of and kind.is_type_of(value, info):
                return kind.name
        return None

    def named(self, type_: GraphQLNamedType) -> Any:
        if type_.name in self._made:
            return self._made[type_.name]
        if isinstance(type_, GraphQLInterfaceType):
            made: GraphQLNamedType = GraphQLInterfaceType(
                type_.name,
                lambda: self._fields(type_),
                interfaces=lambda: self._interfaces(type_),
                description=type_.description,
                resolve_type=self.type_name,
            )
        elif isinstance(type_, GraphQLObjectType):
            made = GraphQLObjectType(
                type_.name,
                lambda: self._fields(type_),
                interfaces=lambda: self._interfaces(type_),
                description=type_.description,
                is_type_of=type_.is_type_of,
            )
        else:
            made = type_
        self._made[type_.name] = made
        return made

    def _fields(self, type_: GraphQLObjectType | GraphQLInterfaceType) -> dict[str, GraphQLField]:
        return {name: self._field(field) for name, field in type_.fields.items() if name not in WITHOUT}

    def _interfaces(self, type_: GraphQLObjectType | GraphQLInterfaceType) -> list[Any]:
        return [self.named(interface) for interface in type_.interfaces if interface.name != "Node"]

    def _field(self, field: GraphQLField) -> GraphQLField:
        return GraphQLField(
            self._wrapped(field.type),
            field.args,
            resolve=field.resolve,
            description=field.description,
            deprecation_reason=field.deprecation_reason,
            extensions=field.extensions,
        )

    def _wrapped(self, type_: GraphQLType) -> Any:
        if isinstance(type_, GraphQLNonNull):
            return GraphQLNonNull(self._wrapped(type_.of_type))
        if isinstance(type_, GraphQLList):
            return GraphQLList(self._wrapped(type_.of_type))
        return self.named(get_named_type(type_))


class _Entities:
    """References read in one command per kind of entity, whatever their number; a bad one spoils only itself."""

    def __init__(self, keyed: Mapping[str, str]) -> None:
        self._keyed = keyed
        others: dict[str, _Fetch] = {
            "Bloc": _blocs,
            "CertificateVerification": _verifications,
            "Organisation": _organisations,
            "Rule": _rules,
        }
        self._fetch = {name: others.get(name, _certifications) for name in keyed}

    async def __call__(self, _root: object, info: GraphQLResolveInfo[Context], representations: list[Any]) -> list[Any]:
        if len(representations) > MOST_REFERENCES:
            raise limit_exceeded(f"Une requête compte au plus {MOST_REFERENCES} références.")
        wanted: defaultdict[_Fetch, dict[str, None]] = defaultdict(dict)
        read = [self._read(reference) for reference in representations]
        for item in read:
            if not isinstance(item, Exception):
                wanted[self._fetch[item[0]]][item[1]] = None
        answers = await asyncio.gather(*(fetch(info.context, list(keys)) for fetch, keys in wanted.items()))
        found = dict(zip(wanted, answers, strict=True))
        return [
            item if isinstance(item, Exception) else _of_type(item[0], found[self._fetch[item[0]]].get(item[1]), info)
            for item in read
        ]

    def _read(self, reference: Any) -> tuple[str, str] | Exception:
        """The type and the key that a reference names, or what is wrong with it."""
        name = reference.get("__typename") if isinstance(reference, dict) else None
        if not isinstance(name, str) or name not in self._keyed:
            return _bad("Une référence nomme un type que ce service ne connaît pas.")
        key = reference.get(self._keyed[name])
        if not isinstance(key, str) or not 0 < len(key) <= 200:
            return _bad(f"Une référence à {name} est attendue avec « {self._keyed[name]} ».")
        return name, key


def _of_type(name: str, entity: Any, info: GraphQLResolveInfo[Context]) -> Any:
    """The entity if it is of the type that a reference named; a CQPM is no Cqpi, and any of them a Certification."""
    type_ = info.schema.type_map[name]
    if isinstance(type_, GraphQLObjectType) and type_.is_type_of and not type_.is_type_of(entity, info):
        return None
    return entity


def _object(schema: GraphQLSchema, name: str) -> GraphQLObjectType:
    found = schema.type_map[name]
    assert isinstance(found, GraphQLObjectType)  # noqa: S101
    return found


def _bad(message: str) -> Exception:
    return GraphQLError(message, original_error=invalid_input(message))


def _sdl(printed: str, keyed: Mapping[str, str]) -> str:
    """The schema's text with what composition needs: keys on entities, value types shareable."""

    def mark(match: re.Match[str]) -> str:
        head, name = match.group(1), match.group(2)
        if name in keyed:
            return f'{head} @key(fields: "{keyed[name]}") {{'
        return match.group(0) if name == "Query" or head.startswith("interface") else f"{head} @shareable {{"

    marked = re.sub(r"^((?:type|interface) (\w+)[^{\n]*?) \{", mark, printed, flags=re.M)
    return f'extend schema @link(url: "{VERSION}", import: ["@key", "@shareable"])\n\n{marked}\n'

"""The narrow schema that partners federate: the main one's types, with what each opens to partners (CQPI-02)."""

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from graphql import (
    GraphQLArgument,
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
    is_interface_type,
    is_object_type,
    print_schema,
)

from graph.schema.base.bind import partner_fields, partner_key
from graph.schema.references import References
from resolvers.shared.context import Context

VERSION = "https://specs.apollo.dev/federation/v2.9"
_DEFINITION = "strawberry-definition"

_Fielded = GraphQLObjectType | GraphQLInterfaceType


@cache
def federated(main: GraphQLSchema) -> tuple[GraphQLSchema, str]:
    """The partners' schema and its SDL for composition."""
    narrow = narrowed(main)
    keyed = _keyed(narrow)
    sdl = _sdl(print_schema(narrow), keyed)
    entity = GraphQLUnionType(
        "_Entity",
        [type_ for name in keyed if isinstance(type_ := narrow.type_map[name], GraphQLObjectType)],
        resolve_type=_type_of(narrow.type_map),
    )
    any_ = GraphQLScalarType("_Any", description="Une référence d’entité, telle que la passerelle l’envoie.")
    service = GraphQLObjectType("_Service", {"sdl": GraphQLField(GraphQLNonNull(GraphQLString))})
    assert narrow.query_type is not None  # noqa: S101
    fields = dict(narrow.query_type.fields)
    fields["_service"] = GraphQLField(GraphQLNonNull(service), resolve=lambda _root, _info: {"sdl": sdl})
    fields["_entities"] = GraphQLField(
        GraphQLNonNull(GraphQLList(entity)),
        {"representations": GraphQLArgument(GraphQLNonNull(GraphQLList(GraphQLNonNull(any_))))},
        resolve=References(keyed),
    )
    return GraphQLSchema(query=GraphQLObjectType("Query", fields), types=_kinds(narrow)), sdl


def narrowed(main: GraphQLSchema) -> GraphQLSchema:
    """The main schema with what its types open to partners and nothing else."""
    narrow = _Narrow()
    assert main.query_type is not None  # noqa: S101
    return GraphQLSchema(query=narrow.named(main.query_type), types=[narrow.named(kind) for kind in _kinds(main)])


class _Narrow:
    """Copies of types that know nothing of what partners may not see."""

    def __init__(self) -> None:
        self._made: dict[str, GraphQLNamedType] = {}

    def named(self, type_: GraphQLNamedType) -> Any:
        if type_.name not in self._made:
            self._made[type_.name] = self._copy(type_)
        return self._made[type_.name]

    def _copy(self, type_: GraphQLNamedType) -> GraphQLNamedType:
        if not isinstance(type_, GraphQLObjectType | GraphQLInterfaceType):
            return type_
        if not _is_open(type_):
            raise TypeError(f"partners can reach {type_.name}, which opens no field to them")
        common: dict[str, Any] = {
            "fields": lambda: self._fields(type_),
            "interfaces": lambda: [self.named(interface) for interface in type_.interfaces if _is_open(interface)],
            "description": type_.description,
            "extensions": type_.extensions,
        }
        if isinstance(type_, GraphQLInterfaceType):
            return GraphQLInterfaceType(type_.name, resolve_type=_type_of(self._made), **common)
        return GraphQLObjectType(type_.name, is_type_of=type_.is_type_of, **common)

    def _fields(self, type_: _Fielded) -> dict[str, GraphQLField]:
        names = {field.extensions[_DEFINITION].python_name: name for name, field in type_.fields.items()}
        return {names[opened]: self._field(type_.fields[names[opened]]) for opened in partner_fields(_class(type_))}

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


def _class(type_: _Fielded) -> type:
    """The class that a type was declared as."""
    origin: type = type_.extensions[_DEFINITION].origin
    return origin


def _is_open(type_: _Fielded) -> bool:
    return bool(partner_fields(_class(type_)))


def _kinds(schema: GraphQLSchema) -> list[GraphQLObjectType]:
    """The kinds of what is open: partners reach them though no field has their names."""
    types = [type_ for type_ in schema.type_map.values() if isinstance(type_, GraphQLObjectType)]
    return sorted((type_ for type_ in types if any(map(_is_open, type_.interfaces))), key=lambda type_: type_.name)


def _keyed(schema: GraphQLSchema) -> dict[str, str]:
    """From the entities that partners refer to, to the field that they do it by."""
    types = (type_ for type_ in schema.type_map.values() if is_object_type(type_) or is_interface_type(type_))
    keys = {type_.name: partner_key(_class(type_)) for type_ in types if _DEFINITION in type_.extensions}
    return {name: key for name, key in sorted(keys.items()) if key}


def _type_of(types: Mapping[str, GraphQLNamedType]) -> Any:
    def resolve_type(value: object, info: GraphQLResolveInfo[Context], _type: object) -> str | None:
        for kind in types.values():
            if isinstance(kind, GraphQLObjectType) and kind.is_type_of and kind.is_type_of(value, info):
                return kind.name
        return None

    return resolve_type


def _sdl(printed: str, keyed: Mapping[str, str]) -> str:
    """The schema's text with what composition needs: keys on entities, value types shareable."""

    def mark(match: re.Match[str]) -> str:
        head, name = match.group(1), match.group(2)
        if name in keyed:
            return f'{head} @key(fields: "{keyed[name]}") {{'
        return match.group(0) if name == "Query" or head.startswith("interface") else f"{head} @shareable {{"

    marked = re.sub(r"^((?:type|interface) (\w+)[^{\n]*?) \{", mark, printed, flags=re.M)
    return f'extend schema @link(url: "{VERSION}", import: ["@key", "@shareable"])\n\n{marked}\n'

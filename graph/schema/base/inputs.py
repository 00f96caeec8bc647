"""Inputs made from commands: the same fields, descriptions and defaults, and what was given told from what was not."""

from collections.abc import Mapping
from functools import cache
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin

import strawberry
from graphql import GraphQLResolveInfo, Undefined, ValueNode
from graphql.utilities import value_from_ast_untyped
from pydantic.fields import FieldInfo

from graph.schema.base.relay import key_of
from resolvers.shared.mutation import Options
from rules.base.command import Command, Id, Part, Revision, camel


@strawberry.input(description="Ce que toute mutation accepte.")
class MutationInput:
    """The part common to every input."""

    idempotency_key: str | None = strawberry.field(
        default=None,
        description="Clé choisie par le client : la même clé et la même entrée donnent la même réponse, sans réécrire.",
    )
    dry_run: bool | None = strawberry.field(
        default=False,
        description="Vrai pour juger la demande et voir l’objet tel qu’il serait, sous un identifiant "
        "qui n’est qu’à lui, sans rien écrire.",
    )


@strawberry.input(description="Ce que toute mutation d’un objet existant accepte.")
class ExistingInput(MutationInput):
    """The part common to the inputs about an existing entity."""

    expected_revision: int | None = strawberry.field(
        default=None, description="Révision lue par le client ; si l’objet a changé depuis, CONFLICT."
    )


@strawberry.input(description="Ce que toute décision, signature ou validation demande.")
class SignedInput(MutationInput):
    """The part common to decisions, signatures and validations, which are never made on what somebody has changed."""

    expected_revision: int = strawberry.field(description="Révision lue par le client ; dépassée, CONFLICT.")


_BASES: Mapping[Revision, type] = {
    Revision.NEW: MutationInput,
    Revision.MAY: ExistingInput,
    Revision.MUST: SignedInput,
}


@cache
def input_of(part: type[Part]) -> type:
    """The input that a command, or a part of one, is asked with."""
    bases = (_BASES[part.revision],) if issubclass(part, Command) else ()
    body: dict[str, Any] = {"__annotations__": {}, "__doc__": part.__doc__}
    for name, info in part.model_fields.items():
        body["__annotations__"][name] = _asked(info)
        default: dict[str, Any] = {} if info.is_required() else {"default": info.default}
        if default.get("default") == ():
            default = {"default_factory": list}
        body[name] = strawberry.field(name=camel(name), description=info.description, **default)
    input_type: type = strawberry.input(type(_name(part), bases, body), description=part.says)
    return input_type


def options_of(asked: Any) -> Options:
    """How the operation is to be run, in the terms of resolvers/."""
    return Options(
        idempotency_key=asked.idempotency_key,
        dry_run=bool(asked.dry_run),
        expected_revision=getattr(asked, "expected_revision", None),
    )


def command_of(part: type[Part], asked: Any, written: Any) -> Any:
    """
    The command, or the part of one, that an input asks for, holding only what was given.

    `written` is what the client wrote at this place, before any default: null there is told from nothing.
    """
    values = {}
    for name, info in part.model_fields.items():
        if (place := camel(name)) in written:
            values[name] = _value(info, getattr(asked, name), written[place])
    return part.model_validate(values)


def written_argument(info: GraphQLResolveInfo[Any], name: str, variables: Mapping[str, Any]) -> Any:
    """What the client wrote as an argument of this field, its variables put in their places."""
    known = dict(variables)
    for definition in info.operation.variable_definitions or ():
        default: ValueNode | None = definition.default_value
        if default is not None:
            known.setdefault(definition.variable.name.value, value_from_ast_untyped(default))
    nodes = [item.value for item in info.field_nodes[0].arguments or () if item.name.value == name]
    return _known(value_from_ast_untyped(nodes[0], known)) if nodes else {}


def _known(value: Any) -> Any:
    """Without the fields whose variable was not given."""
    if isinstance(value, dict):
        return {key: _known(item) for key, item in value.items() if item is not Undefined}
    return [_known(item) for item in value] if isinstance(value, list) else value


def _name(part: type[Part]) -> str:
    return f"{part.api_name or part.__name__}Input"


def _asked(info: FieldInfo) -> Any:
    """A field's type as the API asks for it: lists for tuples, inputs for parts, ID for identifiers."""
    identifier = any(isinstance(item, Id) for item in info.metadata)
    return _mapped(info.annotation, identifier=identifier)


def _mapped(type_: Any, *, identifier: bool) -> Any:
    if get_origin(type_) in {UnionType, Union}:
        [inside] = [item for item in get_args(type_) if item is not NoneType]
        return _mapped(inside, identifier=identifier) | None
    if get_origin(type_) is tuple:
        return list[_mapped(get_args(type_)[0], identifier=identifier)]  # type: ignore[misc]
    if isinstance(type_, type) and issubclass(type_, Part):
        return input_of(type_)
    return strawberry.ID if identifier and type_ is str else type_


def _value(info: FieldInfo, asked: Any, written: Any) -> Any:
    if asked is None:
        return None
    part = _part(info.annotation)
    identifier = next((item for item in info.metadata if isinstance(item, Id)), None)

    def one(item: Any, place: Any) -> Any:
        if part is not None:
            return command_of(part, item, place)
        return key_of(item, identifier.type_name) if identifier is not None and identifier.type_name else item

    if isinstance(asked, list):
        places = written if isinstance(written, list) else [written]
        return tuple(one(item, place) for item, place in zip(asked, places, strict=True))
    return one(asked, written)


def _part(type_: Any) -> type[Part] | None:
    if isinstance(type_, type) and issubclass(type_, Part):
        return type_
    return next((part for item in get_args(type_) if (part := _part(item)) is not None), None)

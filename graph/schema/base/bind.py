"""Binds the fields of the API to the resolvers, and checks the table of rights in one place."""

from collections.abc import Awaitable, Callable, Mapping
from inspect import Parameter, Signature
from typing import Annotated, Any, NamedTuple

import strawberry
from strawberry.types import Info

from resolvers.shared.errors import forbidden, unauthenticated
from rules.access.viewer import Viewer
from rules.views.rights import OPERATIONS, allowed

REQUIRED = Parameter.empty


class Arg(NamedTuple):
    """One argument of a field: its type, what it means (French), and its default."""

    type: Any
    description: str
    default: Any = None
    name: str | None = None
    """As the API names it, where that is no name in Python."""


def field(
    resolver: Callable[..., Any],
    type_: Any,
    description: str,
    arguments: Mapping[str, Arg] | None = None,
    name: str | None = None,
) -> Any:
    """A field of an object: `resolver(context, entity, **arguments)`, plain or a coroutine function."""

    def call(root: Any, info: Info, **values: Any) -> Any:
        return resolver(info.context, root, **values)

    return _field(call, type_, description, arguments, name)


def plain(read: Callable[[Any], Any], type_: Any, description: str, name: str | None = None) -> Any:
    """A field read straight off the entity under another name or shape, without the context."""

    def call(root: Any) -> Any:
        return read(root)

    call.__signature__ = Signature([Parameter("root", Parameter.POSITIONAL_OR_KEYWORD, annotation=Any)])  # type: ignore[attr-defined]
    return strawberry.field(resolver=call, graphql_type=type_, description=description, name=name)


def operation(
    name: str,
    resolver: Callable[..., Awaitable[Any]],
    type_: Any,
    description: str,
    arguments: Mapping[str, Arg] | None = None,
    *,
    with_info: bool = False,
) -> Any:
    """
    A root field: `resolver(context, **arguments)`, with `info` where it is asked for.

    Refused unless the table of rights has it for the viewer.

    Raises KeyError at start-up for an operation that the table does not name: nothing is open by omission.
    """
    if name not in OPERATIONS:
        raise KeyError(f"{name} is not in rules.views.masks.rights.OPERATIONS")

    async def call(root: Any, info: Info, **values: Any) -> Any:
        check_access(info.context.viewer, name)
        return await resolver(info.context, **values, **({"info": info} if with_info else {}))

    return _field(call, type_, description, arguments, name)


def check_access(viewer: Viewer, name: str) -> None:
    """Raises UNAUTHENTICATED for a visitor, FORBIDDEN for an account, whose roles never have this operation."""
    if allowed(viewer, name):
        return
    if viewer.subject is None:
        raise unauthenticated(f"« {name} » demande un jeton d’accès (en-tête Authorization: Bearer …).", name)
    if not viewer.has(name):
        raise forbidden(f"« {name} » n’est pas de ce qui est ouvert à ce compte.", name)
    raise forbidden(f"« {name} » n’est ouverte à aucun de vos rôles.", name)


def _field(
    call: Callable[..., Any], type_: Any, description: str, arguments: Mapping[str, Arg] | None, name: str | None
) -> Any:
    parameters = [
        Parameter("root", Parameter.POSITIONAL_OR_KEYWORD, annotation=Any),
        Parameter("info", Parameter.POSITIONAL_OR_KEYWORD, annotation=Info),
        *(
            Parameter(
                python_name,
                Parameter.KEYWORD_ONLY,
                annotation=Annotated[
                    argument.type, strawberry.argument(name=argument.name, description=argument.description)
                ],
                default=argument.default,
            )
            for python_name, argument in (arguments or {}).items()
        ),
    ]
    call.__signature__ = Signature(parameters)  # type: ignore[attr-defined]
    return strawberry.field(resolver=call, graphql_type=type_, description=description, name=name)


def shows(entity: type | tuple[type, ...], kind: Any = None) -> Callable[[type], type]:
    """Class decorator: this type shows entities of this class or these classes, of one kind where it is given."""

    def decorate(type_: type) -> type:
        def is_type_of(_type: type, value: object, _info: object) -> bool:
            return isinstance(value, entity) and (kind is None or getattr(value, "kind", None) is kind)

        type_.is_type_of = classmethod(is_type_of)  # type: ignore[attr-defined]
        return type_

    return decorate


def partners(*fields: str, key: str | None = None) -> Callable[[type], type]:
    """
    Class decorator: partners who federate the API see these fields of this type and no other (CQPI-02).

    A type adds its fields to those of its base. With a key, partners refer to an object of the type by that field.
    Raises AttributeError at start-up for a name that is no field.
    """

    def decorate(type_: type) -> type:
        known = {name for base in type_.__mro__ for name in vars(base).get("__annotations__", {})}
        if unknown := {*fields, *([key] if key else ())} - known:
            raise AttributeError(f"{type_.__name__} has no {sorted(unknown)} to open to partners")
        type_.partner_fields = (*partner_fields(type_), *fields)  # type: ignore[attr-defined]
        type_.partner_key = key or partner_key(type_)  # type: ignore[attr-defined]
        return type_

    return decorate


def partner_fields(type_: type) -> tuple[str, ...]:
    """What partners see of a type, in order and under the names of Python; nothing where it does not say."""
    fields: tuple[str, ...] = getattr(type_, "partner_fields", ())
    return fields


def partner_key(type_: type) -> str | None:
    """The field by which partners refer to an object of the type; None where they do not."""
    key: str | None = getattr(type_, "partner_key", None)
    return key

"""Inputs filled from what the schema says of them and from the facts of a case, whatever the operation is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import uuid4

from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLSchema,
    get_named_type,
    is_required_input_field,
)

from tests.support.world import Api

SUBJECTS = ("dossier", "session", "certificate", "candidate", "certification")
"""Fields by which inputs name what they act on."""
FILES = frozenset({"file", "receipt", "proof"})
_ASIDE = frozenset({"idempotencyKey", "dryRun"})


@dataclass
class Facts:
    """The answer book of one case."""

    said: Mapping[str, Any]
    """What fields hold, by their names; by `operation.field` where a name means several things."""
    told: dict[str, list[Mapping[str, Any]]] = field(default_factory=dict)
    """What the case has to tell to an operation as soon as that is offered, each once."""

    def use(self, operation: str, answer: Mapping[str, Any]) -> None:
        """What was told is told."""
        if answer in self.told.get(operation, ()):
            self.told[operation].remove(answer)


def wanted(schema: GraphQLSchema, operation: str) -> list[str]:
    """The required fields of an operation's input that name what exists."""
    fields = _input(schema, operation).fields
    return [name for name in SUBJECTS if name in fields and isinstance(fields[name].type, GraphQLNonNull)]


def _input(schema: GraphQLSchema, operation: str) -> GraphQLInputObjectType:
    mutations = schema.mutation_type
    assert mutations is not None
    type_ = get_named_type(mutations.fields[operation].args["input"].type)
    assert isinstance(type_, GraphQLInputObjectType)
    return type_


@dataclass
class Filler:
    """Fills the inputs of one actor on one day."""

    schema: GraphQLSchema
    api: Api
    token: str
    facts: Facts
    today: date

    def input_name(self, operation: str) -> str:
        """The name of an operation's input."""
        return _input(self.schema, operation).name

    async def input_of(
        self, operation: str, subject: Mapping[str, Any], answer: Mapping[str, Any]
    ) -> dict[str, Any] | None:
        """The input of an operation on something, with what the case tells; None where a fact is not known."""
        type_ = _input(self.schema, operation)
        known: dict[str, Any] = {**answer}
        kind = "certification" if "code" in subject else str(subject.get("__typename", "")).lower()
        if kind in type_.fields:
            known[kind] = subject.get("number") or subject.get("code")
        if "expectedRevision" in type_.fields and "revision" in subject:
            known["expectedRevision"] = subject["revision"]
        known |= {name: value for name, value in subject.get("paper", {}).items() if value is not None}
        return await self._object(type_, operation, known, subject)

    async def _object(
        self, type_: GraphQLInputObjectType, path: str, known: Mapping[str, Any], subject: Mapping[str, Any]
    ) -> dict[str, Any] | None:
        filled: dict[str, Any] = {}
        for name, item in type_.fields.items():
            if name in _ASIDE:
                continue
            required = is_required_input_field(item)
            value = known[name] if name in known else self._said(f"{path}.{name}", name)
            value = value(self, subject) if callable(value) else value
            if value is None and required:
                value = await self._made(item.type, f"{path}.{name}", name, subject)
                if value is None:
                    return None
            if value is not None:
                filled[name] = await self._whole(item.type, f"{path}.{name}", value, subject)
        return filled

    def _said(self, path: str, name: str) -> Any:
        return self.facts.said[path] if path in self.facts.said else self.facts.said.get(name)

    async def _whole(self, type_: Any, path: str, value: Any, subject: Mapping[str, Any]) -> Any:
        """A value said in part, its required fields filled in: a file is uploaded, a day is today."""
        if isinstance(type_, GraphQLNonNull):
            return await self._whole(type_.of_type, path, value, subject)
        if isinstance(type_, GraphQLList):
            items = value if isinstance(value, (list, tuple)) else [value]
            return [await self._whole(type_.of_type, path, item, subject) for item in items]
        if isinstance(type_, GraphQLInputObjectType) and isinstance(value, Mapping):
            return await self._object(type_, path, value, subject)
        return value.isoformat() if isinstance(value, date) else value

    async def _made(self, type_: Any, path: str, name: str, subject: Mapping[str, Any]) -> Any:
        """A value for what the case says nothing of: today, a file, what it is about; None where it cannot be guessed."""
        named = get_named_type(type_)
        if name in FILES:
            return await self._upload()
        if named.name == "Date":
            return self.today
        if isinstance(named, GraphQLInputObjectType) and not isinstance(_inside(type_), GraphQLList):
            return await self._object(named, path, {}, subject)
        if isinstance(named, GraphQLEnumType):
            return next(iter(named.values)) if len(named.values) == 1 else None
        return None

    async def _upload(self) -> str:
        content = f"%PDF-1.7 {uuid4().hex}".encode()
        answer = await self.api.client.put(
            "/files?name=piece.pdf", content=content, headers={"Authorization": f"Bearer {self.token}"}
        )
        assert answer.status_code == 201, answer.text
        identifier: str = answer.json()["id"]
        return identifier


def _inside(type_: Any) -> Any:
    return type_.of_type if isinstance(type_, GraphQLNonNull) else type_


def every(names: Sequence[str], **given: Any) -> list[dict[str, Any]]:
    """The same said of each of these capacités."""
    return [{"capacite": name, **given} for name in names]

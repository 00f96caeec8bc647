"""Any mutation asked for with the least that it takes, by an actor who may."""

from typing import Any

from graphql import GraphQLEnumType, GraphQLInputObjectType, GraphQLList, GraphQLNonNull, Undefined

from graph.schema.base.inputs import input_of
from graph.schema.mutations import MUTATIONS
from graph.schema.schema import GRAPHQL
from rules.access.viewer import Role
from rules.base.operation import Operation
from rules.views.rights import OPERATIONS
from tests.support.walk import HELD, Path, centre, gtp


def least_of(type_: Any) -> Any:
    """The least that an input type takes, so that what is judged is the right to ask and not the input."""
    if isinstance(type_, GraphQLNonNull):
        return least_of(type_.of_type)
    if isinstance(type_, GraphQLList):
        return []
    if isinstance(type_, GraphQLEnumType):
        return next(iter(type_.values))
    if isinstance(type_, GraphQLInputObjectType):
        return {
            name: least_of(field.type)
            for name, field in type_.fields.items()
            if isinstance(field.type, GraphQLNonNull) and field.default_value is Undefined
        }
    known = {"Int": 1, "Boolean": False, "Float": 1.0, "Date": "1990-05-01", "PartialDate": "1990-05-01"}
    return known.get(type_.name, "x")


def variables_of(name: str) -> Any:
    """The variables of a mutation with the least that it takes; none for a query."""
    mutation = GRAPHQL.mutation_type
    assert mutation is not None
    field = mutation.fields.get(name)
    return {"input": least_of(field.args["input"].type)} if field else None


SUBJECTS = {
    operation.value: subject
    for operation in MUTATIONS
    for subject in ("session", "dossier", "certificate")
    if subject in variables_of(operation.value)["input"] and operation is not Operation.generateDocument
}
"""From a mutation to the kind of thing that it changes."""


def actor_of(operation: str, code: str = "UT59") -> str:
    """The token of a centre where centres may ask, or else of the GTP."""
    return centre(HELD, code) if Role.CENTRE in (OPERATIONS[operation] or ()) else gtp(HELD)


async def ask(path: Path, operation: str, actor: str, **given: Any) -> Any:
    """The payload, or the top-level errors of an input that GraphQL itself refuses."""
    name = input_of(MUTATIONS[Operation(operation)].command).__name__
    query = f"mutation($input: {name}!) {{ {operation}(input: $input) {{ problems {{ code message rule {{ id }} currentRevision }} }} }}"
    variables = {"input": variables_of(operation)["input"] | await path.known_to(actor, given)}
    answer = await path.api.post(query, variables, actor)
    return (answer.get("data") or {}).get(operation) or answer["errors"]

"""Operations drawn from the schema: anything that validates, with the names of what a world holds."""

import json
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from graphql import (
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLUnionType,
    get_named_type,
    is_composite_type,
    is_required_argument,
)

from graph.schema.base.relay import global_id
from repositories.store import Store
from tests.support.walk import CQPI, CQPM, GTP, PARTS, Path, centre, furnished_for_juries
from tests.support.world import REGISTERED, Api

SIZES = ("1", "2", "5", "20", "100", "$size", "$most")
"""Of pages; those by name are the defaults of variables that nobody gives."""
DEFAULTS = {"$size": 3, "$most": 50}

REGISTERS: Mapping[str, Sequence[str]] = {
    "code": ['"MQ 1989 0021"', '"RNCP37268"', '"RNCP37268BC01"'],
    "certifications.search": ['"soudeur"', '"RNCP37268"'],
    "search": ['"technicien"'],
    "certifications.filter": ["{kind: CQPM}", "{kind: CQPI}"],
    "blocs.filter": ['{certification: "RNCP37268"}'],
    "from": ['"RNCP37268"'],
    "to": ['"RNCP37268"'],
    "nodes.ids": ['["Q2VydGlmaWNhdGlvbjpSTkNQMzcyNjg", "QmxvYzpSTkNQMzcyNjhCQzAx", "x"]'],
    "verifyCertificate.number": ['"MC 2027 05 59 00001"'],
    "number": ['"D"'],
    "id": ['"x"'],
}
"""Names of the shipped facts, for operations over them."""

_PAGED = frozenset({"first", "last"})


@dataclass
class Drawn:
    """Draws operations, the same for the same seed."""

    schema: GraphQLSchema
    known: Mapping[str, Sequence[str]]
    """From `field.argument`, or an argument's name alone, to the literals that it may take."""
    seed: int
    most_aliases: int = 55
    depth: int = 8
    sizes: Sequence[str] = SIZES
    _aliases: int = field(init=False, default=0)
    _draw: random.Random = field(init=False)

    def __post_init__(self) -> None:
        self._draw = random.Random(self.seed)

    def query(self) -> str:
        """One more operation."""
        self._aliases = 0
        root = self.schema.query_type
        assert root is not None
        used = self._selection(root, self.depth)
        declared = ", ".join(f"{name}: Int = {value}" for name, value in DEFAULTS.items() if name in used)
        return f"query({declared}) {used}" if declared else used

    def _selection(self, type_: GraphQLNamedType, depth: int) -> str:
        if isinstance(type_, GraphQLUnionType) or (type_.name == "Node" and depth):
            kind = self._draw.choice(sorted(self.schema.get_possible_types(type_), key=lambda item: item.name))
            return f"{{ __typename ... on {kind.name} {self._selection(kind, depth)} }}"
        assert isinstance(type_, GraphQLObjectType | GraphQLInterfaceType)
        leaves = [name for name, item in type_.fields.items() if not is_composite_type(get_named_type(item.type))]
        branches = [name for name in type_.fields if name not in leaves and not name.startswith("_")]
        parts = self._draw.sample(leaves, min(len(leaves), self._draw.randint(1, 3)))
        if depth and branches:
            for name in self._draw.choices(branches, k=self._draw.randint(1, 4)):
                if self._aliases < self.most_aliases:
                    self._aliases += 1
                    parts.append(f"a{self._aliases}: {self._branch(name, type_.fields[name], depth - 1)}")
        return f"{{ {' '.join(parts or ['__typename'])} }}"

    def _branch(self, name: str, definition: GraphQLField, depth: int) -> str:
        given = []
        for argument, described in definition.args.items():
            if argument in _PAGED:
                if not any(text.startswith(("first", "last")) for text in given) and self._draw.random() < 0.7:
                    given.append(f"{argument}: {self._draw.choice(self.sizes)}")
                continue
            choices = self.known.get(f"{name}.{argument}") or self.known.get(argument)
            if choices and (is_required_argument(described) or self._draw.random() < 0.3):
                given.append(f"{argument}: {self._draw.choice(choices)}")
        arguments = f"({', '.join(given)})" if given else ""
        return f"{name}{arguments} {self._selection(get_named_type(definition.type), depth)}"


async def walked(store: Store) -> Mapping[str, Sequence[str]]:
    """Three dossiers certified by one session, one candidate beside; tells the names of it all."""
    await furnished_for_juries(store)
    async with Api.over(store) as api:
        path = Path(api)
        numbers = [await path.dossier(name) for name in ("Un", "Deux", "Trois")]
        await path.opened("Quatre")
        await path.convened(*numbers)
        await path.attended()
        await path.signed(**dict(zip(numbers, "AAA", strict=True)))
        await path.transmitted()
        await path.validated(*numbers)
        given = [item["number"] for number in numbers for item in (await path.read(number))["certificates"]]
        paper = {"input": {"kind": "MINUTES", "session": path.session, "part": CQPM}}
        await api.post(
            "mutation($input: GenerateDocumentInput!) { generateDocument(input: $input) { problems { message } } }",
            paper,
            centre(GTP),
        )
        people = await api.data("{ candidates { nodes { id } } dossiers { nodes { id } } sessions { nodes { id } } }")
    ids = [item["id"] for connection in people.values() for item in connection["nodes"]]
    ids += [global_id("File", item["_id"]) for item in await store.driver.find("files", {})]
    ids += [global_id("Document", item["_id"]) for item in await store.driver.find("documents", {})]
    codes = [CQPM, CQPI, REGISTERED, *PARTS]
    return {
        "code": _literals(codes),
        "number": _literals([*numbers, path.session, *given]),
        "verifyCertificate.number": _literals(given),
        "id": _literals(ids),
        "node.id": _literals(ids),
        "candidate.id": _literals(ids[:4]),
        "nodes.ids": [f"[{', '.join(_literals(ids))}]"],
        "search": _literals(["technicien", CQPM]),
        "from": _literals(codes),
        "to": _literals(codes),
        "certifications.filter": ["{kind: CQPM}"],
        "dossiers.filter": [f'{{certification: "{CQPM}"}}'],
        "sessions.filter": [f'{{certification: "{CQPM}"}}'],
        "blocs.filter": [f'{{certification: "{CQPM}"}}'],
    }


def _literals(texts: Sequence[str]) -> list[str]:
    return [json.dumps(text, ensure_ascii=False) for text in texts]

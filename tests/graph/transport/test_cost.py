"""The announced cost: never less than the commands that are sent, refused above its maximum before anything runs."""

from typing import Any

import pytest
from graphql import get_introspection_query

from graph.schema.federation import federated
from graph.schema.schema import GRAPHQL
from graph.transport.limits import Limits
from repositories.counting import recorded_commands
from rules.access.viewer import Role
from tests.support.generated import REGISTERS, SIZES, Drawn, walked
from tests.support.shipped import shipped
from tests.support.stores import Stores, World
from tests.support.walk import GTP, PRESIDENT, Path, as_, centre, furnished_for_juries, gtp
from tests.support.world import CENTRE, Api

BOTH = as_(Role.JURY_PRESIDENT, GTP, None, subject=PRESIDENT, roles=[Role.JURY_PRESIDENT, Role.ADVISER])
VIEWERS = (None, centre(GTP), gtp(GTP), as_(Role.JURY_PRESIDENT, GTP, None, subject=PRESIDENT), BOTH)


async def counted(api: Api, query: str, variables: Any = None, as_: str | None = None, path: str = "/graphql") -> Any:
    """The cost and the commands of an operation; None where it is refused for its cost."""
    with recorded_commands() as commands:
        answer = await api.post(query, variables, as_, path)
    if "extensions" not in answer:
        assert [error["extensions"]["code"] for error in answer["errors"]] == ["LIMIT_EXCEEDED"], (query, answer)
        assert len(commands) <= 2, commands
        return None
    cost = answer["extensions"]["cost"]
    assert cost["announced"] <= cost["maximum"] == Limits().cost
    assert len(commands) <= cost["announced"], (query, commands)
    return cost["announced"], len(commands), answer


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("world", [walked, shipped])
async def test_no_operation_sends_more_commands_than_announced(stores: Stores, world: World, seed: int) -> None:
    """Large pages for even seeds; for odd ones the smallest, whose cost is the closest to what they send."""
    async with stores.lent("motor", world) as store, Api.over(store) as api:
        known = REGISTERS if world is shipped else stores.told(world)
        drawn = Drawn(GRAPHQL, known, seed, depth=5, sizes=("1", "$size") if seed % 2 else SIZES)
        told = [await counted(api, drawn.query(), None, VIEWERS[rank % len(VIEWERS)]) for rank in range(50)]
        assert sum(item is not None for item in told) > 20


async def test_partners_send_no_more_commands_than_announced(stores: Stores) -> None:
    references = ", ".join('{__typename: "Cqpm", code: "MQ 1989 0021"}' for _ in range(30))
    known = {**REGISTERS, "representations": [f"[{references}]"]}
    drawn = Drawn(federated(GRAPHQL)[0], known, 5, depth=5)
    async with stores.lent("motor", shipped) as store, Api.over(store) as api:
        told = [await counted(api, drawn.query(), None, None, "/federation") for _ in range(60)]
        assert sum(item is not None for item in told) > 20
        query = f"{{ _entities(representations: [{references}]) {{ ... on Cqpm {{ blocs {{ code }} }} }} }}"
        cost, sent, _ = await counted(api, query, None, None, "/federation")
        assert (cost, sent) == (2 + 2 + 30 * (1 + 2), 2)


class Weighed(Api):
    """A client that holds every answer to its announced cost."""

    async def post(self, query: str, variables: Any = None, as_: str | None = CENTRE, path: str = "/graphql") -> Any:
        with recorded_commands() as commands:
            answer = await super().post(query, variables, as_, path)
        assert len(commands) <= answer["extensions"]["cost"]["announced"], (query, commands)
        return answer


@pytest.mark.parametrize("world", [furnished_for_juries])
async def test_mutations_send_no_more_commands_than_announced(stores: Stores, world: World) -> None:
    async with stores.lent("motor", world) as store, Weighed.over(store) as api:
        path = Path(api)
        numbers = [await path.dossier(name) for name in ("Pesée", "Soupesé")]
        await path.held(*numbers)
        await path.signed(**dict.fromkeys(numbers, "A"))
        await path.transmitted()
        await path.validated(*numbers)
        [first, *_] = (await path.read(numbers[0]))["certificates"]
        await path.done("deliverCertificate", centre(GTP), certificate=first["number"], to="CANDIDATE", means="LETTER")
        await path.done("cancelCertificate", gtp(GTP), certificate=first["number"], kind="ERROR", reason="Erreur")
        papers = " ".join(
            f'p{rank}: generateDocument(input: {{kind: CERTIFICATE, certificate: "{first["number"]}"}}) {{ problems {{ code }} }}'
            for rank in range(8)
        )
        several = await api.post(f"mutation {{ {papers} }}", None, centre(GTP))
        assert several["extensions"]["cost"]["announced"] == 2 + 8 * (40 + 1)


EVERY_OPTION = {
    "input_value_deprecation": True,
    "specified_by_url": True,
    "schema_description": True,
    "directive_is_repeatable": True,
    "one_of": True,
}


@pytest.mark.parametrize("options", [{}, EVERY_OPTION, {"descriptions": False}])
@pytest.mark.parametrize("path", ["/graphql", "/federation"])
async def test_the_introspection_of_every_tool_passes(api: Api, options: dict[str, bool], path: str) -> None:
    """GraphiQL, Apollo, Relay and urql all send that of graphql-js. It costs what it yields, and leaves room to grow."""
    answer = await api.post(get_introspection_query(**options), None, None, path)
    assert "errors" not in answer
    announced = answer["extensions"]["cost"]["announced"]
    assert announced == 2 + -(-_weight(answer["data"]["__schema"]) // 2)
    assert announced < Limits().cost / 2


def _weight(yielded: Any) -> int:
    """An answer in plain values, an object or a list of them being worth two."""
    if isinstance(yielded, dict):
        return 2 + sum(map(_weight, yielded.values()))
    if isinstance(yielded, list) and all(isinstance(item, dict) for item in yielded):
        return 2 + sum(map(_weight, yielded))
    return 1


def _history(size: int | None = None) -> str:
    return " ".join(f"a{rank}: history(first: {size or rank}) {{ totalCount }}" for rank in range(1, 56))


BLOCS = "blocs { certifications(first: $m) { nodes { blocs { certifications(first: $m) { totalCount } } } } }"
ROWS = "certifications(first: $m) { nodes { %s history(first: $m) { nodes { summary rules { id } } } } }" % BLOCS  # noqa: UP031
TYPES = "types { name fields(includeDeprecated: true) { name args { name type { ...T } } type { ...T } } }"
FRAGMENT = "fragment T on __Type { kind name ofType { kind name ofType { kind name } } }"
INPUTS = "fields { name args { type { ofType { inputFields { name type { name ofType { name } } } } } } }"


def _aliased(count: int, field: str) -> str:
    return " ".join(f"i{rank}: {field}" for rank in range(count))


@pytest.mark.parametrize(
    ("query", "variables"),
    [
        # many histories of many rows, each of another size
        (f"query($n: Int = 100) {{ certifications(first: $n) {{ nodes {{ {_history()} }} }} }}", {}),
        (f"{{ certifications(last: 100) {{ edges {{ node {{ ...H }} }} }} }} fragment H on Certification {{ {_history()} }}", {}),
        ("{ certifications { nodes { " + _aliased(55, "history(first: 100) { pageInfo { endCursor } }") + " } } }", {}),
        # the schema, many times over
        (f"{{ {_aliased(59, '__schema { ...S }')} }} fragment S on __Schema {{ {TYPES} }} {FRAGMENT}", {}),
        (f"{{ {_aliased(59, f'__schema {{ {TYPES} }}')} }} {FRAGMENT}", {}),
        ("query($t: String! = \"Mutation\") { " + _aliased(59, f"__type(name: $t) {{ {INPUTS} }}") + " }", {}),
        # sizes that the text of the operation does not say
        (f"query($m: Int = 100) {{ {ROWS} }}", {}),
        (f"query($m: Int) {{ {ROWS} }}", {"m": 1e2}),
        (f"query($m: Int) {{ {ROWS} }}", {}),
    ],
)  # fmt: skip
async def test_what_is_too_dear_is_refused_before_anything_runs(api: Api, query: str, variables: Any) -> None:
    with recorded_commands() as commands:
        answer = await api.post(query, variables, None)
    assert commands == []
    [error] = answer["errors"]
    assert error["extensions"]["code"] == "LIMIT_EXCEEDED", error
    assert "coût" in error["message"]
    assert "50000" in error["message"]


@pytest.mark.parametrize(
    ("query", "announced", "sent"),
    [
        (f"{{ certifications(first: 100) {{ nodes {{ {_history(1)} }} }} }}", 2 + 4 + 100 + 100 * 55 * 3, 3),
        ("query($m: Int = 3) { certifications(first: $m) { totalCount } }", 2 + 4 + 3 + 1, 3),
        ("query($m: Int = 3) { certifications(last: $m) { nodes { blocs { code } } } }", 2 + 4 + 3 + 3 * 2, 3),
        ("{ __schema { queryType { name } } }", 2 + 1 + 1 + 1, 0),
    ],
)
async def test_what_is_not_too_dear_takes_few_commands(api: Api, query: str, announced: int, sent: int) -> None:
    cost, commands, answer = await counted(api, query)
    assert "errors" not in answer
    assert (cost, commands) == (announced, sent)


@pytest.mark.parametrize("size", [7, 7.0])
async def test_a_number_costs_the_same_in_any_form(api: Api, size: float) -> None:
    cost, _, answer = await counted(api, "query($n: Int) { certifications(first: $n) { nodes { code } } }", {"n": size})
    assert "errors" not in answer
    assert cost == 2 + 4 + 7


@pytest.mark.parametrize("variables", [{"n": "x"}, {"n": 1e30}, {"n": 0}, {"n": 101}])
async def test_a_bad_size_is_an_error_and_reads_nothing(api: Api, variables: Any) -> None:
    query = "query($n: Int) { certifications(first: $n) { nodes { code } } }"
    with recorded_commands() as commands:
        answer = await api.post(query, variables, None)
    assert commands == []
    assert answer["errors"][0]["extensions"]["code"] in {"BAD_REQUEST", "INVALID_INPUT"}

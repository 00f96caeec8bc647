"""An Apollo gateway before the partners' schema and a partner's two subgraphs (examples/partner)."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest

from repositories.counting import recorded_commands
from repositories.store import Store
from rules.base.entity import Entity
from rules.base.event import EventDraft
from rules.base.operation import Operation
from rules.certification.certification import Certification, CertificationKind
from rules.referentiel.referentiel import Bloc, Referentiel, ReferentielBloc
from tests.support.node_tools import run_node
from tests.support.serving import served
from tests.support.shipped import shipped
from tests.support.world import NOW, PLAIN, TODAY, furnished

pytestmark = pytest.mark.node

UNKNOWN, MALFORMED, OF_ANOTHER_KIND = "CQPI INCONNU", "X" * 201, PLAIN
BAD = {3: UNKNOWN, 5: MALFORMED, 7: OF_ANOTHER_KIND}
CODES = [BAD.get(rank, f"CQPI {rank}") for rank in range(100)]
BLOCS = [f"RNCP{98000 + rank}BC01" for rank in range(100)]
NO_BLOC = 4
SIGNATORIES = {"UT59": "UIMM territoriale du 59", "UT62": "UIMM territoriale du 62"}
PARTNER = {
    "sessions": {code: [f"session de {code}"] for code in CODES},
    "modules": {code: [f"module de {code}"] for code in BLOCS},
    "offers": {code: rank for rank, code in enumerate(CODES)},
}
OPERATIONS = """
query Cqpi10 { cqpiPrepares(premiers: 10) { ...Known } }
query Cqpi100 { cqpiPrepares(premiers: 100) { ...Known } }
fragment Known on Cqpi { code prochainesSessions title signatories { name } blocs { code } }

query Blocs10 { blocsPrepares(premiers: 10) { code modules title } }
query Blocs100 { blocsPrepares(premiers: 100) { code modules title } }

query Kinds10 { certificationsSuivies(premieres: 10) { ...OfAnyKind } }
query Kinds100 { certificationsSuivies(premieres: 100) { ...OfAnyKind } }
fragment OfAnyKind on Certification {
  __typename code offresEmploi title ... on Cqpi { prochainesSessions signatories { name } }
}

query Back10 { certifications(filter: {kind: CQPI}, first: 10) { ...ToThePartner } }
query Back97 { certifications(filter: {kind: CQPI}, first: 100) { ...ToThePartner } }
fragment ToThePartner on CertificationConnection {
  nodes { code title offresEmploi ... on Cqpi { prochainesSessions } }
}
"""


@dataclass
class Recorder:
    """Wraps the application, and keeps the store's commands of each request, in the order of arrival."""

    app: Any = None
    requests: list[list[str]] = field(default_factory=list)

    def around(self, app: Any) -> "Recorder":
        self.app = app
        return self

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        with recorded_commands() as commands:
            self.requests.append(commands)
            await self.app(scope, receive, send)


@dataclass(frozen=True)
class Asked:
    """What the gateway answered to one operation, and what Poinçon was asked for it."""

    data: Any
    errors: list[Any]
    requests: list[list[str]]
    """The store's commands of each request that Poinçon received."""


def _entities(rank: int) -> Iterator[Entity]:
    """The CQPI of a rank, its version and its bloc, without what is to be unknown."""
    code, bloc = CODES[rank], BLOCS[rank]
    if rank != NO_BLOC:
        yield Bloc(id=bloc, code=bloc, title=f"Intitulé de {bloc}")
    if rank not in BAD:
        composition = (ReferentielBloc(bloc=bloc),) if rank != NO_BLOC else ()
        yield Certification(
            id=code,
            code=code,
            kind=CertificationKind.CQPI,
            title=f"Intitulé de {code}",
            signatories=(list(SIGNATORIES)[rank % 2],),
        )
        yield Referentiel(id=f"{code}@1", certification=code, version=1, composition=composition)


async def _furnished(store: Store) -> None:
    await furnished(store)
    entities = [entity for rank in range(100) for entity in _entities(rank)]

    async def work(unit: Any) -> None:
        unit.insert_many(entities, EventDraft(action=Operation.importCertifications, facts={"source": "tests"}))

    await store.transact(work, actor="tests", on=TODAY, at=NOW)


@pytest.fixture(scope="module")
def asked(store_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Asked]]:
    """Every operation, asked once through one gateway."""
    folder = tmp_path_factory.mktemp("gateway")
    (folder / "operations.graphql").write_text(OPERATIONS, encoding="utf-8")
    (folder / "data.json").write_text(json.dumps(PARTNER), encoding="utf-8")
    recorder = Recorder()
    with served(store_url, "test_gateway", _furnished, recorder.around) as address:
        done = run_node("gateway.mjs", f"{address}/federation", folder / "operations.graphql", folder / "data.json")
    assert done.returncode == 0, done.stderr
    answers = json.loads(done.stdout)
    received = iter(recorder.requests)
    assert next(received) == []  # the SDL
    yield {
        name: Asked(answer["data"], answer["errors"], [next(received) for _ in range(answer["requests"])])
        for name, answer in answers.items()
    }
    assert list(received) == []


def test_a_hundred_references_are_answered_with_the_facts_of_both_sides(asked: dict[str, Asked]) -> None:
    found = asked["Cqpi100"].data["cqpiPrepares"]
    assert found == [
        None
        if rank in BAD
        else {
            "code": code,
            "prochainesSessions": [f"session de {code}"],
            "title": f"Intitulé de {code}",
            "signatories": [{"name": list(SIGNATORIES.values())[rank % 2]}],
            "blocs": [] if rank == NO_BLOC else [{"code": BLOCS[rank]}],
        }
        for rank, code in enumerate(CODES)
    ]


def test_only_a_malformed_reference_is_an_error_and_at_its_own_place(asked: dict[str, Asked]) -> None:
    """What is unknown, or of another kind, is null and no more."""
    for name, root in (("Cqpi100", "cqpiPrepares"), ("Kinds100", "certificationsSuivies")):
        (error,) = asked[name].errors
        assert error["path"] == [root, CODES.index(MALFORMED)]
        assert error["extensions"]["code"] == "INVALID_INPUT"


def test_blocs_are_extended_as_well(asked: dict[str, Asked]) -> None:
    assert asked["Blocs100"].errors == []
    assert asked["Blocs100"].data["blocsPrepares"] == [
        None if rank == NO_BLOC else {"code": code, "modules": [f"module de {code}"], "title": f"Intitulé de {code}"}
        for rank, code in enumerate(BLOCS)
    ]


def test_an_extension_of_the_interface_reaches_every_kind(asked: dict[str, Asked]) -> None:
    found = asked["Kinds100"].data["certificationsSuivies"]
    assert [rank for rank, item in enumerate(found) if item is None] == [3, 5]
    assert found[7] == {
        "__typename": "Cqpm",
        "code": PLAIN,
        "offresEmploi": 7,
        "title": "Opérateur (trice) en maintenance industrielle",
    }
    assert found[98] == {
        "__typename": "Cqpi",
        "code": "CQPI 98",
        "offresEmploi": 98,
        "title": "Intitulé de CQPI 98",
        "prochainesSessions": ["session de CQPI 98"],
        "signatories": [{"name": SIGNATORIES["UT59"]}],
    }


def test_a_query_may_start_here_and_end_at_the_partner(asked: dict[str, Asked]) -> None:
    assert asked["Back97"].errors == []
    found = {item["code"]: item for item in asked["Back97"].data["certifications"]["nodes"]}
    assert found == {
        code: {
            "code": code,
            "title": f"Intitulé de {code}",
            "offresEmploi": rank,
            "prochainesSessions": [f"session de {code}"],
        }
        for rank, code in enumerate(CODES)
        if rank not in BAD
    }


@pytest.mark.parametrize(
    ("few", "many", "requests"),
    [
        ("Cqpi10", "Cqpi100", [["find blocs", "find certifications", "find organisations", "find referentiels"]]),
        ("Blocs10", "Blocs100", [["find blocs"]]),
        ("Kinds10", "Kinds100", [["find certifications", "find organisations"]]),
        ("Back10", "Back97", [["find certifications"]]),
    ],
)
def test_requests_and_store_commands_are_as_many_for_ten_as_for_a_hundred(
    asked: dict[str, Asked], few: str, many: str, requests: list[list[str]]
) -> None:
    assert [sorted(commands) for commands in asked[few].requests] == requests
    assert [sorted(commands) for commands in asked[many].requests] == requests


def test_the_example_holds_over_the_shipped_facts(store_url: str) -> None:
    with served(store_url, "test_gateway_example", shipped) as address:
        done = run_node("gateway.mjs", f"{address}/federation")
    assert done.returncode == 0, done.stderr
    answers = json.loads(done.stdout)
    assert {name: (answer["errors"], answer["requests"]) for name, answer in answers.items()} == {
        name: ([], 1) for name in ("CqpiPrepares", "BlocsPrepares", "CertificationsSuivies", "UneCertification")
    }
    prepared = answers["CqpiPrepares"]["data"]["cqpiPrepares"]
    assert [item and item["title"] for item in prepared] == [
        "CQPI Agent logistique",
        "CQPI Technicien de maintenance industrielle",
        None,
    ]
    assert answers["UneCertification"]["data"]["certification"] == {
        "title": "CQPI Agent logistique",
        "offresEmploi": 120,
        "prochainesSessions": ["2027-01-11", "2027-03-08"],
    }

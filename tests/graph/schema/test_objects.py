"""What names another thing is that thing: read in as few store commands for a hundred rows as for ten, as one may."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from graph.schema.base.relay import global_id
from repositories.counting import recorded_commands
from repositories.store import Store
from rules.access.viewer import Role
from rules.base.entity import Entity
from rules.base.event import EventDraft
from rules.base.operation import Operation
from rules.candidate.candidate import Candidate
from rules.dossier.dossier import DossierStatus, Evaluation
from rules.file.file import UploadedFile
from rules.session.session import JointJury, Minutes, Piece, PieceKind, SessionStatus, UnionRequest
from tests.rules.samples import jury
from tests.rules.samples.judging import PERSON
from tests.rules.samples.jury import CQPM, FIRST, HELD, REAL
from tests.support.stores import World
from tests.support.walk import as_, centre, furnished_for_juries, gtp
from tests.support.world import NOW, TODAY, Api

ROWS = 100
UNKNOWN_UNION = "UNSA"


def _dossier(rank: int) -> Entity:
    evaluations = tuple(
        Evaluation(
            capacite=n,
            acquired=True,
            mode=REAL,
            on=FIRST,
            carried_over=n == "1",
            carried_from=f"D2026-UT59-{ROWS + 1 - rank:05d}" if n == "1" else None,
        )
        for n in "123"
    )
    return jury.decided(
        jury.JuryDecision.NA,
        "123",
        id=f"d{rank}",
        number=f"D2026-UT59-{rank:05d}",
        candidate=f"c{rank}",
        evaluations=evaluations,
    )


def _session(rank: int) -> Entity:
    return jury.session(
        SessionStatus.SIGNEE,
        id=f"s{rank}",
        number=f"S2026-UT59-{rank:04d}",
        joint=JointJury(
            union_requests=(UnionRequest(union="CFDT", on=HELD), UnionRequest(union=UNKNOWN_UNION, on=HELD))
        ),
        pieces=(
            Piece(kind=PieceKind.MINUTES, certification=CQPM, file=f"f{rank}", sha256="0" * 64, received_on=HELD),
            Piece(kind=PieceKind.ATTESTATION, file="lost", sha256="0" * 64, received_on=HELD),
        ),
        minutes=(Minutes(certification=CQPM, lines=(), signed_by="Anne", signed_on=HELD),),
    )


def _file(rank: int) -> UploadedFile:
    return UploadedFile(
        id=f"f{rank}",
        name=f"pv-{rank}.pdf",
        media_type="application/pdf",
        size=12,
        sha256="0" * 64,
        organisation="UT59",
        uploaded_by="CENTRE-UT59",
        uploaded_on=datetime(2027, 4, 15, tzinfo=UTC),
    )


def _candidate(rank: int) -> Candidate:
    return PERSON.evolve(id=f"c{rank}", anonymous_number=f"A{rank}", birth_name=f"Dupont {rank:03d}")


async def _many(store: Store) -> None:
    await furnished_for_juries(store)
    entities = [make(rank) for rank in range(1, ROWS + 1) for make in (_candidate, _dossier, _session, _file)]

    async def work(unit: Any) -> None:
        unit.insert_many(entities, EventDraft(action=Operation.importCertifications, facts={"source": "tests"}))

    await store.transact(work, actor="tests", on=TODAY, at=NOW)


@pytest.fixture
def world() -> World:
    return _many


HELD_BY = "certification { code title } bloc { code } capacite { number } validUntil through { __typename ... on Dossier { number } }"
QUERIES = {
    "dossiers": f"{{ dossiers(first: ROWS) {{ nodes {{ acquired {{ {HELD_BY} }} evaluations {{ carriedFrom {{ number status certification {{ code }} }} }} }} }} }}",
    "sessions": "{ sessions(first: ROWS) { nodes { pieces { kind certification { code } file { name sha256 } } minutes { certification { title } } unionRequests { code union { name } } } } }",
    "candidates": f"{{ candidates(first: ROWS) {{ nodes {{ holdings {{ {HELD_BY} }} certificates {{ number }} }} }} }}",
}


@pytest.mark.parametrize("name", QUERIES)
async def test_a_hundred_rows_take_the_commands_of_ten(api: Api, name: str) -> None:
    sent = []
    for rows in (10, ROWS):
        with recorded_commands() as commands:
            data = await api.data(QUERIES[name].replace("ROWS", str(rows)), None, centre(HELD))
        assert len(data[name]["nodes"]) == rows
        sent.append(sorted(commands))
    assert sent[0] == sent[1]
    assert len(sent[0]) <= 7


async def test_nodes_take_the_commands_of_ten(api: Api) -> None:
    sent = []
    for rows in (10, ROWS):
        ids = [global_id("Dossier", f"d{rank}") for rank in range(1, rows + 1)]
        with recorded_commands() as commands:
            data = await api.data("query($i: [ID!]!) { nodes(ids: $i) { id } }", {"i": ids}, centre(HELD))
        assert [item["id"] for item in data["nodes"]] == ids
        sent.append(sorted(commands))
    assert sent == [["find dossiers"], ["find dossiers"]]


async def test_what_is_held_names_its_dossier_and_its_certification(api: Api) -> None:
    data = await api.data(QUERIES["dossiers"].replace("ROWS", "1"), None, centre(HELD))
    [dossier] = data["dossiers"]["nodes"]
    through = {"__typename": "Dossier", "number": "D2026-UT59-00001"}
    common = {"certification": {"code": CQPM, "title": "Technicien d’essai"}, "through": through}
    assert dossier["acquired"][0] == {
        **common,
        "bloc": {"code": "RNCP99277BC01"},
        "capacite": None,
        "validUntil": None,
    }
    assert {item["through"]["number"] for item in dossier["acquired"]} == {"D2026-UT59-00001"}
    assert [item["carriedFrom"] and item["carriedFrom"]["number"] for item in dossier["evaluations"]] == [
        "D2026-UT59-00100",
        None,
        None,
    ]


async def test_a_piece_shows_its_file_to_whoever_may_read_it(api: Api) -> None:
    query = '{ session(number: "S2026-UT59-0001") { pieces { certification { code } file { id name } } unionRequests { code union { code } } } }'
    for actor in (centre(HELD), gtp(HELD)):
        session = (await api.data(query, None, actor))["session"]
        file = {"id": global_id("File", "f1"), "name": "pv-1.pdf"}
        assert session["pieces"] == [
            {"certification": {"code": CQPM}, "file": file},
            {"certification": None, "file": None},
        ]
        assert session["unionRequests"] == [
            {"code": "CFDT", "union": {"code": "CFDT"}},
            {"code": UNKNOWN_UNION, "union": None},
        ]


@pytest.mark.rule("GTP-06")
async def test_the_dossier_carried_from_is_masked_like_any_other(api: Api) -> None:
    """GTP-06: a candidate reads nothing of the result of an earlier dossier that the GTP has not decided."""
    waiting = jury.evaluated(
        status=DossierStatus.DELIBERE,
        id="w",
        number="D2026-UT59-00900",
        candidate="c7",
        deliberation=jury.decided(jury.JuryDecision.A).deliberation,
    )
    later = jury.decided(
        jury.JuryDecision.A,
        id="l",
        number="D2026-UT59-00901",
        candidate="c7",
        evaluations=(
            Evaluation(
                capacite="1", acquired=True, mode=REAL, on=FIRST, carried_over=True, carried_from=waiting.number
            ),
            Evaluation(
                capacite="2", acquired=True, mode=REAL, on=FIRST, carried_over=True, carried_from="D2026-UT59-00001"
            ),
        ),
    )

    async def work(unit: Any) -> None:
        unit.insert_many([waiting, later], EventDraft(action=Operation.importCertifications, facts={"source": "t"}))

    await api.store.transact(work, actor="tests", on=TODAY, at=NOW)
    query = '{ dossier(number: "D2026-UT59-00901") { evaluations { carriedFrom { number status decision } } } }'
    own = as_(Role.CANDIDATE, date(2027, 6, 1), None, candidate="c7")
    seen = (await api.data(query, None, own))["dossier"]["evaluations"]
    masked = {"number": waiting.number, "status": "PRESENTE_AU_JURY", "decision": None}
    assert [item["carriedFrom"] for item in seen] == [masked, None], "another person's does not exist for them"

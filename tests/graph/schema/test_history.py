"""Histories: one reading for a page, whatever rows and aliases ask of each."""

from repositories.counting import recorded_commands
from tests.support.walk import HELD, Path, centre, president
from tests.support.world import Api

PAGE = "query($n: Int) { certifications(first: $n) { nodes { code %s } } }"
EVENTS = "{ totalCount pageInfo { hasNextPage hasPreviousPage endCursor } nodes { sequence digest rules { id } } }"


async def test_rows_and_aliases_share_one_reading(api: Api) -> None:
    aliases = " ".join(f"a{size}: history(first: {size}) {EVENTS}" for size in (1, 2, 3, 50))
    with recorded_commands() as commands:
        several = await api.data(PAGE % aliases, {"n": 10}, None)
    assert sorted(commands) == ["find anchors", "find certifications", "find events"]
    alone = await api.data(PAGE % f"a1: history(first: 1) {EVENTS}", {"n": 10}, None)
    for row, single in zip(several["certifications"]["nodes"], alone["certifications"]["nodes"], strict=True):
        assert row["a1"] == single["a1"]
        assert len(row["a1"]["nodes"]) == row["a1"]["totalCount"] == 1


async def test_pages_that_follow_one_another_are_read_at_once(api: Api) -> None:
    person = await api.candidate()
    number = (await api.open(person))["dossier"]["number"]
    query = f'{{ dossier(number: "{number}") {{ history(first: 1) {EVENTS} }} }}'
    first = (await api.data(query))["dossier"]["history"]
    assert first["nodes"][0]["sequence"] == 1
    cursor = first["pageInfo"]["endCursor"]
    both = f'a: history(first: 1) {EVENTS} b: history(first: 5, after: "{cursor}") {EVENTS}'
    with recorded_commands() as commands:
        data = await api.data(f'{{ dossier(number: "{number}") {{ {both} }} }}')
    assert sorted(commands) == ["find anchors", "find dossiers", "find events"]
    assert data["dossier"]["a"] == first
    later = [event["sequence"] for event in data["dossier"]["b"]["nodes"]]
    assert later == list(range(2, first["totalCount"] + 1))
    assert data["dossier"]["b"]["pageInfo"]["hasPreviousPage"] is bool(later)


async def test_a_session_names_its_dossiers_to_its_centre_and_not_to_its_jury(path: Path, convened: str) -> None:
    """JUR-08: a number would lead from one session to another, or to the person."""
    query = "query($n: String!) { session(number: $n) { history(first: 50) { nodes { action summary } } } }"

    async def told(actor: str) -> list[str]:
        nodes = (await path.api.data(query, {"n": path.session}, actor))["session"]["history"]["nodes"]
        return [node["summary"] for node in nodes if node["action"] == "assignDossiers"]

    assert await told(centre(HELD)) == [f"{path.session} : dossiers présentés : {convened}."]
    assert await told(president(HELD)) == [f"{path.session} : dossiers affectés ou retirés, ou liens déclarés."]

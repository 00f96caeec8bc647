"""GTP-07, JUR-08: a new jury learns nothing of the former one, nor does an account that sits in both."""

from collections.abc import AsyncIterator

import pytest

from graph.schema.schema import GRAPHQL
from repositories.store import Store
from rules.access.viewer import Role
from tests.support.again import REASONS, SECOND, attended, convened, refused_first
from tests.support.everything import WIDE, everything_of
from tests.support.papers import made
from tests.support.walk import GTP, MEMBER, PRESIDENT, Path, as_, centre, president
from tests.support.world import Api

NEW = "nouveau-membre"
"""The account of somebody who sits in the second jury alone."""


@pytest.fixture
async def path(one_store: Store) -> AsyncIterator[Path]:
    async with Api.over(one_store, limits=WIDE) as api:
        yield Path(api)


async def _read(path: Path, account: str, session: str, *lookups: str) -> str:
    """Everything that an account of a jury reads of a session, of its dossiers and by these look-ups."""
    whole, one = GRAPHQL.type_map["Session"], GRAPHQL.type_map["Dossier"]
    queries = [
        f'{{ session(number: "{session}") {everything_of(whole, 4)} }}',
        f'{{ dossiers(filter: {{session: ["{session}"]}}) {{ totalCount nodes {everything_of(one, 4)} }} }}',
        "{ viewer { worklist { nodes { summary } } } }",
        *(f"{{ {lookup} {{ ... on Dossier {everything_of(one, 2)} }} }}" for lookup in lookups),
    ]
    actor = as_(Role.JURY_MEMBER, SECOND.held, None, subject=account)
    answers = [await path.api.post(query, None, actor) for query in queries]
    return "\n".join(
        str((answer.get("data"), [item["message"] for item in answer.get("errors", ())])) for answer in answers
    )


@pytest.mark.rule("JUR-08")
@pytest.mark.parametrize("account", [MEMBER, PRESIDENT])
async def test_an_account_that_sits_in_both_does_not_tell_whose_the_new_seat_is(path: Path, account: str) -> None:
    numbers = [await path.dossier(name) for name in ("Zyxwvut", "Onmlkjih")]
    first = await refused_first(path, dict.fromkeys(numbers, "A"), "JURY")
    stored = {number: await path.api.store.dossiers.by_number(number) for number in numbers}
    query = f'{{ session(number: "{first}") {{ dossiers {{ totalCount nodes {{ number }} }} }} }}'
    listed = await path.api.data(query, None, as_(Role.JURY_MEMBER, GTP, None, subject=account))
    assert listed["session"]["dossiers"] == {"totalCount": 0, "nodes": []}, "refused, they leave their jury at once"
    for key in (*numbers, *(item.seat for item in stored.values() if item is not None)):
        actor = as_(Role.JURY_MEMBER, GTP, None, subject=account)
        assert await path.read(key or "", actor) is None, "nor does a number or a former seat lead to them"
    await convened(path, SECOND)
    second, before = path.session, await _read(path, account, first)
    await path.done("assignDossiers", centre(SECOND.asked), session=second, add=numbers)
    assert await _read(path, account, first) == before, "nothing moves there on the day when another takes them"
    await attended(path, SECOND)
    ids = [item.id for item in stored.values() if item is not None]
    seats = [item.seat for item in stored.values() if item is not None]
    lookups = [f'dossier(number: "{key}")' for key in (*numbers, *seats)] + [f'node(id: "{key}")' for key in ids]
    text = await _read(path, account, second, *lookups)
    secrets = [*numbers, *ids, *filter(None, seats), "Zyxwvut", "Onmlkjih", REASONS, "GTP-07"]
    assert [secret for secret in secrets if secret in text] == []
    new = [await path.seat(number) for number in numbers]
    assert set(new).isdisjoint(seats)
    assert all(seat in text for seat in new)


async def test_once_it_reads_the_names_the_new_jury_still_reads_nothing_of_the_former_one(path: Path) -> None:
    number = await path.dossier("Zyxwvut")
    first = await refused_first(path, {number: "NA"}, "JURY")
    letter = await made(path, centre(GTP), kind="GTP_REFUSAL_LETTER", dossier=number)
    assert letter["problems"] == []
    await convened(path, SECOND, number)
    named = await path.name("Nora Nouvelle", "UNION", "CGT", account=NEW)
    assert named["problems"] == [], named["problems"]
    await path.done("conveneJury", centre(SECOND.asked), session=path.session)
    await attended(path, SECOND)
    given = {"dossier": number, "decision": "A", "expectedRevision": await path.revision(number)}
    await path.done("recordDecision", president(SECOND.held), **given)
    text = await _read(path, NEW, path.session, f'dossier(number: "{number}")')
    assert "Zyxwvut" in text
    assert [secret for secret in (first, REASONS, "GTP-07", "GTP_REFUSAL_LETTER") if secret in text] == []
    held = await path.api.data(
        "query($n: String!) { dossier(number: $n) { earlier { session { number } } } }",
        {"n": number},
        centre(SECOND.held),
    )
    assert held["dossier"]["earlier"] == [{"session": {"number": first}}]

"""JUR-08 and INS-07: before its last decision a jury reads nothing of a person, by any path that the API has."""

from collections.abc import AsyncIterator

import pytest

from graph.schema.schema import GRAPHQL
from repositories.store import Store
from rules.access.viewer import Role
from tests.support.everything import WIDE, everything_of
from tests.support.walk import EVALUATED, HELD, MEMBER, PRESIDENT, Path, as_, centre
from tests.support.world import Api

SECRETS = {
    "lastName": "Zyxwvut",
    "usedName": "Qponmlk",
    "firstNames": "Jihgfed",
    "birthTown": "Cbazyxwv",
    "company": "Utsrqpon",
    "address": "Mlkjihgf",
    "tutor": "Edcbazyx",
    "training": "Wvutsrqp",
    "observation": "Onmlkjih",
    "opinion": "Gfedcbaz",
    "compensation": "Yxwvutsr",
    "reason": "Qpkmlwvz",
    "place": "Hgtrfdws",
}
"""Words that no other text of the store holds."""
DEPTH = 4


@pytest.fixture
async def path(one_store: Store) -> AsyncIterator[Path]:
    async with Api.over(one_store, limits=WIDE) as api:
        yield Path(api)


async def _secret_dossier(path: Path) -> str:
    """A dossier whose every free text holds a word that must not be read."""
    person = await path.api.candidate(
        centre(EVALUATED.replace(year=2026, month=11, day=23)),
        **{name: SECRETS[name] for name in ("lastName", "usedName", "firstNames", "birthTown")},
        email="zyxwvut@example.org",
    )
    opened = await path.api.open(
        person,
        centre(EVALUATED.replace(year=2026, month=11, day=23)),
        certification="MQ 2010 0277",
        channel="ENTREPRISE",
        company={"name": SECRETS["company"], "address": SECRETS["address"], "nace": "33.12Z", "sector": "M"},
        trainingBody=SECRETS["training"],
    )
    number: str = opened["dossier"]["number"]
    await path.planned(number)
    modes = [{"capacite": n, "mode": "SITUATION_REELLE", "reason": SECRETS["reason"]} for n in "1234"]
    await path.done(
        "planEvaluation",
        centre(EVALUATED),
        dossier=number,
        modes=modes,
        agreedWith="ENTREPRISE",
        tutor=SECRETS["tutor"],
        compensation=SECRETS["compensation"],
        sittings=[{"on": EVALUATED.isoformat(), "place": SECRETS["place"], "bring": SECRETS["place"]}],
        recommendations=SECRETS["reason"],
    )
    await path.done(
        "recordCompanyOpinion",
        centre(EVALUATED),
        dossier=number,
        favourable=True,
        by=SECRETS["opinion"],
        text=SECRETS["opinion"],
    )
    results = [
        {
            "capacite": n,
            "acquired": True,
            "mode": "SITUATION_REELLE",
            "on": EVALUATED.isoformat(),
            "observations": SECRETS["observation"],
        }
        for n in "1234"
    ]
    await path.done("recordEvaluation", centre(EVALUATED), dossier=number, results=results)
    return number


def _queries(path: Path, dossier: str, seat: str, ids: list[str]) -> list[str]:
    session, one = GRAPHQL.type_map["Session"], GRAPHQL.type_map["Dossier"]
    nodes = " ".join(
        f'n{rank}: node(id: "{identifier}") {{ __typename ... on Dossier {everything_of(one, 1)} '
        f"... on Candidate {{ lastName firstNames birthPlace }} ... on Session {everything_of(session, 1)} "
        "... on Document { fileName url } ... on File { name url } }"
        for rank, identifier in enumerate(ids)
    )
    return [
        f'{{ session(number: "{path.session}") {everything_of(session, DEPTH)} }}',
        f'{{ dossier(number: "{dossier}") {everything_of(one, DEPTH)} }}',
        f'{{ dossier(number: "{seat}") {everything_of(one, DEPTH)} }}',
        f"{{ sessions {{ totalCount nodes {everything_of(session, 3)} }} }}",
        f"{{ dossiers {{ totalCount nodes {everything_of(one, 3)} }} }}",
        f"{{ {nodes} }}",
        f'{{ candidate(id: "{ids[0]}") {{ lastName }} }}',
        "{ candidates { totalCount } }",
    ]


def _found(text: str) -> set[str]:
    return {name for name, word in SECRETS.items() if word.casefold() in text.casefold()}


async def _ids(path: Path, dossier: str) -> list[str]:
    query = """query($n: String!, $s: String!) {
      dossier(number: $n) { id candidate { id } documents { id } } session(number: $s) { id pieces { file { id } } } }"""
    data = await path.api.data(query, {"n": dossier, "s": path.session}, centre(HELD))
    pieces = [piece["file"]["id"] for piece in data["session"]["pieces"]]
    return [data["dossier"]["candidate"]["id"], data["dossier"]["id"], data["session"]["id"], *pieces]


@pytest.mark.rule("INS-07", "JUR-08")
@pytest.mark.parametrize(("role", "account"), [(Role.JURY_MEMBER, MEMBER), (Role.JURY_PRESIDENT, PRESIDENT)])
async def test_nothing_of_the_person_before_the_last_decision(path: Path, role: Role, account: str) -> None:
    first, second = await _secret_dossier(path), await path.dossier("Autre")
    await path.convened(first, second)
    sheet = await path.upload(centre(HELD), name=f"{SECRETS['lastName']}.pdf")
    piece = {"kind": "ATTENDANCE_SHEET", "certification": "MQ 2010 0277", "file": sheet}
    await path.done(
        "signAttendance",
        centre(HELD),
        session=path.session,
        present=list(path.members.values()),
        pieces=[piece],
        expectedRevision=await path.revision(),
    )
    jury = as_(role, HELD, None, subject=account)
    ids = await _ids(path, first)

    async def leaked() -> set[str]:
        found: set[str] = set()
        for query in _queries(path, first, await path.seat(first), ids):
            answer = await path.api.post(query, None, jury)
            assert answer.get("data") is not None or answer["errors"][0]["extensions"]["code"] == "FORBIDDEN", answer
            found |= _found(str(answer))
        return found

    assert await leaked() == set()
    assert await path.read(first, jury) is None, "a seat alone leads to it"
    revision = (await path.read(await path.seat(first), jury))["revision"]
    refused = (
        await path.call("recordDecision", jury, dossier=first, expectedRevision=revision + 9, decision="NA")
        if (role is Role.JURY_PRESIDENT)
        else {}
    )
    assert _found(str(refused)) == set()
    await path.decide(first, "A")
    assert await leaked() == set(), "one decision is still missing"
    await path.decide(second, "A")
    after = await leaked()
    assert {"lastName", "firstNames", "company"} <= after
    assert "compensation" not in after


async def test_a_member_of_another_session_sees_nothing_of_this_one(path: Path) -> None:
    number = await path.dossier("Seul")
    await path.held(number)
    stranger = as_(Role.JURY_MEMBER, HELD, None, subject="quelqu’un d’autre")
    data = await path.api.data(
        f'{{ dossier(number: "{number}") {{ id }} session(number: "{path.session}") {{ id }}'
        " dossiers { totalCount nodes { id } } sessions { totalCount nodes { id } } }",
        None,
        stranger,
    )
    nothing = {"totalCount": 0, "nodes": []}
    assert data == {"dossier": None, "session": None, "dossiers": nothing, "sessions": nothing}

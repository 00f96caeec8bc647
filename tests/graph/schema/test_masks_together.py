"""Rights of several roles add up and masks win: what one hides is in no answer of an account that has two roles."""

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import pytest

from graph.schema.schema import GRAPHQL
from repositories.store import Store
from rules.access.viewer import Role
from tests.support.everything import WIDE, everything_of
from tests.support.stores import Stores, World
from tests.support.walk import GTP, HELD, PRESIDENT, Path, centre, furnished_for_juries, gtp, sits, token
from tests.support.world import Api

STRANGER, OWN = "Zyxwvutsr", "Qponmlkji"
"""Names that nothing else of the store holds: who is before the account's jury, and the account's own person."""
JURY = {Role.JURY_PRESIDENT, Role.JURY_MEMBER}
PAIRS = [*((role,) for role in Role), *combinations(Role, 2)]


@dataclass(frozen=True)
class Stage:
    """A stranger before the jury that the account presides, and the account's own dossier before the GTP."""

    stranger: str
    own: str
    candidate: str
    sitting: str
    judged: str


async def _stage(store: Store) -> Stage:
    await furnished_for_juries(store)
    async with Api.over(store) as api:
        judged = Path(api)
        own = await judged.dossier(OWN)
        await judged.held(own)
        await judged.signed(**{own: "A"})
        await judged.transmitted()
        sitting = Path(api)
        stranger = await sitting.dossier(STRANGER)
        await sitting.held(stranger)
        [dossier] = (await store.dossiers.by_numbers([own])).values()
    # The account presides the jury of its own dossier's session too, in this small world: it sees its names, as it may.
    return Stage(stranger, own, dossier.candidate, sitting.session, judged.session)


@pytest.fixture
def world() -> World:
    return _stage


@pytest.fixture
def stage(stores: Stores) -> Stage:
    told: Stage = stores.told(_stage)
    return told


@pytest.fixture
async def path(one_store: Store) -> AsyncIterator[Path]:
    async with Api.over(one_store, limits=WIDE) as api:
        yield Path(api)


def _account(stage: Stage, roles: tuple[Role, ...]) -> str:
    """A token with these roles: of the centre, presiding, and a candidate where they say so."""
    given: dict[str, Any] = {"roles": list(roles), "subject": PRESIDENT, "today": GTP}
    if Role.CANDIDATE in roles:
        given["candidate"] = stage.candidate
    return token(roles[0], "UT59", **given)


async def _ids(path: Path, stage: Stage) -> list[str]:
    query = """query($a: String!, $b: String!) { a: dossier(number: $a) { ...D } b: dossier(number: $b) { ...D } }
      fragment D on Dossier { id candidate { id } documents { id } session { id documents { id } } }"""
    data = await path.api.data(query, {"a": stage.stranger, "b": stage.own}, gtp(GTP))
    return [key for item in data.values() for key in (item["id"], item["candidate"]["id"])]


def _queries(stage: Stage, ids: list[str]) -> list[str]:
    """Every way to a dossier, a person or a session: field, list, count, filter, order, search, node, history, error."""
    dossier, session, person = (GRAPHQL.type_map[name] for name in ("Dossier", "Session", "Candidate"))
    statuses = list(GRAPHQL.type_map["DossierStatus"].values)  # type: ignore[attr-defined]
    counts = " ".join(
        f"s{rank}: dossiers(filter: {{ status: {status} }}) {{ totalCount edges {{ cursor }} nodes {{ number status }} }}"
        for rank, status in enumerate(statuses)
    )
    nodes = " ".join(
        f'n{rank}: node(id: "{key}") {{ __typename ... on Dossier {everything_of(dossier, 1)} '
        f"... on Candidate {everything_of(person, 1)} }}"
        for rank, key in enumerate(ids)
    )
    whole = everything_of(dossier, 3)
    return [
        *(f'{{ dossier(number: "{number}") {whole} }}' for number in (stage.stranger, stage.own)),
        *(f'{{ session(number: "{number}") {everything_of(session, 3)} }}' for number in (stage.sitting, stage.judged)),
        f"{{ dossiers {{ totalCount edges {{ cursor }} nodes {whole} }} }}",
        f"{{ sessions {{ totalCount nodes {everything_of(session, 2)} }} }}",
        f"{{ candidates {{ totalCount nodes {everything_of(person, 2)} }} }}",
        f'{{ candidates(search: "{STRANGER}") {{ totalCount nodes {everything_of(person, 2)} }} }}',
        f"{{ {counts} }}",
        f"{{ {nodes} }}",
        "{ viewer { worklist { totalCount nodes { summary subject { __typename id "
        "... on Dossier { number candidate { lastName } } } } } } }",
    ]


def _dossiers(answer: Any, number: str) -> list[dict[str, Any]]:
    """Every object of an answer that bears the number of a dossier."""
    if isinstance(answer, list):
        return [found for item in answer for found in _dossiers(item, number)]
    if not isinstance(answer, dict):
        return []
    own = [answer] if number in {answer.get("Dossier_number"), answer.get("number")} else []
    return own + [found for item in answer.values() for found in _dossiers(item, number)]


@pytest.mark.parametrize("roles", PAIRS, ids=lambda roles: "+".join(role.value for role in roles))
async def test_what_a_mask_hides_is_in_no_answer(path: Path, stage: Stage, roles: tuple[Role, ...]) -> None:
    actor = _account(stage, roles)
    ids = await _ids(path, stage)
    for query in _queries(stage, ids):
        answer = await path.api.post(query, None, actor)
        text = json.dumps(answer, ensure_ascii=False)
        if JURY & set(roles):
            # The stranger's person may be known to a centre or to the GTP; their dossier before this jury leads nowhere.
            assert stage.stranger not in text, (query[:80], "the number of a dossier that the account judges")
            if ids[0] not in query:
                assert ids[0] not in text, (query[:80], "the identifier of a dossier that the account judges")
            if not set(roles) & {Role.CENTRE, Role.GTP, Role.ADMINISTRATOR}:
                assert STRANGER not in text, query[:80]
        if Role.CANDIDATE in roles:
            for shown in _dossiers(answer.get("data"), stage.own):
                told = {shown.get(name) for name in ("status", "Dossier_status")} - {None}
                assert told <= {"PRESENTE_AU_JURY"}, (query[:80], told)
                assert shown.get("Dossier_decision") is None, query[:80]
                assert not shown.get("Dossier_acquired"), query[:80]
            for alias, listed in ((answer.get("data") or {}) if query.startswith("{ s0:") else {}).items():
                asked = list(GRAPHQL.type_map["DossierStatus"].values)[int(alias[1:])]  # type: ignore[attr-defined]
                assert not _dossiers(listed, stage.own) or asked == "PRESENTE_AU_JURY", asked
        if Role.BRANCH_PARTNER in roles and not JURY & set(roles):
            assert STRANGER not in text, query[:80]
            assert Role.CANDIDATE in roles or OWN not in text, query[:80]


async def test_a_seat_leads_nowhere_in_another_session(path: Path, stage: Stage) -> None:
    """JUR-08: the number is drawn for one dossier in one session; taken back and brought again, it has another."""
    seat = await path.seat(stage.stranger)
    jury = _account(stage, (Role.JURY_PRESIDENT,))
    assert (await path.read(seat, jury))["number"] == seat
    path.session = stage.sitting
    await path.done("assignDossiers", centre(HELD), session=stage.sitting, remove=[stage.stranger])
    assert await path.read(seat, jury) is None
    other = Path(path.api)
    await other.convened(stage.stranger, heldOn="2027-06-15")
    again = await path.seat(stage.stranger)
    assert again != seat
    assert await path.read(seat, jury) is None
    assert sits(jury)

"""An administrator in somebody's name: what is lent, by whom, and that the journal says both."""

import json
import logging
from typing import Any

import pytest

from graph.identity.lending import Lending
from repositories.store import Store
from repositories.verification import verify
from rules.access.viewer import Role
from tests.support.issuers import Fake
from tests.support.stores import World
from tests.support.world import CENTRE, OPEN, PLAIN, REGISTER, Api, furnished, token

ADMIN = token(Role.ADMINISTRATOR, None, subject="exploitant-1")
READING = Lending(roles=frozenset({Role.CENTRE, Role.CANDIDATE}))
WRITING = Lending(roles=frozenset({Role.CENTRE}), writes=True)
AS_CENTRE = {"account": "centre-59", "roles": ["CENTRE"], "organisation": "UT59", "reason": "Demande n° 12"}
PERSON = {
    "lastName": "Dupont", "firstNames": "Élodie", "sex": "F", "birthDate": "1990-05-01", "birthTown": "Lille",
    "birthDepartment": "59", "department": "59",
}  # fmt: skip
WHO = "{ viewer { name roles organisation { code } operations } }"
HISTORY = "query($id: ID!) { node(id: $id) { ... on Dossier { history { nodes { actor impersonator action } } } } }"


@pytest.fixture
def world() -> World:
    return furnished


async def asked(api: Api, query: str, variables: Any = None, header: Any = AS_CENTRE, as_: str | None = ADMIN) -> Any:
    headers = {"Poincon-As": header if isinstance(header, str) else json.dumps(header)}
    headers |= {"Authorization": f"Bearer {as_}"} if as_ else {}
    answer = await api.client.post("/graphql", json={"query": query, "variables": variables or {}}, headers=headers)
    return answer.json()


async def test_what_is_lent_is_read_as_the_account_reads_it(one_store: Store, caplog: pytest.LogCaptureFixture) -> None:
    async with Api.over(one_store, lending=READING) as api:
        candidate = await api.candidate(CENTRE)
        with caplog.at_level(logging.WARNING, "poincon.access"):
            told = (await asked(api, WHO))["data"]["viewer"]
        assert (told["roles"], told["organisation"], told["operations"]) == (["CENTRE"], {"code": "UT59"}, [])
        [line] = [vars(record) for record in caplog.records if record.getMessage() == "impersonation"]
        assert (line["administrator"], line["account"], line["roles"]) == ("exploitant-1", "centre-59", ["CENTRE"])
        query = "query($id: ID!) { candidate(id: $id) { lastName } }"
        assert (await asked(api, query, {"id": candidate}))["data"]["candidate"] == {"lastName": "Dupont"}
        elsewhere = {**AS_CENTRE, "account": "centre-62", "organisation": "UT62"}
        assert (await asked(api, query, {"id": candidate}, elsewhere))["data"]["candidate"] is None
        written = await asked(api, REGISTER, {"input": PERSON})
        assert [error["extensions"]["code"] for error in written["errors"]] == ["FORBIDDEN"]


async def test_a_candidate_is_lent_by_the_identifier_that_the_api_gives(one_store: Store) -> None:
    async with Api.over(one_store, lending=READING) as api:
        own, other = await api.candidate(CENTRE), await api.candidate(CENTRE, lastName="Martin")
        header = {"account": "dupont", "roles": ["CANDIDATE"], "candidate": own, "reason": "Demande n° 12"}
        query = "query($id: ID!) { candidate(id: $id) { lastName } }"
        assert (await asked(api, query, {"id": own}, header))["data"]["candidate"] == {"lastName": "Dupont"}
        assert (await asked(api, query, {"id": other}, header))["data"]["candidate"] is None
        nobody = await asked(api, query, {"id": own}, {**header, "candidate": "x"})
        assert nobody["data"]["candidate"] is None


async def test_the_journal_says_both(one_store: Store) -> None:
    async with Api.over(one_store, lending=WRITING) as api:
        candidate = await api.candidate(CENTRE)
        given = {
            "candidate": candidate, "certification": PLAIN, "route": "FORMATION", "channel": "CANDIDAT", "origin": "SL",
            "funding": "PF",
        }  # fmt: skip
        dossier = (await asked(api, OPEN, {"input": given}))["data"]["openDossier"]["dossier"]["id"]
        history = (await api.data(HISTORY, {"id": dossier}))["node"]["history"]["nodes"]
        assert history == [{"actor": "centre-59", "impersonator": "exploitant-1", "action": "openDossier"}]
    event, *others = await one_store.driver.find("events", {"action": "openDossier"})
    assert {item["impersonator"] for item in (event, *others)} == {"exploitant-1"}
    [other] = await one_store.driver.find("events", {"action": "registerCandidate"})
    assert "impersonator" not in other, "events that nobody else did are what they always were"
    assert [finding async for finding in verify(one_store)] == []
    await one_store.driver.update_one("events", {"_id": event["_id"]}, {"$unset": {"impersonator": ""}})
    assert [finding async for finding in verify(one_store)], "who acted cannot be taken out of it"


async def test_a_key_of_the_account_is_not_the_administrators(one_store: Store) -> None:
    async with Api.over(one_store, lending=WRITING) as api:
        given = {**PERSON, "idempotencyKey": "the same"}
        own = token(Role.CENTRE, subject="centre-59")
        first = await api.data(REGISTER, {"input": given}, own)
        other = {**given, "lastName": "Martin"}
        second = (await asked(api, REGISTER, {"input": other}))["data"]["registerCandidate"]
        again = (await asked(api, REGISTER, {"input": other}))["data"]["registerCandidate"]
        assert second["candidate"]["id"] == again["candidate"]["id"]
        assert second["candidate"]["id"] != first["registerCandidate"]["candidate"]["id"]


@pytest.mark.parametrize(
    ("header", "as_", "code"),
    [
        (AS_CENTRE, None, "UNAUTHENTICATED"),
        (AS_CENTRE, CENTRE, "FORBIDDEN"),
        (AS_CENTRE, token(Role.GTP, None), "FORBIDDEN"),
        (AS_CENTRE, token(Role.ADMINISTRATOR, None, operations=["candidates"]), "FORBIDDEN"),
        ({**AS_CENTRE, "roles": ["GTP"]}, ADMIN, "FORBIDDEN"),
        ({**AS_CENTRE, "roles": ["CENTRE", "ADMINISTRATOR"]}, ADMIN, "FORBIDDEN"),
        ({**AS_CENTRE, "roles": []}, ADMIN, "BAD_REQUEST"),
        ({**AS_CENTRE, "roles": ["ROI"]}, ADMIN, "BAD_REQUEST"),
        ({**AS_CENTRE, "reason": "  "}, ADMIN, "BAD_REQUEST"),
        ({**AS_CENTRE, "reason": "x" * 300}, ADMIN, "BAD_REQUEST"),
        ({**AS_CENTRE, "account": "a\0b"}, ADMIN, "BAD_REQUEST"),
        ({**AS_CENTRE, "account": "a\nb"}, ADMIN, "BAD_REQUEST"),
        ({**AS_CENTRE, "account": ""}, ADMIN, "BAD_REQUEST"),
        ({**AS_CENTRE, "more": 1}, ADMIN, "BAD_REQUEST"),
        ({"account": "x"}, ADMIN, "BAD_REQUEST"),
        ([], ADMIN, "BAD_REQUEST"),
        ("", ADMIN, "BAD_REQUEST"),
        ("centre-59", ADMIN, "BAD_REQUEST"),
        ("[" * 5000, ADMIN, "BAD_REQUEST"),
    ],
)
async def test_what_is_not_lent_is_refused(one_store: Store, header: Any, as_: str | None, code: str) -> None:
    async with Api.over(one_store, lending=READING) as api:
        answer = await asked(api, WHO, header=header, as_=as_)
        assert [error["extensions"]["code"] for error in answer["errors"]] == [code]


async def test_nothing_is_lent_unless_the_operator_says_so(one_store: Store) -> None:
    async with Api.over(one_store) as api:
        assert (await asked(api, WHO))["errors"][0]["extensions"]["code"] == "FORBIDDEN"


async def test_an_issuer_that_lends_an_account_is_believed_and_kept(one_store: Store) -> None:
    fake = Fake()
    async with Api.over(one_store, trusted=fake.trusted()) as api:
        await api.candidate(fake.token(act={"sub": "7"}))
        [event] = await one_store.driver.find("events", {"action": "registerCandidate"})
        assert (event["actor"], event["impersonator"]) == ("branche:42", "branche:7")
        for act in ({}, {"sub": ""}, {"sub": "a\0"}, "7", None):
            answer = await api.post(WHO, as_=fake.token(act=act))
            assert ("errors" in answer) is (act is not None)

"""Tokens of trusted issuers over HTTP: what is checked of them, and who they make of whoever asks."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

import jwt
import pytest

from graph.transport.tokens import mint
from repositories.store import Store
from rules.access.viewer import Role
from tests.support.issuers import JWKS, URL, WEAK, Fake, jwk_of
from tests.support.stores import World
from tests.support.world import REGISTER, SECRET, Api, furnished

WHO = "{ viewer { name roles organisation { code } operations } }"
PERSON = {
    "lastName": "Dupont", "firstNames": "Élodie Marie", "sex": "F", "birthDate": "1990-05-01", "birthTown": "Lille",
    "birthDepartment": "59", "department": "59",
}  # fmt: skip


@pytest.fixture
def world() -> World:
    return furnished


@asynccontextmanager
async def trusting(store: Store, *issuers: Fake) -> AsyncIterator[Api]:
    trusted = {url: known for fake in issuers for url, known in fake.trusted().items()}
    async with Api.over(store, trusted=trusted) as api:
        yield api


async def refused(api: Api, token: str) -> dict[str, Any]:
    answer = await api.post(WHO, as_=token)
    assert answer.get("data") is None
    [error] = answer["errors"]
    told: dict[str, Any] = {"message": error["message"], **error["extensions"]}
    return told


async def test_claims_become_roles_and_an_organisation(one_store: Store) -> None:
    fake = Fake()
    async with trusting(one_store, fake) as api:
        told = (await api.data(WHO, as_=fake.token(roles=["centre", "unknown", 3])))["viewer"]
        assert (told["name"], told["roles"], told["organisation"]) == (
            "Compte de la branche", ["CENTRE"], {"code": "UT59"},
        )  # fmt: skip
        assert "registerCandidate" in told["operations"]
        bare = (await api.data(WHO, as_=fake.token(roles=None, organisation=None, name=None)))["viewer"]
        assert (bare["name"], bare["roles"], bare["organisation"], bare["operations"]) == ("branche:42", [], None, [])


@pytest.mark.parametrize(
    ("claims", "told"),
    [
        ({"exp": timedelta(minutes=-2), "iat": timedelta(minutes=-4)}, "expiré"),
        ({"iat": timedelta(minutes=2)}, "pas valable"),
        ({"nbf": timedelta(minutes=2)}, "pas valable"),
        ({"exp": timedelta(minutes=62)}, "trop longtemps"),
        ({"exp": None}, "pas valable"),
        ({"iat": None}, "pas valable"),
        ({"sub": None}, "pas valable"),
        ({"aud": None}, "pas valable"),
        ({"aud": "another"}, "pas valable"),
        ({"aud": ["another", "third"]}, "pas valable"),
        ({"iss": "https://sso.example"}, "pas valable"),
        ({"iss": URL + "/"}, "pas valable"),
        ({"iss": "poincon"}, "pas valable"),
        ({"iss": None}, "pas valable"),
        ({"sub": "a\0b"}, "caractères imprimables"),
        ({"sub": "x" * 300}, "caractères imprimables"),
        ({"organisation": ["UT59", "UT62"]}, "plusieurs organisations"),
    ],
)
async def test_what_a_token_lacks_is_refused(one_store: Store, claims: dict[str, Any], told: str) -> None:
    fake = Fake()
    async with trusting(one_store, fake) as api:
        error = await refused(api, fake.token(**claims))
        assert error["code"] == "UNAUTHENTICATED"
        assert told in error["message"]


async def test_clocks_may_differ_by_what_the_operator_allows(one_store: Store) -> None:
    soon = {"iat": timedelta(seconds=20)}
    late = {"iat": timedelta(minutes=-5), "exp": timedelta(seconds=-20)}
    for claims in (soon, late):
        patient, strict = Fake(skew_seconds=30), Fake(skew_seconds=0)
        async with trusting(one_store, patient) as api:
            assert (await api.data(WHO, as_=patient.token(**claims)))["viewer"]["roles"] == ["CENTRE"]
        async with trusting(one_store, strict) as api:
            assert (await refused(api, strict.token(**claims)))["code"] == "UNAUTHENTICATED"


@pytest.mark.parametrize("typ", ["logout+jwt", "dpop+jwt", "secevent+jwt"])
async def test_a_token_made_for_something_else_is_refused(one_store: Store, typ: str) -> None:
    fake = Fake()
    async with trusting(one_store, fake) as api:
        assert "jeton d’accès" in (await refused(api, fake.token(header={"typ": typ})))["message"]


async def test_forged_signatures_are_refused(one_store: Store) -> None:
    fake = Fake()
    fake.pages[JWKS]["keys"].append(jwk_of(WEAK, "weak"))
    payload = jwt.decode(fake.token(), options={"verify_signature": False})
    public = jwk_of(fake.key, "0")["n"]
    forged = {
        "another key": fake.token(key=WEAK),
        "a weak key": fake.token(key=WEAK, header={"kid": "weak"}),
        "an unknown key": fake.token(header={"kid": "elsewhere"}),
        "the public key as a secret": jwt.encode(payload, public, algorithm="HS256", headers={"kid": "0"}),
        "our own secret": jwt.encode(payload, SECRET, algorithm="HS256", headers={"kid": "0"}),
        "no signature": jwt.encode(payload, None, algorithm="none", headers={"kid": "0"}),
        "a key that it brings along": fake.token(
            key=WEAK, header={"kid": "mine", "jwk": jwk_of(WEAK, "mine"), "jku": "https://elsewhere.example"}
        ),
        "half of one": fake.token()[:-20],
        "too long": "e" * 10_000,
        "deep": fake.token(roles=[[[["x"]]]])[::-1],
    }
    async with trusting(one_store, fake) as api:
        for name, token in forged.items():
            assert (await refused(api, token))["code"] == "UNAUTHENTICATED", name
        assert set(fake.asked) <= {URL + "/.well-known/openid-configuration", JWKS}


async def test_an_issuer_that_is_away_is_told_as_unavailable(one_store: Store) -> None:
    fake = Fake()
    fake.down = True
    async with trusting(one_store, fake) as api:
        error = await refused(api, fake.token())
        assert (error["code"], "réessayez" in error["message"]) == ("UNAVAILABLE", True)
        assert "sso.example" not in error["message"]
        own = mint(SECRET, "poincon", subject="x", name="x", roles=[Role.GTP], lifetime=timedelta(hours=1))
        assert (await api.data(WHO, as_=own))["viewer"]["roles"] == ["GTP"]


async def test_a_refused_token_is_told_how_to_ask(one_store: Store) -> None:
    fake = Fake()
    headers = {"Authorization": f"Bearer {fake.token(aud='another')}"}
    async with trusting(one_store, fake) as api:
        for answer in (
            await api.client.post("/graphql", json={"query": WHO}, headers=headers),
            await api.client.get("/documents/x", headers=headers),
            await api.client.get("/documents/x"),
        ):
            assert (answer.status_code, answer.headers["WWW-Authenticate"]) == (401, "Bearer")


async def test_several_issuers_name_accounts_of_their_own(one_store: Store) -> None:
    first, second = (
        Fake(),
        Fake(name="lille", url="https://lille.example", organisation="UT62", roles={"x": ["CENTRE"]}),
    )
    second.pages = {
        "https://lille.example/.well-known/openid-configuration": {"issuer": second.issuer.url, "jwks_uri": JWKS},
        JWKS: first.pages[JWKS],
    }
    trusted = {**first.trusted(), second.issuer.url: second.trusted()[URL]}
    async with Api.over(one_store, trusted=trusted) as api:
        given = {"input": {**PERSON, "idempotencyKey": "the same"}}
        one = await api.data(REGISTER, given, first.token())
        other = {"iss": second.issuer.url, "roles": ["x", "centre", "gtp"], "organisation": "UT59"}
        two = await api.data(REGISTER, given, second.token(**other))
        assert one["registerCandidate"]["candidate"]["id"] != two["registerCandidate"]["candidate"]["id"]
        told = (await api.data(WHO, as_=second.token(**other)))["viewer"]
        assert (told["roles"], told["organisation"]) == (["CENTRE"], {"code": "UT62"})
    events = [event async for event in _events(one_store)]
    assert sorted(event["actor"] for event in events)[:2] == ["branche:42", "lille:42"]


async def _events(store: Store) -> AsyncIterator[dict[str, Any]]:
    for event in await store.driver.find("events", {"action": "registerCandidate"}):
        yield event


async def test_words_lead_to_organisations_and_to_no_others(one_store: Store) -> None:
    fake = Fake(organisations={"lille": "UT59"}, claims={"organisation": ["chambre", "nom"], "roles": ["a", "b"]})
    async with trusting(one_store, fake) as api:
        given = {"organisation": "UT62", "chambre": {"nom": "lille"}, "a": {"b": "gtp centre"}}
        told = (await api.data(WHO, as_=fake.token(**given)))["viewer"]
        assert (told["roles"], told["organisation"]) == (["CENTRE", "GTP"], {"code": "UT59"})
        error = await refused(api, fake.token(**{**given, "chambre": {"nom": "UT62"}}))
        assert "organisation" in error["message"]


async def test_a_candidate_is_named_as_the_api_names_them(one_store: Store) -> None:
    fake = Fake(claims={"candidate": "candidat"})
    async with trusting(one_store, fake) as api:
        candidate = await api.candidate()
        own = fake.token(roles=["candidat"], candidat=candidate)
        query = "query($id: ID!) { candidate(id: $id) { lastName } }"
        assert (await api.data(query, {"id": candidate}, own))["candidate"] == {"lastName": "Dupont"}
        for other in (None, "elsewhere", candidate[:-2]):
            assert (await api.data(query, {"id": candidate}, fake.token(roles=["candidat"], candidat=other))) == {
                "candidate": None
            }


async def test_tokens_of_other_applications_are_refused(one_store: Store) -> None:
    fake = Fake(clients=["poincon-web"])
    async with trusting(one_store, fake) as api:
        assert (await api.data(WHO, as_=fake.token(azp="poincon-web")))["viewer"]["roles"] == ["CENTRE"]
        assert (await api.data(WHO, as_=fake.token(client_id="poincon-web", azp="x")))["viewer"]["roles"] == ["CENTRE"]
        for claims in ({}, {"azp": "another"}, {"client_id": ["poincon-web"]}):
            assert "application" in (await refused(api, fake.token(**claims)))["message"]


SERVICES = [
    {"client": "statistiques", "roles": ["GTP"], "read_only": True},
    {"client": "depot", "subject": "dépôt-1", "roles": ["CENTRE"], "organisation": "UT59", "operations": ["registerCandidate"]},
]  # fmt: skip


async def test_a_program_reads_and_writes_nothing(one_store: Store) -> None:
    fake = Fake(services=SERVICES)
    token = fake.token(sub="statistiques", client_id="statistiques", roles=["exploitant"], organisation="UT62")
    async with trusting(one_store, fake) as api:
        told = (await api.data(WHO, as_=token))["viewer"]
        assert (told["roles"], told["organisation"], told["operations"]) == (["GTP"], None, [])
        assert (await api.data("{ candidates { totalCount } }", as_=token))["candidates"] == {"totalCount": 0}
        answer = await api.post(
            'mutation { declareMandate(input: {candidate: "x", account: "y", name: "z"}) { problems { code } } }',
            as_=token,
        )
        codes = {error["extensions"]["code"] for error in answer["errors"]}
        assert codes <= {"FORBIDDEN", "BAD_REQUEST"}
        upload = await api.client.put("/files", headers={"Authorization": f"Bearer {token}"}, content=b"%PDF-1.7")
        assert upload.status_code == 403


async def test_a_program_has_the_operations_that_are_listed(one_store: Store) -> None:
    fake = Fake(services=SERVICES)
    token = fake.token(sub="dépôt-1", azp="depot", roles=None, organisation=None)
    async with trusting(one_store, fake) as api:
        assert (await api.data(WHO, as_=token))["viewer"]["operations"] == ["registerCandidate"]
        payload = await api.register(token)
        assert payload["problems"] == []
        key = payload["candidate"]["id"]
        answer = await api.post("{ candidates { totalCount } }", as_=token)
        assert [error["extensions"]["code"] for error in answer["errors"]] == ["FORBIDDEN"]
        assert "ouvert à ce compte" in answer["errors"][0]["message"]
        seen = await api.data("query($id: ID!) { node(id: $id) { id } }", {"id": key}, token)
        assert seen["node"] is None, "node goes round nothing"


async def test_a_person_who_comes_through_a_program_is_not_the_program(one_store: Store) -> None:
    fake = Fake(services=SERVICES)
    async with trusting(one_store, fake) as api:
        for claims in ({"azp": "statistiques"}, {"sub": "statistiques"}, {"sub": "statistiques", "azp": "depot"}):
            told = (await api.data(WHO, as_=fake.token(**claims)))["viewer"]
            assert told["roles"] == ["CENTRE"]


async def test_keys_turn_without_a_refused_request(one_store: Store) -> None:
    fake = Fake()
    async with trusting(one_store, fake) as api:
        for _ in range(3):
            assert (await api.data(WHO, as_=fake.token()))["viewer"]["roles"] == ["CENTRE"]
            fake.turn()


async def test_our_own_tokens_last_a_day_at_most_in_production(one_store: Store) -> None:
    def own(**given: Any) -> str:
        return mint(SECRET, "poincon", subject="x", name="x", roles=[Role.GTP], **given)

    async with Api.over(one_store, demonstration=False) as api:
        assert (await api.data(WHO, as_=own(lifetime=timedelta(hours=23))))["viewer"]["roles"] == ["GTP"]
        assert "trop longtemps" in (await refused(api, own(lifetime=timedelta(hours=25))))["message"]

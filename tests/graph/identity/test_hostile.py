"""Whatever comes as a token: a refusal in French, never an exception that nobody foresaw."""

import base64
import json
from datetime import UTC, datetime
from typing import Any

import jwt
from hypothesis import given
from hypothesis import strategies as st

from graph.identity.keys import Keys
from graph.transport.tokens import TokenReader, Trusted
from resolvers.shared.errors import ErrorCode, ServiceError
from rules.access.viewer import Viewer
from tests.support.issuers import URL, Fake
from tests.support.world import SECRET

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(exclude_categories=())),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=10), inner, max_size=3),
    max_leaves=8,
)
CLAIMS = ("iss", "sub", "aud", "exp", "iat", "nbf", "name", "roles", "organisation", "candidate", "act", "today", "azp")


async def judged(header: str) -> Viewer | ServiceError:
    fake = Fake()
    trusted = {URL: Trusted(fake.issuer, Keys(fake.issuer, fake))}
    try:
        return await TokenReader(SECRET, ("HS256",), "poincon", True, trusted).viewer(header, NOW)
    except ServiceError as error:
        refused = error
    assert refused.code is ErrorCode.UNAUTHENTICATED
    return refused


def part(value: Any) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")


@given(st.text(st.characters(exclude_categories=())))
async def test_any_text(text: str) -> None:
    for header in (text, f"Bearer {text}", f"Bearer {text}.{text}.{text}"):
        assert isinstance(await judged(header), ServiceError) or not header.strip()


@given(JSON, JSON, st.binary(max_size=64))
async def test_any_json_in_the_shape_of_a_token(header: Any, payload: Any, signature: bytes) -> None:
    token = f"{part(header)}.{part(payload)}.{base64.urlsafe_b64encode(signature).decode()}"
    assert isinstance(await judged(f"Bearer {token}"), ServiceError)


@given(st.dictionaries(st.sampled_from(CLAIMS), JSON, max_size=5))
async def test_any_claims_that_were_signed(claims: dict[str, Any]) -> None:
    right = jwt.decode(Fake().token(roles=["CENTRE"]), options={"verify_signature": False})
    for key, algorithm, issuer in ((Fake().key, "RS256", URL), (SECRET, "HS256", "poincon")):
        whole = {**right, "iss": issuer, **claims}
        signed = jwt.PyJWS().encode(json.dumps(whole).encode(), key, algorithm=algorithm, headers={"kid": "0"})
        seen = await judged(f"Bearer {signed}")
        if isinstance(seen, Viewer):
            json.dumps([seen.subject, seen.name, seen.organisation, seen.candidate], ensure_ascii=False).encode()


@given(st.dictionaries(st.sampled_from(("kid", "typ", "alg", "crit", "b64", "jku", "jwk", "x5c")), JSON, max_size=3))
async def test_any_header_that_was_signed(header: dict[str, Any]) -> None:
    payload = jwt.decode(Fake().token(), options={"verify_signature": False})
    first = part({"kid": "0", "alg": "RS256", **header})
    signing = f"{first}.{part(payload)}".encode()
    signature = jwt.get_algorithm_by_name("RS256").sign(signing, Fake().key)
    await judged(f"Bearer {signing.decode()}.{base64.urlsafe_b64encode(signature).decode().rstrip('=')}")


async def test_what_is_right_is_let_through() -> None:
    assert isinstance(await judged(f"Bearer {Fake().token()}"), Viewer)

"""The keys of an issuer: discovered, kept, asked for again when they turn, and never more often than is bearable."""

import asyncio
from typing import Any

import pytest

from graph.identity.keys import DISCOVERY, EVERY, FRESH, QUESTIONS, STALE, Keys, Unfit, Unreachable, trusted_address
from tests.support.issuers import JWKS, URL, WEAK, Fake, jwk_of


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def fake() -> Fake:
    return Fake()


def keys_of(fake: Fake, clock: Clock) -> Keys:
    return Keys(fake.issuer, fake, clock=clock)


async def settled() -> None:
    for _ in range(5):
        await asyncio.sleep(0)


async def test_a_key_is_asked_for_once_by_all_who_need_it(fake: Fake, clock: Clock) -> None:
    keys = keys_of(fake, clock)
    found = await asyncio.gather(*(keys.key("0", "RS256") for _ in range(100)))
    assert all(found)
    assert fake.asked == {URL + DISCOVERY: 1, JWKS: 1}
    clock.now += FRESH - 1
    assert await keys.key("0", "RS256")
    assert fake.asked[JWKS] == 1


async def test_an_unknown_key_is_asked_for_once_and_found_when_it_turned(fake: Fake, clock: Clock) -> None:
    keys = keys_of(fake, clock)
    await keys.warm()
    fake.turn()
    found = await asyncio.gather(*(keys.key("1", "RS256") for _ in range(100)))
    assert all(found)
    assert fake.asked == {URL + DISCOVERY: 1, JWKS: 2}
    assert await keys.key("0", "RS256") is None, "the issuer took its former key back"


async def test_questions_about_keys_that_nobody_has_are_bounded(fake: Fake, clock: Clock) -> None:
    keys = keys_of(fake, clock)
    for rank in range(500):
        assert await keys.key(f"forged-{rank}", "RS256") is None
    assert fake.asked[JWKS] <= QUESTIONS
    assert await keys.key("0", "RS256"), "what is known goes on serving"
    fake.turn()
    assert await keys.key("1", "RS256") is None
    clock.now += EVERY
    assert await keys.key("1", "RS256"), "one more question is left after a while"


async def test_old_keys_serve_while_they_are_asked_for_again(fake: Fake, clock: Clock) -> None:
    keys = keys_of(fake, clock)
    await keys.warm()
    fake.turn()
    clock.now += FRESH + 1
    assert await keys.key("0", "RS256"), "nobody waits for the issuer"
    await settled()
    assert await keys.key("1", "RS256")
    assert fake.asked[JWKS] == 2


async def test_keys_serve_while_the_issuer_is_away_and_not_for_ever(fake: Fake, clock: Clock) -> None:
    keys = keys_of(fake, clock)
    await keys.warm()
    fake.down = True
    clock.now += FRESH + 1
    assert await keys.key("0", "RS256")
    await settled()
    with pytest.raises(Unreachable):
        await keys.key("unknown", "RS256")
    clock.now += STALE
    with pytest.raises(Unreachable):
        await keys.key("0", "RS256")
    fake.down = False
    clock.now += EVERY
    assert await keys.key("0", "RS256")


async def test_an_issuer_that_is_away_is_not_besieged(fake: Fake, clock: Clock) -> None:
    fake.down = True
    keys = keys_of(fake, clock)
    for _ in range(50):
        with pytest.raises(Unreachable):
            await keys.key("0", "RS256")
    assert sum(fake.asked.values()) <= QUESTIONS


async def test_who_stops_waiting_takes_the_answer_from_nobody(fake: Fake, clock: Clock) -> None:
    keys = keys_of(fake, clock)
    impatient, patient = (asyncio.create_task(keys.key("0", "RS256")) for _ in range(2))
    await asyncio.sleep(0)
    impatient.cancel()
    assert await patient


async def test_a_token_without_the_name_of_its_key_is_taken_where_there_is_one(fake: Fake, clock: Clock) -> None:
    assert await keys_of(fake, clock).key(None, "RS256")
    fake.pages[JWKS] = {"keys": [jwk_of(fake.key, "0"), jwk_of(fake.key, "1")]}
    assert await keys_of(fake, clock).key(None, "RS256") is None


@pytest.mark.parametrize(
    "told",
    [
        {"issuer": "https://sso.example/other", "jwks_uri": JWKS},
        {"issuer": URL, "jwks_uri": "http://sso.example/keys"},
        {"issuer": URL, "jwks_uri": "file:///etc/passwd"},
        {"issuer": URL, "jwks_uri": "https://user:word@sso.example/keys"},
        {"issuer": URL, "jwks_uri": ["x"]},
        {"issuer": URL},
        [],
        None,
    ],
)
async def test_a_discovery_that_does_not_do_is_refused(fake: Fake, clock: Clock, told: Any) -> None:
    fake.pages[URL + DISCOVERY] = told
    with pytest.raises(Unfit):
        await keys_of(fake, clock).warm()


@pytest.mark.parametrize(
    "published",
    [
        [],
        None,
        "x",
        [None, "x", 3],
        [jwk_of(WEAK, "0")],
        [{"kty": "oct", "k": "c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0", "kid": "0", "alg": "RS256"}],
        [{"kty": "RSA", "n": "x", "e": "AQAB", "kid": "0"}],
        [{"kty": "RSA", "kid": "0"}],
        [{"kty": "EC", "crv": "P-256", "x": "AA", "y": "AA", "kid": "0"}],
        [jwk_of(WEAK, "0", use="enc")],
        [jwk_of(WEAK, "0", alg="HS256")],
    ],
)
async def test_keys_that_are_weak_or_of_another_kind_are_refused(fake: Fake, clock: Clock, published: Any) -> None:
    fake.pages[JWKS] = {"keys": published}
    with pytest.raises(Unfit):
        await keys_of(fake, clock).warm()


async def test_a_weak_key_among_strong_ones_checks_nothing(fake: Fake, clock: Clock) -> None:
    fake.pages[JWKS] = {"keys": [jwk_of(WEAK, "weak"), jwk_of(fake.key, "0"), jwk_of(fake.key, "enc", use="enc")]}
    keys = keys_of(fake, clock)
    assert await keys.key("0", "RS256")
    assert await keys.key("weak", "RS256") is None
    assert await keys.key("enc", "RS256") is None
    assert await keys.key("0", "HS256") is None


@pytest.mark.parametrize(
    ("url", "secure", "kept"),
    [
        ("https://sso.example", True, True),
        ("http://sso.example", False, False),
        ("http://127.0.0.1:8080/x", False, True),
        ("http://[::1]:8080", False, True),
        ("http://127.0.0.1:8080/x", True, False),
        ("https://a:b@sso.example", True, False),
        ("https://", True, False),
        ("https://[", True, False),
        ("ftp://127.0.0.1", False, False),
    ],
)
def test_which_addresses_are_trusted(url: str, secure: bool, kept: bool) -> None:
    assert trusted_address(url, secure=secure) is kept

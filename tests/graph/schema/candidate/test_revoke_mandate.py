"""revokeMandate: a mandate holds no more from that very day, and stays on the candidate with it (PRD-03)."""

import pytest

from rules.access.viewer import Role
from tests.support import vae_stages
from tests.support.asking import ask
from tests.support.operations import at_once, refusal, roles_that_may, told
from tests.support.stores import World
from tests.support.vae import COMPLETE, VaePath
from tests.support.walk import OPENED, as_, centre

REVOKE, HERE = "revokeMandate", centre(COMPLETE)
Given = dict[str, str]


@pytest.fixture
def world() -> World:
    return vae_stages.requested


@pytest.fixture
async def number(vae: VaePath) -> str:
    """The request of the candidate."""
    [dossier] = await vae.api.store.dossiers.where({})
    return dossier.number


@pytest.fixture
async def given(vae: VaePath, number: str) -> Given:
    """The candidate, and the mandate that they gave a week before."""
    return await _mandated(vae, number, "conseiller-essai")


async def _mandated(vae: VaePath, number: str, account: str) -> Given:
    """The candidate of a request, and the mandate just given to an account."""
    person = await vae.candidate_of(number)
    asked = {"candidate": person, "account": account, "name": "Alix Conseillère"}
    made = await vae.done("declareMandate", centre(OPENED), **asked)
    return {"candidate": person, "mandate": made["mandates"][-1]["id"]}


async def test_it_is_kept_with_its_last_day(vae: VaePath, given: Given) -> None:
    [mandate] = (await vae.done(REVOKE, HERE, **given))["mandates"]
    assert (mandate["startsOn"], mandate["revokedOn"]) == (OPENED.isoformat(), COMPLETE.isoformat())


async def test_the_candidate_revokes_what_the_centre_declared(vae: VaePath, number: str, given: Given) -> None:
    [mandate] = (await vae.done(REVOKE, await vae.own(number), **given))["mandates"]
    assert mandate["revokedOn"] == COMPLETE.isoformat()


async def test_once_only_and_then_given_anew(vae: VaePath, number: str, given: Given) -> None:
    await vae.done(REVOKE, HERE, **given)
    assert await refusal(vae, REVOKE, HERE, **given) == [("DUPLICATE", "mandate")]
    again = await vae.call("declareMandate", HERE, candidate=given["candidate"], account="conseiller-essai", name="A")
    assert [item["revokedOn"] for item in again["candidate"]["mandates"]] == [COMPLETE.isoformat(), None]


async def test_a_mandate_of_somebody_else_is_none(vae: VaePath, given: Given) -> None:
    other = await _mandated(vae, await vae.requested("Autre"), "autre-conseiller")
    crossed = {**given, "mandate": other["mandate"]}
    assert await refusal(vae, REVOKE, HERE, **crossed) == [("NOT_FOUND", "mandate")]
    for key in (given["candidate"], "", " ", "x" * 10_000, "\x00", "{$ne: 1}"):
        payload = await ask(vae, REVOKE, HERE, **{**given, "mandate": key})
        assert [problem["code"] for problem in payload["problems"]] == ["NOT_FOUND"], key[:20]


async def test_other_people_s_candidates_do_not_exist(vae: VaePath, given: Given) -> None:
    other = as_(Role.CANDIDATE, COMPLETE, None, candidate="autre", subject="autre")
    for actor in (centre(COMPLETE, "UT62"), other):
        assert await refusal(vae, REVOKE, actor, **given) == [("NOT_FOUND", "candidate")]


async def test_who_may(vae: VaePath, given: Given) -> None:
    assert await roles_that_may(vae, REVOKE, **given) == {Role.CENTRE, Role.CANDIDATE}


async def test_two_at_once_have_one_winner(vae: VaePath, given: Given) -> None:
    landed, refused = await at_once(vae, REVOKE, HERE, dict(given), dict(given))
    assert (len(landed), refused) == (1, [[("DUPLICATE", "mandate")]])


async def test_one_key_and_a_stale_revision(vae: VaePath, number: str, given: Given) -> None:
    stale = await vae.call(REVOKE, HERE, **given, expectedRevision=1)
    assert told(stale) == [("CONFLICT", "expectedRevision")]
    first = await vae.call(REVOKE, HERE, **given, idempotencyKey="fin")
    assert first["problems"] == []
    assert await vae.call(REVOKE, HERE, **given, idempotencyKey="fin") == first
    other = {**given, "mandate": (await _mandated(vae, number, "second"))["mandate"]}
    assert told(await vae.call(REVOKE, HERE, **other, idempotencyKey="fin")) == [
        ("IDEMPOTENCY_KEY_REUSED", "idempotencyKey")
    ]

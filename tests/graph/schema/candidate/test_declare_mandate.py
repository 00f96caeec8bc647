"""declareMandate: somebody acts for a candidate, from the candidate's word or their centre's (PRD-03)."""

from datetime import date
from typing import Any

import pytest

from rules.access.viewer import Role
from rules.base.event import EventDraft
from rules.base.operation import Operation
from rules.candidate.mandate import Mandate
from rules.candidate.mandating import MOST_MANDATES
from tests.support import vae_stages
from tests.support.asking import ask
from tests.support.operations import Told, at_once, refusal, roles_that_may, told
from tests.support.stores import World
from tests.support.vae import VaePath
from tests.support.walk import OPENED, as_, centre
from tests.support.world import NOW

DECLARE, HERE = "declareMandate", centre(OPENED)
GIVEN: dict[str, Any] = {"account": "conseiller-essai", "name": "Alix Conseillère"}


@pytest.fixture
def world() -> World:
    return vae_stages.requested


@pytest.fixture
async def person(vae: VaePath) -> str:
    """The identifier of the candidate of a request."""
    [dossier] = await vae.api.store.dossiers.where({})
    return await vae.candidate_of(dossier.number)


async def _key(vae: VaePath) -> str:
    [dossier] = await vae.api.store.dossiers.where({})
    return dossier.candidate


async def test_the_centre_declares_what_it_was_told(vae: VaePath, person: str) -> None:
    given = {"organisation": "Point relais", "startsOn": "2026-11-20", "endsOn": "2026-11-23"}
    made = await vae.done(DECLARE, HERE, candidate=person, **{**GIVEN, "account": " conseiller-essai "}, **given)
    [mandate] = made["mandates"]
    assert mandate.pop("id")
    assert mandate == {**GIVEN, **given, "revokedOn": None}


async def test_the_candidate_declares_their_own(vae: VaePath, person: str) -> None:
    own = as_(Role.CANDIDATE, OPENED, None, candidate=await _key(vae), subject="candidate")
    [mandate] = (await vae.done(DECLARE, own, candidate=person, **GIVEN))["mandates"]
    assert (mandate["startsOn"], mandate["endsOn"]) == (OPENED.isoformat(), None)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"startsOn": "2026-11-24"}, ("PRD-03", "startsOn")),
        ({"endsOn": "2026-11-22"}, ("PRD-03", "endsOn")),
        ({"startsOn": "2026-11-20", "endsOn": "2026-11-19"}, ("PRD-03", "endsOn")),
        ({"account": " "}, ("INVALID_INPUT", "account")),
        ({"account": "x" * 201}, ("INVALID_INPUT", "account")),
        ({"account": "a\u202eb"}, ("INVALID_INPUT", "account")),
        ({"name": ""}, ("INVALID_INPUT", "name")),
        ({"name": "<Alix>"}, ("INVALID_INPUT", "name")),
        ({"name": "x" * 100_000}, ("INVALID_INPUT", "name")),
        ({"organisation": "\x00"}, ("INVALID_INPUT", "organisation")),
        ({"organisation": "x" * 201}, ("INVALID_INPUT", "organisation")),
    ],
)
async def test_what_is_refused(vae: VaePath, person: str, changes: dict[str, Any], expected: Told) -> None:
    assert await refusal(vae, DECLARE, HERE, candidate=person, **{**GIVEN, **changes}) == [expected]


async def test_nobody_is_given_two_that_hold_at_once(vae: VaePath, person: str) -> None:
    await vae.done(DECLARE, HERE, candidate=person, **GIVEN, endsOn="2026-11-30")
    for account in ("conseiller-essai", " conseiller-essai"):
        given = {**GIVEN, "account": account}
        assert await refusal(vae, DECLARE, HERE, candidate=person, **given) == [("DUPLICATE", "account")]
    await vae.done(DECLARE, HERE, candidate=person, **{**GIVEN, "account": "autre"})
    after = centre(date(2026, 12, 1))
    assert len((await vae.done(DECLARE, after, candidate=person, **GIVEN))["mandates"]) == 3, "the first is over"


async def test_fifty_mandates_and_no_more(vae: VaePath, person: str) -> None:
    async def work(unit: Any) -> Any:
        found = await unit.candidates.get(await _key(vae))
        many = [
            Mandate(id=str(rank), account=str(rank), name="Alix", starts_on=OPENED) for rank in range(MOST_MANDATES)
        ]
        return unit.update(found.evolve(mandates=tuple(many)), EventDraft(action=Operation.importCertifications))

    await vae.api.store.transact(work, actor="tests", on=OPENED, at=NOW)
    assert await refusal(vae, DECLARE, HERE, candidate=person, **GIVEN) == [("INVALID_INPUT", "account")]


async def test_other_people_s_candidates_do_not_exist(vae: VaePath, person: str) -> None:
    other = as_(Role.CANDIDATE, OPENED, None, candidate="autre", subject="autre")
    for actor in (centre(OPENED, "UT62"), other):
        assert await refusal(vae, DECLARE, actor, candidate=person, **GIVEN) == [("NOT_FOUND", "candidate")]
    [dossier] = await vae.api.store.dossiers.where({})
    for key in (dossier.candidate, "", "x" * 10_000, "{$ne: 1}"):
        payload = await ask(vae, DECLARE, HERE, candidate=key, **GIVEN)
        assert [problem["code"] for problem in payload["problems"]] == ["NOT_FOUND"], key[:20]


async def test_who_may(vae: VaePath, person: str) -> None:
    allowed = {Role.CENTRE, Role.CANDIDATE}
    assert await roles_that_may(vae, DECLARE, candidate=person, **GIVEN) == allowed, "an adviser names no other"


async def test_two_at_once(vae: VaePath, person: str) -> None:
    same = {"candidate": person, **GIVEN}
    landed, refused = await at_once(vae, DECLARE, HERE, same, same)
    assert (len(landed), refused) == (1, [[("DUPLICATE", "account")]])
    others = [{**same, "account": account} for account in ("un", "deux")]
    landed, refused = await at_once(vae, DECLARE, HERE, *others)
    assert refused == []
    assert sorted(len(item["mandates"]) for item in landed) == [2, 3]


async def test_one_key_and_a_stale_revision(vae: VaePath, person: str) -> None:
    given = {"candidate": person, **GIVEN, "idempotencyKey": "mandat"}
    first = await vae.call(DECLARE, HERE, **given)
    assert await vae.call(DECLARE, HERE, **given) == first
    other = await vae.call(DECLARE, HERE, **{**given, "name": "Zoé"})
    assert told(other) == [("IDEMPOTENCY_KEY_REUSED", "idempotencyKey")]
    asked = {"candidate": person, **GIVEN, "account": "autre"}
    stale = await vae.call(DECLARE, HERE, **asked, expectedRevision=1)
    assert told(stale) == [("CONFLICT", "expectedRevision")]
    assert stale["problems"][0]["currentRevision"] == first["candidate"]["revision"]

"""recordSupport: help by a third party, optional, recorded by whoever brings the request (VAE-09)."""

from typing import Any

import pytest

from rules.access.viewer import Role
from tests.support import vae_stages
from tests.support.operations import Told, at_once, refusal, roles_that_may, told
from tests.support.stores import Stores, World
from tests.support.vae import COMPLETE, VaePath
from tests.support.walk import EVALUATED, Path, centre

RECORD = "recordSupport"
SUPPORT = {"by": "Alix Accompagnatrice", "organisation": "Organisme d’essai", "startsOn": "2026-12-01", "hours": 24}


@pytest.fixture
def world() -> World:
    return vae_stages.requested


@pytest.fixture
def number(path: Path, stores: Stores) -> str:
    """The request just opened."""
    found: str = stores.told(vae_stages.requested)
    return found


async def test_what_is_recorded_last_is_what_counts(vae: VaePath, number: str) -> None:
    before = {item["rule"]["id"]: item["state"] for item in (await vae.seen(number))["checklist"]}
    assert before["VAE-09"] == "NOT_APPLICABLE", "nobody has to take any help"
    made = await vae.done(RECORD, centre(COMPLETE), dossier=number, **SUPPORT)
    assert made["status"] == "RECEVABILITE_EN_INSTRUCTION"
    await vae.done(RECORD, await vae.own(number), dossier=number, by="Zoé Tierce", startsOn="2026-11-23")
    seen = await vae.seen(number)
    assert seen["vae"]["support"] == {"by": "Zoé Tierce", "hours": None}
    [line] = [item for item in seen["checklist"] if item["rule"]["id"] == "VAE-09"]
    assert (line["state"], line["requiredFor"]) == ("DONE", None)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"startsOn": "2026-11-22"}, ("VAE-09", "startsOn")),
        ({"hours": 0}, ("INVALID_INPUT", "hours")),
        ({"hours": -1}, ("INVALID_INPUT", "hours")),
        ({"hours": 10_001}, ("INVALID_INPUT", "hours")),
        ({"by": " "}, ("INVALID_INPUT", "by")),
        ({"by": "x" * 101}, ("INVALID_INPUT", "by")),
        ({"by": "<Alix>"}, ("INVALID_INPUT", "by")),
        ({"by": "Al\x00ix"}, ("INVALID_INPUT", "by")),
        ({"organisation": ""}, ("INVALID_INPUT", "organisation")),
        ({"organisation": "x" * 100_000}, ("INVALID_INPUT", "organisation")),
        ({"organisation": "a\nb\u0007"}, ("INVALID_INPUT", "organisation")),
    ],
)
async def test_what_is_refused(vae: VaePath, number: str, changes: dict[str, Any], expected: Told) -> None:
    given = {"dossier": number, **SUPPORT, **changes}
    assert await refusal(vae, RECORD, centre(COMPLETE), **given) == [expected]


async def test_as_long_as_the_jury_has_not_been_seized(vae: VaePath, number: str) -> None:
    late = await vae.judged_next("Évalué")
    await vae.done(RECORD, centre(EVALUATED), dossier=late, **SUPPORT)
    closed = await vae.completed("Close")
    await vae.notice(closed, favourable=False, reasons="Sans rapport.")
    given = {"dossier": closed, **SUPPORT}
    assert await refusal(vae, RECORD, centre(EVALUATED), **given) == [("VAE-09", "")]
    there = centre(COMPLETE, "UT62")
    assert await refusal(vae, RECORD, there, **{**given, "dossier": number}) == [("NOT_FOUND", "dossier")]


async def test_who_may(vae: VaePath, number: str) -> None:
    allowed = {Role.CENTRE, Role.CANDIDATE, Role.ADVISER}
    assert await roles_that_may(vae, RECORD, dossier=number, **SUPPORT) == allowed


async def test_two_at_once_the_last_counts(vae: VaePath, number: str) -> None:
    both = [{"dossier": number, **SUPPORT, "hours": hours} for hours in (1, 10_000)]
    landed, refused = await at_once(vae, RECORD, centre(COMPLETE), *both)
    assert refused == []
    assert sorted(dossier["revision"] for dossier in landed) == [2, 3]
    assert (await vae.seen(number))["vae"]["support"]["hours"] in {1, 10_000}


async def test_one_key_and_a_stale_revision(vae: VaePath, number: str) -> None:
    given = {"dossier": number, **SUPPORT, "idempotencyKey": "aide"}
    first = await vae.call(RECORD, centre(COMPLETE), **given)
    assert await vae.call(RECORD, centre(COMPLETE), **given) == first
    other = await vae.call(RECORD, centre(COMPLETE), **{**given, "hours": 25})
    assert [item["code"] for item in other["problems"]] == ["IDEMPOTENCY_KEY_REUSED"]
    stale = await vae.call(RECORD, centre(COMPLETE), dossier=number, **SUPPORT, expectedRevision=1)
    assert told(stale) == [("CONFLICT", "expectedRevision")]
    assert await vae.revision(number) == 2

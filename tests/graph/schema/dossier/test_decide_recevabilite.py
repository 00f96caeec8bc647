"""decideRecevabilite: the notice on a complete file, with reasons where it is unfavourable, before silence is one."""

from datetime import date
from typing import Any

import pytest

from rules.access.viewer import Role
from rules.base.event import EventDraft
from rules.base.operation import Operation
from tests.support import vae_stages
from tests.support.operations import Told, at_once, refusal, roles_that_may, told, warned
from tests.support.stores import Stores, World
from tests.support.vae import NOTICE, VaePath
from tests.support.walk import CQPM, Path, centre
from tests.support.world import NOW, TODAY

DECIDE = "decideRecevabilite"
AGAINST = {"favourable": False, "reasons": "Activités sans rapport avec le CQPM visé."}


@pytest.fixture
def world() -> World:
    return vae_stages.complete


@pytest.fixture
def number(path: Path, stores: Stores) -> str:
    """The request whose file is complete."""
    found: str = stores.told(vae_stages.complete)
    return found


async def test_a_favourable_notice_opens_what_follows(vae: VaePath, number: str) -> None:
    payload = await vae.notice(number, favourable=True, reasons="Dix ans de métier.")
    assert (warned(payload), payload["dossier"]["status"]) == ([], "RECEVABLE")
    found = (await vae.seen(number))["vae"]
    assert found["notice"] == {
        "favourable": True,
        "on": "2026-12-07",
        "tacit": False,
        "reasons": "Dix ans de métier.",
    }
    assert (found["juryDueOn"], found["tacitOn"]) == ("2027-12-07", None)


async def test_an_unfavourable_one_closes_the_request(vae: VaePath, number: str) -> None:
    payload = await vae.notice(number, on=NOTICE, **AGAINST)
    assert (warned(payload), payload["dossier"]["status"], payload["dossier"]["nextActions"]) == (
        [],
        "IRRECEVABLE",
        ["generateDocument"],
    )
    given = {"dossier": number, "favourable": True}
    assert await refusal(vae, DECIDE, centre(NOTICE), **given) == [("VAE-04", "")], "what is closed stays so"


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"favourable": False}, [("VAE-04", "reasons")]),
        ({"favourable": False, "reasons": " \n "}, [("VAE-04", "reasons"), ("INVALID_INPUT", "reasons")]),
        ({"favourable": False, "reasons": "x" * 2_001}, [("INVALID_INPUT", "reasons")]),
        ({"favourable": True, "reasons": "\u202ex"}, [("INVALID_INPUT", "reasons")]),
        ({"favourable": True, "on": "2026-11-29"}, [("VAE-04", "on")]),
        ({"favourable": True, "on": "2026-12-08"}, [("VAE-04", "on")]),
    ],
)
async def test_what_is_refused(vae: VaePath, number: str, given: dict[str, Any], expected: list[Told]) -> None:
    assert await refusal(vae, DECIDE, centre(NOTICE), dossier=number, **given) == expected


async def test_on_the_very_days_between_which_it_is_given(vae: VaePath, number: str) -> None:
    given = {"dossier": number, "expectedRevision": await vae.revision(number), "favourable": True, "dryRun": True}
    for on in ("2026-11-30", "2026-12-07"):
        assert warned(await vae.call(DECIDE, centre(NOTICE), **given, on=on)) == []


async def test_before_the_file_is_complete_nothing_is_decided(vae: VaePath, number: str) -> None:
    early = await vae.requested("Pressée")
    for given in ({"favourable": True}, AGAINST):
        assert await refusal(vae, DECIDE, centre(NOTICE), dossier=early, **given) == [("VAE-02", "")]
    lacking = await vae.requested("Presque")
    await vae.activities(lacking)
    for kind in ("CV", "IDENTITY", "MOTIVATION_LETTER", "SWORN_STATEMENT", "ACTIVITY_PROOF"):
        await vae.piece(lacking, kind)
    payload = await vae.notice(lacking, favourable=True)
    assert told(payload) == [("VAE-02", "")]
    assert payload["problems"][0]["message"].endswith("il manque : les copies de diplômes, titres ou attestations.")
    assert (await vae.activities(lacking, withoutDiploma=True))["problems"] == []
    assert warned(await vae.notice(lacking, favourable=True)) == []


async def test_once_silence_has_answered_nothing_else_is_said(vae: VaePath, number: str) -> None:
    late = centre(date(2027, 1, 31))
    for given in ({"favourable": True}, {**AGAINST, "on": "2027-01-30"}):
        assert await refusal(vae, DECIDE, late, dossier=number, **given) == [("VAE-04", ""), ("VAE-04", "")]
    payload = await vae.notice(number, on=date(2027, 1, 30), **AGAINST)
    assert payload["dossier"]["status"] == "IRRECEVABLE", "on the last day it is still time"


async def test_a_cqpm_that_left_the_rncp_is_open_to_nobody(vae: VaePath, number: str) -> None:
    async def work(unit: Any) -> None:
        found = await unit.certifications.get(CQPM)
        gone = tuple(item.evolve(end=date(2026, 12, 6)) for item in found.registrations)
        unit.update(found.evolve(registrations=gone), EventDraft(action=Operation.importCertifications))

    await vae.api.store.transact(work, actor="tests", on=TODAY, at=NOW)
    given = {"dossier": number, "favourable": True}
    assert await refusal(vae, DECIDE, centre(NOTICE), **given) == [("VAE-01", "favourable")]
    assert warned(await vae.notice(number, favourable=True, dryRun=True, on=date(2026, 12, 6))) == []


async def test_another_centre_s_does_not_exist(vae: VaePath, number: str) -> None:
    given = {"dossier": number, "favourable": True}
    assert await refusal(vae, DECIDE, centre(NOTICE, "UT62"), **given) == [("NOT_FOUND", "dossier")]


async def test_who_may(vae: VaePath, number: str) -> None:
    given = {"dossier": number, "favourable": True, "expectedRevision": 1}
    assert await roles_that_may(vae, DECIDE, **given) == {Role.CENTRE}


async def test_two_at_once_have_one_winner(vae: VaePath, number: str) -> None:
    both: list[dict[str, Any]] = [{"dossier": number, "favourable": True}, {"dossier": number, **AGAINST}]
    landed, refused = await at_once(vae, DECIDE, centre(NOTICE), *both)
    assert [dossier["status"] for dossier in landed] in (["RECEVABLE"], ["IRRECEVABLE"])
    assert refused[0][0] == ("CONFLICT", "expectedRevision")
    assert (await vae.seen(number))["status"] == landed[0]["status"]


async def test_one_key_and_a_stale_revision(vae: VaePath, number: str) -> None:
    given = {"dossier": number, "expectedRevision": await vae.revision(number), "idempotencyKey": "avis"}
    stale = await vae.call(DECIDE, centre(NOTICE), **{**given, "expectedRevision": 1}, favourable=True)
    assert told(stale) == [("CONFLICT", "expectedRevision")]
    given["idempotencyKey"] = "second avis"
    first = await vae.call(DECIDE, centre(NOTICE), **given, favourable=True)
    assert await vae.call(DECIDE, centre(NOTICE), **given, favourable=True) == first
    other = await vae.call(DECIDE, centre(NOTICE), **given, **AGAINST)
    assert [item["code"] for item in other["problems"]] == ["IDEMPOTENCY_KEY_REUSED"]
    assert (await vae.seen(number))["status"] == "RECEVABLE"

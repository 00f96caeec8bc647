"""concludeCommission: the report to the jury, total or partial, once everything has a result (EVA-06, VAE-06)."""

from typing import Any

import pytest

from rules.access.viewer import Role
from tests.support import vae_stages
from tests.support.operations import Told, at_once, refusal, roles_that_may, told, warned
from tests.support.stores import Stores, World
from tests.support.vae import VaePath
from tests.support.walk import EVALUATED, HELD, Path, centre

CONCLUDE, HERE = "concludeCommission", centre(EVALUATED)


@pytest.fixture
def world() -> World:
    return vae_stages.examined


@pytest.fixture
def number(path: Path, stores: Stores) -> str:
    """The request of which everything is acquired."""
    found: str = stores.told(vae_stages.examined)
    return found


async def _examined(vae: VaePath, acquired: str, last_name: str = "Partielle") -> str:
    number = await vae.admissible(last_name)
    await vae.evidence(number)
    assert (await vae.examined(number, acquired))["problems"] == []
    return number


async def test_what_the_commission_reports(vae: VaePath, number: str) -> None:
    payload = await vae.concluded(number, "TOTAL", observations="Un dossier solide.")
    assert (warned(payload), payload["dossier"]["status"]) == ([], "EVALUE")
    assert (await vae.seen(number))["vae"]["conclusion"] == {
        "extent": "TOTAL",
        "on": EVALUATED.isoformat(),
        "president": "Rose Représentante",
        "observations": "Un dossier solide.",
    }


async def test_what_is_not_all_acquired_is_partial(vae: VaePath, number: str) -> None:
    some = await _examined(vae, "123")
    given = {"dossier": some, "extent": "TOTAL"}
    assert await refusal(vae, CONCLUDE, HERE, **given) == [("VAE-06", "extent")]
    assert warned(await vae.concluded(some, "PARTIAL")) == []


async def test_none_is_for_the_jury_alone_to_say(vae: VaePath, number: str) -> None:
    assert warned(await vae.concluded(await _examined(vae, ""), "PARTIAL")) == ["VAE-06"]
    answer = await vae.api.post(
        "mutation($i: ConcludeCommissionInput!) { concludeCommission(input: $i) { problems { code } } }",
        {"i": {"dossier": number, "extent": "NONE", "expectedRevision": await vae.revision(number)}},
        HERE,
    )
    assert answer["errors"][0]["extensions"]["code"] in {"INVALID_INPUT", "BAD_REQUEST"}


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"extent": "PARTIAL"}, ("VAE-06", "extent")),
        ({"on": "2027-02-22"}, ("VAE-06", "on")),
        ({"on": "2027-02-24"}, ("VAE-06", "on")),
        ({"observations": "x" * 2_001}, ("INVALID_INPUT", "observations")),
        ({"observations": " "}, ("INVALID_INPUT", "observations")),
        ({"observations": "\x1b[31m"}, ("INVALID_INPUT", "observations")),
    ],
)
async def test_what_is_refused(vae: VaePath, number: str, changes: dict[str, Any], expected: Told) -> None:
    given = {"dossier": number, "extent": "TOTAL", **changes}
    assert await refusal(vae, CONCLUDE, HERE, **given) == [expected]
    assert (await vae.seen(number))["vae"]["conclusion"] is None


async def test_before_everything_has_a_result(vae: VaePath, number: str) -> None:
    some = await vae.admissible("Commencée")
    await vae.evidence(some)
    one = [{"capacite": "1", "acquired": True, "mode": "SITUATION_REELLE", "on": EVALUATED.isoformat()}]
    made = await vae.done("recordEvaluation", HERE, dossier=some, results=one)
    assert made["status"] == "RECEVABLE"
    given = {"dossier": some, "extent": "PARTIAL"}
    assert await refusal(vae, CONCLUDE, HERE, **given) == [("EVA-06", "")]
    asked = {"dossier": await vae.completed("En instruction"), "extent": "TOTAL", "on": "2026-12-01"}
    early = await refusal(vae, CONCLUDE, centre(EVALUATED.replace(year=2026, month=12, day=1)), **asked)
    assert early == [("VAE-06", ""), ("EVA-06", "")]


async def test_a_result_recorded_again_undoes_it(vae: VaePath, number: str) -> None:
    await vae.concluded(number, "TOTAL")
    given = {"dossier": number, "extent": "TOTAL"}
    assert await refusal(vae, CONCLUDE, HERE, **given) == [("VAE-06", "")], "it has concluded"
    made = await vae.examined(number, "12")
    assert (made["problems"], made["dossier"]["status"]) == ([], "RECEVABLE")
    assert (await vae.seen(number))["vae"]["conclusion"] is None
    assert warned(await vae.concluded(number, "PARTIAL")) == []


async def test_another_centre_s_does_not_exist(vae: VaePath, number: str) -> None:
    given = {"dossier": number, "extent": "TOTAL"}
    assert await refusal(vae, CONCLUDE, centre(HELD, "UT62"), **given) == [("NOT_FOUND", "dossier")]


async def test_who_may(vae: VaePath, number: str) -> None:
    given = {"dossier": number, "extent": "TOTAL", "expectedRevision": 1}
    assert await roles_that_may(vae, CONCLUDE, **given) == {Role.CENTRE}


async def test_two_at_once_have_one_winner(vae: VaePath, number: str) -> None:
    both = [{"dossier": number, "extent": "TOTAL", "observations": text} for text in ("Une", "Deux")]
    landed, refused = await at_once(vae, CONCLUDE, HERE, *both)
    assert (len(landed), len(refused)) == (1, 1)
    assert refused[0][0] == ("CONFLICT", "expectedRevision")


async def test_one_key_and_a_stale_revision(vae: VaePath, number: str) -> None:
    stale = await vae.concluded(number, "TOTAL", expectedRevision=1)
    assert told(stale) == [("CONFLICT", "expectedRevision")]
    given = {"expectedRevision": await vae.revision(number), "idempotencyKey": "conclusions"}
    first = await vae.concluded(number, "TOTAL", **given)
    assert first["problems"] == []
    assert await vae.concluded(number, "TOTAL", **given) == first
    other = await vae.concluded(number, "PARTIAL", **given)
    assert [item["code"] for item in other["problems"]] == ["IDEMPOTENCY_KEY_REUSED"]

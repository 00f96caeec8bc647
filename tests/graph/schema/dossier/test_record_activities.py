"""recordActivities: the dossier d'activités received, its time counted, until the notice (VAE-02, VAE-07)."""

from typing import Any

import pytest

from rules.access.viewer import Role
from tests.support import vae_stages
from tests.support.asking import ask
from tests.support.operations import Told, at_once, refusal, roles_that_may, told
from tests.support.stores import Stores, World
from tests.support.vae import COMPLETE, WELDER, VaePath
from tests.support.walk import OPENED, Path, as_, centre

RECORD = "recordActivities"


@pytest.fixture
def world() -> World:
    return vae_stages.requested


@pytest.fixture
def number(path: Path, stores: Stores) -> str:
    """The request just opened."""
    found: str = stores.told(vae_stages.requested)
    return found


def _experience(**changes: Any) -> dict[str, Any]:
    """Nine years as a welder, changed as asked."""
    return {**WELDER, **changes}


async def test_what_is_received_replaces_what_was_there(vae: VaePath, number: str) -> None:
    volunteer = _experience(post="Animateur", contract="BENEVOLAT", voluntary=True, share=None, hours=400)
    first = await vae.activities(number, WELDER, volunteer, withoutDiploma=True, receivedOn=OPENED.isoformat())
    assert (first["problems"], first["dossier"]["status"]) == ([], "RECEVABILITE_EN_INSTRUCTION")
    found = (await vae.seen(number))["vae"]
    assert [item["post"] for item in found["experiences"]] == ["Soudeur", "Animateur"]
    assert found["withoutDiploma"] is True
    assert not any("diplômes" in missing for missing in found["missing"])
    await vae.activities(number, _experience(post="Tuyauteur"))
    found = (await vae.seen(number))["vae"]
    assert [item["post"] for item in found["experiences"]] == ["Tuyauteur"]
    assert "les copies de diplômes, titres ou attestations" in found["missing"]


async def test_time_that_experiences_share_is_counted_once(vae: VaePath, number: str) -> None:
    again = _experience(post="Soudeur le soir", startsOn="2016-01-01", endsOn="2022-12-31")
    assert (await vae.activities(number, WELDER, again))["problems"] == []
    assert (await vae.seen(number))["vae"]["experience"] == {"days": 3287, "hours": 14462, "years": 9.0}


async def test_two_hundred_experiences_and_no_more(vae: VaePath, number: str) -> None:
    many = [_experience(post=f"Poste {rank}") for rank in range(200)]
    given = {"dossier": number, "experiences": [*many, WELDER]}
    assert await refusal(vae, RECORD, centre(COMPLETE), **given) == [("INVALID_INPUT", "experiences")]
    assert (await vae.activities(number, *many))["problems"] == []
    assert len((await vae.seen(number))["vae"]["experiences"]) == 200


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"endsOn": "2014-12-31"}, ("VAE-02", "experiences.0.endsOn")),
        ({"endsOn": "2026-12-01"}, ("VAE-02", "experiences.0.endsOn")),
        ({"endsOn": "9999-12-31"}, ("VAE-02", "experiences.0.endsOn")),
        ({"startsOn": "2026-12-01", "endsOn": None}, ("VAE-02", "experiences.0.startsOn")),
        ({"startsOn": "1990-05-01"}, ("VAE-02", "experiences.0.startsOn")),
        ({"startsOn": "0001-01-01"}, ("VAE-02", "experiences.0.startsOn")),
        ({"share": None}, ("VAE-02", "experiences.0.hours")),
        ({"hours": 100}, ("VAE-02", "experiences.0.hours")),
        ({"share": None, "hours": 0}, ("VAE-02", "experiences.0.hours")),
        ({"share": None, "hours": 24 * 3287 + 1}, ("VAE-02", "experiences.0.hours")),
        ({"share": 0}, ("VAE-02", "experiences.0.share")),
        ({"share": 101}, ("VAE-02", "experiences.0.share")),
        ({"share": -(2**31)}, ("VAE-02", "experiences.0.share")),
        ({"post": " "}, ("INVALID_INPUT", "experiences.0.post")),
        ({"employer": "x" * 201}, ("INVALID_INPUT", "experiences.0.employer")),
        ({"activity": "\x00\u202e"}, ("INVALID_INPUT", "experiences.0.activity")),
        ({"tasks": "x" * 2_001}, ("INVALID_INPUT", "experiences.0.tasks")),
        ({"tasks": "\n"}, ("INVALID_INPUT", "experiences.0.tasks")),
    ],
)
async def test_an_experience_that_is_none(vae: VaePath, number: str, changes: dict[str, Any], expected: Told) -> None:
    given = {"dossier": number, "experiences": [_experience(**changes)]}
    assert await refusal(vae, RECORD, centre(COMPLETE), **given) == [expected]


async def test_faults_come_back_together_each_in_its_place(vae: VaePath, number: str) -> None:
    wrong = [WELDER, _experience(endsOn="2014-12-31"), _experience(post="", share=0)]
    assert await refusal(vae, RECORD, centre(COMPLETE), dossier=number, experiences=wrong) == [
        ("VAE-02", "experiences.1.endsOn"),
        ("VAE-02", "experiences.2.share"),
        ("INVALID_INPUT", "experiences.2.post"),
    ]
    assert await refusal(vae, RECORD, centre(COMPLETE), dossier=number, experiences=[]) == [("VAE-02", "experiences")]


@pytest.mark.parametrize("changes", [{"contract": "ESCLAVAGE"}, {"hours": 2**31}, {"startsOn": "2015-02-30"}, {"x": 1}])
async def test_what_is_not_of_the_schema_is_refused_as_a_whole(
    vae: VaePath, number: str, changes: dict[str, Any]
) -> None:
    answer = await ask(vae, RECORD, centre(COMPLETE), dossier=number, experiences=[_experience(**changes)])
    assert [error["extensions"]["code"] for error in answer] in (["INVALID_INPUT"], ["BAD_REQUEST"])
    assert (await vae.seen(number))["vae"]["experiences"] == []


async def test_html_is_text_like_any_other(vae: VaePath, number: str) -> None:
    assert (await vae.activities(number, _experience(post="<b>Soudeur</b> & {$where: 1}")))["problems"] == []
    assert (await vae.seen(number))["vae"]["experiences"] == [{"post": "<b>Soudeur</b> & {$where: 1}"}]


@pytest.mark.parametrize("on", ["2026-11-22", "2026-12-01"])
async def test_received_between_the_request_and_this_day(vae: VaePath, number: str, on: str) -> None:
    given = {"dossier": number, "experiences": [WELDER], "receivedOn": on}
    assert await refusal(vae, RECORD, centre(COMPLETE), **given) == [("VAE-02", "receivedOn")]


async def test_the_candidate_sends_it_the_day_they_send_it(vae: VaePath, number: str) -> None:
    own, given = await vae.own(number), {"dossier": number, "experiences": [WELDER]}
    assert await refusal(vae, RECORD, own, **given, receivedOn=OPENED.isoformat()) == [("VAE-02", "receivedOn")]
    assert (await vae.activities(number, actor=own))["problems"] == []
    assert (await vae.seen(number))["vae"]["activitiesOn"] == COMPLETE.isoformat()


async def test_another_s_request_does_not_exist(vae: VaePath, number: str) -> None:
    given = {"dossier": number, "experiences": [WELDER]}
    strangers = [centre(COMPLETE, "UT62"), as_(Role.CANDIDATE, COMPLETE, None, candidate="autre")]
    for actor in (*strangers, as_(Role.ADVISER, COMPLETE, None, subject="sans mandat")):
        assert await refusal(vae, RECORD, actor, **given) == [("NOT_FOUND", "dossier")]


async def test_after_the_notice_it_is_too_late(vae: VaePath, number: str) -> None:
    given = {"dossier": await vae.admissible("Recevable"), "experiences": [WELDER]}
    assert await refusal(vae, RECORD, centre(COMPLETE), **given) == [("VAE-02", "")]


async def test_who_may(vae: VaePath, number: str) -> None:
    allowed = {Role.CENTRE, Role.CANDIDATE, Role.ADVISER}
    assert await roles_that_may(vae, RECORD, dossier=number, experiences=[WELDER]) == allowed


async def test_two_at_once_the_last_counts(vae: VaePath, number: str) -> None:
    both = [{"dossier": number, "experiences": [_experience(post=post)]} for post in ("Soudeur", "Tuyauteur")]
    landed, refused = await at_once(vae, RECORD, centre(COMPLETE), *both)
    assert refused == []
    assert sorted(dossier["revision"] for dossier in landed) == [2, 3]
    assert len((await vae.seen(number))["vae"]["experiences"]) == 1


async def test_one_key_and_a_stale_revision(vae: VaePath, number: str) -> None:
    first = await vae.activities(number, idempotencyKey="activités")
    assert await vae.activities(number, idempotencyKey="activités") == first
    other = await vae.activities(number, _experience(post="Autre"), idempotencyKey="activités")
    assert [item["code"] for item in other["problems"]] == ["IDEMPOTENCY_KEY_REUSED"]
    stale = await vae.activities(number, expectedRevision=1)
    assert told(stale) == [("CONFLICT", "expectedRevision")]
    assert (stale["problems"][0]["currentRevision"], await vae.revision(number)) == (2, 2)

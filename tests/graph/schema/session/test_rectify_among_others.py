"""rectifyMinutes beside other minutes: unsigned, of another dossier of the person, of another jury (CER-07, JUR-18)."""

from typing import Any

import pytest

from repositories.counting import recorded_commands
from repositories.verification import verify
from rules.access.viewer import Role
from tests.support.again import SECOND
from tests.support.operations import refusal, seen, told, warned
from tests.support.stages import Stage, signed, stand
from tests.support.stores import Stores, World
from tests.support.walk import CQPM, EVALUATED, HELD, OPENED, SENT, Path, as_, centre, president
from tests.support.world import PLAIN

FIELDS = "minutes { certification { code } rectifications { fields dossier { number } } }"
ANNOUNCED = 42
"""What a mutation of one field is announced to cost, the account's look-up included."""


@pytest.fixture
def world() -> World:
    return signed


@pytest.fixture
def stage(path: Path, stores: Stores) -> Stage:
    return stand(path, stores, signed)


async def _given(path: Path, session: str, dossier: str, actor: str, **changes: Any) -> dict[str, Any]:
    common = {"session": session, "certification": CQPM, "text": "Acte de naissance", "signedBy": "Anne Présidente"}
    said = {"dossier": dossier, "civilStatus": {"birthDate": "1990-01-05"}, "proof": await path.upload(actor)}
    revision = (await seen(path, "session", session, "revision"))["revision"]
    return {**common, **said, "expectedRevision": revision, **changes}


async def _rectified(path: Path, session: str) -> dict[str, list[tuple[str, list[str]]]]:
    """The dossiers and the fields of the rectifications of each minutes of a session."""
    found = (await seen(path, "session", session, FIELDS))["minutes"]
    return {
        item["certification"]["code"]: [(line["dossier"]["number"], line["fields"]) for line in item["rectifications"]]
        for item in found
    }


async def _second(path: Path, first: str) -> str:
    """Another dossier of the same person on the same certification, evaluated."""
    person = (await seen(path, "dossier", first, "candidate { id }"))["candidate"]["id"]
    company = {"name": "Ateliers", "address": "1 rue X", "nace": "33.12Z", "sector": "M"}
    opened = await path.api.open(person, centre(OPENED), certification=CQPM, channel="ENTREPRISE", company=company)
    number: str = opened["dossier"]["number"]
    await path.planned(number)
    results = [
        {"capacite": item, "acquired": True, "mode": "SITUATION_REELLE", "on": EVALUATED.isoformat()} for item in "1234"
    ]
    await path.done("recordEvaluation", centre(EVALUATED), dossier=number, results=results)
    return number


@pytest.mark.rule("JUR-13")
async def test_the_day_of_entry_decides_what_is_awarded(path: Path, stage: Stage) -> None:
    opening = {"trainingStartsOn": OPENED.isoformat(), "trainingBody": "Pôle formation"}
    given = await _given(path, stage.session, stage.dossier, centre(SENT), opening=opening)
    del given["civilStatus"]
    assert await refusal(path, "rectifyMinutes", centre(SENT), **given) == [("JUR-13", "opening.trainingStartsOn")]
    given["opening"] = {"trainingBody": "Pôle formation"}
    assert warned(await path.call("rectifyMinutes", centre(SENT), **given)) == []


@pytest.mark.rule("CER-07")
async def test_of_two_qualifications_only_the_signed_one_is_rectified(path: Path, stage: Stage) -> None:
    number = await path.dossier("Double")
    await path.convened(number, certifications=[CQPM, PLAIN])
    await path.attended()
    await path.decide(number, "A")
    asked = {"session": path.session, "certifications": [CQPM], "expectedRevision": await path.revision()}
    assert (await path.done("signMinutes", president(HELD), **asked))["status"] == "DELIBEREE"
    other = await _given(path, path.session, number, centre(SENT), certification=PLAIN)
    assert await refusal(path, "rectifyMinutes", centre(SENT), **other) == [
        ("CER-07", "certification"),
        ("NOT_FOUND", "dossier"),
    ]
    given = await _given(path, path.session, number, centre(SENT))
    assert warned(await path.call("rectifyMinutes", centre(SENT), **given)) == []
    assert await _rectified(path, path.session) == {CQPM: [(number, ["birthDate"])]}
    last = {"session": path.session, "expectedRevision": await path.revision()}
    assert (await path.done("signMinutes", president(HELD), **last))["status"] == "SIGNEE"
    assert [item async for item in verify(path.api.store)] == []


@pytest.mark.rule("CER-07")
async def test_every_minutes_of_the_person_is_rectified_in_few_commands(path: Path, stage: Stage) -> None:
    second = await _second(path, stage.dossier)
    await path.held(second)
    await path.signed(**{second: "A"})
    given = await _given(path, stage.session, stage.dossier, centre(SENT))
    with recorded_commands() as commands:
        payload = await path.call("rectifyMinutes", centre(SENT), **given)
    assert warned(payload) == ["CER-07"]
    assert path.session in payload["warnings"][0]["message"]
    assert len(commands) <= ANNOUNCED, commands
    assert await _rectified(path, stage.session) == {CQPM: [(stage.dossier, ["birthDate"])]}
    assert await _rectified(path, path.session) == {CQPM: [(second, ["birthDate"])]}
    assert [item async for item in verify(path.api.store)] == []


@pytest.mark.rule("JUR-08")
async def test_a_president_rectifies_what_their_own_jury_signed(path: Path, stage: Stage) -> None:
    await path.scheduled(heldOn=SECOND.held.isoformat())
    await path.name("Renée Présidente", "PRESIDENT", "UT59", account="autre-president")
    stranger = as_(Role.JURY_PRESIDENT, SENT, None, subject="autre-president")
    given = await _given(path, stage.session, stage.dossier, stranger)
    assert told(await path.call("rectifyMinutes", stranger, **given)) == [("NOT_FOUND", "session")]
    own = {**given, "session": path.session, "expectedRevision": await path.revision()}
    refused = told(await path.call("rectifyMinutes", stranger, **own))
    assert refused == [("CER-07", ""), ("CER-07", "certification"), ("NOT_FOUND", "dossier")]
    assert await _rectified(path, stage.session) == {CQPM: []}

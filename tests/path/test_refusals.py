"""What every mutation of the path refuses alike: unknown, of another centre, stale, hostile; and keys and dry runs."""

from typing import Any

import pytest

from repositories.verification import verify
from rules.access.viewer import Role
from rules.views.rights import OPERATIONS
from tests.support.asking import SUBJECTS, actor_of, ask
from tests.support.walk import ASKED, GTP, HELD, Path, centre, gtp

HOSTILE = ("", " ", "x" * 100_000, "\x00\u202e", "S2027-UT59-0001'; drop", "$where", "../../etc")


@pytest.mark.parametrize("operation", SUBJECTS)
async def test_what_is_unknown_or_of_another_centre_does_not_exist(path: Path, convened: str, operation: str) -> None:
    numbers = {"session": path.session, "dossier": convened, "certificate": "MC 2027 05 59 00001"}
    before = await path.api.store.driver.count("events", {})
    subject = SUBJECTS[operation]
    for actor, number in (
        (actor_of(operation), "inconnu"),
        *([(actor_of(operation, "UT62"), numbers[subject])] if Role.CENTRE in (OPERATIONS[operation] or ()) else []),
    ):
        payload = await ask(path, operation, actor, **{subject: number})
        assert [problem["code"] for problem in payload["problems"]] == ["NOT_FOUND"], payload
        assert payload["problems"][0]["message"].endswith(".")
    assert await path.api.store.driver.count("events", {}) == before


@pytest.mark.parametrize("operation", sorted(SUBJECTS))
async def test_hostile_numbers_are_only_unknown(path: Path, operation: str) -> None:
    for number in HOSTILE:
        payload = await ask(path, operation, actor_of(operation), **{SUBJECTS[operation]: number})
        codes = {problem["code"] for problem in payload["problems"]} if isinstance(payload, dict) else set()
        assert codes == {"NOT_FOUND"}, (operation, number[:20], payload)


@pytest.mark.parametrize("operation", [name for name, subject in SUBJECTS.items() if subject in {"session", "dossier"}])
async def test_a_stale_revision_is_a_conflict_beside_the_rest(path: Path, convened: str, operation: str) -> None:
    number = {"session": path.session, "dossier": convened}[SUBJECTS[operation]]
    payload = await ask(path, operation, actor_of(operation), **{SUBJECTS[operation]: number, "expectedRevision": 999})
    conflicts = [problem for problem in payload["problems"] if problem["code"] == "CONFLICT"]
    if payload["problems"][0]["code"] == "NOT_FOUND":
        assert operation in {"nameJuryMember", "replaceJuryMember"}, "the organisation of the sample is unknown"
        return
    assert [problem["currentRevision"] for problem in conflicts] == [
        (await path.revision(convened if SUBJECTS[operation] == "dossier" else None))
    ]
    assert f" {number} a changé" in conflicts[0]["message"]


async def test_the_same_key_does_it_once_and_another_input_is_told(path: Path) -> None:
    await path.scheduled()
    given = {"session": path.session, "idempotencyKey": "une fois"}
    first = await path.call("requestUnionMembers", centre(ASKED), **given)
    again = await path.call("requestUnionMembers", centre(ASKED), **given)
    assert again == first
    other = await path.call("requestUnionMembers", centre(ASKED), **given, unions=["FO"])
    assert [problem["code"] for problem in other["problems"]] == ["IDEMPOTENCY_KEY_REUSED"]
    history = await path.api.data(
        "query($n: String!) { session(number: $n) { history { nodes { action summary rules { id } } } } }",
        {"n": path.session},
        centre(ASKED),
    )
    actions = [event["action"] for event in history["session"]["history"]["nodes"]]
    assert actions == ["scheduleSession", "requestUnionMembers"]
    summaries = [event["summary"] for event in history["session"]["history"]["nodes"]]
    assert summaries == [
        f"{path.session} : session programmée pour le 15 avril 2027.",
        f"{path.session} : organisations syndicales saisies.",
    ]


async def test_a_dry_run_shows_and_writes_nothing(path: Path) -> None:
    number = await path.dossier("Essai")
    await path.held(number)
    await path.signed(**{number: "A"})
    await path.transmitted()
    before = {name: await path.api.store.driver.count(name, {}) for name in ("events", "certificates", "anchors")}
    shown = await path.call(
        "validateAttribution",
        gtp(GTP),
        session=path.session,
        verdicts=[{"dossier": number, "validated": True}],
        expectedRevision=await path.revision(),
        dryRun=True,
    )
    assert shown["session"]["status"] == "CLOSE"
    assert {name: await path.api.store.driver.count(name, {}) for name in before} == before
    assert (await path.read(number))["status"] == "TRANSMIS"
    await path.validated(number)
    [first, _] = (await path.read(number))["certificates"]
    assert first["number"] == "MC 2027 05 59 00001", "a dry run gives its numbers back"
    assert [finding async for finding in verify(path.api.store)] == []


async def test_sessions_are_found_by_what_one_asks_of_them(path: Path) -> None:
    await path.convened()
    first = path.session
    await path.scheduled(heldOn="2027-06-01", certifications=["MQ 1989 0021"])
    query = "query($f: SessionFilter) { sessions(filter: $f) { totalCount nodes { number } } }"

    async def found(actor: str, **filter_: Any) -> list[str]:
        data = await path.api.data(query, {"f": filter_}, actor)
        assert data["sessions"]["totalCount"] == len(data["sessions"]["nodes"])
        return [node["number"] for node in data["sessions"]["nodes"]]

    now, later = centre(ASKED), centre(HELD.replace(month=6, day=16))
    assert await found(now) == [first, path.session]
    assert await found(now, status="CONVOQUEE") == [first]
    assert await found(now, certification="0021") == [path.session]
    assert await found(now, heldOn={"until": "2027-05-01"}) == [first]
    assert await found(now, heldOn={"from": "2027-05-01"}) == [path.session]
    assert await found(now, late=True) == []
    assert await found(later, late=True) == [first]
    assert await found(later, late=True, status="PROGRAMMEE") == []
    assert await found(now, missingPieces=True) == [first, path.session]
    assert await found(now, missingPieces=False) == []
    assert await found(centre(ASKED, "UT62")) == []

"""recordDecisions: a whole sitting at once, decisions and absences, all of it or nothing (JUR-11, JUR-12, JUR-19)."""

from typing import Any

import pytest

from repositories.store import Store
from repositories.verification import verify
from rules.access.viewer import Role
from tests.support.operations import Told, at_once, refusal, roles_that_may, seen, told, warned
from tests.support.stages import Stage, stand
from tests.support.stores import Stores, World
from tests.support.walk import HELD, MEMBER, PRESIDENT, Path, as_, centre, furnished_for_juries, president
from tests.support.world import Api

A, NA = "A", "NA"
FIELDS = """status absences { anonymousNumber on dossier { number status missedOn } } links { reason }
  dossiers { nodes { number status decision abstentions } }"""
MINUTES = """mutation($i: GenerateDocumentInput!) { generateDocument(input: $i) {
  document { url } problems { message path } } }"""


async def _sitting(store: Store) -> Stage:
    """A jury that meets, with two candidates: one with everything acquired, one with half of it."""
    await furnished_for_juries(store)
    async with Api.over(store) as api:
        path = Path(api)
        number = await path.dossier("Premier")
        await path.held(number, await path.dossier("Deuxième", "12"))
    return Stage(number, path.session, path.members)


@pytest.fixture
def world() -> World:
    return _sitting


@pytest.fixture
def number(path: Path, stores: Stores) -> str:
    """The first candidate's dossier."""
    return stand(path, stores, _sitting).dossier


async def _other(path: Path, number: str) -> str:
    nodes = (await seen(path, "session", path.session, "dossiers { nodes { number } }"))["dossiers"]["nodes"]
    [other] = [item["number"] for item in nodes if item["number"] != number]
    return str(other)


async def test_the_president_records_a_sitting_by_seats(path: Path, number: str) -> None:
    other = await _other(path, number)
    votes = [{"member": path.members[name], "decision": A} for name in ("Anne Présidente", "Lise Syndiquée")]
    lines = ({"dossier": number, "votes": votes}, {"dossier": other, "decision": NA, "comment": "À revoir"})
    assert warned(await path.sit(*lines)) == []
    session = await seen(path, "session", path.session, FIELDS)
    assert session["status"] == "DELIBEREE"
    assert [item["decision"] for item in session["dossiers"]["nodes"]] == [A, NA]
    history = await seen(path, "dossier", number, "history { nodes { action summary } }")
    assert history["history"]["nodes"][-1] == {
        "action": "recordDecisions",
        "summary": f"{number} : séance du jury enregistrée.",
    }


async def test_names_are_shown_in_the_answer_that_ends_the_sitting(path: Path, number: str) -> None:
    """JUR-08: and not in one that leaves a candidate to decide on."""
    other = await _other(path, number)
    query = """mutation($i: RecordDecisionsInput!) { recordDecisions(input: $i) { problems { message }
      session { revision dossiers { nodes { number candidate { lastName } } } } } }"""
    names = []
    for each in (number, other):
        given = {"session": path.session, "expectedRevision": await path.revision()}
        given["decisions"] = [{"dossier": await path.seat(each), "decision": NA, "comment": "x"}]
        shown = (await path.api.data(query, {"i": given}, president(HELD)))["recordDecisions"]
        assert shown["problems"] == []
        nodes = shown["session"]["dossiers"]["nodes"]
        names.append({item["candidate"] and item["candidate"]["lastName"] for item in nodes})
    assert names == [{None}, {"Premier", "Deuxième"}]


@pytest.mark.rule("JUR-19")
async def test_an_absent_candidate_waits_for_a_later_session(path: Path, number: str) -> None:
    other = await _other(path, number)
    seat = await path.seat(other)
    assert warned(await path.sit({"dossier": number, "decision": A}, {"dossier": other, "absent": True})) == []
    session = await seen(path, "session", path.session, FIELDS)
    assert session["status"] == "DELIBEREE"
    gone = {"number": other, "status": "EVALUE", "missedOn": [HELD.isoformat()]}
    assert session["absences"] == [{"anonymousNumber": seat, "on": HELD.isoformat(), "dossier": gone}]
    history = await seen(path, "dossier", other, "history { nodes { summary } }")
    told_of_it = f"{other} : candidat absent au jury du 15 avril 2027 ; dossier entièrement évalué."
    assert history["history"]["nodes"][-1] == {"summary": told_of_it}
    assert [item["number"] for item in session["dossiers"]["nodes"]] == [number]
    again = await path.api.data(
        f'{{ session(number: "{path.session}") {{ absences {{ anonymousNumber dossier {{ number }} }} }} }}',
        None,
        president(HELD),
    )
    assert again["session"]["absences"] == [{"anonymousNumber": seat, "dossier": None}], "JUR-08"
    later = Path(path.api)
    await later.convened(other, heldOn="2027-06-15")
    assert (await path.read(other))["session"]["number"] == later.session
    assert await later.seat(other) != seat
    back = await path.sit({"dossier": seat, "decision": A}, actor=centre(HELD))
    assert told(back) == [("NOT_FOUND", "decisions.0.dossier")], "a centre knows it by its number"
    back = await path.sit({"dossier": other, "decision": NA}, actor=centre(HELD))
    assert told(back) == [("JUR-19", "decisions.0.absent")]
    assert [item async for item in verify(path.api.store)] == []


async def test_an_absence_noted_by_mistake_is_undone_by_its_seat(path: Path, number: str) -> None:
    seat = await path.seat(number)
    assert warned(await path.sit({"dossier": number, "absent": True})) == []
    assert warned(await path.sit({"dossier": seat, "absent": False})) == []
    assert (await path.read(number))["status"] == "PRESENTE_AU_JURY"
    assert await path.seat(number) == seat
    assert (await seen(path, "dossier", number, "missedOn"))["missedOn"] == []
    assert warned(await path.sit({"dossier": number, "absent": True})) == []
    assert warned(await path.sit({"dossier": seat, "decision": A})) == []
    assert (await path.read(number))["decision"] == A


async def test_minutes_of_a_session_to_which_nobody_came_end_it(path: Path, number: str) -> None:
    """JUR-19: no state is a dead end; the dossiers go to another session."""
    other = await _other(path, number)
    assert warned(await path.sit(*({"dossier": item, "absent": True} for item in (number, other)))) == []
    signed = await path.done(
        "signMinutes", president(HELD), session=path.session, expectedRevision=await path.revision()
    )
    assert signed["status"] == "CLOSE"
    assert [line["state"] for line in signed["checklist"] if line["rule"]["id"] == "TRA-01"] == ["NOT_APPLICABLE"]
    assert "transmitSession" not in signed["nextActions"]
    given = {"kind": "MINUTES", "session": path.session}
    made = (await path.api.data(MINUTES, {"i": given}, centre(HELD)))["generateDocument"]
    assert made["problems"] == []
    await Path(path.api).convened(number, other, heldOn="2027-06-15")


@pytest.mark.rule("JUR-19")
async def test_a_declared_link_refuses_the_vote_and_tells_the_jury_nothing_of_it(path: Path, number: str) -> None:
    link = {"dossier": number, "member": path.members["Lise Syndiquée"], "reason": "Sœur du candidat Premier"}
    await path.done("assignDossiers", centre(HELD), session=path.session, links=[link])
    assert (await seen(path, "session", path.session, "links { reason member dossier { number } }"))["links"] == [
        {"reason": link["reason"], "member": link["member"], "dossier": {"number": number}}
    ]
    query = f'{{ session(number: "{path.session}") {{ links {{ reason member }} history {{ nodes {{ summary }} }} }} }}'
    for role, account in ((Role.JURY_PRESIDENT, PRESIDENT), (Role.JURY_MEMBER, MEMBER)):
        shown = await path.api.data(query, None, as_(role, HELD, None, subject=account))
        assert shown["session"]["links"] == []
        assert "Premier" not in str(shown)
    votes = [{"member": path.members[name], "decision": A} for name in ("Anne Présidente", "Lise Syndiquée")]
    refused = await path.sit({"dossier": number, "votes": votes})
    assert told(refused) == [("JUR-19", "decisions.0.votes.1.member")]
    message = refused["problems"][0]["message"]
    assert message == f"Lise Syndiquée s’abstient sur le dossier {await path.seat(number)} : sa voix n’y compte pas."
    assert warned(await path.sit({"dossier": number, "votes": votes[:1]})) == []
    assert (await seen(path, "dossier", number, "abstentions"))["abstentions"] == ["Lise Syndiquée"]
    seat = await path.seat(number)
    veiled = await path.api.data(f'{{ dossier(number: "{seat}") {{ abstentions }} }}', None, president(HELD))
    assert veiled["dossier"]["abstentions"] == []


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ({"decision": A, "acquired": ["1"]}, [("JUR-11", "decisions.1.acquired")]),
        ({"decision": A}, [("JUR-12", "decisions.1")]),
        ({"decision": NA, "comment": "<b>" * 200}, [("INVALID_INPUT", "decisions.1.comment")]),
        ({"decision": NA, "votes": [{"member": "x", "decision": A}]}, None),
        ({"absent": True, "decision": NA}, [("JUR-19", "decisions.1.absent")]),
        ({}, [("INVALID_INPUT", "decisions.1.decision")]),
    ],
)
async def test_one_line_that_is_wrong_leaves_all_unwritten(
    path: Path, number: str, line: dict[str, Any], expected: list[Told] | None
) -> None:
    seats = [await path.seat(item) for item in (number, await _other(path, number))]
    lines = [{"dossier": seats[0], "decision": A}, {"dossier": seats[1], **line}]
    found = await refusal(path, "recordDecisions", president(HELD), session=path.session, decisions=lines)
    if expected is None:
        assert found[0] == ("INVALID_INPUT", "decisions.1.votes.0.member")
    elif line.get("acquired"):
        assert set(expected) <= set(found)
    else:
        assert found == expected


async def test_a_refusal_names_the_seat_before_the_jury_and_the_dossier_before_the_centre(
    path: Path, number: str
) -> None:
    other = await _other(path, number)
    line = {"dossier": other, "decision": A}
    by_jury = (await path.sit(line))["problems"][0]["message"]
    by_centre = (await path.sit(line, actor=centre(HELD)))["problems"][0]["message"]
    seat = await path.seat(other)
    assert by_jury.startswith(f"Le candidat du dossier {seat} n’est admissible")
    assert by_centre == by_jury.replace(seat, other)
    unknown = await path.call(
        "recordDecisions",
        president(HELD),
        session=path.session,
        decisions=[line],
        expectedRevision=await path.revision(),
    )
    assert told(unknown) == [("NOT_FOUND", "decisions.0.dossier")], "the jury knows no number"


async def test_another_member_does_not_record_for_the_president(path: Path, number: str) -> None:
    member = as_(Role.JURY_PRESIDENT, HELD, None, subject=MEMBER)
    lines = [{"dossier": await path.seat(number), "decision": A}]
    given = {"session": path.session, "decisions": lines}
    assert await refusal(path, "recordDecisions", member, **given) == [("JUR-07", "")]


async def test_a_sitting_recorded_again_and_stale(path: Path, number: str) -> None:
    revision = await path.revision()
    line = {"dossier": number, "decision": A}
    assert warned(await path.sit(line)) == []
    assert told(await path.sit(line, expectedRevision=revision)) == [("CONFLICT", "expectedRevision")]
    assert warned(await path.sit({"dossier": number, "decision": NA})) == ["JUR-11"], "until the minutes"
    payload = await path.sit({"dossier": number, "absent": True})
    assert warned(payload) == []
    again = await path.sit({"dossier": number, "absent": True}, actor=centre(HELD))
    assert told(again) == [("JUR-19", "decisions.0.absent")]


async def test_a_dry_run_writes_nothing_and_a_key_does_it_once(path: Path, number: str) -> None:
    line, before = {"dossier": number, "decision": A}, await path.api.store.driver.count("events", {})
    tried = await path.sit(line, dryRun=True)
    assert tried["session"]["status"] == "TENUE"
    assert await path.api.store.driver.count("events", {}) == before
    revision = await path.revision()
    given = {"idempotencyKey": "la séance", "expectedRevision": revision}
    first, again = [await path.sit(line, **given) for _ in range(2)]
    assert again == first
    assert await path.api.store.driver.count("events", {}) == before + 2, "of the session and of the dossier"
    other = await path.sit({"dossier": number, "absent": True}, **given)
    assert told(other) == [("IDEMPOTENCY_KEY_REUSED", "idempotencyKey")]


async def test_two_sittings_at_once_one_lands(path: Path, number: str) -> None:
    seat = await path.seat(number)
    given = [{"session": path.session, "decisions": [{"dossier": seat, "decision": each}]} for each in (A, NA)]
    landed, refused = await at_once(path, "recordDecisions", president(HELD), *given)
    assert (len(landed), refused) == (1, [[("CONFLICT", "expectedRevision")]])


async def test_who_may(path: Path, number: str) -> None:
    lines = [{"dossier": number, "decision": A}]
    given = {"session": path.session, "decisions": lines, "expectedRevision": await path.revision()}
    assert await roles_that_may(path, "recordDecisions", **given) == {Role.CENTRE, Role.JURY_PRESIDENT}


async def test_after_the_minutes_nothing_changes(path: Path, number: str) -> None:
    other = await _other(path, number)
    assert warned(await path.sit({"dossier": number, "decision": A}, {"dossier": other, "absent": True})) == []
    await path.done("signMinutes", president(HELD), session=path.session, expectedRevision=await path.revision())
    for line in ({"dossier": other, "absent": False}, {"dossier": number, "absent": True}):
        found = told(await path.sit(line, actor=centre(HELD)))
        assert ("JUR-13", "") in found, "the session is signed"

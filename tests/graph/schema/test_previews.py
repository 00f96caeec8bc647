"""What a dry run shows has identifiers of its own, which nothing stored has, and the revision that it would have."""

from typing import Any

from graph.schema.base.relay import from_global_id
from resolvers.shared.previews import PreviewKey, preview_of
from tests.rules.samples import jury
from tests.support.submitting import CENTRE as RESOURCE_CENTRE
from tests.support.submitting import SEVEN, UNITS
from tests.support.walk import ASKED, HELD, Path, centre, president
from tests.support.world import PLAIN, Api

NODE = "query($i: ID!) { node(id: $i) { id } }"
WITHDRAW = """mutation($input: WithdrawDossierInput!) { withdrawDossier(input: $input) {
  dossier { id number revision status evaluations { id } session { id status } candidate { id } history { totalCount } }
  problems { code } } }"""


def _is_preview(identifier: str) -> bool:
    parts = from_global_id(identifier)
    return parts is not None and parts[0] == "Preview"


async def test_a_new_thing_shown_and_not_written_has_an_identifier_that_leads_nowhere(api: Api) -> None:
    first, second = await api.register(dryRun=True), await api.register(dryRun=True)
    ids = [payload["candidate"]["id"] for payload in (first, second)]
    assert all(map(_is_preview, ids))
    assert ids[0] != ids[1]
    assert first["candidate"]["revision"] == 1
    for identifier in ids:
        assert (await api.data(NODE, {"i": identifier}))["node"] is None
        refused = await api.open(identifier)
        assert [problem["code"] for problem in refused["problems"]] == ["NOT_FOUND"]


async def test_what_is_stored_keeps_its_identifier_beside_its_preview(path: Path) -> None:
    number = await path.dossier("Dupont")
    read = "query($n: String!) { dossier(number: $n) { id revision evaluations { id } candidate { id } history { totalCount } } }"
    stored = (await path.api.data(read, {"n": number}, centre(HELD)))["dossier"]
    given = {"dossier": number, "reason": "Essai"}
    told = await path.api.data(WITHDRAW, {"input": {**given, "dryRun": True}}, centre(HELD))
    shown = told["withdrawDossier"]["dossier"]
    assert (shown["number"], shown["status"], shown["revision"]) == (number, "ABANDONNE", stored["revision"] + 1)
    assert shown["candidate"] == stored["candidate"], "what it names is stored"
    assert shown["history"] == stored["history"]
    ids = [shown["id"], *(item["id"] for item in shown["evaluations"])]
    assert all(map(_is_preview, ids))
    assert len({*ids, stored["id"], *(item["id"] for item in stored["evaluations"])}) == 2 * len(ids)
    for identifier in ids:
        assert (await path.api.data(NODE, {"i": identifier}, centre(HELD)))["node"] is None
    assert (await path.api.data(read, {"n": number}, centre(HELD)))["dossier"] == stored
    done = (await path.api.data(WITHDRAW, {"input": given}, centre(HELD)))["withdrawDossier"]["dossier"]
    assert (done["id"], done["revision"]) == (stored["id"], shown["revision"])


async def test_the_members_and_the_dossiers_of_a_session_shown(path: Path) -> None:
    number = await path.dossier("Dupont")
    await path.convened(number)
    query = """mutation($input: SignAttendanceInput!) { signAttendance(input: $input) { session { id revision
      members { id present } dossiers { nodes { id number } } } problems { code } } }"""
    given = {"session": path.session, "present": list(path.members.values()), "expectedRevision": await path.revision()}
    told = await path.api.data(query, {"input": {**given, "dryRun": True}}, president(HELD))
    shown = told["signAttendance"]["session"]
    assert [item["present"] for item in shown["members"]] == [True] * 4
    assert _is_preview(shown["id"])
    assert all(_is_preview(item["id"]) for item in shown["members"])
    assert [item["number"] for item in shown["dossiers"]["nodes"]] == [await path.seat(number)]
    assert not _is_preview(shown["dossiers"]["nodes"][0]["id"])
    refused = await path.call("signAttendance", president(HELD), **{**given, "present": [shown["members"][0]["id"]]})
    assert refused["problems"][0]["path"] == ["present", "0"]


async def test_a_session_and_a_dossier_to_be_made_are_previews_too(path: Path) -> None:
    made = await path.call(
        "scheduleSession", centre(ASKED), certifications=["MQ 2010 0277"], heldOn=HELD.isoformat(), dryRun=True
    )
    assert _is_preview(made["session"]["id"])
    opened = await path.api.open(await path.api.candidate(), dryRun=True)
    assert _is_preview(opened["dossier"]["id"])
    assert not _is_preview(opened["dossier"]["candidate"]["id"])


async def test_a_version_shown_and_not_kept_and_its_parts_are_previews(api: Api) -> None:
    query = """mutation($input: SubmitReferentielInput!) { submitReferentiel(input: $input) { certification { id
      referentiels { id version capacites { id } composition { bloc { id code } capacites { id } } } } problems { code } } }"""
    given = {
        "certification": PLAIN,
        "nature": "COMPLETION",
        "source": "Papier",
        "capacites": SEVEN,
        "composition": UNITS,
    }

    async def told(**changes: Any) -> Any:
        asked = {"input": {**given, **changes}}
        payload = (await api.data(query, asked, RESOURCE_CENTRE))["submitReferentiel"]
        assert payload["problems"] == []
        return payload["certification"]

    shown = await told(dryRun=True)
    *before, new = shown.pop("referentiels")
    assert all(map(_is_preview, [shown["id"], *_ids(new)]))
    assert len(_ids(new)) == 1 + 7 + 2 + 7
    assert not any(map(_is_preview, _ids(before)))
    assert not any(map(_is_preview, _ids(await told())))


def _ids(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [*([value["id"]] if "id" in value else []), *(i for item in value.values() for i in _ids(item))]
    return [i for item in value for i in _ids(item)] if isinstance(value, list) else []


def test_a_preview_is_the_same_thing_under_another_key() -> None:
    session = jury.session(members=jury.jury())
    shown = preview_of(session)
    assert shown == session
    assert isinstance(shown.id, PreviewKey)
    assert shown.id == session.id
    assert all(isinstance(member.id, PreviewKey) for member in shown.members)
    assert preview_of(session).id.opaque("Session") != shown.id.opaque("Session")  # type: ignore[attr-defined]

"""signMinutes: by the president under their account, or by the centre with the signed paper of each qualification."""

from typing import Any

import pytest

from rules.access.viewer import Role
from tests.support.operations import at_once, refusal, roles_that_may, seen
from tests.support.stages import deliberated, stand
from tests.support.stores import Stores, World
from tests.support.walk import CQPM, HELD, MEMBER, Path, as_, centre, president
from tests.support.world import PLAIN


@pytest.fixture
def world() -> World:
    return deliberated


@pytest.fixture
def given(path: Path, stores: Stores) -> dict[str, Any]:
    """A session deliberated, whose minutes are to be signed."""
    return {"session": stand(path, stores, deliberated).session}


async def _signed(path: Path) -> list[tuple[str, str, str]]:
    """The qualifications whose minutes are signed, by whom, and when."""
    found = await seen(path, "session", path.session, "minutes { certification { code } signedBy signedOn }")
    return [(item["certification"]["code"], item["signedBy"], item["signedOn"]) for item in found["minutes"]]


async def test_the_president_signs_in_person(path: Path, given: dict[str, Any]) -> None:
    session = await path.done("signMinutes", president(HELD), **given, expectedRevision=await path.revision())
    assert session["status"] == "SIGNEE"
    assert await _signed(path) == [(CQPM, "Anne Présidente", HELD.isoformat())]


async def test_once_signed_no_dossier_offers_what_would_be_refused(path: Path, given: dict[str, Any]) -> None:
    """The state of the dossier does not change before the transmission; what signed minutes close is not offered."""
    query = "query($n: String!) { session(number: $n) { dossiers { nodes { nextActions } } } }"

    async def offered() -> set[str]:
        found = (await path.api.data(query, {"n": path.session}, centre(HELD)))["session"]["dossiers"]["nodes"]
        return {action for dossier in found for action in dossier["nextActions"]}

    assert {"recordDecision", "correctDossier"} <= await offered()
    await path.done("signMinutes", president(HELD), **given, expectedRevision=await path.revision())
    assert await offered() == set()


async def test_the_centre_brings_the_signed_paper(path: Path, given: dict[str, Any]) -> None:
    paper = {"kind": "MINUTES", "certification": CQPM, "file": await path.upload(centre(HELD))}
    asked = {**given, "certifications": [CQPM], "pieces": [paper], "expectedRevision": await path.revision()}
    assert (await path.done("signMinutes", centre(HELD), **asked))["status"] == "SIGNEE"
    assert await _signed(path) == [(CQPM, "Anne Présidente", HELD.isoformat())]
    stored = await seen(path, "session", path.session, "pieces { kind certification { code } file { id } }")
    assert stored["pieces"] == [{**paper, "certification": {"code": CQPM}, "file": {"id": paper["file"]}}]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"file": "inconnu"}, ("NOT_FOUND", "pieces.0.file")),
        ({"kind": "ATTENDANCE_SHEET"}, ("INVALID_INPUT", "pieces.0.kind")),
        ({"certification": PLAIN}, ("JUR-18", "pieces.0.certification")),
    ],
)
async def test_a_paper_that_is_not_one(path: Path, given: Any, changes: dict[str, Any], expected: Any) -> None:
    paper = {"kind": "MINUTES", "certification": CQPM, "file": await path.upload(president(HELD)), **changes}
    assert await refusal(path, "signMinutes", president(HELD), **given, pieces=[paper]) == [expected]


async def test_the_centre_without_the_paper(path: Path, given: dict[str, Any]) -> None:
    assert await refusal(path, "signMinutes", centre(HELD), **given) == [("JUR-13", "pieces")]


async def test_another_member_does_not_sign_for_the_president(path: Path, given: dict[str, Any]) -> None:
    member = as_(Role.JURY_PRESIDENT, HELD, None, subject=MEMBER)
    assert await refusal(path, "signMinutes", member, **given) == [("JUR-13", ""), ("JUR-13", "pieces")]


async def test_a_qualification_that_is_not_judged(path: Path, given: dict[str, Any]) -> None:
    asked = {**given, "certifications": [CQPM, PLAIN]}
    assert await refusal(path, "signMinutes", president(HELD), **asked) == [("INVALID_INPUT", "certifications.1")]
    assert await _signed(path) == []


async def test_a_code_is_read_however_it_is_typed(path: Path, given: dict[str, Any]) -> None:
    paper = {"kind": "MINUTES", "certification": " mq2010 0277", "file": await path.upload(centre(HELD))}
    asked = {**given, "certifications": ["mq 2010 0277 "], "pieces": [paper]}
    signed = await path.done("signMinutes", centre(HELD), **asked, expectedRevision=await path.revision())
    assert signed["status"] == "SIGNEE"
    assert await _signed(path) == [(CQPM, "Anne Présidente", HELD.isoformat())]


async def test_each_qualification_once(path: Path, given: dict[str, Any]) -> None:
    number = await path.dossier("Autre")
    await path.convened(number, certifications=[CQPM, PLAIN])
    await path.attended()
    await path.decide(number, "A")
    asked = {"session": path.session, "certifications": [CQPM]}
    first = await path.done("signMinutes", president(HELD), **asked, expectedRevision=await path.revision())
    assert first["status"] == "DELIBEREE", "the other qualification is left"
    assert await refusal(path, "signMinutes", president(HELD), **asked) == [("JUR-13", "certifications.0")]
    last = {"session": path.session, "expectedRevision": await path.revision()}
    assert (await path.done("signMinutes", president(HELD), **last))["status"] == "SIGNEE"


async def test_before_the_jury_has_met(path: Path, given: dict[str, Any]) -> None:
    await path.convened(await path.dossier("Autre"))
    told = await refusal(path, "signMinutes", president(HELD), session=path.session)
    assert told == [("JUR-13", ""), ("JUR-10", ""), ("JUR-13", "")], "the state, the attendance, the president"


async def test_who_may(path: Path, given: dict[str, Any]) -> None:
    assert await roles_that_may(path, "signMinutes", **given) == {Role.CENTRE, Role.JURY_PRESIDENT}


async def test_two_at_once_one_signs(path: Path, given: dict[str, Any]) -> None:
    landed, [refused] = await at_once(path, "signMinutes", president(HELD), given, given)
    assert [session["status"] for session in landed] == ["SIGNEE"]
    assert refused[0] == ("CONFLICT", "expectedRevision")
    assert len(await _signed(path)) == 1

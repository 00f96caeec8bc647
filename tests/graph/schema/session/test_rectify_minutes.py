"""rectifyMinutes: a clerical error corrected beside the signed minutes, no decision touched (CER-07)."""

from typing import Any

import pytest

from rules.access.viewer import Role
from tests.support.operations import at_once, refusal, roles_that_may, seen
from tests.support.stages import Stage, signed, stand
from tests.support.stores import Stores, World
from tests.support.walk import CQPM, HELD, MEMBER, SENT, Path, as_, centre, president
from tests.support.world import PLAIN

GIVEN: dict[str, Any] = {"certification": CQPM, "text": "Lire « Dupond ».", "signedBy": "Anne Présidente"}


@pytest.fixture
def world() -> World:
    return signed


@pytest.fixture
def stage(path: Path, stores: Stores) -> Stage:
    """A session whose minutes are signed."""
    return stand(path, stores, signed)


async def _rectifications(path: Path) -> list[Any]:
    [minutes] = (await seen(path, "session", path.session, "minutes { rectifications { text signedBy on } }"))[
        "minutes"
    ]
    found: list[Any] = minutes["rectifications"]
    return found


async def test_each_correction_stands_beside_the_minutes(path: Path, stage: Stage) -> None:
    for actor, text in ((president(SENT), "Lire « Dupond »."), (centre(SENT), "Lire « 1990 ».")):
        given = {"session": stage.session, **GIVEN, "text": text, "expectedRevision": await path.revision()}
        assert (await path.done("rectifyMinutes", actor, **given))["status"] == "SIGNEE"
    assert await _rectifications(path) == [
        {"text": text, "signedBy": "Anne Présidente", "on": SENT.isoformat()}
        for text in ("Lire « Dupond ».", "Lire « 1990 ».")
    ]
    assert (await path.read(stage.dossier))["decision"] == "A"


async def test_a_code_is_read_however_it_is_typed(path: Path, stage: Stage) -> None:
    given = {"session": stage.session, **GIVEN, "certification": " mq20100277 "}
    await path.done("rectifyMinutes", centre(SENT), **given, expectedRevision=await path.revision())
    assert len(await _rectifications(path)) == 1


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"certification": PLAIN}, "certification"),
        ({"text": " "}, "text"),
        ({"text": "x" * 1_001}, "text"),
        ({"signedBy": ""}, "signedBy"),
        ({"signedBy": "4nne"}, "signedBy"),
    ],
)
async def test_what_is_refused(path: Path, stage: Stage, changes: dict[str, Any], field: str) -> None:
    given = {"session": stage.session, **GIVEN, **changes}
    assert await refusal(path, "rectifyMinutes", centre(SENT), **given) == [("INVALID_INPUT", field)]
    assert await _rectifications(path) == []


async def test_another_member_does_not_sign_for_the_president(path: Path, stage: Stage) -> None:
    member = as_(Role.JURY_PRESIDENT, HELD, None, subject=MEMBER)
    assert await refusal(path, "rectifyMinutes", member, session=stage.session, **GIVEN) == [("CER-07", "")]


async def test_who_may(path: Path, stage: Stage) -> None:
    may = await roles_that_may(path, "rectifyMinutes", session=stage.session, **GIVEN)
    assert may == {Role.CENTRE, Role.JURY_PRESIDENT}


async def test_two_at_once_one_is_signed(path: Path, stage: Stage) -> None:
    both = [{"session": stage.session, **GIVEN, "text": text} for text in ("Une", "Autre")]
    landed, refused = await at_once(path, "rectifyMinutes", centre(SENT), *both)
    assert (len(landed), refused) == (1, [[("CONFLICT", "expectedRevision")]])
    assert len(await _rectifications(path)) == 1

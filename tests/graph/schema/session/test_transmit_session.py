"""transmitSession: the session sent to the GTP with its four pieces, its minutes copied to the jury (TRA-01, TRA-02)."""

from datetime import date
from typing import Any

import pytest

from rules.access.viewer import Role
from tests.support.operations import Told, at_once, refusal, roles_that_may, seen, warned
from tests.support.stages import Stage, signed, stand
from tests.support.stores import Stores, World
from tests.support.walk import ASKED, CQPM, HELD, SENT, Path, centre
from tests.support.world import PLAIN

KINDS = ("ATTESTATION", "CPREFP_EXTRACT", "ATTENDANCE_SHEET", "MINUTES")
DUE = date(2027, 6, 15)


@pytest.fixture
def world() -> World:
    return signed


@pytest.fixture
def stage(path: Path, stores: Stores) -> Stage:
    """A session whose minutes are signed."""
    return stand(path, stores, signed)


async def _asked(path: Path, *kinds: str, **changes: Any) -> dict[str, Any]:
    """The pieces of these kinds, all four where none is named, and the day on which the jury got its copy."""
    pieces = [
        {"kind": kind, "certification": CQPM if kind in KINDS[2:] else None, "file": await path.upload(centre(SENT))}
        for kind in kinds or KINDS
    ]
    return {"session": path.session, "pieces": pieces, "minutesCopiedOn": HELD.isoformat(), **changes}


async def test_the_gtp_has_it_with_its_dossiers(path: Path, stage: Stage) -> None:
    assert warned(await path.call("transmitSession", centre(SENT), **await _asked(path))) == []
    session = await seen(
        path, "session", stage.session, "status transmittedOn pieces { kind } checklist { rule { id } state }"
    )
    assert (session["status"], session["transmittedOn"]) == ("TRANSMISE", SENT.isoformat())
    assert [piece["kind"] for piece in session["pieces"]] == list(KINDS)
    assert {line["state"] for line in session["checklist"]} == {"DONE"}
    assert (await path.read(stage.dossier))["status"] == "TRANSMIS"


@pytest.mark.parametrize(("today", "rules"), [(DUE, []), (DUE.replace(day=16), ["TRA-01"])])
async def test_a_late_transmission_is_pointed_out(path: Path, stage: Stage, today: date, rules: list[str]) -> None:
    assert warned(await path.call("transmitSession", centre(today), **await _asked(path))) == rules


@pytest.mark.parametrize("missing", KINDS)
async def test_each_piece_is_there(path: Path, stage: Stage, missing: str) -> None:
    given = await _asked(path, *(kind for kind in KINDS if kind != missing))
    assert await refusal(path, "transmitSession", centre(SENT), **given) == [("TRA-02", "pieces")]
    assert (await path.read(stage.dossier))["status"] == "DELIBERE"


@pytest.mark.parametrize(
    ("place", "changes", "expected"),
    [
        (0, {"file": "inconnu"}, [("NOT_FOUND", "pieces.0.file")]),
        (1, {"kind": "COMPLEMENT"}, [("INVALID_INPUT", "pieces.1.kind"), ("TRA-02", "pieces")]),
        (3, {"certification": PLAIN}, [("JUR-18", "pieces.3.certification"), ("TRA-02", "pieces")]),
        (0, {"certification": CQPM}, [("INVALID_INPUT", "pieces.0.certification"), ("TRA-02", "pieces")]),
    ],
)
async def test_a_piece_that_is_not_one(
    path: Path, stage: Stage, place: int, changes: dict[str, Any], expected: list[Told]
) -> None:
    given = await _asked(path)
    given["pieces"][place] |= changes
    assert await refusal(path, "transmitSession", centre(SENT), **given) == expected


@pytest.mark.parametrize("day", [None, "2027-04-14", "2027-04-21"])
async def test_the_jury_has_its_copy(path: Path, stage: Stage, day: str | None) -> None:
    given = await _asked(path, minutesCopiedOn=day)
    assert await refusal(path, "transmitSession", centre(SENT), **given) == [("JUR-16", "minutesCopiedOn")]


async def test_the_cprefp_knows_the_members_as_they_are(path: Path, stage: Stage) -> None:
    number = await path.dossier("Autre")
    await path.convened(number)
    await path.name("Zoé Syndiquée", "UNION", "CGT")
    await path.done("conveneJury", centre(ASKED), session=path.session)
    await path.attended()
    await path.signed(**{number: "NA"})
    assert await refusal(path, "transmitSession", centre(SENT), **await _asked(path)) == [("JUR-09", "")]


async def test_who_may(path: Path, stage: Stage) -> None:
    assert await roles_that_may(path, "transmitSession", session=stage.session) == {Role.CENTRE}


async def test_two_at_once_one_is_sent(path: Path, stage: Stage) -> None:
    given = await _asked(path)
    landed, refused = await at_once(path, "transmitSession", centre(SENT), given, given)
    assert ([session["status"] for session in landed], refused) == (["TRANSMISE"], [[("TRA-02", "")]])

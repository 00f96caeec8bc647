"""A refusal of the GTP and the new jury that follows it, over HTTP: each step by its actor, on its day (GTP-07)."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from tests.support.walk import CQPM, GTP, Path, centre, gtp, president

REASONS = "La feuille d’émargement est illisible."


@dataclass(frozen=True)
class Round:
    """The days of a jury that follows a refusal."""

    asked: date
    held: date
    sent: date
    told: date


SECOND = Round(date(2027, 6, 1), date(2027, 9, 16), date(2027, 9, 20), date(2027, 10, 14))
THIRD = Round(date(2027, 11, 2), date(2028, 1, 13), date(2028, 1, 17), date(2028, 2, 10))


async def refused(path: Path, on: date, again: str, *numbers: str, evaluations: tuple[str, ...] = ()) -> Any:
    """The payload of validateAttribution that refuses these dossiers, and says what is made again."""
    verdicts = [
        {"dossier": number, "validated": False, "reasons": REASONS, "again": again, "evaluations": list(evaluations)}
        for number in numbers
    ]
    return await _told(path, on, verdicts)


async def validated(path: Path, on: date, *numbers: str) -> Any:
    """The payload of validateAttribution that validates these dossiers."""
    return await _told(path, on, [{"dossier": number, "validated": True} for number in numbers])


async def refused_first(path: Path, decisions: dict[str, str], again: str, evaluations: tuple[str, ...] = ()) -> str:
    """The number of a first session, held and sent, whose every attribution the GTP refuses."""
    await path.held(*decisions)
    await path.signed(**decisions)
    await path.transmitted()
    payload = await refused(path, GTP, again, *decisions, evaluations=evaluations)
    assert payload["problems"] == [], payload["problems"]
    return path.session


async def convened(path: Path, days: Round, *numbers: str) -> str:
    """The number of a session convened, with these dossiers before it."""
    path.members.clear()
    await path.convened(heldOn=days.held.isoformat())
    if numbers:
        await path.done("assignDossiers", centre(days.asked), session=path.session, add=list(numbers))
    return path.session


async def attended(path: Path, days: Round) -> None:
    """Signs the attendance of every member."""
    given = {"session": path.session, "present": list(path.members.values()), "expectedRevision": await path.revision()}
    await path.done("signAttendance", president(days.held), **given)


async def sent(path: Path, days: Round, decisions: dict[str, str]) -> None:
    """The session held, every decision recorded, the minutes signed and sent to the GTP."""
    await attended(path, days)
    actor = president(days.held)
    for number, decision in decisions.items():
        given = {"dossier": number, "decision": decision, "expectedRevision": await path.revision(number)}
        await path.done("recordDecision", actor, **given)
    await path.done("signMinutes", actor, session=path.session, expectedRevision=await path.revision())
    actor = centre(days.sent)
    kinds = (("ATTESTATION", None), ("CPREFP_EXTRACT", None), ("ATTENDANCE_SHEET", CQPM), ("MINUTES", CQPM))
    pieces = [{"kind": kind, "certification": code, "file": await path.upload(actor)} for kind, code in kinds]
    copied = days.sent.isoformat()
    await path.done("transmitSession", actor, session=path.session, pieces=pieces, minutesCopiedOn=copied)


async def judged_again(path: Path, days: Round, decisions: dict[str, str]) -> str:
    """The number of a new session, with these decisions sent to the GTP."""
    await convened(path, days, *decisions)
    await sent(path, days, decisions)
    return path.session


async def _told(path: Path, on: date, verdicts: list[dict[str, Any]]) -> Any:
    given = {"session": path.session, "verdicts": verdicts, "expectedRevision": await path.revision()}
    return await path.call("validateAttribution", gtp(on), **given)

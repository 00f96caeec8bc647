"""Sixty candidates, entirely evaluated, from their session to their certificates in ten requests."""

from dataclasses import dataclass, field
from typing import Any

from repositories.conformity import nonconformities
from repositories.store import Store
from repositories.verification import verify
from rules.base.event import EventDraft
from rules.base.operation import Operation
from tests.support.walk import ASKED, CQPM, GTP, HELD, SENT, Path, centre, gtp, president
from tests.support.world import NOW, TODAY, Api

SIXTY = 60
MOST_REQUESTS = 10


@dataclass
class _Counted:
    """An API of which every request counts."""

    api: Api
    requests: list[str] = field(default_factory=list)

    async def ask(self, operation: str, actor: str, **given: Any) -> Any:
        """The session of an operation that must have no problem."""
        self.requests.append(operation)
        name = operation[0].upper() + operation[1:]
        query = f"""mutation($i: {name}Input!) {{ {operation}(input: $i) {{ problems {{ message path }}
          session {{ revision status dossiers(first: 100) {{ nodes {{ number anonymousNumber }} }} }} }} }}"""
        payload = (await self.api.data(query, {"i": given}, actor))[operation]
        assert payload["problems"] == [], (operation, payload["problems"][:3])
        return payload["session"]

    async def upload(self, actor: str) -> str:
        """The identifier of a file just uploaded."""
        self.requests.append("PUT /files")
        return await Path(self.api).upload(actor)


async def _evaluated(path: Path) -> list[str]:
    """Sixty dossiers entirely evaluated: one walked there, the others written beside it for as many people."""
    first = await path.dossier("Modèle")
    dossier = await path.api.store.dossiers.by_number(first)
    assert dossier is not None
    person = await path.api.store.candidates.get(dossier.candidate)
    assert person is not None
    ranks = range(2, SIXTY + 1)
    people = [
        person.evolve(id=f"c{rank}", revision=0, anonymous_number=f"P{rank:05}", first_names=f"Copie {chr(64 + rank)}")
        for rank in ranks
    ]
    dossiers = [
        dossier.evolve(id=f"d{rank}", revision=0, number=f"D2026-UT59-1{rank:04}", candidate=f"c{rank}")
        for rank in ranks
    ]

    async def work(unit: Any) -> None:
        unit.insert_many([*people, *dossiers], EventDraft(action=Operation.importCertifications, facts={"sources": []}))

    await path.api.store.transact(work, actor="tests", on=TODAY, at=NOW)
    return [first, *(item.number for item in dossiers)]


async def test_a_sitting_of_sixty_takes_ten_requests(path: Path) -> None:
    numbers = await _evaluated(path)
    await path.convened()
    counted, session = _Counted(path.api), {"session": path.session}
    await counted.ask("assignDossiers", centre(ASKED), **session, add=numbers)
    present = list(path.members.values())
    revision = await path.revision()
    met = await counted.ask("signAttendance", president(HELD), **session, present=present, expectedRevision=revision)
    votes = [{"member": key, "decision": "A"} for key in present]
    seats = [item["anonymousNumber"] for item in met["dossiers"]["nodes"]]
    assert len(seats) == SIXTY
    lines: list[dict[str, Any]] = [{"dossier": seat, "votes": votes} for seat in seats[2:]]
    lines += [{"dossier": seats[0], "decision": "NA", "comment": "À revoir"}, {"dossier": seats[1], "absent": True}]
    decided = await counted.ask(
        "recordDecisions", president(HELD), **session, decisions=lines, expectedRevision=met["revision"]
    )
    assert decided["status"] == "DELIBEREE"
    await counted.ask("signMinutes", president(HELD), **session, expectedRevision=decided["revision"])
    kinds = (("ATTESTATION", None), ("CPREFP_EXTRACT", None), ("ATTENDANCE_SHEET", CQPM), ("MINUTES", CQPM))
    actor = centre(SENT)
    pieces = [{"kind": kind, "certification": code, "file": await counted.upload(actor)} for kind, code in kinds]
    sent = await counted.ask("transmitSession", actor, **session, pieces=pieces, minutesCopiedOn=SENT.isoformat())
    verdicts = [{"dossier": item["number"], "validated": True} for item in sent["dossiers"]["nodes"]]
    over = await counted.ask(
        "validateAttribution", gtp(GTP), **session, verdicts=verdicts, expectedRevision=sent["revision"]
    )
    assert over["status"] == "CLOSE"
    assert len(counted.requests) <= MOST_REQUESTS, counted.requests
    await _holds(path.api.store)


async def _holds(store: Store) -> None:
    """Certificates for fifty-eight, each of the CQPM and of its CQPI, and no fault in the store."""
    admitted = [item for item in await store.certificates.where({}) if item.bloc is None]
    assert len(admitted) == 2 * (SIXTY - 2)
    assert [item async for item in verify(store)] == []
    assert [item async for item in nonconformities(store)] == []

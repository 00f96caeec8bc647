"""Many at once: one winner where there is one, nothing lost, no gap and no double in the numbers."""

import asyncio

from repositories.conformity import nonconformities
from repositories.verification import verify
from rules.certificate.number import read_certificate_number
from tests.support.walk import ASKED, HELD, Path, centre, president

AT_ONCE = 20


async def test_twenty_decisions_on_one_candidate_have_one_winner(path: Path) -> None:
    number = await path.dossier("Seul")
    await path.held(number)
    given = {"dossier": number, "expectedRevision": await path.revision(number), "decision": "A"}
    answers = await asyncio.gather(*(path.call("recordDecision", president(HELD), **given) for _ in range(AT_ONCE)))
    won = [answer for answer in answers if not answer["problems"]]
    assert len(won) == 1
    lost = {problem["code"] for answer in answers for problem in answer["problems"]}
    assert lost == {"CONFLICT"}


async def test_the_last_two_decisions_at_once_close_the_deliberation(path: Path) -> None:
    one, other = await path.dossier("Un"), await path.dossier("Deux")
    await path.held(one, other)
    await asyncio.gather(path.decide(one, "A"), path.decide(other, "NA"))
    assert (await path.read(one))["session"]["status"] == "DELIBEREE"


async def test_twenty_members_named_at_once_all_land_or_break_a_rule(path: Path) -> None:
    await path.scheduled()
    answers = await asyncio.gather(
        *(path.name(f"Personne {chr(65 + rank)}", "EMPLOYER", "UT59") for rank in range(AT_ONCE))
    )
    landed = [answer for answer in answers if not answer["problems"]]
    assert len(landed) == 5
    assert {problem["rule"]["id"] for answer in answers for problem in answer["problems"]} == {"JUR-03"}
    session = await path.api.store.sessions.by_number(path.session)
    assert session is not None
    assert len(session.members) == 5


async def test_one_key_twenty_times_has_one_effect(path: Path) -> None:
    given = {"certifications": ["MQ 2010 0277"], "heldOn": HELD.isoformat(), "idempotencyKey": "une seule fois"}
    answers = await asyncio.gather(*(path.call("scheduleSession", centre(ASKED), **given) for _ in range(AT_ONCE)))
    assert {answer["session"]["number"] for answer in answers} == {"S2027-UT59-0001"}
    assert await path.api.store.sessions.count({}) == 1


async def test_numbers_across_sessions_validated_at_once(path: Path) -> None:
    walks = [Path(path.api) for _ in range(10)]
    numbers = []
    for rank, walk in enumerate(walks):
        number = await walk.dossier(f"Candidat {chr(65 + rank)}")
        await walk.held(number)
        await walk.signed(**{number: "A"})
        await walk.transmitted()
        numbers.append(number)
    answers = await asyncio.gather(*(walk.validated(number) for walk, number in zip(walks, numbers, strict=True)))
    assert [answer["problems"] for answer in answers] == [[]] * 10
    found = await path.api.store.certificates.where({})
    read = [read_certificate_number(item.number) for item in found]
    assert sorted(item.rank for item in read if item) == list(range(1, 21))
    assert [item async for item in verify(path.api.store)] == []
    assert [item async for item in nonconformities(path.api.store)] == []

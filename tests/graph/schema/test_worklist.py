"""viewer.worklist: what each account has to do next, by which day, and nothing else (PRD-06)."""

from datetime import date
from typing import Any

import pytest

from rules.access.viewer import Role
from tests.support.vae import COMPLETE, VaePath
from tests.support.walk import (
    ASKED,
    EVALUATED,
    GTP,
    HELD,
    MEMBER,
    OPENED,
    SENT,
    Path,
    as_,
    centre,
    gtp,
    president,
)

QUERY = """query($first: Int, $after: String, $until: Date) { viewer { worklist(first: $first, after: $after, dueUntil: $until) {
  totalCount pageInfo { hasNextPage endCursor }
  nodes { operation summary dueOn late rule { id } subject { __typename
    ... on Dossier { number status } ... on Session { number } ... on Certificate { number } } } } } }"""


async def _tasks(path: Path, actor: str, **asked: Any) -> Any:
    return (await path.api.data(QUERY, asked, actor))["viewer"]["worklist"]


async def _said(path: Path, actor: str, **asked: Any) -> list[tuple[str, str | None, bool]]:
    tasks = await _tasks(path, actor, **asked)
    return [(task["operation"], task["dueOn"], task["late"]) for task in tasks["nodes"]]


@pytest.mark.rule("PRD-06")
async def test_a_dossier_from_its_opening_to_the_jury(path: Path) -> None:
    number = await path.opened("Suivie")
    assert await _said(path, centre(OPENED)) == [("nameCommission", None, False), ("planEvaluation", None, False)]
    await path.planned(number)
    assert await _said(path, centre(OPENED)) == [], "three months to wait (INS-04)"
    assert await _said(path, centre(EVALUATED)) == [("recordEvaluation", None, False)]
    results = [
        {"capacite": n, "acquired": True, "mode": "SITUATION_REELLE", "on": EVALUATED.isoformat()} for n in "1234"
    ]
    await path.done("recordEvaluation", centre(EVALUATED), dossier=number, results=results)
    assert await _said(path, centre(EVALUATED)) == [("assignDossiers", None, False)]
    assert await _said(path, centre(EVALUATED, "UT62")) == []


async def test_a_session_from_its_unions_to_the_gtp(path: Path) -> None:
    number = await path.dossier("Jugée")
    await path.scheduled()
    asked, held = centre(ASKED), centre(HELD)
    unions = ("requestUnionMembers", "2027-03-31", False)
    assert (await _said(path, asked))[:2] == [("nameJuryMember", "2027-03-31", False), unions]
    assert (await _said(path, centre(date(2027, 4, 1))))[1] == (unions[0], unions[1], True)
    await path.done("requestUnionMembers", asked, session=path.session)
    await path.named()
    papers = ("generateDocument", "2027-03-31", False)
    assert (await _said(path, asked))[:2] == [papers, ("conveneJury", "2027-03-31", False)]
    await path.done("conveneJury", asked, session=path.session)
    await path.done("assignDossiers", asked, session=path.session, add=[number])
    assert await _said(path, asked) == [papers, ("informCprefp", "2027-06-15", False)]
    await path.done("informCprefp", asked, session=path.session)
    assert await _said(path, asked) == [papers], "the day of the jury is to come"
    assert await _said(path, president(HELD)) == [("signAttendance", "2027-04-15", False)]
    await path.attended()
    assert await _said(path, president(HELD)) == [("recordDecisions", "2027-04-15", False)]
    member = as_(Role.JURY_PRESIDENT, HELD, None, subject=MEMBER)
    assert await _said(path, member) == [], "who sits is not who presides"
    await path.decide(number, "A")
    assert await _said(path, president(HELD)) == [("signMinutes", "2027-06-15", False)]
    await path.signed()
    assert await _said(path, held) == [
        ("generateDocument", "2027-06-15", False),
        ("transmitSession", "2027-06-15", False),
    ]
    await path.transmitted()
    assert await _said(path, centre(SENT)) == []
    assert await _said(path, gtp(GTP)) == [("validateAttribution", None, False)]
    await path.validated(number)
    assert await _said(path, gtp(GTP)) == []
    tasks = await _tasks(path, centre(GTP))
    assert {task["operation"] for task in tasks["nodes"]} == {"deliverCertificate", "generateDocument"}
    assert tasks["totalCount"] == 5, "two certificates to print and to hand over, and the letter"


async def test_a_president_reads_no_number_of_a_dossier(path: Path) -> None:
    """JUR-08: the task names what the account may read."""
    number = await path.dossier("Secrète")
    await path.held(number)
    text = str(await _tasks(path, president(HELD)))
    assert number not in text
    assert "une décision" in text


async def test_a_request_of_vae_by_its_candidate_and_its_centre(path: Path) -> None:
    vae = VaePath(path.api)
    number = await vae.requested("Demandeuse")
    own = await vae.own(number)
    assert {task[0] for task in await _said(path, own)} == {"recordActivities", "submitPiece"}
    full = await vae.completed("Complète")
    assert ("decideRecevabilite", "2027-01-30", False) in await _said(path, centre(COMPLETE))
    assert await _said(path, await vae.own(full)) == []
    until = await _said(path, centre(COMPLETE), until="2027-01-30")
    assert until == [("decideRecevabilite", "2027-01-30", False)]
    assert await _said(path, centre(COMPLETE), until="2027-01-29") == []


async def test_a_transfer_is_seen_and_taken(path: Path) -> None:
    """PRD-02: as far as the other centre needs to decide, and nothing of the person before it accepts."""
    number = await path.opened("Partante")
    await path.done("transferDossier", centre(OPENED), dossier=number, centre="UT62", reason="Déménagement")
    other = centre(OPENED, "UT62")
    assert [task[0] for task in await _said(path, other)] == ["transferDossier"]
    query = """query($n: String!) { dossier(number: $n) { status candidate { lastName } company { name } nextActions
      transfer { reason centre { code } } certification { code } } }"""
    seen = (await path.api.data(query, {"n": number}, other))["dossier"]
    assert (seen["candidate"], seen["company"]) == (None, None)
    assert seen["transfer"] == {"reason": "Déménagement", "centre": {"code": "UT62"}}
    assert seen["nextActions"] == ["transferDossier"]
    await path.done("transferDossier", other, dossier=number)
    assert (await path.api.data(query, {"n": number}, other))["dossier"]["candidate"] == {"lastName": "Partante"}
    assert (await path.api.data(query, {"n": number}, centre(OPENED)))["dossier"] is None


async def test_it_is_read_by_pages_the_most_urgent_first(path: Path) -> None:
    for name in ("Un", "Deux", "Trois"):
        await path.opened(name)
    await path.scheduled()
    whole = await _tasks(path, centre(ASKED))
    assert [task["dueOn"] for task in whole["nodes"]][:2] == ["2027-03-31", "2027-03-31"]
    read: list[Any] = []
    after = None
    while True:
        page = await _tasks(path, centre(ASKED), first=3, after=after)
        read += page["nodes"]
        if not page["pageInfo"]["hasNextPage"]:
            break
        after = page["pageInfo"]["endCursor"]
    assert read == whole["nodes"]
    assert len(read) == whole["totalCount"] == 8


@pytest.mark.parametrize("role", [None, Role.REPORTING, Role.BRANCH_PARTNER, Role.ADVISER, Role.ADMINISTRATOR])
async def test_who_has_nothing_to_do(path: Path, role: Role | None) -> None:
    await path.opened("Quelqu’une")
    assert await _said(path, as_(role, OPENED) if role else "") == []

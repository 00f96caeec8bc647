"""The convocation to the evaluations over HTTP: planned with its sittings, made, read by its candidate, again due."""

import io
from datetime import date
from typing import Any

import pytest
from docx import Document

from rules.access.viewer import Role
from tests.support.operations import seen
from tests.support.papers import SIGNATORY, bytes_of, made
from tests.support.walk import ASKED, EVALUATED, HELD, OPENED, Path, as_, centre, president

MODES = [{"capacite": n, "mode": "SITUATION_REELLE"} for n in "1234"]
SITTING: dict[str, Any] = {"on": EVALUATED.isoformat(), "time": "09:30", "place": "Ateliers Zyxwvut, 59000 Lille"}
SITTINGS = "plan { sittings { on time place bring capacites { number } blocs { code } } }"


async def planned(path: Path, number: str, *sittings: dict[str, Any], actor: str | None = None) -> Any:
    """The payload of planEvaluation with these sittings."""
    given = {"modes": MODES, "agreedWith": "ENTREPRISE", "sittings": list(sittings)}
    return await path.call("planEvaluation", actor or centre(OPENED), dossier=number, **given)


async def test_planned_made_and_read_by_its_candidate(path: Path) -> None:
    number = await path.opened("Convoquée")
    bring = {**SITTING, "items": ["2"], "bring": "Un casque"}
    assert (await planned(path, number, SITTING, bring))["problems"] == []
    found = await seen(path, "dossier", number, f"{SITTINGS} nextActions duePapers {{ kind dueOn rule {{ id }} }}")
    assert [(item["bring"], item["capacites"]) for item in found["plan"]["sittings"]] == [
        (None, []),
        ("Un casque", [{"number": "2"}]),
    ]
    payload = await made(path, centre(OPENED), kind="EVALUATION_CONVOCATION", dossier=number, signatory=SIGNATORY)
    assert payload["problems"] == []
    [dossier] = (await path.api.store.dossiers.by_numbers([number])).values()
    own = as_(Role.CANDIDATE, OPENED, None, candidate=dossier.candidate)
    answer = await bytes_of(path, payload["document"]["url"], own)
    assert answer.status_code == 200, "it tells nothing of a result (GTP-06)"
    text = "\n".join(item.text for item in Document(io.BytesIO(answer.content)).paragraphs).replace("\xa0", " ")
    for word in ("9 h 30", "Ateliers Zyxwvut", "Un casque", "23 février 2027"):
        assert word in text
    assert (await bytes_of(path, payload["document"]["url"], centre(OPENED, "UT62"))).status_code == 404


async def test_it_is_due_until_the_last_sitting_and_again_once_moved(path: Path) -> None:
    async def due(on: date) -> list[str]:
        query = "query($n: String!) { dossier(number: $n) { nextActions duePapers { kind dueOn } } }"
        dossier = (await path.api.data(query, {"n": number}, centre(on)))["dossier"]
        assert ("generateDocument" in dossier["nextActions"]) == bool(dossier["duePapers"])
        return [item["dueOn"] for item in dossier["duePapers"]]

    number = await path.opened("Convoquée")
    assert await due(OPENED) == []
    await planned(path, number, SITTING)
    assert await due(OPENED) == [EVALUATED.isoformat()]
    asked = {"kind": "EVALUATION_CONVOCATION", "dossier": number, "signatory": SIGNATORY}
    first = await made(path, centre(OPENED), **asked)
    assert await due(OPENED) == []
    moved = {**SITTING, "on": ASKED.isoformat()}
    await planned(path, number, moved)
    assert await due(OPENED) == [ASKED.isoformat()]
    again = await made(path, centre(OPENED), **asked)
    assert again["document"]["id"] != first["document"]["id"]
    assert await due(ASKED) == []
    past = await made(path, centre(HELD), **asked)
    assert "passées" in past["problems"][0]["message"]


@pytest.mark.rule("INS-04")
@pytest.mark.parametrize(
    ("changes", "rule", "where"),
    [
        ({"on": "2027-02-22"}, "INS-04", ["sittings", "0", "on"]),
        ({"on": "2027-02-23"}, None, None),
        ({"time": "25:00"}, None, ["sittings", "0", "time"]),
        ({"time": "9h30"}, None, ["sittings", "0", "time"]),
        ({"place": " "}, None, ["sittings", "0", "place"]),
        ({"place": "x" * 201}, None, ["sittings", "0", "place"]),
        ({"items": ["1", "9"]}, None, ["sittings", "0", "items", "1"]),
        ({"bring": "x" * 1_001}, None, ["sittings", "0", "bring"]),
        ({"bring": "\u202egauche"}, None, ["sittings", "0", "bring"]),
    ],
)
async def test_a_sitting_that_cannot_be(
    path: Path, changes: dict[str, Any], rule: str | None, where: list[str] | None
) -> None:
    number = await path.opened("Convoquée")
    payload = await planned(path, number, {**SITTING, **changes})
    if where is None:
        assert payload["problems"] == []
        return
    [problem] = payload["problems"]
    assert (problem["rule"] and problem["rule"]["id"], problem["path"]) == (rule, where)
    assert problem["earliestDate"] == ("2027-02-23" if rule else None)


async def test_no_more_than_twenty(path: Path) -> None:
    number = await path.opened("Convoquée")
    assert (await planned(path, number, *[SITTING] * 20))["problems"] == []
    assert [item["path"] for item in (await planned(path, number, *[SITTING] * 21))["problems"]] == [["sittings"]]


async def test_an_hour_that_there_is_not_is_refused_of_the_commission_too(path: Path) -> None:
    number = await path.opened("Convoquée")
    members = [{"name": name, "function": "Chef"} for name in ("Eva", "Paul")]
    meeting = {"on": EVALUATED.isoformat(), "time": "9:30", "place": "Lille"}
    payload = await path.call("nameCommission", centre(OPENED), dossier=number, members=members, meeting=meeting)
    assert [problem["path"] for problem in payload["problems"]] == [["meeting", "time"]]


@pytest.mark.rule("JUR-08")
async def test_a_jury_reads_no_sitting(path: Path) -> None:
    """The place of an evaluation is a candidate's company."""
    number = await path.dossier("Caché")
    [dossier] = (await path.api.store.dossiers.by_numbers([number])).values()
    assert dossier.plan is not None
    other = await path.opened("Autre")
    await planned(path, other, SITTING)
    [told] = (await path.api.store.dossiers.by_numbers([other])).values()
    assert told.plan is not None
    assert len(told.plan.sittings) == 1
    await path.convened(number)
    jury = president(HELD)
    query = f"query($n: String!) {{ dossier(number: $n) {{ {SITTINGS} }} }}"
    found = (await path.api.data(query, {"n": await path.seat(number)}, jury))["dossier"]
    assert found["plan"]["sittings"] == []

"""recordCompanyOpinion: what the company says of what the candidate achieved, between registration and today (EVA-03)."""

from typing import Any

import pytest

from rules.access.viewer import Role
from tests.support.operations import at_once, refusal, roles_that_may, seen
from tests.support.walk import EVALUATED, OPENED, Path, centre

GIVEN: dict[str, Any] = {"favourable": True, "by": "Chef Atelier"}


async def _opinion(path: Path, number: str) -> Any:
    return (await seen(path, "dossier", number, "companyOpinion { favourable by on text }"))["companyOpinion"]


async def test_it_is_kept_and_the_last_one_counts(path: Path) -> None:
    number = await path.opened("Salarié")
    first = await path.done("recordCompanyOpinion", centre(EVALUATED), dossier=number, **GIVEN, on=OPENED.isoformat())
    assert first["status"] == "OUVERT"
    assert {line["rule"]["id"]: line["state"] for line in first["checklist"]}["EVA-03"] == "DONE"
    again = {**GIVEN, "favourable": False, "text": "Le poste a changé"}
    await path.done("recordCompanyOpinion", centre(EVALUATED), dossier=number, **again)
    assert await _opinion(path, number) == {**again, "on": EVALUATED.isoformat()}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"on": "2026-11-22"}, "on"),
        ({"on": "2027-02-24"}, "on"),
        ({"by": ""}, "by"),
        ({"by": "Chef <b>"}, "by"),
        ({"text": "x" * 2_001}, "text"),
        ({"text": " "}, "text"),
    ],
)
async def test_what_is_refused(path: Path, changes: dict[str, Any], field: str) -> None:
    given = {"dossier": await path.opened("Salarié"), **GIVEN, **changes}
    assert await refusal(path, "recordCompanyOpinion", centre(EVALUATED), **given) == [("INVALID_INPUT", field)]
    assert await _opinion(path, given["dossier"]) is None


async def test_a_candidate_without_a_company(path: Path) -> None:
    given = {"dossier": await path.opened("Seul", channel="CANDIDAT", company=None), **GIVEN}
    assert await refusal(path, "recordCompanyOpinion", centre(EVALUATED), **given) == [("EVA-03", "")]


async def test_who_may(path: Path) -> None:
    given = {"dossier": await path.opened("Salarié"), **GIVEN}
    assert await roles_that_may(path, "recordCompanyOpinion", **given) == {Role.CENTRE}


async def test_two_at_once_leave_one_whole_opinion(path: Path) -> None:
    number = await path.opened("Salarié")
    both = [
        {"favourable": item, "by": by, "text": by} for item, by in ((True, "Chef Atelier"), (False, "Cheffe Atelier"))
    ]
    given = [{"dossier": number, **item} for item in both]
    landed, refused = await at_once(path, "recordCompanyOpinion", centre(EVALUATED), *given)
    assert (len(landed), refused) == (2, [])
    assert await _opinion(path, number) in [{**item, "on": EVALUATED.isoformat()} for item in both]

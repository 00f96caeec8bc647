"""planEvaluation: how each capacité is evaluated, agreed and sent to the centre de ressources (EVA-01 to EVA-07)."""

from datetime import date
from typing import Any

import pytest

from rules.access.viewer import Role
from rules.base.event import EventDraft
from rules.base.operation import Operation
from rules.referentiel.referentiel import Capacite, EvaluationMode, Referentiel
from tests.support.operations import at_once, refusal, roles_that_may, seen, warned
from tests.support.walk import ASKED, EVALUATED, HELD, OPENED, Path, centre, president
from tests.support.world import NOW, PLAIN, SUSPENDED, TODAY

REAL, PROJECT, STAGED, OPINION = "SITUATION_REELLE", "PROJET", "SITUATION_RECONSTITUEE", "AVIS_ENTREPRISE"
ALONE: dict[str, Any] = {"channel": "CANDIDAT", "company": None}


def _modes(*first: str, **given: Any) -> list[dict[str, Any]]:
    """These modes for the first capacité, and a real situation for the others."""
    return [{"capacite": "1", "mode": mode, **given} for mode in first] + [{"capacite": n, "mode": REAL} for n in "234"]


PLAN: dict[str, Any] = {"modes": _modes(REAL), "agreedWith": "ENTREPRISE"}


async def test_what_is_agreed_is_kept(path: Path) -> None:
    number = await path.opened("Prévu")
    given = {**PLAN, "sentOn": "2026-11-24", "compensation": "Un tiers de temps", "tutor": "Tom Tuteur"}
    dossier = await path.done("planEvaluation", centre(EVALUATED), dossier=number, **given)
    assert dossier["status"] == "OUVERT"
    found = await seen(path, "dossier", number, "compensation checklist { rule { id } state detail }")
    assert found["compensation"] == "Un tiers de temps"
    [line] = [line for line in found["checklist"] if line["rule"]["id"] == "EVA-05"]
    assert (line["state"], "24 novembre 2026" in line["detail"]) == ("DONE", True)


WHOLE = """compensation tutor plan { agreedWith sentOn projectDueOn recommendations
  modes { capacite { number } bloc { code } mode reason } }"""


async def test_planned_again_only_what_is_given_changes(path: Path) -> None:
    number = await path.opened("Prévu")
    given = {**PLAN, "sentOn": "2026-11-24", "compensation": "Un tiers de temps", "tutor": "Tom Tuteur"}
    more = {"recommendations": "Un poste calme", "projectDueOn": "2027-02-01"}
    await path.done("planEvaluation", centre(EVALUATED), dossier=number, **given, **more)
    before = await seen(path, "dossier", number, WHOLE)
    assert before == {
        "compensation": "Un tiers de temps",
        "tutor": "Tom Tuteur",
        "plan": {
            "agreedWith": "ENTREPRISE",
            "sentOn": "2026-11-24",
            **more,
            "modes": [{"capacite": {"number": n}, "bloc": None, "mode": REAL, "reason": None} for n in "1234"],
        },
    }
    await path.done("planEvaluation", centre(EVALUATED), dossier=number, modes=_modes(REAL, reason="Poste libre"))
    changed = await seen(path, "dossier", number, WHOLE)
    assert changed["plan"]["modes"][0]["reason"] == "Poste libre"
    assert {**changed, "plan": {**changed["plan"], "modes": before["plan"]["modes"]}} == before
    await path.done("planEvaluation", centre(EVALUATED), dossier=number, tutor="Théo Tuteur")
    assert await seen(path, "dossier", number, WHOLE) == {**changed, "tutor": "Théo Tuteur"}
    cleared = dict.fromkeys(("compensation", "tutor", "recommendations", "projectDueOn", "sentOn"))
    await path.done("planEvaluation", centre(EVALUATED), dossier=number, **cleared)
    assert await seen(path, "dossier", number, WHOLE) == {
        "compensation": None,
        "tutor": None,
        "plan": {
            **changed["plan"],
            "recommendations": None,
            "projectDueOn": None,
            "sentOn": EVALUATED.isoformat(),
        },
    }


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"modes": None}, [("EVA-05", "modes")]),
        ({"agreedWith": None}, [("INVALID_INPUT", "agreedWith")]),
        ({"projectDueOn": None}, [("EVA-07", "projectDueOn")]),
        ({"sentOn": "2027-02-24"}, [("EVA-05", "sentOn")]),
    ],
)
async def test_planned_again_the_whole_is_judged(path: Path, given: dict[str, Any], expected: Any) -> None:
    number = await path.opened("Prévu")
    first = {**PLAN, "modes": _modes(PROJECT, reason="Poste à risque"), "projectDueOn": "2027-02-01"}
    await path.done("planEvaluation", centre(OPENED), dossier=number, **first)
    assert await refusal(path, "planEvaluation", centre(EVALUATED), dossier=number, **given) == expected


async def test_the_first_time_the_modes_and_the_agreement_are_due(path: Path) -> None:
    number = await path.opened("Prévu")
    told = await refusal(path, "planEvaluation", centre(OPENED), dossier=number, tutor="Tom Tuteur")
    assert told == [("INVALID_INPUT", "agreedWith"), ("EVA-05", "modes")]
    assert await seen(path, "dossier", number, "tutor plan { sentOn }") == {"tutor": None, "plan": None}


async def test_a_jury_reads_neither_the_tutor_nor_the_modes(path: Path, convened: str) -> None:
    number = await path.dossier("Caché")
    await path.done("assignDossiers", centre(ASKED), session=path.session, add=[number])
    shown = await seen(path, "session", path.session, f"dossiers {{ nodes {{ {WHOLE} }} }}", president(HELD))
    assert [(node["tutor"], node["plan"]["modes"]) for node in shown["dossiers"]["nodes"]] == [(None, []), (None, [])]


async def test_the_report_of_a_project_has_its_day(path: Path) -> None:
    number = await path.opened("Prévu")
    given = {**PLAN, "modes": _modes(REAL, PROJECT, reason="Poste à risque"), "projectDueOn": "2027-02-01"}
    assert warned(await path.call("planEvaluation", centre(OPENED), dossier=number, **given)) == []
    lines = {line["rule"]["id"]: line["dueOn"] for line in (await path.read(number))["checklist"]}
    assert lines["EVA-07"] == "2027-02-01"


async def test_a_lower_priority_without_a_reason_is_pointed_out(path: Path) -> None:
    given = {**PLAN, "modes": _modes(PROJECT), "projectDueOn": "2027-02-01"}
    payload = await path.call("planEvaluation", centre(OPENED), dossier=await path.opened("Prévu"), **given)
    assert warned(payload) == ["EVA-01"]


async def test_a_referentiel_that_says_nothing_of_modes_is_pointed_out(path: Path) -> None:
    modes = [{"capacite": str(n), "mode": STAGED, "reason": "Atelier fermé"} for n in range(1, 8)]
    number = await path.opened("Prévu", certification=PLAIN)
    payload = await path.call("planEvaluation", centre(OPENED), dossier=number, **{**PLAN, "modes": modes})
    assert warned(payload) == ["EVA-02"] * 7


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"sentOn": "2026-11-22"}, ("EVA-05", "sentOn")),
        ({"sentOn": "2026-11-24"}, ("EVA-05", "sentOn")),
        ({"projectDueOn": "2026-11-22"}, ("INVALID_INPUT", "projectDueOn")),
        ({"modes": _modes()}, ("EVA-05", "modes")),
        ({"modes": [*_modes(REAL), {"capacite": "9", "mode": REAL}]}, ("INVALID_INPUT", "modes.4")),
        ({"modes": [*_modes(REAL), {"mode": REAL}]}, ("INVALID_INPUT", "modes.4")),
        ({"modes": _modes(OPINION)}, ("EVA-03", "modes")),
        ({"modes": _modes(PROJECT, reason="Poste à risque")}, ("EVA-07", "projectDueOn")),
        ({"modes": _modes(STAGED)}, ("EVA-02", "modes.0.reason")),
        ({"modes": _modes(REAL, reason="x" * 501)}, ("INVALID_INPUT", "modes.0.reason")),
        ({"recommendations": "x" * 2_001}, ("INVALID_INPUT", "recommendations")),
        ({"compensation": " "}, ("INVALID_INPUT", "compensation")),
        ({"tutor": "<Tom>"}, ("INVALID_INPUT", "tutor")),
    ],
)
async def test_what_is_refused(path: Path, changes: dict[str, Any], expected: Any) -> None:
    given = {"dossier": await path.opened("Prévu"), **PLAN, **changes}
    assert await refusal(path, "planEvaluation", centre(OPENED), **given) == [expected]


async def test_without_a_company_it_is_agreed_with_the_candidate(path: Path) -> None:
    given = {"dossier": await path.opened("Seul", **ALONE), **PLAN}
    assert await refusal(path, "planEvaluation", centre(OPENED), **given) == [("EVA-05", "agreedWith")]
    await path.done("planEvaluation", centre(OPENED), **{**given, "agreedWith": "CANDIDAT"})


async def test_a_referentiel_too_little_known(path: Path) -> None:
    engaged = date(2025, 6, 29).isoformat()
    number = await path.opened("Ancien", certification=SUSPENDED, trainingStartsOn=engaged)
    given = {"dossier": number, **PLAN, "modes": []}
    assert await refusal(path, "planEvaluation", centre(OPENED), **given) == [("REF-13", "")]


async def test_a_mode_that_the_referentiel_does_not_provide(path: Path) -> None:
    only = Capacite(number="1", title="Capacité", modes=(EvaluationMode.SITUATION_REELLE,))
    version = Referentiel(id=f"{PLAIN}@3", certification=PLAIN, version=3, capacites=(only,), effective_on=TODAY)

    async def work(unit: Any) -> None:
        unit.insert(version, EventDraft(action=Operation.importCertifications))

    await path.api.store.transact(work, actor="tests", on=TODAY, at=NOW)
    modes = [{"capacite": "1", "mode": STAGED, "reason": "Atelier fermé"}]
    given = {"dossier": await path.opened("Prévu", certification=PLAIN), **PLAN, "modes": modes}
    assert await refusal(path, "planEvaluation", centre(OPENED), **given) == [("EVA-02", "modes.0.mode")]


async def test_who_may(path: Path) -> None:
    assert await roles_that_may(path, "planEvaluation", dossier=await path.opened("Prévu"), **PLAN) == {Role.CENTRE}


async def test_two_at_once_the_last_counts(path: Path) -> None:
    number = await path.opened("Prévu")
    both = [{"dossier": number, **PLAN, "compensation": text} for text in ("Un tiers de temps", "Une pause")]
    landed, refused = await at_once(path, "planEvaluation", centre(OPENED), *both)
    assert refused == []
    assert sorted(dossier["revision"] for dossier in landed) == [2, 3]
    assert (await seen(path, "dossier", number, "compensation"))["compensation"] in {
        item["compensation"] for item in both
    }

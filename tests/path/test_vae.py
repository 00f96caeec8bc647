"""The VAE end to end over HTTP: total, partial, none, closed, tacit, returns, and who may bring what."""

from datetime import date, timedelta
from typing import Any

import pytest

from repositories.conformity import nonconformities
from repositories.verification import verify
from tests.support.vae import COMPLETE, EVIDENCE, NOTICE, VaePath
from tests.support.walk import CQPM, EVALUATED, GTP, HELD, OPENED, PARTS, centre, gtp, rules

Vae = VaePath


async def _clean(vae: VaePath) -> None:
    assert [found async for found in verify(vae.api.store)] == []
    assert [found async for found in nonconformities(vae.api.store)] == []


async def test_total_partial_and_none_before_one_jury(vae: VaePath) -> None:
    everything = await vae.judged_next("Tout")
    some = await vae.judged_next("Partie", "123")
    nothing = await vae.judged_next("Rien", "")
    await vae.held(everything, some, nothing)
    await vae.signed(**{everything: "A", some: "NA", nothing: "NA"})
    await vae.transmitted()
    over = await vae.validated(everything, some, nothing)
    assert over["problems"] == []
    first, second, third = [await vae.read(number) for number in (everything, some, nothing)]
    assert (first["status"], first["outcome"]) == ("CERTIFIE", "TOTAL")
    assert [item["kind"] for item in first["certificates"]] == ["CQPM_RNCP", "CQPI"]
    assert (second["status"], second["outcome"]) == ("CERTIFIE", "PARTIAL")
    assert [item["bloc"]["code"] for item in second["certificates"]] == [PARTS[0]]
    assert second["conservationUntil"] == "2032-04-15"
    assert (third["status"], third["outcome"], third["certificates"]) == ("VALIDE", "NONE", [])
    await _clean(vae)


async def test_next_actions_and_checklist_alone_lead_through_it(vae: VaePath) -> None:
    number = await vae.requested("Guidée")

    async def step(on: date) -> tuple[set[str], set[str]]:
        seen = await vae.seen(number, centre(on))
        missing = {line["requiredFor"] for line in seen["checklist"] if line["state"] == "MISSING"}
        return set(seen["nextActions"]), missing - {None}

    actions, missing = await step(COMPLETE)
    assert actions == {
        "correctDossier",
        "recordActivities",
        "submitPiece",
        "recordSupport",
        "withdrawDossier",
        "transferDossier",
    }
    assert "decideRecevabilite" in missing
    assert (await vae.activities(number))["problems"] == []
    for kind in ("CV", "IDENTITY", "MOTIVATION_LETTER", "SWORN_STATEMENT", "DIPLOMA", "ACTIVITY_PROOF"):
        assert "decideRecevabilite" not in (await step(COMPLETE))[0]
        await vae.piece(number, kind)
    assert "decideRecevabilite" in (await step(COMPLETE))[0]
    await vae.notice(number, favourable=True)
    assert (await step(NOTICE))[0] == {
        "correctDossier",
        "submitPiece",
        "recordSupport",
        "planEvaluation",
        "withdrawDossier",
        "transferDossier",
        "generateDocument",
    }
    await vae.evidence(number)
    actions, missing = await step(EVALUATED)
    assert "recordEvaluation" in actions
    assert "concludeCommission" not in actions
    await vae.examined(number, "12")
    assert "concludeCommission" in (await step(EVALUATED))[0]
    await vae.concluded(number, "PARTIAL")
    seen = await vae.seen(number)
    assert seen["status"] == "EVALUE"
    assert [line for line in seen["checklist"] if line["state"] == "MISSING"] == [
        {
            "rule": {"id": "VAE-05"},
            "state": "MISSING",
            "detail": "Le jury décide au plus tard le 7 décembre 2027 (assignDossiers, recordDecisions).",
            "dueOn": "2027-12-07",
            "requiredFor": None,
        }
    ]


async def test_an_unfavourable_notice_closes_the_dossier(vae: VaePath) -> None:
    number = await vae.completed("Close")
    refused = await vae.notice(number, favourable=False)
    assert [(item["rule"]["id"], item["path"]) for item in refused["problems"]] == [("VAE-04", ["reasons"])]
    payload = await vae.notice(number, favourable=False, reasons="Activités sans rapport avec le CQPM visé.")
    assert payload["problems"] == []
    seen = await vae.seen(number)
    assert (seen["status"], seen["nextActions"]) == ("IRRECEVABLE", ["generateDocument"])
    assert seen["vae"]["notice"] == {
        "favourable": False,
        "on": NOTICE.isoformat(),
        "tacit": False,
        "reasons": "Activités sans rapport avec le CQPM visé.",
    }
    again = await vae.api.open(
        await vae.candidate_of(number), centre(NOTICE), certification=CQPM, route="VAE", funding="CVAE"
    )
    assert rules(again) == ["VAE-03"]
    assert again["problems"][0]["earliestDate"] == "2027-01-01"


@pytest.mark.parametrize(
    ("days", "status"), [(-1, "RECEVABILITE_EN_INSTRUCTION"), (0, "RECEVABILITE_EN_INSTRUCTION"), (1, "RECEVABLE")]
)
async def test_silence_of_two_months_is_a_favourable_notice(vae: VaePath, days: int, status: str) -> None:
    number = await vae.completed("Silence")
    on = date(2027, 1, 30) + timedelta(days=days)
    seen = await vae.seen(number, centre(on))
    assert seen["status"] == status
    listed = {
        name: (await vae.api.data(f"{{ dossiers(filter: {{ status: {name} }}) {{ totalCount nodes {{ number }} }} }}", None, centre(on)))["dossiers"]["totalCount"]
        for name in ("RECEVABILITE_EN_INSTRUCTION", "RECEVABLE")
    }  # fmt: skip
    assert listed == {
        "RECEVABILITE_EN_INSTRUCTION": int(status != "RECEVABLE"),
        "RECEVABLE": int(status == "RECEVABLE"),
    }
    payload = await vae.notice(number, favourable=False, on=on, reasons="Trop tard ?")
    if status == "RECEVABLE":
        assert rules(payload) == ["VAE-04", "VAE-04"]
        assert "le silence" in payload["problems"][1]["message"].lower()
        assert seen["vae"]["notice"] == {"favourable": True, "on": "2027-01-31", "tacit": True, "reasons": None}
    else:
        assert payload["problems"] == []
    await _clean(vae)


async def test_what_silence_gave_is_written_with_the_next_step(vae: VaePath) -> None:
    number = await vae.completed("Tacite")
    late = centre(date(2027, 2, 15))
    before = (await vae.seen(number, late))["revision"]
    payload = await vae.piece(number, "EVIDENCE", late)
    assert payload["problems"] == []
    seen = await vae.seen(number, late)
    assert (seen["status"], seen["revision"]) == ("RECEVABLE", before + 2)
    query = "query($n: String!) { dossier(number: $n) { history { nodes { action summary rules { id } } } } }"
    history = (await vae.api.data(query, {"n": number}, late))["dossier"]["history"]["nodes"]
    assert [event["action"] for event in history[-2:]] == ["decideRecevabilite", "submitPiece"]
    assert "tacite" in history[-2]["summary"]
    assert {rule["id"] for rule in history[-2]["rules"]} == {"VAE-04"}
    await _clean(vae)


@pytest.mark.parametrize(("days", "warned"), [(-1, []), (0, []), (1, ["VAE-05"])])
async def test_twelve_months_to_the_jury(vae: VaePath, days: int, warned: list[str]) -> None:
    number = await vae.judged_next("Attente")
    due = date(2027, 12, 7)
    held = due + timedelta(days=days)
    await vae.scheduled(heldOn=held.isoformat())
    await vae.done("requestUnionMembers", centre(HELD), session=vae.session)
    await vae.named()
    await vae.done("conveneJury", centre(HELD), session=vae.session)
    payload = await vae.call("assignDossiers", centre(HELD), session=vae.session, add=[number])
    assert payload["problems"] == []
    assert [warning["rule"]["id"] for warning in payload["warnings"]] == warned


async def test_a_return_by_vae_after_a_partial_validation(vae: VaePath) -> None:
    await _partial(vae, await vae.judged_next("Revient", "12"))
    first = (await vae.api.data("{ dossiers { nodes { number candidate { id } } } }", None, gtp(GTP)))["dossiers"][
        "nodes"
    ][0]
    again = await _reopened(vae, first["candidate"]["id"], "VAE", "2028-01-10")
    assert again["status"] == "RECEVABILITE_EN_INSTRUCTION"


def _kept(number: str, on: str) -> list[dict[str, Any]]:
    return [
        {"capacite": n, "acquired": True, "mode": "SITUATION_REELLE", "on": on, "carriedFrom": number} for n in "12"
    ]


async def test_from_vae_to_formation_and_back(vae: VaePath) -> None:
    number = await vae.judged_next("Allers", "12")
    await _partial(vae, number)
    person = await vae.candidate_of(number)
    formation = await _reopened(vae, person, "FORMATION", "2027-06-01")
    payload = await vae.call(
        "recordEvaluation",
        centre(date(2027, 6, 2)),
        dossier=formation["number"],
        results=_kept(number, "2027-06-02"),
    )
    assert payload["problems"] == []
    back = await _reopened(vae, person, "VAE", "2028-02-01")
    on = date(2028, 2, 10)
    assert (await vae.activities(back["number"], actor=centre(on)))["problems"] == []
    for kind in ("CV", "IDENTITY", "MOTIVATION_LETTER", "SWORN_STATEMENT", "DIPLOMA", "ACTIVITY_PROOF"):
        assert (await vae.piece(back["number"], kind, centre(on)))["problems"] == []
    assert (await vae.notice(back["number"], favourable=True, on=on))["problems"] == []
    carried = await vae.call(
        "recordEvaluation", centre(on), dossier=back["number"], results=_kept(number, on.isoformat())
    )
    assert carried["problems"] == []
    assert (await vae.seen(back["number"], centre(on)))["status"] == "RECEVABLE"
    await _clean(vae)


async def _partial(vae: VaePath, number: str) -> None:
    """The jury leaves something acquired, and the GTP validates."""
    await vae.held(number)
    await vae.signed(**{number: "NA"})
    await vae.transmitted()
    assert (await vae.validated(number))["problems"] == []


async def _reopened(vae: VaePath, person: str, route: str, on: str) -> Any:
    given = {"certification": CQPM, "route": route, "funding": "CVAE" if route == "VAE" else "PF"}
    payload = await vae.api.open(person, centre(date.fromisoformat(on)), **given)
    assert payload["problems"] == [], payload["problems"]
    return payload["dossier"]


async def test_nothing_of_the_route_is_skipped(vae: VaePath) -> None:
    """Whatever is asked of a request out of its order is refused with the rule of the step that lacks."""
    number = await vae.requested("Pressée")
    early = await vae.notice(number, favourable=True, on=COMPLETE)
    assert rules(early) == ["VAE-02"]
    assert "le CV" in early["problems"][0]["message"]
    assert rules(await vae.piece(number, "EVIDENCE")) == ["VAE-08"]
    assert rules(await vae.commission(number, COMPLETE)) == ["EVA-04", "VAE-08"]
    complete = await vae.admissible("Recevable")
    assert rules(await vae.commission(complete, NOTICE)) == ["VAE-08"]
    assert rules(await vae.piece(complete, "CV", centre(NOTICE))) == ["VAE-02"]
    assert rules(await vae.concluded(complete, "TOTAL")) == ["EVA-06"]
    await vae.scheduled()
    skipping = await vae.call("assignDossiers", centre(GTP), session=vae.session, add=[complete])
    assert rules(skipping) == ["EVA-06", "VAE-08"]
    opinion = await vae.call("recordCompanyOpinion", centre(GTP), dossier=complete, favourable=True, by="X Y")
    assert rules(opinion) == ["EVA-03"]
    assert OPENED < COMPLETE < NOTICE < EVIDENCE

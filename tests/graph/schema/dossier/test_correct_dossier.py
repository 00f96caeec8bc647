"""correctDossier: what was typed wrong at the opening, until the minutes are signed; judged as an opening is."""

from typing import Any

import pytest

from repositories.verification import verify
from rules.access.viewer import Role
from rules.base.event import EventDraft
from rules.base.operation import Operation
from tests.support.operations import at_once, refusal, roles_that_may, seen, warned
from tests.support.vae import VaePath
from tests.support.walk import ASKED, HELD, OPENED, Path, centre, president
from tests.support.world import NOW, TODAY

WHOLE = """channel origin funding apprentice trainingBody tutor examCentreReason
  company { name address nace sector branch } corrections { on fields reason }"""
WHY = "Faute de frappe, contrat de travail à l’appui"
COMPANY = {"name": "Ateliers Fautif", "address": "1 rue X", "nace": "33.12Z", "sector": "M", "branch": None}


async def _history(path: Path, number: str) -> list[tuple[str, str, list[str]]]:
    fields = "history { nodes { action summary rules { id } } }"
    nodes = (await seen(path, "dossier", number, fields))["history"]["nodes"]
    return [(node["action"], node["summary"], [rule["id"] for rule in node["rules"]]) for node in nodes]


async def test_only_what_is_given_changes(path: Path) -> None:
    number = await path.opened("Fautif", trainingBody="Greta")
    before = await seen(path, "dossier", number, WHOLE)
    assert (before["company"], before["corrections"]) == (COMPANY, [])
    given = {"dossier": number, "reason": WHY, "company": {"nace": "25.62B", "address": None}}
    assert warned(await path.call("correctDossier", centre(ASKED), **given)) == []
    nace = {"on": ASKED.isoformat(), "fields": ["company.address", "company.nace"], "reason": WHY}
    company = {**COMPANY, "nace": "25.62B", "address": None}
    assert await seen(path, "dossier", number, WHOLE) == {**before, "company": company, "corrections": [nace]}
    given = {"dossier": number, "reason": WHY, "trainingBody": None, "funding": "CPF", "tutor": "Tom Tuteur"}
    await path.done("correctDossier", centre(ASKED), **given)
    others = {"on": ASKED.isoformat(), "fields": ["funding", "trainingBody", "tutor"], "reason": WHY}
    assert await seen(path, "dossier", number, WHOLE) == {
        **before,
        "company": company,
        "funding": "CPF",
        "trainingBody": None,
        "tutor": "Tom Tuteur",
        "corrections": [nace, others],
    }
    assert (await _history(path, number))[1:] == [
        ("correctDossier", f"{number} : corrigé (adresse de l’entreprise, code NACE).", ["PRD-05"]),
        ("correctDossier", f"{number} : corrigé (financement, organisme de formation, tuteur).", ["PRD-05"]),
    ]
    assert [finding async for finding in verify(path.api.store)] == []


async def test_a_company_comes_and_goes(path: Path) -> None:
    number = await path.opened("Fautif")
    await path.planned(number)
    alone = {"dossier": number, "reason": WHY, "company": None, "channel": "CANDIDAT", "origin": "DE", "funding": "CPF"}
    payload = await path.call("correctDossier", centre(ASKED), **alone)
    assert warned(payload) == ["EVA-05"], "the modes were agreed with the company"
    assert (await seen(path, "dossier", number, WHOLE))["company"] is None
    with_one = {"dossier": number, "reason": WHY, "company": {"name": "Usine"}, "origin": "SL"}
    await path.done("correctDossier", centre(ASKED), **with_one)
    shown = await seen(path, "dossier", number, WHOLE)
    assert shown["company"] == {**dict.fromkeys(COMPANY), "name": "Usine"}
    assert shown["corrections"][-1]["fields"] == ["origin", "company"]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"channel": None}, [("INVALID_INPUT", "channel")]),
        ({"apprentice": None}, [("INVALID_INPUT", "apprentice")]),
        ({"origin": None, "funding": None}, [("INVALID_INPUT", "origin"), ("INVALID_INPUT", "funding")]),
        ({"origin": "DE"}, [("INS-03", "company")]),
        ({"company": None}, [("INVALID_INPUT", "company")]),
        ({"company": {"name": None}}, [("INVALID_INPUT", "company.name")]),
        ({"company": {"name": " "}}, [("INVALID_INPUT", "company.name")]),
        ({"company": {"nace": "x" * 201}}, [("INVALID_INPUT", "company.nace")]),
        ({"apprentice": True}, [("INS-05", "funding")]),
        ({"trainingBody": "\u202e"}, [("INVALID_INPUT", "trainingBody")]),
        ({"tutor": "R2D2"}, [("INVALID_INPUT", "tutor")]),
        ({"examCentreReason": "x" * 501}, [("INVALID_INPUT", "examCentreReason")]),
        ({"reason": " ", "funding": "CPF"}, [("INVALID_INPUT", "reason")]),
        ({}, [("PRD-05", "")]),
        ({"funding": "PF", "company": {"nace": "33.12Z"}}, [("PRD-05", "")]),
    ],
)
@pytest.mark.rule("PRD-05")
async def test_what_is_refused(path: Path, changes: dict[str, Any], expected: Any) -> None:
    given = {"dossier": await path.opened("Fautif"), "reason": WHY, **changes}
    assert await refusal(path, "correctDossier", centre(ASKED), **given) == expected


async def test_the_reason_of_another_centre_does_not_go_where_it_is_due(path: Path) -> None:
    person = await path.api.candidate(centre(OPENED), lastName="Voisin", department="62")
    opened = await path.api.open(person, centre(OPENED), examCentreReason="Formé à Lille")
    given = {"dossier": opened["dossier"]["number"], "reason": WHY}
    told = await refusal(path, "correctDossier", centre(ASKED), **given, examCentreReason=None)
    assert told == [("INS-01", "examCentreReason")]
    done = {**given, "examCentreReason": "Formé à Douai"}
    await path.done("correctDossier", centre(ASKED), **done)
    assert (await seen(path, "dossier", given["dossier"], WHOLE))["examCentreReason"] == "Formé à Douai"


async def test_what_has_become_odd_elsewhere_does_not_forbid_another_correction(path: Path) -> None:
    """A department corrected since asks for a reason of the centre; the NACE code does not."""
    number = await path.opened("Déménagé")
    [dossier] = (await path.api.store.dossiers.by_numbers([number])).values()
    person = await path.api.store.candidates.get(dossier.candidate)
    assert person is not None

    async def work(unit: Any) -> None:
        unit.update(person.evolve(department="62"), EventDraft(action=Operation.importCertifications))

    await path.api.store.transact(work, actor="tests", on=TODAY, at=NOW)
    given = {"dossier": number, "reason": WHY, "company": {"nace": "25.62B"}}
    await path.done("correctDossier", centre(ASKED), **given)


async def test_an_unusual_funding_is_pointed_out(path: Path) -> None:
    number = await path.opened("Fautif")
    given = {"dossier": number, "reason": WHY, "funding": "POEI"}
    assert warned(await path.call("correctDossier", centre(ASKED), **given)) == ["INS-03"]


async def test_a_voting_member_does_not_become_the_tutor(path: Path, convened: str) -> None:
    given = {"dossier": convened, "reason": WHY, "tutor": "Marc EMPLOYEUR"}
    assert await refusal(path, "correctDossier", centre(HELD), **given) == [("JUR-06", "tutor")]
    await path.attended()
    assert warned(await path.call("correctDossier", centre(HELD), **given)) == ["JUR-06"], "nobody is replaced any more"


async def test_a_link_to_a_member_is_pointed_out(path: Path, convened: str) -> None:
    await path.name("Léo Collègue", "EMPLOYER", "UT59", employer="Usine du Nord")
    given = {"dossier": convened, "reason": WHY, "company": {"name": "USINE du nord"}}
    assert warned(await path.call("correctDossier", centre(HELD), **given)) == ["JUR-19"]


async def test_minutes_made_before_their_signature_are_to_be_made_again(path: Path, convened: str) -> None:
    await path.attended()
    assert (await path.decide(convened, "A"))["problems"] == []
    query = "mutation($input: GenerateDocumentInput!) { generateDocument(input: $input) { problems { message } } }"
    paper = {"kind": "MINUTES", "session": path.session}
    minutes = await path.api.data(query, {"input": paper}, centre(HELD))
    assert minutes["generateDocument"]["problems"] == []
    given = {"dossier": convened, "reason": WHY}
    payload = await path.call("correctDossier", centre(HELD), **given, company={"nace": "25.62B"})
    assert warned(payload) == ["PRD-05"]
    assert "Procès-verbal du jury" in payload["warnings"][0]["message"]
    assert warned(await path.call("correctDossier", centre(HELD), **given, trainingBody="Greta")) == []


async def test_once_the_minutes_are_signed_they_are_rectified(path: Path, convened: str) -> None:
    await path.attended()
    assert (await path.decide(convened, "A"))["problems"] == []
    signing = {"session": path.session, "expectedRevision": await path.revision()}
    await path.done("signMinutes", president(HELD), **signing)
    given = {"dossier": convened, "reason": WHY, "funding": "CPF"}
    assert await refusal(path, "correctDossier", centre(HELD), **given) == [("CER-07", "")]
    payload = await path.call("correctDossier", centre(HELD), **given)
    assert "rectifyMinutes" in payload["problems"][0]["message"]
    await path.transmitted()
    assert await refusal(path, "correctDossier", centre(HELD), **given) == [("CER-07", "")]


async def test_by_vae_too(path: Path) -> None:
    vae = VaePath(path.api)
    number = await vae.requested("Fautive")
    given = {"dossier": number, "reason": WHY, "channel": "ENTREPRISE", "company": {"name": "Usine"}}
    assert warned(await path.call("correctDossier", centre(ASKED), **given)) == []
    shown = await seen(path, "dossier", number, "status channel company { name }")
    assert (shown["channel"], shown["company"]) == ("ENTREPRISE", {"name": "Usine"})


async def test_a_jury_reads_nothing_of_it(path: Path, convened: str) -> None:
    await path.done("correctDossier", centre(HELD), dossier=convened, reason=WHY, funding="CPF")
    fields = "dossiers { nodes { corrections { reason } examCentreReason tutor } }"
    shown = await seen(path, "session", path.session, fields, president(HELD))
    assert shown["dossiers"]["nodes"] == [{"corrections": [], "examCentreReason": None, "tutor": None}]


async def test_judged_only_nothing_is_written(path: Path) -> None:
    number = await path.opened("Fautif")
    given = {"dossier": number, "reason": WHY, "funding": "CPF", "dryRun": True}
    before = await path.api.store.driver.count("events", {})
    payload = await path.call("correctDossier", centre(ASKED), **given)
    assert payload["problems"] == []
    assert await path.api.store.driver.count("events", {}) == before
    assert (await seen(path, "dossier", number, WHOLE))["funding"] == "PF"


async def test_the_same_key_corrects_once(path: Path) -> None:
    number = await path.opened("Fautif")
    given = {"dossier": number, "reason": WHY, "funding": "CPF", "idempotencyKey": "une fois"}
    first = await path.call("correctDossier", centre(ASKED), **given)
    assert await path.call("correctDossier", centre(ASKED), **given) == first
    other = await path.call("correctDossier", centre(ASKED), **given, tutor=None)
    assert [problem["code"] for problem in other["problems"]] == ["IDEMPOTENCY_KEY_REUSED"], "null was given"
    assert len((await seen(path, "dossier", number, WHOLE))["corrections"]) == 1


async def test_a_stale_revision_is_told(path: Path) -> None:
    given = {"dossier": await path.opened("Fautif"), "reason": WHY, "funding": "CPF", "expectedRevision": 9}
    assert await refusal(path, "correctDossier", centre(ASKED), **given) == [("CONFLICT", "expectedRevision")]


async def test_who_may(path: Path) -> None:
    given = {"dossier": await path.opened("Fautif"), "reason": WHY, "funding": "CPF"}
    assert await roles_that_may(path, "correctDossier", **given) == {Role.CENTRE}


async def test_two_at_once_lose_nothing(path: Path) -> None:
    number = await path.opened("Fautif")
    both = [{"dossier": number, "reason": WHY, **given} for given in ({"funding": "CPF"}, {"trainingBody": "Greta"})]
    landed, refused = await at_once(path, "correctDossier", centre(ASKED), *both)
    assert (len(landed), refused) == (2, [])
    shown = await seen(path, "dossier", number, WHOLE)
    assert (shown["funding"], shown["trainingBody"], len(shown["corrections"])) == ("CPF", "Greta", 2)

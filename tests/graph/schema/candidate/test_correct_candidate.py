"""correctCandidate: what is given changes, on its proof, until minutes that bear the person are signed (PRD-05)."""

import asyncio
from typing import Any

import pytest

from graph.schema.base.relay import key_of
from repositories.verification import verify
from rules.access.viewer import Role
from rules.views.summaries import summary_of
from tests.support.stages import deliberated, signed
from tests.support.stores import Stores
from tests.support.walk import GTP, HELD, Path, centre, gtp
from tests.support.world import CENTRE, OTHER_CENTRE, PROBLEMS, Api, token

CORRECT = f"""mutation($input: CorrectCandidateInput!) {{ correctCandidate(input: $input) {{
  candidate {{ id revision lastName usedName firstNames birthDate birthPlace email phone address {{ postcode town }}
    corrections {{ on fields reason }} }}
  {PROBLEMS} warnings {{ message rule {{ id }} }} }} }}"""


async def _corrected(api: Api, candidate: str, as_: str = CENTRE, **changes: Any) -> Any:
    return (await api.data(CORRECT, {"input": {"candidate": candidate, **changes}}, as_))["correctCandidate"]


async def _proof(api: Api, as_: str = CENTRE) -> str:
    """The identifier of a proof just uploaded."""
    headers = {"Authorization": f"Bearer {as_}", "Content-Type": "application/pdf"}
    answer = await api.client.put("/files?name=acte.pdf", content=b"%PDF-1.7 acte", headers=headers)
    identifier: str = answer.json()["id"]
    return identifier


def _told(payload: Any) -> list[tuple[str, str | None, list[str]]]:
    return [(item["code"], item["rule"] and item["rule"]["id"], item["path"]) for item in payload["problems"]]


async def test_civil_status_is_corrected_on_its_proof(api: Api) -> None:
    candidate = await api.candidate(email="a@exemple.fr")
    payload = await _corrected(
        api, candidate, lastName=" Dupond\u200b ", birthDate="1990-05-00", reason="Erreur\nde frappe", proof=await _proof(api)
    )  # fmt: skip
    assert payload["problems"] == payload["warnings"] == []
    told = payload["candidate"]
    assert (told["lastName"], told["firstNames"], told["birthDate"]) == ("Dupond", "Élodie Marie", "1990-05")
    assert (told["email"], told["revision"]) == ("a@exemple.fr", 2)
    assert told["corrections"] == [
        {"on": "2026-11-23", "fields": ["lastName", "birthDate"], "reason": "Erreur\nde frappe"}
    ]
    assert [item async for item in verify(api.store)] == []


async def test_history_says_which_fields_changed_and_never_the_values(api: Api) -> None:
    candidate = await api.candidate()
    await _corrected(api, candidate, usedName="Moreau", email="b@exemple.fr", reason="Mariage", proof=await _proof(api))
    [_, event] = await api.store.journal.events(f"candidates/{key_of(candidate, 'Candidate')}", after=0, first=9)
    assert event.facts == {"fields": ["usedName", "email"]}
    assert event.rules == ("PRD-05",)
    assert summary_of(event) == "Candidat corrigé : nom d’usage, adresse électronique."


async def test_contact_needs_neither_reason_nor_proof_and_null_clears_it(api: Api) -> None:
    candidate = await api.candidate(email="a@exemple.fr", phone="0600000000")
    address = {"lines": ["1 rue de l’Essai"], "postcode": "59 000", "town": "Lille"}
    told = (await _corrected(api, candidate, email=None, address=address, department="62"))["candidate"]
    assert (told["email"], told["phone"]) == (None, "0600000000")
    assert told["address"] == {"postcode": "59000", "town": "Lille"}
    assert told["corrections"][0]["fields"] == ["email", "address", "department"]


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({}, [("INVALID_INPUT", None, [])]),
        ({"phone": None}, [("DUPLICATE", None, [])]),
        ({"lastName": "Dupont"}, [("DUPLICATE", None, [])]),
        ({"email": "x"}, [("INVALID_INPUT", None, ["email"])]),
        ({"department": "20"}, [("INVALID_INPUT", None, ["department"])]),
        ({"usedName": "Moreau"}, [("RULE", "PRD-05", ["reason"]), ("RULE", "PRD-05", ["proof"])]),
        ({"usedName": "Moreau", "reason": "x", "proof": "RmlsZTppbmNvbm51"}, [("NOT_FOUND", None, ["proof"])]),
        ({"sex": None, "reason": "x", "proof": ...}, [("INVALID_INPUT", None, ["sex"])]),
        ({"birthTown": None, "reason": "x", "proof": ...}, [("INVALID_INPUT", None, ["birthTown"])]),
        ({"lastName": None, "firstNames": None, "reason": "x", "proof": ...}, [("RULE", "PRD-04", ["lastName"])]),
        ({"birthDate": "2030", "reason": "x", "proof": ...}, [("INVALID_INPUT", None, ["birthDate"])]),
        ({"birthCountry": "Maroc", "reason": "x", "proof": ...}, [("RULE", "PRD-04", ["birthCountry"])]),
        ({"birthDepartment": "985", "birthDate": "2015", "reason": "x", "proof": ...}, [("RULE", "PRD-04", ["birthDepartment"])]),
        ({"usedName": "R2", "reason": "x", "proof": ...}, [("INVALID_INPUT", None, ["usedName"])]),
    ],
)  # fmt: skip
@pytest.mark.rule("PRD-05")
async def test_what_is_wrong_is_refused_and_nothing_is_written(api: Api, changes: Any, told: Any) -> None:
    candidate = await api.candidate()
    if changes.get("proof") is ...:
        changes = {**changes, "proof": await _proof(api)}
    payload = await _corrected(api, candidate, **changes)
    assert payload["candidate"] is None
    assert _told(payload) == told
    stored = await api.store.candidates.get(key_of(candidate, "Candidate"))
    assert stored is not None
    assert (stored.revision, stored.corrections) == (1, ())


async def test_somebody_else_s_identity_is_warned_of_and_one_s_own_is_not(api: Api) -> None:
    candidate = await api.candidate(birthDate="1990")
    await api.candidate(OTHER_CENTRE, lastName="Durand")
    proof = await _proof(api)
    same = await _corrected(api, candidate, birthDate="1990-05-01", reason="Acte", proof=proof)
    assert same["warnings"] == []
    other = await _corrected(api, candidate, lastName="DURAND", reason="Acte", proof=proof)
    assert [warning["rule"]["id"] for warning in other["warnings"]] == ["PRD-01"]


async def test_a_search_finds_the_person_under_the_new_name_alone(api: Api) -> None:
    candidate = await api.candidate()
    await _corrected(api, candidate, lastName="Łacroix", reason="Acte", proof=await _proof(api))
    query = "query($s: String) { candidates(search: $s) { totalCount } }"
    for search, count in (("lacroix", 1), ("dupont", 0), ("elodie", 1)):
        assert (await api.data(query, {"s": search}))["candidates"]["totalCount"] == count


async def test_a_stale_revision_is_a_conflict_and_a_dry_run_writes_nothing(api: Api) -> None:
    candidate = await api.candidate()
    preview = await _corrected(api, candidate, email="a@exemple.fr", dryRun=True)
    assert preview["candidate"]["email"] == "a@exemple.fr"
    assert (await _corrected(api, candidate, email="a@exemple.fr", expectedRevision=1))["problems"] == []
    stale = await _corrected(api, candidate, email="b@exemple.fr", expectedRevision=1)
    assert [(item["code"], item["currentRevision"]) for item in stale["problems"]] == [("CONFLICT", 2)]


async def test_two_at_once_leave_both_corrections(api: Api) -> None:
    candidate = await api.candidate()
    await asyncio.gather(*(_corrected(api, candidate, email=f"{name}@exemple.fr") for name in "ab"))
    stored = await api.store.candidates.get(key_of(candidate, "Candidate"))
    assert stored is not None
    assert len(stored.corrections) == stored.revision - 1 == 2


@pytest.mark.rule("PRD-05")
async def test_candidates_correct_their_contact_and_nothing_else(api: Api) -> None:
    candidate = await api.candidate()
    own = token(Role.CANDIDATE, None, candidate=key_of(candidate, "Candidate"))
    assert (await _corrected(api, candidate, own, phone="0611111111"))["candidate"]["phone"] == "0611111111"
    refused = await _corrected(api, candidate, own, usedName="Moreau", reason="Mariage")
    assert _told(refused) == [("RULE", "PRD-05", ["usedName"])]
    assert "Votre centre, ou le GTP" in refused["problems"][0]["message"]


async def test_who_does_not_see_the_person_corrects_nothing(api: Api) -> None:
    candidate = await api.candidate()
    elsewhere = await _corrected(api, candidate, OTHER_CENTRE, phone="0611111111")
    assert _told(elsewhere) == [("NOT_FOUND", None, ["candidate"])]
    for role in (Role.BRANCH_PARTNER, Role.JURY_MEMBER, Role.ADVISER, Role.RESOURCE_CENTRE):
        answer = await api.post(CORRECT, {"input": {"candidate": candidate, "phone": "06"}}, token(role))
        assert answer["errors"][0]["extensions"]["code"] == "FORBIDDEN"


async def _person(path: Path, stores: Stores, world: Any) -> str:
    """The candidate of the dossier of a stage."""
    number = stores.told(world).dossier
    query = "query($n: String!) { dossier(number: $n) { candidate { id } } }"
    identifier: str = (await path.api.data(query, {"n": number}, centre(GTP)))["dossier"]["candidate"]["id"]
    return identifier


class TestBeforeTheMinutes:
    """Every decision is recorded, and nothing is signed."""

    @pytest.fixture
    def world(self) -> Any:
        return deliberated

    async def test_civil_status_is_still_corrected(self, path: Path, stores: Stores) -> None:
        candidate, actor = await _person(path, stores, deliberated), gtp(HELD)
        proof = await _proof(path.api, actor)
        payload = await _corrected(path.api, candidate, actor, usedName="Moreau", reason="Acte", proof=proof)
        assert payload["problems"] == []


class TestOnceSigned:
    """The minutes that bear the person are signed."""

    @pytest.fixture
    def world(self) -> Any:
        return signed

    @pytest.mark.rule("PRD-05")
    async def test_civil_status_leads_to_a_rectification_and_contact_is_corrected(
        self, path: Path, stores: Stores
    ) -> None:
        candidate = await _person(path, stores, signed)
        for actor in (centre(HELD), gtp(HELD)):
            proof = await _proof(path.api, actor)
            payload = await _corrected(path.api, candidate, actor, usedName="Moreau", reason="Acte", proof=proof)
            assert _told(payload) == [("RULE", "PRD-05", ["usedName"])]
            assert "rectification signée du procès-verbal (CER-07)" in payload["problems"][0]["message"]
        assert (await _corrected(path.api, candidate, centre(HELD), phone="0611111111"))["problems"] == []

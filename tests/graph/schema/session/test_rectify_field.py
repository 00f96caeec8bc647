"""rectifyMinutes of a field: the person or the dossier on a proof, and everything that bears it (CER-07, CER-09)."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from repositories.conformity import nonconformities
from repositories.verification import verify
from rules.access.viewer import Role
from rules.views.summaries import summary_of
from tests.support.operations import at_once, refusal, seen, told, warned
from tests.support.stages import Stage, delivered, signed, stand
from tests.support.stores import Stores, World
from tests.support.walk import CQPM, GTP, HELD, MEMBER, SENT, Path, as_, centre, gtp, president

LATER = GTP + timedelta(days=30)
BORN = {"civilStatus": {"birthDate": "1990-01-05"}}
PERSON = "candidate { lastName firstNames birthDate birthPlace corrections { fields reason } }"


async def given(path: Path, stage: Stage, actor: str, **changes: Any) -> dict[str, Any]:
    """What rectifies a date of birth, on a proof that the actor has just uploaded."""
    common = {
        "session": stage.session,
        "certification": CQPM,
        "text": "Acte de naissance",
        "signedBy": "Anne Présidente",
    }
    asked = {**common, "dossier": stage.dossier, **BORN, "expectedRevision": await path.revision(), **changes}
    said = {name: value for name, value in asked.items() if value is not None}
    return {**said, "proof": said.get("proof") or await path.upload(actor)}


async def rectified(path: Path, stage: Stage, actor: str, **changes: Any) -> Any:
    """The payload of one."""
    return await path.call("rectifyMinutes", actor, **await given(path, stage, actor, **changes))


async def rectifications(path: Path, stage: Stage, actor: str | None = None) -> list[Any]:
    fields = "minutes { rectifications { text signedBy on fields dossier { number } } }"
    [minutes] = (await seen(path, "session", stage.session, fields, actor))["minutes"]
    found: list[Any] = minutes["rectifications"]
    return found


async def holds(path: Path) -> None:
    """The journal, decisions against minutes, numbers and certificates are as they should be."""
    assert [item async for item in verify(path.api.store)] == []
    assert [item async for item in nonconformities(path.api.store)] == []


class TestOnceSigned:
    """The minutes are signed, the GTP has not decided."""

    @pytest.fixture
    def world(self) -> World:
        return signed

    @pytest.fixture
    def stage(self, path: Path, stores: Stores) -> Stage:
        return stand(path, stores, signed)

    @pytest.mark.rule("CER-07")
    @pytest.mark.parametrize("by", ["centre", "president"])
    async def test_the_person_changes_and_no_decision(self, path: Path, stage: Stage, by: str) -> None:
        actor = centre(SENT) if by == "centre" else president(SENT)
        before = await path.read(stage.dossier)
        assert warned(await rectified(path, stage, actor)) == []
        assert await rectifications(path, stage) == [
            {
                "text": "Acte de naissance",
                "signedBy": "Anne Présidente",
                "on": SENT.isoformat(),
                "fields": ["birthDate"],
                "dossier": {"number": stage.dossier},
            }
        ]
        person = (await seen(path, "dossier", stage.dossier, PERSON))["candidate"]
        assert person["birthDate"] == "1990-01-05"
        assert person["corrections"] == [{"fields": ["birthDate"], "reason": "Acte de naissance"}]
        after = await path.read(stage.dossier)
        assert {key: after[key] for key in ("decision", "outcome", "acquired", "status")} == {
            key: before[key] for key in ("decision", "outcome", "acquired", "status")
        }
        await holds(path)

    @pytest.mark.rule("CER-07")
    async def test_what_was_entered_at_the_opening_changes_by_its_rules(self, path: Path, stage: Stage) -> None:
        opening = {"company": {"nace": "25.62B", "name": "Ateliers du Nord"}, "trainingBody": "Pôle formation"}
        payload = await rectified(path, stage, centre(SENT), civilStatus=None, opening=opening)
        assert warned(payload) == []
        fields = ["company.name", "company.nace", "trainingBody"]
        assert [item["fields"] for item in await rectifications(path, stage)] == [fields]
        found = await seen(path, "dossier", stage.dossier, "company { name nace } corrections { fields reason }")
        assert found["company"] == {"name": "Ateliers du Nord", "nace": "25.62B"}
        assert found["corrections"] == [{"fields": fields, "reason": "Acte de naissance"}]
        stored = await path.api.store.sessions.by_number(stage.session)
        assert stored is not None
        [kept] = stored.minutes[0].rectifications
        assert [(item.rubric.value, item.written, item.meant) for item in kept.replaced] == [
            ("COMPANY", "Ateliers Candidat, 1 rue X", "Ateliers du Nord, 1 rue X"),
            ("NACE", "33.12Z", "25.62B"),
        ]
        await holds(path)

    @pytest.mark.rule("CER-07", "PRD-05")
    @pytest.mark.parametrize(
        ("changes", "problems"),
        [
            ({"proof": "RmlsZTppbmNvbm51"}, [("NOT_FOUND", "proof")]),
            ({"dossier": "D2026-UT59-09999"}, [("NOT_FOUND", "dossier")]),
            ({"dossier": "<script>"}, [("NOT_FOUND", "dossier")]),
            ({"dossier": None}, [("INVALID_INPUT", "dossier")]),
            ({"civilStatus": {}}, [("INVALID_INPUT", "civilStatus")]),
            ({"civilStatus": {"birthDate": "1990-05-01"}}, [("DUPLICATE", "civilStatus")]),
            ({"civilStatus": {"birthDate": None}}, [("INVALID_INPUT", "civilStatus.birthDate")]),
            ({"civilStatus": {"birthDate": "2030"}}, [("INVALID_INPUT", "civilStatus.birthDate")]),
            ({"civilStatus": {"lastName": None, "firstNames": None}}, [("PRD-04", "civilStatus.lastName")]),
            ({"civilStatus": {"birthCountry": "Maroc"}}, [("PRD-04", "civilStatus.birthCountry")]),
            ({"civilStatus": {"lastName": "R2-D2"}}, [("INVALID_INPUT", "civilStatus.lastName")]),
            ({"civilStatus": None, "opening": {}}, [("PRD-05", "opening")]),
            ({"civilStatus": None, "opening": {"funding": "POEI"}}, []),
            ({"civilStatus": None, "opening": {"apprentice": True}}, [("INS-05", "opening.funding")]),
            ({"civilStatus": None, "opening": {"origin": None}}, [("INVALID_INPUT", "opening.origin")]),
            ({"certification": "MQ 1989 0021"}, [("INVALID_INPUT", "certification"), ("NOT_FOUND", "dossier")]),
            ({"text": " "}, [("INVALID_INPUT", "text")]),
        ],
    )
    async def test_what_is_refused_and_changes_nothing(
        self, path: Path, stage: Stage, changes: dict[str, Any], problems: list[Any]
    ) -> None:
        if not problems:
            assert warned(await rectified(path, stage, centre(SENT), **changes)) == ["INS-03"]
            return
        asked = await given(path, stage, centre(SENT), **changes)
        assert await refusal(path, "rectifyMinutes", centre(SENT), **asked) == problems
        assert await rectifications(path, stage) == []

    async def test_a_proof_is_asked_for_and_is_one_s_own(self, path: Path, stage: Stage) -> None:
        asked = await given(path, stage, centre(SENT))
        without = {name: value for name, value in asked.items() if name != "proof"}
        assert await refusal(path, "rectifyMinutes", centre(SENT), **without) == [("CER-07", "proof")]
        elsewhere = await path.upload(centre(SENT, "UT62"))
        asked = await given(path, stage, centre(SENT), proof=elsewhere)
        assert await refusal(path, "rectifyMinutes", centre(SENT), **asked) == [("NOT_FOUND", "proof")]

    async def test_a_text_alone_may_name_a_dossier(self, path: Path, stage: Stage) -> None:
        assert warned(await rectified(path, stage, centre(SENT), civilStatus=None)) == []
        [made] = await rectifications(path, stage)
        assert (made["fields"], made["dossier"]) == ([], {"number": stage.dossier})

    @pytest.mark.rule("JUR-08")
    async def test_who_may_not(self, path: Path, stage: Stage) -> None:
        member = as_(Role.JURY_PRESIDENT, HELD, None, subject=MEMBER)
        asked = await given(path, stage, member)
        assert await refusal(path, "rectifyMinutes", member, **asked) == [("CER-07", "")]
        other = centre(SENT, "UT62")
        asked = await given(path, stage, other)
        assert told(await path.call("rectifyMinutes", other, **asked)) == [("NOT_FOUND", "session")]
        assert await rectifications(path, stage) == []

    async def test_stale_twice_and_only_judged(self, path: Path, stage: Stage) -> None:
        asked = await given(path, stage, centre(SENT))
        assert (await path.call("rectifyMinutes", centre(SENT), **asked, dryRun=True))["problems"] == []
        assert await rectifications(path, stage) == []
        for _ in range(2):
            keyed = await path.call("rectifyMinutes", centre(SENT), **asked, idempotencyKey="une fois")
            assert keyed["problems"] == []
        assert len(await rectifications(path, stage)) == 1
        late = told(await path.call("rectifyMinutes", centre(SENT), **asked))
        assert late == [("CONFLICT", "expectedRevision"), ("DUPLICATE", "civilStatus")]

    async def test_two_at_once_one_is_signed(self, path: Path, stage: Stage) -> None:
        both = [await given(path, stage, centre(SENT), civilStatus={"birthDate": day}) for day in ("1990", "1991")]
        landed, refused = await at_once(path, "rectifyMinutes", centre(SENT), *both)
        assert (len(landed), refused) == (1, [[("CONFLICT", "expectedRevision")]])
        await holds(path)

    async def test_history_says_which_fields_and_never_the_values(self, path: Path, stage: Stage) -> None:
        await rectified(path, stage, centre(SENT))
        stored = await path.api.store.sessions.by_number(stage.session)
        assert stored is not None
        [*_, event] = await path.api.store.journal.events(f"sessions/{stored.id}", after=0, first=99)
        assert event.facts["fields"] == ["birthDate"]
        assert "1990" not in str(event.facts)
        assert summary_of(event) == f"{stage.session} : procès-verbal rectifié ({CQPM}, date de naissance)."
        dossier = await path.api.store.dossiers.by_number(stage.dossier)
        assert dossier is not None
        [*_, event] = await path.api.store.journal.events(f"candidates/{dossier.candidate}", after=0, first=99)
        assert summary_of(event) == "Erreur matérielle rectifiée (date de naissance)."

    @pytest.mark.rule("PRD-05")
    async def test_a_correction_says_what_to_type_instead(self, path: Path, stage: Stage) -> None:
        person = (await seen(path, "dossier", stage.dossier, "candidate { id }"))["candidate"]["id"]
        proof = await path.upload(centre(SENT))
        asked = {"candidate": person, "usedName": "Moreau", "reason": "Acte", "proof": proof}
        payload = await path.call("correctCandidate", centre(SENT), **asked)
        where = f"rectifyMinutes, session {stage.session}, dossier {stage.dossier}, civilStatus"
        assert where in payload["problems"][0]["message"]
        await rectified(path, stage, centre(SENT), civilStatus={"usedName": "Moreau"})

    async def test_minutes_are_printed_anew_with_what_was_replaced(self, path: Path, stage: Stage) -> None:
        asked = {"kind": "MINUTES", "session": stage.session}
        query = """mutation($i: GenerateDocumentInput!) { generateDocument(input: $i) {
          document { id outdatedOn } problems { message } } }"""
        first = (await path.api.data(query, {"i": asked}, centre(SENT)))["generateDocument"]["document"]
        payload = await rectified(path, stage, centre(SENT))
        assert warned(payload) == ["CER-07"]
        assert "Procès-verbal du jury" in payload["warnings"][0]["message"]
        listed = (await seen(path, "session", stage.session, "documents { id outdatedOn }"))["documents"]
        assert listed == [{"id": first["id"], "outdatedOn": SENT.isoformat()}]
        again = (await path.api.data(query, {"i": asked}, centre(SENT)))["generateDocument"]["document"]
        assert (again["id"] != first["id"], again["outdatedOn"]) == (True, None)


class TestOnceDelivered:
    """The certificate of the CQPM was handed over; that of its CQPI was not."""

    @pytest.fixture
    def world(self) -> World:
        return delivered

    @pytest.fixture
    def stage(self, path: Path, stores: Stores) -> Stage:
        return stand(path, stores, delivered)

    @pytest.mark.rule("CER-09", "CER-07")
    async def test_certificates_that_bear_it_are_reissued(self, path: Path, stage: Stage) -> None:
        payload = await rectified(path, stage, centre(LATER))
        assert warned(payload) == ["CER-09", "CER-09", "CER-06", "CER-09"]
        dossier = await path.read(stage.dossier)
        assert dossier["status"] == "CERTIFIE"
        fields = "number state replaces replacedBy cancellationKind cancellationReason issuedOn"
        found = [await seen(path, "certificate", item["number"], fields) for item in dossier["certificates"]]
        numbers = [f"MC 2027 05 59 0000{rank}" for rank in range(1, 5)]
        assert [(item["number"], item["state"]) for item in found] == [
            *((number, "CANCELLED") for number in numbers[:2]),
            *((number, "ISSUED") for number in numbers[2:]),
        ]
        assert [item["replacedBy"] for item in found] == [*numbers[2:], None, None]
        assert [item["replaces"] for item in found] == [None, None, *numbers[:2]]
        assert found[0]["cancellationKind"] == "ERROR"
        assert found[0]["cancellationReason"] == "Rectification signée de l’état civil : date de naissance."
        await holds(path)

    async def test_what_no_certificate_bears_reissues_none(self, path: Path, stage: Stage) -> None:
        opening = {"company": {"nace": "25.62B"}}
        assert warned(await rectified(path, stage, centre(LATER), civilStatus=None, opening=opening)) == []
        dossier = await path.read(stage.dossier)
        assert [item["state"] for item in dossier["certificates"]] == ["DELIVERED", "ISSUED"]
        await holds(path)

    @pytest.mark.rule("JUR-08")
    async def test_its_president_is_told_nothing_of_certificates(self, path: Path, stage: Stage) -> None:
        assert warned(await rectified(path, stage, president(LATER))) == []
        assert len((await path.read(stage.dossier))["certificates"]) == 4

    async def test_rectified_and_handed_over_at_once(self, path: Path, stage: Stage) -> None:
        asked = await given(path, stage, centre(LATER))
        handed = {"certificate": stage.certificates[1], "to": "CANDIDATE", "means": "LETTER"}
        answers = await asyncio.gather(
            path.call("rectifyMinutes", centre(LATER), **asked),
            path.call("deliverCertificate", centre(LATER), **handed),
        )
        assert answers[0]["problems"] == []
        assert (await path.read(stage.dossier))["status"] == "CERTIFIE"
        await holds(path)

    async def test_rectified_and_cancelled_at_once_no_number_is_lost(self, path: Path, stage: Stage) -> None:
        asked = await given(path, stage, centre(LATER))
        gone = {"certificate": stage.certificates[0], "kind": "ERROR", "reason": "Nom"}
        await asyncio.gather(
            path.call("rectifyMinutes", centre(LATER), **asked), path.call("cancelCertificate", gtp(LATER), **gone)
        )
        states = [item["state"] for item in (await path.read(stage.dossier))["certificates"]]
        assert states.count("ISSUED") == 2
        await holds(path)

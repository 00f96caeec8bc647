"""The walks of examples/, each operation as it stands, over the demonstration data: by its actor, on its day."""

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest

from repositories.conformity import nonconformities
from repositories.store import Store
from repositories.verification import verify
from rules.access.viewer import Role
from tests.support.places import ROOT
from tests.support.shipped import demonstrated
from tests.support.stores import World
from tests.support.walk import as_, centre, gtp
from tests.support.world import Api

EXAMPLES = ROOT / "examples"
REGISTERED, COMPLETE, NOTICE = date(2026, 12, 1), date(2026, 12, 4), date(2026, 12, 15)
EVIDENCE, MET = date(2027, 1, 15), date(2027, 2, 10)
EVALUATED, SCHEDULED, HELD = date(2027, 3, 1), date(2027, 3, 2), date(2027, 4, 15)
SENT, VALIDATED, DELIVERED = date(2027, 4, 20), date(2027, 5, 20), date(2027, 6, 1)
BY_VAE = "RNCP37268"


@pytest.fixture
def world() -> World:
    return demonstrated


@dataclass
class Reader:
    """Whoever pastes the operations, one after the other."""

    api: Api
    walked: set[str]

    async def tell(self, name: str, actor: str, **variables: Any) -> Any:
        """The answer to one file, in which nothing is refused."""
        self.walked.add(name)
        answer = await self.api.data((EXAMPLES / name).read_text(encoding="utf-8"), variables, actor)
        assert [found for found in _found(answer, "problems") if found] == [], name
        return answer

    async def told(self, name: str, key: str, actor: str, **variables: Any) -> Any:
        """The last value of this key in the same, as the README's `told` has it."""
        return list(_found(await self.tell(name, actor, **variables), key))[-1]

    async def file(self, on: date, content: bytes) -> str:
        """The identifier of a file that the centre has just put."""
        headers = {"Authorization": f"Bearer {centre(on)}"}
        answer = await self.api.client.put("/files?name=piece.pdf", content=b"%PDF-1.7 " + content, headers=headers)
        assert answer.status_code == 201, answer.text
        identifier: str = answer.json()["id"]
        return identifier

    async def paper(self, name: str, on: date, dossier: str) -> None:
        """A paper of the walk, made and served."""
        url = await self.told(name, "url", centre(on), dossier=dossier)
        served = await self.api.client.get(url, headers={"Authorization": f"Bearer {centre(on)}"})
        assert served.content[:2] == b"PK"

    async def judged(self, dossier: str, *, read: int | None = None, **varied: str) -> str:
        """The number of the certificate that the jury's part of the walk gives a dossier, where need be of another."""
        seat = as_(Role.JURY_PRESIDENT, HELD, subject="demonstration-jury-president")
        session = await self.told("walk/5-schedule.graphql", "number", centre(SCHEDULED), on=HELD.isoformat(), **varied)
        brought = await self.tell("walk/6-jury.graphql", centre(SCHEDULED), session=session, dossier=dossier)
        [president], [revision] = _found(brought, "president"), _found(brought, "revision")
        await self.tell(
            "walk/7-decide.graphql",
            seat,
            session=session,
            seat=next(_found(brought, "anonymousNumber")),
            president=president,
            revision=revision,
            then=revision + 2,
            **({"read": read} if read else {}),
        )
        file = await self.file(SENT, b"signed")
        sent = await self.told(
            "walk/8-transmit.graphql", "revision", centre(SENT), session=session, file=file, **varied
        )
        await self.tell("walk/9-validate.graphql", gtp(VALIDATED), session=session, dossier=dossier, revision=sent)
        query = "query($n: String!) { dossier(number: $n) { certificates { number } } }"
        certificate = next(_found(await self.api.data(query, {"n": dossier}, centre(VALIDATED)), "number"))
        await self.tell("walk/10-deliver.graphql", centre(DELIVERED), certificate=certificate)
        return str(certificate)

    async def genuine(self, certificate: str) -> str:
        """The kind of a certificate that anybody finds genuine."""
        query = "query($n: String!) { verifyCertificate(number: $n) { genuine kind } }"
        verified = (await self.api.data(query, {"n": certificate}, None))["verifyCertificate"]
        assert verified["genuine"]
        return str(verified["kind"])


def _found(value: Any, key: str) -> Iterator[Any]:
    """Every value of a key, in the order of the answer."""
    if isinstance(value, list):
        for item in value:
            yield from _found(item, key)
    elif isinstance(value, dict):
        for name, item in value.items():
            if name == key:
                yield item
            yield from _found(item, key)


@pytest.fixture
async def reader(one_store: Store) -> AsyncIterator[Reader]:
    async with Api.over(one_store) as api:
        yield Reader(api, set())


async def _whole(reader: Reader, folder: str) -> None:
    """No file of the folder was left out, and the store is as it should be."""
    assert {f"{folder}/{path.name}" for path in (EXAMPLES / folder).iterdir()} <= reader.walked
    assert [found async for found in verify(reader.api.store)] == []
    assert [found async for found in nonconformities(reader.api.store)] == []


async def test_formation_from_registration_to_the_certificate(reader: Reader) -> None:
    candidate = await reader.told("walk/1-register.graphql", "id", centre(REGISTERED))
    dossier = await reader.told("walk/2-open.graphql", "number", centre(REGISTERED), candidate=candidate)
    await reader.tell("walk/3-plan.graphql", centre(REGISTERED), dossier=dossier)
    await reader.tell("walk/4-evaluate.graphql", centre(EVALUATED), dossier=dossier, on=EVALUATED.isoformat())
    assert await reader.genuine(await reader.judged(dossier)) == "CQPM"
    await _whole(reader, "walk")


async def test_vae_from_the_request_to_the_certificate(reader: Reader) -> None:
    candidate = await reader.told("vae/1-register.graphql", "id", centre(REGISTERED))
    opened = await reader.tell("vae/2-open.graphql", centre(REGISTERED), candidate=candidate)
    dossier = opened["openDossier"]["dossier"]["number"]
    assert opened["openDossier"]["dossier"]["status"] == "RECEVABILITE_EN_INSTRUCTION"
    assert len(opened["openDossier"]["dossier"]["vae"]["missing"]) == 7
    await reader.tell("vae/3-mandate.graphql", centre(REGISTERED), candidate=candidate)
    adviser = as_(Role.ADVISER, COMPLETE, None, subject="demonstration-adviser")
    kept = await reader.tell("vae/4-activities.graphql", adviser, dossier=dossier)
    assert kept["recordActivities"]["warnings"] == []
    file = await reader.file(COMPLETE, b"all of them")
    brought = await reader.tell("vae/5-pieces.graphql", centre(COMPLETE), dossier=dossier, file=file)
    complete = brought["proof"]["dossier"]
    assert complete["vae"] == {
        "missing": [],
        "completeOn": "2026-12-04",
        "noticeDueOn": "2027-03-04",
        "tacitOn": "2027-02-05",
    }
    await reader.paper("vae/6-receipt.graphql", COMPLETE, dossier)
    noticed = await reader.tell("vae/7-notice.graphql", centre(NOTICE), dossier=dossier, revision=complete["revision"])
    assert noticed["decideRecevabilite"]["dossier"]["status"] == "RECEVABLE"
    await reader.paper("vae/8-letter.graphql", NOTICE, dossier)
    evidence = await reader.file(EVIDENCE, b"evidence")
    await reader.tell("vae/9-evidence.graphql", centre(EVIDENCE), dossier=dossier, file=evidence)
    await reader.tell("vae/10-plan.graphql", centre(EVIDENCE), dossier=dossier)
    await reader.tell("vae/11-commission.graphql", centre(EVIDENCE), dossier=dossier, on=MET.isoformat())
    await reader.paper("vae/12-convocation.graphql", EVIDENCE, dossier)
    examined = await reader.told(
        "vae/13-evaluate.graphql", "revision", centre(MET), dossier=dossier, on=MET.isoformat()
    )
    concluded = await reader.told(
        "vae/14-conclude.graphql", "revision", centre(MET), dossier=dossier, revision=examined
    )
    assert await reader.genuine(await reader.judged(dossier, read=concluded + 1, certification=BY_VAE)) == "CQPM_RNCP"
    await _whole(reader, "vae")

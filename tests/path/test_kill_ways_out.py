"""The service or its store killed while what went wrong is mended: each way out is whole or not taken, never half."""

import asyncio
import os
import signal
from pathlib import Path as Folder
from typing import Any, NamedTuple

import pytest

from repositories.conformity import nonconformities
from repositories.embedded import running
from repositories.store import Store
from repositories.verification import verify
from tests.support.killing import serving
from tests.support.walk import CQPM, GTP, Path, centre, gtp, president
from tests.support.walk import HELD as MET
from tests.support.world import KEY, Api


class Asked(NamedTuple):
    """A request, to be made again under its key."""

    operation: str
    actor: str
    given: dict[str, Any]

    async def send(self, api: Api) -> Any:
        """The payload."""
        return await Path(api).call(self.operation, self.actor, **self.given)


def _name(rank: int) -> str:
    return f"Candidat {chr(65 + rank % 26)}{chr(97 + rank // 26)}"


async def _awarded(api: Api, rank: int) -> tuple[Path, str]:
    path = Path(api)
    number = await path.dossier(_name(rank))
    await path.held(number)
    await path.signed(**{number: "A"})
    await path.transmitted()
    await path.validated(number)
    return path, number


async def _asked(api: Api, rank: int) -> list[Asked]:
    """A sitting to be recorded, an error to be reissued, a name to be rectified."""
    sitting = Path(api)
    judged = await sitting.dossier(_name(rank))
    await sitting.held(judged)
    line = await sitting.known_to(president(MET), {"dossier": judged, "decision": "A"})
    decided = {"session": sitting.session, "decisions": [line], "expectedRevision": await sitting.revision()}
    cancelled, other = await _awarded(api, rank + 1)
    [wrong, *_] = (await cancelled.read(other))["certificates"]
    reissued = {"certificate": wrong["number"], "kind": "ERROR", "reason": "Nom mal imprimé"}
    rectified, third = await _awarded(api, rank + 2)
    corrected = {
        "session": rectified.session,
        "certification": CQPM,
        "text": "Acte de naissance",
        "signedBy": "Anne Présidente",
        "dossier": third,
        "civilStatus": {"birthDate": "1990-01-05"},
        "proof": await rectified.upload(centre(GTP)),
        "expectedRevision": await rectified.revision(),
    }
    asked = (
        Asked("recordDecisions", president(MET), decided),
        Asked("cancelCertificate", gtp(GTP), reissued),
        Asked("rectifyMinutes", centre(GTP), corrected),
    )
    return [item._replace(given={**item.given, "idempotencyKey": f"{rank} {item.operation}"}) for item in asked]


async def _round(folder: Folder, round_: int) -> list[Asked]:
    async with serving(folder) as served:
        asked = await _asked(served.api, 3 * round_)
        calls = [asyncio.create_task(item.send(served.api)) for item in asked]
        await asyncio.sleep(0.006 * (round_ % 8))
        os.kill(served.store if round_ % 2 else served.process.pid, signal.SIGKILL)
        await asyncio.gather(*calls, return_exceptions=True)
    return asked


async def _killed(folder: Folder, rounds: int) -> None:
    asked = [item for round_ in range(rounds) for item in await _round(folder, round_)]
    async with serving(folder) as served:
        for item in asked:
            payload = await item.send(served.api)
            assert payload["problems"] == [], "asked again under its key, it is done, once"
    with running(folder) as embedded:
        store = Store.connect(embedded.url, "path", journal_key=KEY)
        standing = [item for item in await store.certificates.where({}) if item.cancellation is None]
        assert len(standing) == 2 * 2 * rounds, "a CQPM and its CQPI each, whatever was reissued"
        numbers = sorted(int(item.number[-5:]) for item in await store.certificates.where({}))
        assert numbers == list(range(1, len(numbers) + 1)), "no number is lost"
        assert [finding async for finding in verify(store)] == []
        assert [finding async for finding in nonconformities(store)] == []
        await store.close()


async def test_two_kills_leave_each_way_out_whole(tmp_path: Folder) -> None:
    await _killed(tmp_path, 2)


@pytest.mark.soak
async def test_sixteen_kills_leave_each_way_out_whole(tmp_path: Folder) -> None:
    await _killed(tmp_path, 16)

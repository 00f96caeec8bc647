"""/ready: a write is tried, within a time, and what keeps it from being done is told."""

import time
from typing import Any

import pytest

from repositories.errors import StoreBroken, StoreFull
from repositories.failures import meaning
from repositories.store import BROKEN_FOR, Store
from tests.support.world import CENTRE, KEY, REGISTER, Api

PERSON = {
    "lastName": "Dupont", "firstNames": "Élodie", "sex": "F", "birthDate": "1990-05-01", "birthTown": "Lille",
    "birthDepartment": "59", "department": "59",
}  # fmt: skip


async def _told(api: Api) -> tuple[int, str]:
    answer = await api.client.get("/ready")
    return answer.status_code, answer.json()["status"]


async def test_a_store_that_takes_a_write_is_ready(api: Api) -> None:
    assert await _told(api) == (200, "ok")
    assert await _told(api) == (200, "ok")


@pytest.mark.parametrize("driver", ["motor", "pymongo"])
async def test_one_that_does_not_answer_is_not(driver: Any) -> None:
    gone = Store.connect("mongodb://127.0.0.1:9/", "x", journal_key=KEY, driver=driver, patience=0.2)
    async with Api.over(gone) as api:
        assert await _told(api) == (503, "magasin injoignable")
    await gone.close()


async def test_one_without_room_says_so_and_so_does_whoever_writes(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    from pymongo.errors import OperationFailure

    full = meaning(OperationFailure("no room", 14031, {"code": 14031}))
    assert isinstance(full, StoreFull)
    assert isinstance(meaning(OperationFailure("28: No space left on device")), StoreFull)

    async def refused(*_: Any, **__: Any) -> int:
        raise full

    monkeypatch.setattr(api.store.driver, "update_one", refused)
    monkeypatch.setattr(api.store.driver, "insert_many", refused)
    monkeypatch.setattr(api.store.driver, "patience", 0.2)
    assert await _told(api) == (503, "magasin plein")
    [error] = (await api.post(REGISTER, {"input": PERSON}, CENTRE))["errors"]
    assert error["extensions"]["code"] == "UNAVAILABLE"
    assert "plein" in error["message"]
    monkeypatch.undo()
    assert await _told(api) == (200, "ok")
    assert await api.store.candidates.count({}) == 0


async def test_one_that_cannot_reach_its_files_says_so_for_a_while(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    from pymongo.errors import OperationFailure

    broken = meaning(OperationFailure("internal server error", 1, {"code": 1}))
    assert isinstance(broken, StoreBroken)

    async def refused(*_: Any, **__: Any) -> int:
        raise broken

    with monkeypatch.context() as patched:
        patched.setattr(api.store.driver, "insert_many", refused)
        patched.setattr(api.store.driver, "patience", 0.2)
        [error] = (await api.post(REGISTER, {"input": PERSON}, CENTRE))["errors"]
        assert error["extensions"]["code"] == "UNAVAILABLE"
        assert "prévenez l’exploitant" in error["message"]
    monkeypatch.setattr(api.store.driver, "broken_at", time.monotonic())
    assert await _told(api) == (503, "magasin en panne")
    monkeypatch.setattr(api.store.driver, "broken_at", time.monotonic() - BROKEN_FOR)
    assert await _told(api) == (200, "ok")

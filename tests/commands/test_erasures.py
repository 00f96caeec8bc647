"""What was destroyed stays so: an export of before is restored, and the register destroys it again."""

from pathlib import Path
from typing import Any

import pytest

from repositories.destroying import HELD
from repositories.errors import StoreError
from repositories.register import REGISTER, read_register, write_register
from repositories.reliance import RELIED_ON
from repositories.store import Store
from repositories.transfer import export_store, restore_store
from resolvers.archive import replaying
from resolvers.archive.replaying import replay
from tests.support.archives import MATERIAL, SECRETS, TERM, archived, everything, purged, sound
from tests.support.stores import World
from tests.support.walk import centre
from tests.support.world import NOW, Api


@pytest.fixture
def world() -> World:
    return archived


def _stored(documents: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What is stored, without the head of its history, which tells when it was written, and what units mark."""
    marks = {"head", RELIED_ON, HELD}
    return [{name: value for name, value in item.items() if name not in marks} for item in documents]


@pytest.mark.rule("ARC-04")
async def test_an_export_of_before_is_purged_again(
    one_store: Store, own_store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    export, register = tmp_path / "export.jsonl.gz", tmp_path / REGISTER
    await export_store(one_store, export)
    async with Api.over(one_store) as api:
        for dossier in await one_store.dossiers.where({}, sort="number"):
            payload = await purged(api, centre(TERM), dossiers=[dossier.number])
            assert payload["problems"] == []
            await write_register(one_store, register)
    purges = read_register(register)
    assert len(purges) == 3
    told = register.read_text(encoding="utf-8")
    assert not [text for text in (*SECRETS, "Partielle", "Certifiée") if text in told]
    await restore_store(own_store, export)
    assert "renoncee@exemple.fr" in await everything(own_store)

    calls = 0

    async def cut(*given: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls == 2:
            raise KeyboardInterrupt
        return await loaded(*given)

    loaded = replaying.archives_of
    with monkeypatch.context() as patched:
        patched.setattr(replaying, "archives_of", cut)
        with pytest.raises(KeyboardInterrupt):
            await replay(own_store, purges, NOW)
    assert await replay(own_store, purges, NOW) == 2, "what was done before the cut is not done again"
    assert await replay(own_store, purges, NOW) == 0
    after = await everything(own_store)
    assert [text for text in (*SECRETS, *MATERIAL) if text in after] == []
    await sound(own_store)
    for name in ("candidates", "dossiers", "documents", "files", "packs", "purges", "contents"):
        there, again = [await store.driver.find(name, {}, sort=[("_id", 1)]) for store in (one_store, own_store)]
        assert _stored(again) == _stored(there), name
    assert await write_register(own_store, register) == 3


async def test_a_register_forgets_nothing_and_is_read_whole(one_store: Store, tmp_path: Path) -> None:
    file = tmp_path / REGISTER
    async with Api.over(one_store) as api:
        await purged(api, centre(TERM))
    assert await write_register(one_store, file) == 1
    [purge] = read_register(file)
    other = purge.evolve(id="other")
    file.write_text(f"{file.read_text(encoding='utf-8')}{other.model_dump_json()}\n", encoding="utf-8")
    assert await write_register(one_store, file) == 2, "a store that was restored may not know of all"
    for text in ("", "{}", '{"format": "x"}', file.read_text(encoding="utf-8")[:-20], "[]\n", "\0"):
        file.write_text(text, encoding="utf-8")
        with pytest.raises(StoreError, match="registre"):
            read_register(file)
    with pytest.raises(StoreError, match="registre"):
        read_register(tmp_path / "nothing")

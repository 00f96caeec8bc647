"""What every centre relies on at once: none waits for another, and nobody rests on what has changed meanwhile."""

import asyncio

import pytest

from repositories.census import drawer_of
from repositories.reliance import RELIANCES
from repositories.store import Store
from repositories.unit_of_work import UnitOfWork
from rules.certification.certification import Certification, CertificationKind
from tests.support.world import NOW, TODAY
from tests.support.writing import DRAFT, organisation, write

CODE = "MQ 1989 0021"
CENTRES = [f"UT{rank:02d}" for rank in range(1, 13)]


@pytest.fixture
async def relied_on(own_store: Store) -> Store:
    """A store with a certification, which the first centre relied on once."""
    await write(own_store, Certification(id=CODE, code=CODE, kind=CertificationKind.CQPM, title="Ancien"))
    await relying(own_store, "UT01", "O1")
    return own_store


async def relying(store: Store, centre: str | None, code: str, pause: asyncio.Event | None = None) -> list[str]:
    """Writes an organisation named after the certification; the titles that it was read with, one for each start."""
    seen: list[str] = []

    async def work(unit: UnitOfWork) -> None:
        found = await unit.certifications.get(CODE)
        assert found is not None
        seen.append(found.title)
        if pause is not None:
            await pause.wait()
        unit.rely_on(found, centre)
        unit.insert(organisation(code, found.title), DRAFT)

    await store.transact(work, actor="t", on=TODAY, at=NOW)
    return seen


async def revised(store: Store, title: str, pause: asyncio.Event | None = None) -> int:
    """Gives the certification a title; how often that was begun."""
    begun = 0

    async def work(unit: UnitOfWork) -> None:
        nonlocal begun
        found = await unit.certifications.get(CODE)
        assert found is not None
        begun += 1
        if pause is not None:
            await pause.wait()
        unit.update(found.evolve(title=title), DRAFT)

    await store.transact(work, actor="t", on=TODAY, at=NOW)
    return begun


async def remade(store: Store, title: str) -> None:
    """As a load of a register does: written anew, without an event."""

    async def work(unit: UnitOfWork) -> None:
        unit.put(Certification(id=CODE, code=CODE, kind=CertificationKind.CQPM, title=title))

    await store.transact(work, actor="t", on=TODAY, at=NOW)


@pytest.mark.parametrize("writing", [revised, remade])
@pytest.mark.parametrize("centre", ["UT01", "UT02", None], ids=["a centre again", "a centre at first", "all"])
async def test_what_a_centre_relies_on_is_written_by_nobody_meanwhile(
    relied_on: Store, writing: object, centre: str | None
) -> None:
    pause = asyncio.Event()
    resting = asyncio.create_task(relying(relied_on, centre, "O2", pause))
    await asyncio.sleep(0.2)
    await writing(relied_on, "Nouveau")  # type: ignore[operator]
    pause.set()
    assert await resting == ["Ancien", "Nouveau"]
    made = await relied_on.organisations.get("O2")
    assert made is not None
    assert made.name == "Nouveau"


@pytest.mark.parametrize("centre", ["UT01", "UT02", None], ids=["a centre again", "a centre at first", "all"])
async def test_who_writes_begins_again_after_whoever_relied_on_it(relied_on: Store, centre: str | None) -> None:
    pause = asyncio.Event()
    writing = asyncio.create_task(revised(relied_on, "Nouveau", pause))
    await asyncio.sleep(0.2)
    assert set(await relying(relied_on, centre, "O2")) == {"Ancien"}
    pause.set()
    assert await writing == 2


async def test_centres_that_rely_on_one_thing_do_not_meet(relied_on: Store) -> None:
    codes = [f"P{rank}" for rank in range(200)]
    drawers = {drawer_of(f"organisations/{code}"): code for code in codes}  # in which they would meet too
    first, *others = [code for _, code in zip(range(len(CENTRES) + 1), drawers.values(), strict=False)]
    for centre in CENTRES:
        await relying(relied_on, centre, f"O{centre}")
    assert await relied_on.driver.count(RELIANCES, {"of": f"certifications/{CODE}"}) == len(CENTRES)
    pause = asyncio.Event()
    resting = asyncio.create_task(relying(relied_on, "UT01", first, pause))
    await asyncio.sleep(0.2)
    await asyncio.gather(*(relying(relied_on, *pair) for pair in zip(CENTRES[1:], others, strict=False)))
    pause.set()
    assert await resting == ["Ancien"], "it did not begin again"
    found = await relied_on.certifications.get(CODE)
    assert found is not None
    assert found.revision == 1, "what is relied on has no event of its own"


async def test_the_first_of_every_centre_land_beside_whoever_writes(relied_on: Store) -> None:
    """Marks that are new, marks that are written, and what they are of, all at once."""

    async def revises() -> None:
        for rank in range(10):
            await revised(relied_on, f"Titre {rank}")

    await asyncio.gather(revises(), *(relying(relied_on, centre, f"Q{centre}") for centre in CENTRES))
    found = await relied_on.certifications.get(CODE)
    assert found is not None
    assert (found.title, found.revision) == ("Titre 9", 11)
    assert await relied_on.driver.count(RELIANCES, {}) == len(CENTRES)

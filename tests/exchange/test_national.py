"""The real national files, loaded: every fiche and bloc accounted for, any order the same, twice the same."""

import hashlib
import random
from pathlib import Path

import pytest

from exchange.files import pieces
from repositories.derivation import discrepancies
from repositories.store import Store
from repositories.verification import verify
from resolvers.statement.importing import Importer
from resolvers.statement.report import Report
from rules.base.digest import digest_of
from tests.support.tools import real_data
from tests.support.world import NOW

SOME = ("rncp/export_fiches_RNCP_V4_1_extract12.xml", "rncp/csv/2024_02_22_sample", "uimm", "cqpm/cqpi.json",
        "cqpm/cqpm_referentiels.json", "equivalences/rncp_correspondances_47.json")  # fmt: skip
BLOCS = "rncp/full_2024-01-17/Blocs_De_Competences.csv"

pytestmark = pytest.mark.real_data


async def load(store: Store, *paths: str, dry_run: bool = False) -> list[Report]:
    importer = Importer(store, NOW, dry_run=dry_run)
    reports = [
        await importer.load(piece.name, piece.read(lambda _read: None))
        for path in paths
        for piece in pieces(Path(real_data()) / path)
    ]
    await importer.settle(reports)
    return reports


async def contents(store: Store) -> str:
    """One digest of every entity, where it was written and how often aside."""
    found = hashlib.sha256()
    for collection in store.collections:
        entities = sorted(await collection.where({}), key=lambda entity: entity.id)
        for entity in entities:
            found.update(digest_of("test", entity.model_dump(mode="json", exclude={"revision"})).encode())
    return found.hexdigest()


async def test_the_twelve_fiches(one_store: Store) -> None:
    [report] = await load(one_store, SOME[0])
    assert report.fiches == {"new": 12}
    assert report.blocs["loaded"] == 53
    assert report.correspondances["loaded"] == 47
    assert await one_store.certifications.count({}) == 12
    assert await one_store.blocs.count({}) == 53
    assert await one_store.equivalences.count({}) == 47
    kinds = {item.code: item.kind.value for item in await one_store.certifications.where({})}
    assert kinds["RNCP37674"] == kinds["RNCP37873"] == "TITRE_PROFESSIONNEL"
    assert [finding async for finding in discrepancies(one_store)] == []


async def test_every_bloc_of_the_country_is_accounted_for(one_store: Store) -> None:
    *_, report = await load(one_store, "uimm", BLOCS)
    assert sum(report.fiches.values()) == 6_844
    assert sum(report.blocs.values()) == 34_351
    assert report.blocs["refused"] == 1
    assert "RNCP36769BC01" in report.refusals[0].reason
    assert report.fiches["pending"] == len(report.pending)
    assert report.blocs["pending"] == sum(item.blocs for item in report.pending.values())
    assert await one_store.blocs.count({}) == report.blocs["loaded"]
    assert [finding async for finding in discrepancies(one_store)] == []


@pytest.mark.parametrize("seed", [1, 2])
async def test_any_order_of_files_gives_the_same_store(one_store: Store, seed: int) -> None:
    await load(one_store, *SOME)
    first = await contents(one_store)
    again = await load(one_store, *SOME)
    assert sum((report.fiches for report in again), start=type(again[0].fiches)()).keys() <= {
        "unchanged", "titled", "pending", "refused"
    }  # fmt: skip
    assert await contents(one_store) == first
    for collection in (*(item.name for item in one_store.collections), "events", "anchors", "census"):
        await one_store.driver.delete_many(collection, {})
    await one_store.census.open()
    shuffled = list(SOME)
    random.Random(seed).shuffle(shuffled)
    await load(one_store, *reversed(shuffled))
    assert await contents(one_store) == first
    keys = [key for item in await one_store.certifications.where({}) for key in item.keys()]  # noqa: SIM118
    assert len(keys) == len(set(keys))
    assert [finding async for finding in verify(one_store)] == []
    assert [finding async for finding in discrepancies(one_store)] == []


async def test_a_dry_run_tells_the_same_and_writes_nothing(one_store: Store) -> None:
    told = await load(one_store, *SOME, dry_run=True)
    assert await one_store.statements.count({}) == 0
    assert await one_store.certifications.count({}) == 0
    real = await load(one_store, *SOME)
    assert [sum(report.fiches.values()) for report in told] == [sum(report.fiches.values()) for report in real]
    assert [report.blocs for report in told] == [report.blocs for report in real]

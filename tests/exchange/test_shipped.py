"""The shipped facts: readable, whole, made by their command, loaded once."""

from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest

from commands.data import build
from exchange.shipped import count_shipped, shipped
from repositories.derivation import discrepancies
from repositories.store import Store
from repositories.verification import verify
from resolvers.statement.shipping import load_shipped
from rules.certification.certification import CertificationKind
from rules.certification.completeness import Completeness
from rules.statement.statement import Statement
from tests.support.places import ROOT
from tests.support.tools import real_data

DATA = ROOT / "data"
NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)


@pytest.mark.real_data
def test_the_command_makes_them_byte_for_byte(tmp_path: Path) -> None:
    made = build(real_data(), tmp_path)
    for name in made:
        assert (tmp_path / f"{name}.jsonl").read_bytes() == (DATA / f"{name}.jsonl").read_bytes(), name


def test_every_line_reads_and_says_what_its_digest_says() -> None:
    everything = list(shipped(DATA))
    assert len(everything) == len({item.id for item in everything}) == count_shipped(DATA)
    statements = [item for item in everything if isinstance(item, Statement)]
    assert [item.id for item in statements if item.digest != item.true_digest] == []
    assert [item.id for item in statements if item.texts] == []


async def test_what_ships_is_loaded_whole_and_once(one_store: Store) -> None:
    assert await load_shipped(one_store, DATA, NOW, lambda _done, _total: None) == 194
    told: list[int] = []
    assert await load_shipped(one_store, DATA, NOW, lambda done, _total: told.append(done)) == 0
    assert told == [], "a second start reads nothing again"
    certifications = await one_store.certifications.where({})
    keys = Counter(key for item in certifications for key in item.keys())  # noqa: SIM118  (not a mapping)
    assert [key for key, count in keys.items() if count > 1] == []
    kinds = Counter(item.kind for item in certifications)
    assert kinds[CertificationKind.CQPM] == 111
    assert kinds[CertificationKind.TITRE_PROFESSIONNEL] == 13
    organisations = {item.code for item in await one_store.organisations.where({})}
    assert {code for item in certifications for code in item.signatories} <= organisations
    versions = await one_store.referentiels.where({})
    assert Counter(item.completeness for item in versions)[Completeness.CAPACITES] == 9
    cqpms = {item.code for item in certifications if item.kind is CertificationKind.CQPM}
    assert cqpms <= {item.certification for item in versions}
    [natural] = [item for item in versions if item.certification == "MQ 1989 0021"]
    assert [capacite.number for capacite in natural.capacites] == [str(rank) for rank in range(1, 8)]
    assert [finding async for finding in verify(one_store)] == []
    assert [finding async for finding in discrepancies(one_store)] == []

"""The shipped facts: readable, whole, made by their command."""

from collections import Counter
from pathlib import Path

import pytest

from commands.data import build
from exchange.shipped import count_shipped, shipped
from rules.certification import Certification, CertificationKind
from rules.organisation import Organisation
from rules.referentiel import Bloc, Completeness, Referentiel
from tests.tools import real_data

DATA = Path(__file__).parent.parent.parent / "data"


@pytest.mark.real_data
def test_the_command_makes_them_byte_for_byte(tmp_path: Path) -> None:
    made = build(real_data(), tmp_path)
    for name in made:
        assert (tmp_path / f"{name}.jsonl").read_bytes() == (DATA / f"{name}.jsonl").read_bytes(), name


def test_every_line_reads_and_every_reference_leads_somewhere() -> None:
    everything = list(shipped(DATA))
    assert len(everything) == count_shipped(DATA)
    certifications = {item.code: item for item in everything if isinstance(item, Certification)}
    blocs = {item.code for item in everything if isinstance(item, Bloc)}
    organisations = {item.code for item in everything if isinstance(item, Organisation)}
    keys = Counter(key for item in certifications.values() for key in item.keys())  # noqa: SIM118  (not a mapping)
    assert [key for key, count in keys.items() if count > 1] == []
    for item in everything:
        if isinstance(item, Bloc):
            assert set(item.certifications) <= certifications.keys()
        if isinstance(item, Referentiel):
            assert item.certification in certifications
            assert {part.bloc for part in item.composition} <= blocs
        if isinstance(item, Certification):
            assert set(item.signatories) <= organisations
            assert item.title
            assert item.provenance


def test_what_ships() -> None:
    everything = list(shipped(DATA))
    kinds = Counter(item.kind for item in everything if isinstance(item, Certification))
    assert kinds[CertificationKind.CQPM] == 111
    assert kinds[CertificationKind.TITRE_PROFESSIONNEL] == 13
    versions = [item for item in everything if isinstance(item, Referentiel)]
    assert Counter(item.completeness for item in versions)[Completeness.CAPACITES] == 9
    cqpms = {
        item.code for item in everything if isinstance(item, Certification) and item.kind is CertificationKind.CQPM
    }
    assert cqpms <= {item.certification for item in versions}
    [natural] = [item for item in versions if item.certification == "MQ 1989 0021"]
    assert [capacite.number for capacite in natural.capacites] == [str(rank) for rank in range(1, 8)]

"""`poincon data`: the facts that ship, made from the public files they come from (data/README.md)."""

import argparse
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from commands.settings import ROOT
from exchange.files import pieces
from exchange.reading import Item
from exchange.shipped import written
from rules.base.entity import Entity
from rules.organisation.organisation import Organisation
from rules.statement.statement import Statement

BRANCH = (
    "uimm/reva_filiere_metallurgie_145.csv",
    "uimm/reva_uimm_cqp_69.csv",
    "uimm/francecompetences_fiches_uimm_11.json",
    "cqpm/cqpm_referentiels.json",
    "cqpm/cqpi.json",
)
"""The files that say which certifications are the branch's."""
COMPLETED_BY = "nomenclatures/kit_apprentissage_20250131_full.csv"
"""A national file, of which only what concerns them ships."""


def add(commands: Any) -> None:
    """Adds the command to the command line."""
    parser = commands.add_parser("data", help="refaire les faits livrés à partir des fichiers publics")
    parser.add_argument("--from", dest="source", type=Path, required=True, metavar="DOSSIER")
    parser.add_argument("--to", dest="target", type=Path, default=ROOT / "data", metavar="DOSSIER")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Writes the files and prints what is in them."""
    for name, count in build(arguments.source, arguments.target).items():
        print(f"{count:>6} {name}")
    return 0


def build(source: Path, target: Path) -> dict[str, int]:
    """Makes the shipped files of a folder of public ones; how many lines each has. Raises OSError, Unreadable."""
    given = [item for name in BRANCH for item in _read(source / name)]
    branch = {item.key for item in given if isinstance(item, Statement)}
    given += [item for item in _read(source / COMPLETED_BY) if isinstance(item, Statement) and item.key in branch]
    target.mkdir(parents=True, exist_ok=True)
    return {
        "organisations": _write(target, "organisations", (item for item in given if isinstance(item, Organisation))),
        "statements": _write(target, "statements", (item for item in given if isinstance(item, Statement))),
    }


def _read(path: Path) -> list[Item]:
    return [item for piece in pieces(path) for item in piece.read(lambda _read: None)]


def _write(target: Path, name: str, entities: Iterable[Entity]) -> int:
    # Two lists of one source say some things alike: once is enough.
    lines = list(dict.fromkeys(written(entity) for entity in sorted(entities, key=lambda entity: entity.id)))
    (target / f"{name}.jsonl").write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return len(lines)

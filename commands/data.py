"""`poincon data`: the facts that ship, made from the public files they come from (data/README.md)."""

import argparse
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from commands.settings import ROOT
from exchange import branch
from rules.entity import Entity
from rules.merging import Statement, merged
from rules.organisation import Organisation
from rules.referentiel import Bloc, Referentiel


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
    """Makes the shipped files of a folder of public ones; how many lines each has. Raises OSError, ValueError."""
    found = branch.records(source)
    given: list[Statement | Entity] = [
        *branch.listed(source),
        *branch.pages(source),
        *branch.fiches(found),
        *branch.documents(found),
        *branch.charter(source),
    ]
    numbers = frozenset(item.code for item in given if isinstance(item, Statement))
    given += branch.kit(source, numbers)
    certifications, untitled = merged(item for item in given if isinstance(item, Statement))
    known = {item.code for item in certifications}
    blocs = [item for item in given if isinstance(item, Bloc)]
    versions = [item for item in given if isinstance(item, Referentiel)]
    waiting = [
        {"code": code, "missing": "title", "blocs": [bloc.code for bloc in blocs if code in bloc.certifications]}
        for code in untitled
    ] + [{"title": title, "missing": "code"} for title in branch.without_number(found)]
    target.mkdir(parents=True, exist_ok=True)
    return {
        "organisations": _write(target, "organisations", (item for item in given if isinstance(item, Organisation))),
        "certifications": _write(target, "certifications", certifications),
        "blocs": _write(target, "blocs", (item for item in blocs if known & set(item.certifications))),
        "referentiels": _write(target, "referentiels", (item for item in versions if item.certification in known)),
        "pending": _lines(target / "pending.jsonl", [json.dumps(item, ensure_ascii=False) for item in waiting]),
    }


def _write(target: Path, name: str, entities: Iterable[Entity]) -> int:
    ordered = sorted(entities, key=lambda entity: entity.id)
    return _lines(target / f"{name}.jsonl", [entity.model_dump_json(exclude_defaults=True) for entity in ordered])


def _lines(path: Path, lines: list[str]) -> int:
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return len(lines)

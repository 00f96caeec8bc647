"""`poincon verify`: the store against its journal and sources; `poincon anchor`: what to keep elsewhere."""

import argparse
import asyncio
import hashlib
import json
import sys
from pathlib import Path
from typing import Any

from commands.opening import open_store
from commands.settings import Settings
from repositories.claim_checks import misclaimed
from repositories.conformity import nonconformities
from repositories.derivation import discrepancies
from repositories.export_file import whole
from repositories.numbering import misnumbered
from repositories.store import Store
from repositories.verification import exported_anchor, verify


def add(commands: Any) -> None:
    """Adds the commands to the command line."""
    parser = commands.add_parser("verify", help="vérifier le magasin contre son journal")
    parser.add_argument("--against", type=Path, metavar="ANCRE", help="une ancre conservée ailleurs")
    parser.set_defaults(run=run)
    anchor = commands.add_parser("anchor", help="écrire l’ancre du journal, à conserver ailleurs")
    anchor.set_defaults(run=run_anchor)


def run(arguments: argparse.Namespace) -> int:
    """Prints every finding; exit code 1 when there is one."""
    return asyncio.run(_verify(Settings.read(), arguments.against))


def run_anchor(_arguments: argparse.Namespace) -> int:
    """Prints the anchor, one line of JSON for each aggregate."""
    return asyncio.run(_anchor(Settings.read()))


async def _verify(settings: Settings, against: Path | None) -> int:
    lines = against.read_text(encoding="utf-8").splitlines() if against else []
    count = 0
    async with open_store(settings) as store, store.snapshot() as moment:
        async for finding in verify(moment, [json.loads(line) for line in lines]):
            count += 1
            print(f"{finding.kind.value:<20} {finding.message}")
        for check in (discrepancies, nonconformities, misnumbered, misclaimed):
            async for discrepancy in check(moment):
                count += 1
                print(f"{discrepancy.kind.value:<20} {discrepancy.message}")
    print(
        "Le magasin est conforme à son journal et à ses sources." if not count else f"{count} anomalies.",
        file=sys.stderr,
    )
    return 1 if count else 0


async def write_anchor(moment: Store, file: Path) -> str:
    """Writes the anchor of a store into a file; its SHA-256, which is enough to publish."""
    digest = hashlib.sha256()
    with whole(file) as lines:
        async for head in exported_anchor(moment):
            line = json.dumps(head).encode() + b"\n"
            digest.update(line)
            lines.write(line)
    return digest.hexdigest()


async def _anchor(settings: Settings) -> int:
    async with open_store(settings) as store, store.snapshot() as moment:
        async for line in exported_anchor(moment):
            print(json.dumps(line))
    return 0

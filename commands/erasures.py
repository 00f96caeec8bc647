"""`poincon erasures`: the register of what was destroyed, written to be kept elsewhere, or applied again."""

import argparse
import asyncio
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from commands.opening import open_store
from commands.settings import Settings
from repositories.register import read_register, write_register
from repositories.store import Store
from resolvers.archive.replaying import replay


def add(commands: Any) -> None:
    """Adds the command to the command line."""
    parser = commands.add_parser(
        "erasures", help="écrire le registre de ce qui a été détruit, ou l’appliquer de nouveau"
    )
    parser.add_argument("file", type=Path, metavar="REGISTRE.jsonl")
    parser.add_argument("--apply", action="store_true", help="détruire de nouveau ce que dit le registre")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Writes the register, or applies it."""
    return asyncio.run(_run(Settings.read(), arguments.file, apply=arguments.apply))


async def _run(settings: Settings, file: Path, *, apply: bool) -> int:
    async with open_store(settings) as store:
        if apply:
            await applied(store, file)
        else:
            print(f"{await write_register(store, file)} destructions écrites dans {file}.")
    return 0


async def applied(store: Store, file: Path) -> None:
    """Destroys again what a register tells of, and says how much. Raises StoreError."""
    count = await replay(store, read_register(file), datetime.now(UTC))
    print(f"{count} destructions appliquées de nouveau, d’après {file}.")

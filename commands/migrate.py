"""`poincon migrate`: a store written by an earlier version brought to the layout of this one."""

import argparse
import asyncio
from typing import Any

from commands.opening import open_store
from commands.settings import Settings


def add(commands: Any) -> None:
    """Adds the command to the command line."""
    parser = commands.add_parser("migrate", help="mettre au format de cette version un magasin plus ancien")
    parser.set_defaults(run=run)


def run(_arguments: argparse.Namespace) -> int:
    """Writes the store again where it has to be; nothing on a store of this version."""
    return asyncio.run(_migrate(Settings.read()))


async def _migrate(settings: Settings) -> int:
    async with open_store(settings, migrating=True):
        print("Le magasin est au format de cette version.")
    return 0

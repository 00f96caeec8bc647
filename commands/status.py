"""`poincon status`: which store, what it can do, what it holds."""

import argparse
import asyncio
from typing import Any

from commands.opening import open_store
from commands.settings import Settings
from repositories.capabilities import capabilities


def add(commands: Any) -> None:
    """Adds the command to the command line."""
    parser = commands.add_parser("status", help="dire l’état du magasin")
    parser.set_defaults(run=run)


def run(_arguments: argparse.Namespace) -> int:
    """Prints the state; exit code 1 when the store lacks a capability that the service needs."""
    return asyncio.run(_status(Settings.read()))


async def _status(settings: Settings) -> int:
    where = settings.mongodb_url.partition("@")[2] or "MONGODB_URL" if settings.mongodb_url else str(settings.folder)
    print(f"Magasin  {'MongoDB' if settings.mongodb_url else 'embarqué'} ({where}), pilote {settings.driver}")
    async with open_store(settings) as store:
        missing = 0
        for capability in await capabilities(store.driver):
            missing += not capability.there
            print(f"{'oui' if capability.there else 'NON':<4} {capability.name}")
        for collection in store.collections:
            print(f"{await collection.count({}):>8} {collection.name}")
    return 1 if missing else 0

"""`poincon export` and `poincon restore`: the whole store in a file, and back."""

import argparse
import asyncio
from pathlib import Path
from typing import Any

from commands.opening import open_store
from commands.settings import Settings
from repositories.transfer import export_store, restore_store


def add(commands: Any) -> None:
    """Adds the commands to the command line."""
    for name, help_, run in (
        ("export", "écrire tout le magasin dans un fichier", run_export),
        ("restore", "relire un export dans un magasin vide", run_restore),
    ):
        parser = commands.add_parser(name, help=help_)
        parser.add_argument("file", type=Path, metavar="FICHIER.jsonl.gz")
        parser.set_defaults(run=run)


def run_export(arguments: argparse.Namespace) -> int:
    """Writes the file."""
    return asyncio.run(_export(Settings.read(), arguments.file))


def run_restore(arguments: argparse.Namespace) -> int:
    """Reads the file."""
    return asyncio.run(_restore(Settings.read(), arguments.file))


async def _export(settings: Settings, file: Path) -> int:
    async with open_store(settings) as store:
        print(f"{await export_store(store, file)} documents écrits dans {file}.")
    return 0


async def _restore(settings: Settings, file: Path) -> int:
    async with open_store(settings) as store:
        print(f"{await restore_store(store, file)} documents relus de {file}.")
    return 0

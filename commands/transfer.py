"""`poincon export` and `poincon restore`: the whole store in a file, and back; `poincon backup`: in turn."""

import argparse
import asyncio
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from commands.erasures import applied
from commands.opening import open_store
from commands.settings import Settings
from commands.verify import write_anchor
from repositories.errors import StoreError
from repositories.register import REGISTER, read_register, write_register
from repositories.transfer import export_store, restore_store

KEPT = 30
_HOUR = 3600.0
_RETRY = 300.0
"""Seconds before a backup that failed is tried again."""


def add(commands: Any) -> None:
    """Adds the commands to the command line."""
    for name, help_, run in (
        ("export", "écrire tout le magasin, tel qu’il est à un instant, dans un fichier", run_export),
        ("restore", "relire un export dans un magasin vide", run_restore),
    ):
        parser = commands.add_parser(name, help=help_)
        parser.add_argument("file", type=Path, metavar="FICHIER.jsonl.gz")
        if run is run_restore:
            help_ = f"le registre de ce qui a été détruit depuis, sinon « {REGISTER} » à côté de l’export"
            parser.add_argument("--erasures", type=Path, metavar="REGISTRE", help=help_)
        parser.set_defaults(run=run)
    backup = commands.add_parser("backup", help="écrire un export daté et son ancre, et retirer les plus anciens")
    backup.add_argument("folder", type=Path, metavar="DOSSIER")
    backup.add_argument("--keep", type=_positive, default=KEPT, metavar="N", help=f"combien en garder ({KEPT})")
    backup.add_argument("--every", type=_positive, metavar="HEURES", help="recommencer sans fin, à cet intervalle")
    backup.set_defaults(run=run_backup)


def run_export(arguments: argparse.Namespace) -> int:
    """Writes the file."""
    return asyncio.run(_export(Settings.read(), arguments.file))


def run_restore(arguments: argparse.Namespace) -> int:
    """Reads the file, then destroys again what was destroyed since it was written."""
    return asyncio.run(_restore(Settings.read(), arguments.file, arguments.erasures))


def run_backup(arguments: argparse.Namespace) -> int:
    """Writes one backup, or one after the other until it is stopped."""
    settings = Settings.read()
    arguments.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if arguments.every is None:
        return asyncio.run(_backup(settings, arguments.folder, arguments.keep))
    return asyncio.run(_backups(settings, arguments.folder, arguments.keep, arguments.every * _HOUR))


async def _export(settings: Settings, file: Path) -> int:
    async with open_store(settings) as store, store.snapshot() as moment:
        print(f"{await export_store(moment, file, settings.backup_recipients)} documents écrits dans {file}.")
    return 0


async def _restore(settings: Settings, file: Path, erasures: Path | None) -> int:
    register = erasures or file.with_name(REGISTER)
    if erasures is not None:
        read_register(erasures)  # before anything is written
    async with open_store(settings) as store:
        print(f"{await restore_store(store, file, settings.backup_identities)} documents relus de {file}.")
        if register.exists():
            await applied(store, register)
        else:
            print(
                f"Aucun registre des effacements ({register.name}) n’est à côté de cet export : ce qui a été détruit "
                "depuis qu’il est écrit est revenu. Appliquez-le par « poincon erasures --apply ».",
                file=sys.stderr,
            )
    return 0


async def _backup(settings: Settings, folder: Path, keep: int) -> int:
    name = f"poincon-{datetime.now(UTC):%Y%m%dT%H%M%SZ}"
    suffix = ".jsonl.gz.age" if settings.backup_recipients else ".jsonl.gz"
    file = folder / f"{name}{suffix}"
    async with open_store(settings) as store, store.snapshot() as moment:
        count = await export_store(moment, file, settings.backup_recipients)
        digest = await write_anchor(moment, folder / f"{name}.anchor.jsonl")
        await write_register(moment, folder / REGISTER)
    for former in sorted(folder.glob("poincon-*Z.jsonl.gz*"))[:-keep]:
        former.unlink()
    print(f"{count} documents écrits dans {file}. Ancre, à publier ailleurs : {digest}", flush=True)
    return 0


async def _backups(settings: Settings, folder: Path, keep: int, interval: float) -> int:
    while True:
        pause = interval
        try:
            await _backup(settings, folder, keep)
        except (StoreError, OSError) as error:
            pause = min(interval, _RETRY)
            print(f"poincon : la sauvegarde a échoué, elle sera retentée : {error}", file=sys.stderr, flush=True)
        await asyncio.sleep(pause)


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("un nombre d’au moins 1 est attendu")
    return number

"""`poincon person`: all that is held on a candidate, in an archive for whoever asks it of the operator."""

import argparse
import asyncio
import json
import sys
import zipfile
from pathlib import Path
from typing import Any

from commands.opening import open_store
from commands.settings import Settings
from graph.schema.base.relay import key_of
from repositories.export_file import whole
from repositories.held import bytes_of, held_on

_READ_ME = (
    "Ce que le service conserve de la personne, tel qu’il le conserve : donnees.json (sa fiche, ses dossiers, ses "
    "certificats, ce que les jurys ont décidé d’elle et l’histoire de chaque objet), les papiers et les pièces "
    "versées. Rien n’y est dit d’une autre personne que ce que ses papiers en disent.\n"
)


def add(commands: Any) -> None:
    """Adds the command to the command line."""
    parser = commands.add_parser("person", help="écrire dans une archive tout ce qui est conservé d’un candidat")
    parser.add_argument("candidate", metavar="CANDIDAT", help="l’identifiant du candidat, tel que l’API le donne")
    parser.add_argument("file", type=Path, metavar="FICHIER.zip")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Writes the archive, its owner's alone; exit code 1 where nobody is known under this identifier."""
    identifier = key_of(arguments.candidate, "Candidate") or arguments.candidate
    return asyncio.run(_write(Settings.read(), identifier, arguments.file))


async def _write(settings: Settings, identifier: str, file: Path) -> int:
    async with open_store(settings) as store, store.snapshot() as moment:
        held = await held_on(moment, identifier)
        if held is None:
            print(f"poincon : aucun candidat n’a l’identifiant {identifier}.", file=sys.stderr)
            return 1
        with whole(file) as raw, zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("LISEZ-MOI.txt", _READ_ME)
            archive.writestr("donnees.json", json.dumps(held.facts, ensure_ascii=False, indent=1))
            for name, digest in held.files:
                archive.writestr(name, await bytes_of(moment, digest))
    print(f"{len(held.facts['dossiers'])} dossiers et {len(held.files)} fichiers écrits dans {file}.")
    return 0

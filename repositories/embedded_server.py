"""Which server the embedded store is: secantusd-rs where it is installed, or else the optional Python package."""

import importlib.util
import shutil
import subprocess
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

DATA = "data"
"""What a server keeps, inside the folder of the store."""
OPENED_BY = "opened_by"
"""A file beside it that names the server that opened it last: what it is there for must be there too."""
PREPARED = "prepared"
"""An empty file beside it, made once there are collections: a server that has none any more was emptied."""
FILES = "files"
"""A file beside it that names those in which a server kept its tables: one of them that is gone is not made anew."""
NATIVE = "secantusd-rs"
NATIVE_VERSION = "0.5.3-beta.196"
"""The version that was tried (docs/adr/0011); another is left alone."""
PACKAGE = "secantus"


class EmbeddedStoreError(Exception):
    """Why the embedded store did not start, in French, for the operator."""


class Server(NamedTuple):
    """A server by its name, and its program where it is not the Python package."""

    name: str
    program: Sequence[str] = ()


def chosen(folder: Path) -> Server:
    """
    The server that is to open a folder. What another server has left there is copied first.

    Raises EmbeddedStoreError when none is installed, or the data are gone that were there before, or some of them.
    """
    server = _installed()
    data, known = folder / DATA, _known(folder)
    if not _holds(data):
        if known is not None:
            raise EmbeddedStoreError(
                f"Les données du magasin embarqué ne sont plus dans « {data} » : remettez-les, ou restaurez une "
                f"sauvegarde. Pour en commencer un nouveau, supprimez « {folder / OPENED_BY} » et "
                f"« {folder / PREPARED} »."
            )
        return server
    if gone := sorted(_kept(folder) - _tables(data)):
        raise EmbeddedStoreError(
            f"Il manque des fichiers du magasin embarqué dans « {data} » ({', '.join(gone)}) : remettez-les, ou "
            f"restaurez une sauvegarde dans un autre dossier. Si vous y avez remis une copie plus ancienne, supprimez "
            f"« {folder / FILES} »."
        )
    former = known or PACKAGE
    if former != server.name:
        _copied(data, folder / f"{DATA}-{former}-{datetime.now(UTC):%Y%m%d%H%M%S}")
    return server


def opened(folder: Path, server: Server) -> None:
    """Notes that a server has opened a folder, and which files it keeps there."""
    if _known(folder) != server.name:
        (folder / OPENED_BY).write_text(server.name, encoding="utf-8")
    noted(folder)


def noted(folder: Path) -> None:
    """Notes which files a server keeps in a folder."""
    written = folder / f"{FILES}.partial"
    written.write_text("".join(f"{name}\n" for name in sorted(_tables(folder / DATA))), encoding="utf-8")
    written.replace(folder / FILES)


def _installed() -> Server:
    if (program := shutil.which(NATIVE)) is not None:
        told = subprocess.run([program, "--version"], capture_output=True, text=True, timeout=20, check=False).stdout
        if NATIVE_VERSION in told:
            return Server(NATIVE, (program,))
    if importlib.util.find_spec(PACKAGE) is None:
        raise EmbeddedStoreError(
            "Le magasin embarqué n’est pas installé (requirements/embedded.txt) : installez-le, ou donnez MONGODB_URL."
        )
    return Server(PACKAGE)


def _known(folder: Path) -> str | None:
    try:
        return (folder / OPENED_BY).read_text(encoding="utf-8").strip() or None
    except FileNotFoundError:
        return None


def _kept(folder: Path) -> set[str]:
    try:
        return set((folder / FILES).read_text(encoding="utf-8").split())
    except FileNotFoundError:
        return set()


def _tables(data: Path) -> set[str]:
    return {file.name for file in data.glob("*.wt")}


def _holds(data: Path) -> bool:
    return data.is_dir() and any(data.iterdir())


def _copied(data: Path, copy: Path) -> None:
    """Copies the data as a whole: a copy that was interrupted is not taken for one."""
    partial = copy.with_name(f"{copy.name}.partial")
    shutil.copytree(data, partial)
    partial.rename(copy)

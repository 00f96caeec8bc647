"""Opens what an operator names: files, folders and archives, each told by its content rather than by its name."""

import csv
import gzip
import io
import json
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import IO, Any, NamedTuple

from exchange import branch, rncp_csv, rncp_xml
from exchange.reading import Context, Reading, Refusal, Unreadable

MOST_TIMES = 200
"""How many times its size an archive's member may grow; national exports grow some fifteen times."""
LEAST = 50_000_000
"""Bytes that any member may hold, however small it is packed."""
LARGEST_JSON = 50_000_000
_SNIFFED = 64 * 1024
_PACKED = (b"PK\x03\x04", b"\x1f\x8b")
_CSV_TABLES: tuple[tuple[frozenset[str], Callable[..., Reading]], ...] = (
    (frozenset({"numero_fiche", "intitule", "type_diplome", "niveau", "convention_collective"}), branch.listed),
    (
        frozenset(
            {"FicheRNCP", "Intitulé certification (RNCP)", "Niveau fiche RNCP", "Abrégé de diplôme (RNCP)",
             "Date d'échéance de la fiche RNCP", "Fiche ACTIVE/INACTIVE", "Ancienne Certification (RNCP)",
             "Nouvelle Certification rempla (RNCP)"}
        ),
        branch.kit,
    ),
    (frozenset({"fiche", "relation", "autre_fiche"}), branch.succession),
    (frozenset({"numero_mq_tel_qu_imprime", "intitule", "categorie", "niveau"}), branch.numbers),
)  # fmt: skip


class Piece(NamedTuple):
    """One file to be read, a member of an archive included."""

    name: str
    as_of: date
    size: int
    read: Callable[[Callable[[int], None]], Reading]
    """Reads it, telling how many bytes have been taken from the disk so far. Raises Unreadable."""


def pieces(path: Path, as_of: date | None = None) -> list[Piece]:
    """
    Every file behind a path, in the order of their names, each with the day it is of.

    The day is the one given, else the one in the name of the file, of its archive or of its folder. Raises Unreadable
    for a path that leads nowhere or an archive that is none.
    """
    if path.is_dir():
        inside = sorted(item for item in path.iterdir() if item.is_file() and not item.name.startswith("."))
        if not inside:
            raise Unreadable(f"{path} : le dossier est vide")
        return [piece for item in inside for piece in pieces(item, as_of)]
    if not path.is_file():
        raise Unreadable(f"{path} : ce fichier n’existe pas")
    named = as_of or _day(path.name, path.absolute().parent.name) or date.min
    with path.open("rb") as stream:
        packed = stream.read(4).startswith(_PACKED[0])
    if not packed:
        return [Piece(path.name, named, path.stat().st_size, lambda told: _read_file(path, named, told))]
    try:
        with zipfile.ZipFile(path) as archive:
            members = sorted((item for item in archive.infolist() if not item.is_dir()), key=lambda item: item.filename)
    except zipfile.BadZipFile:
        raise Unreadable(f"{path} : l’archive est abîmée ou tronquée") from None
    return [
        Piece(
            f"{path.name}/{member.filename}",
            day,
            member.compress_size,
            lambda told, member=member, day=day: _read_member(path, member, day, told),  # type: ignore[misc]
        )
        for member in members
        for day in (as_of or _day(member.filename) or named,)
    ]


class _Watched(io.RawIOBase):
    """A stream that tells what is read of it, and stops where it grows beyond what it may."""

    def __init__(self, stream: IO[bytes], most: int | None, told: Callable[[int], None]) -> None:
        self._stream, self._most, self._told, self._read = stream, most, told, 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        try:
            data = self._stream.read(len(buffer))
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError) as error:
            raise Unreadable(f"l’archive est abîmée ou tronquée ({type(error).__name__})") from None
        self._read += len(data)
        if self._most is not None and self._read > self._most:
            raise Unreadable(f"l’archive grossit de plus de {MOST_TIMES} fois : elle n’est pas lue plus loin")
        self._told(self._read)
        buffer[: len(data)] = data
        return len(data)


def _read_file(path: Path, day: date, told: Callable[[int], None]) -> Reading:
    with ExitStack() as opened:
        stream: IO[bytes] = opened.enter_context(path.open("rb"))
        packed = stream.peek(2)[:2] == _PACKED[1]  # type: ignore[attr-defined]
        most = None
        if packed:
            unpacked: Any = opened.enter_context(gzip.open(stream))
            stream, most = unpacked, max(path.stat().st_size * MOST_TIMES, LEAST)
        watched = io.BufferedReader(_Watched(stream, most, told), 1 << 20)
        yield from _read(watched, Context(path.name, day))


def _read_member(path: Path, member: zipfile.ZipInfo, day: date, told: Callable[[int], None]) -> Reading:
    with ExitStack() as opened:
        archive = opened.enter_context(zipfile.ZipFile(path))
        try:
            stream = opened.enter_context(archive.open(member))
        except (RuntimeError, NotImplementedError, zipfile.BadZipFile):
            raise Unreadable("ce membre de l’archive est chiffré ou abîmé") from None
        most = max(member.compress_size * MOST_TIMES, LEAST)
        watched = io.BufferedReader(_Watched(stream, most, told), 1 << 20)
        yield from _read(watched, Context(f"{path.name}/{member.filename}", day))


def _read(stream: Any, context: Context) -> Reading:
    """Reads a file by what it holds. Raises Unreadable for what is none of the known formats."""
    head = stream.peek(_SNIFFED)
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:64]
    if not start:
        raise Unreadable("le fichier est vide")
    if start.startswith((b"<", b"\xff\xfe", b"\xfe\xff")):
        yield from rncp_xml.read(stream, context)
    elif start[:1] in b"[{":
        yield from _json(stream, context)
    elif b"\0" in head:
        raise Unreadable("ce n’est pas un fichier de texte")
    else:
        yield from _csv(stream, context)


def _json(stream: IO[bytes], context: Context) -> Reading:
    data = stream.read(LARGEST_JSON + 1)
    if len(data) > LARGEST_JSON:
        raise Unreadable("un fichier JSON de cette taille n’est pas lu")
    try:
        content = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", 1)
        raise Unreadable(f"ligne {line} : le fichier n’est pas du JSON lisible") from None
    keys = set(content) if isinstance(content, dict) else set(content[0]) if _records(content) else set()
    shapes = (
        ({"record_kind", "code_as_printed", "capacites", "blocs"}, branch.records),
        ({"source_fiche", "source_blocs", "dest_fiche", "dest_blocs"}, branch.correspondances),
        ({"cqpi", "branches"}, branch.charter),
        ({"fiches"}, branch.pages),
    )
    reader: Any = next((reader for needed, reader in shapes if needed <= keys), None)
    if reader is None:
        raise Unreadable("ce JSON n’est d’aucun format connu")
    try:
        yield from reader(content, context)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise Unreadable(f"une valeur manque ou n’est pas celle attendue ({type(error).__name__} : {error})") from None


def _records(content: Any) -> bool:
    return isinstance(content, list) and bool(content) and all(isinstance(item, dict) for item in content)


def _csv(stream: IO[bytes], context: Context) -> Reading:
    text = io.TextIOWrapper(stream, encoding="utf-8-sig", newline="")
    try:
        header = text.readline(_SNIFFED)
    except UnicodeDecodeError:
        raise Unreadable("ligne 1 : le fichier n’est pas en UTF-8") from None
    columns = next(csv.reader([header], delimiter=";"), [])
    joined = _Chained(header, text)
    if rncp_csv.is_partners(columns):
        yield Refusal(context.name, "la table des partenaires n’est pas chargée : elle nomme des personnes")
    elif rncp_csv.KEY in columns:
        yield from rncp_csv.read(joined, context)
    else:
        reader = next((reader for needed, reader in _CSV_TABLES if needed <= set(columns)), None)
        if reader is None:
            raise Unreadable("ligne 1 : ces colonnes ne sont celles d’aucune table connue")
        rows = rncp_csv.rows(joined)
        next(rows)
        yield from reader(rows, context)


class _Chained:
    """The lines of a text whose first has been read already."""

    def __init__(self, first: str, rest: IO[str]) -> None:
        self._first, self._rest = first, rest

    def __iter__(self) -> Iterator[str]:
        yield self._first
        yield from self._rest


def _day(*names: str) -> date | None:
    """The first day that one of these names bears, whole: 2024-01-17, 2024_01_17 or 20240117."""
    for name in names:
        for parts in re.finditer(r"(?<!\d)(20\d{2})([-_]?)(\d{2})\2(\d{2})(?!\d)", name):
            try:
                return date(int(parts[1]), int(parts[3]), int(parts[4]))
            except ValueError:
                continue
    return None

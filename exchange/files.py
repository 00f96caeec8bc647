"""Opens what an operator names: files, folders and archives, each told by its content rather than by its name."""

import gzip
import io
import json
import re
import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from datetime import date
from functools import partial
from pathlib import Path
from typing import IO, Any, NamedTuple

from exchange import branch, kit, rncp_csv, rncp_xml, tables, workbook
from exchange.reading import Context, Reading, Refusal, Unreadable
from exchange.tables import Shape, Sheet, Table

MOST_TIMES = 200
"""How many times its size an archive's member may grow; national exports grow some fifteen times."""
LEAST = 50_000_000
"""Bytes that any member may hold, however small it is packed."""
LARGEST_JSON = 50_000_000
_SNIFFED = 64 * 1024
_PACKED = (b"PK\x03\x04", b"\x1f\x8b")
_UTF_8 = 0x800
"""The mark of a member whose name is said to be in UTF-8."""
_SPOOLED = 8_000_000
"""Bytes of a workbook that are kept in memory; it is read from a file of its own beyond."""
_READERS: Sequence[tuple[Shape, Callable[[Table, Context], Reading]]] = (
    (rncp_csv.PARTNERS, rncp_csv.partners),
    *((part.shape, partial(rncp_csv.read, part)) for part in rncp_csv.PARTS),
    (branch.LISTED, branch.listed),
    (branch.SUCCESSION, branch.succession),
    (branch.NUMBERS, branch.numbers),
    (kit.KIT, kit.kit),
)
"""Each table that is known, with its reader."""


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
    named = as_of or _day(path.name) or _day(path.absolute().parent.name) or date.min
    with path.open("rb") as stream:
        packed = stream.read(4).startswith(_PACKED[0])
    if not packed or _is_workbook(path):
        return [Piece(path.name, named, path.stat().st_size, lambda told: _read_file(path, named, told))]
    try:
        with zipfile.ZipFile(path) as archive:
            members = sorted(
                ((_named(item), item) for item in archive.infolist() if not item.is_dir()), key=lambda item: item[0]
            )
    except zipfile.BadZipFile:
        raise Unreadable(f"{path} : l’archive est abîmée ou tronquée") from None
    return [
        Piece(context.name, context.as_of, member.compress_size, partial(_read_member, path, member, context))
        for name, member in members
        for context in (Context(f"{path.name}/{name}", as_of or _day(name) or named),)
    ]


def _is_workbook(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as archive:
            return workbook.is_workbook(archive)
    except zipfile.BadZipFile:
        return False


def _named(member: zipfile.ZipInfo) -> str:
    """The name of a member, in UTF-8 where it is that and the archive does not say so, as many tools leave it."""
    if member.flag_bits & _UTF_8:
        return member.filename
    try:
        return member.filename.encode("cp437").decode()
    except UnicodeError:
        return member.filename


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


def _read_member(path: Path, member: zipfile.ZipInfo, context: Context, told: Callable[[int], None]) -> Reading:
    with ExitStack() as opened:
        archive = opened.enter_context(zipfile.ZipFile(path))
        try:
            stream = opened.enter_context(archive.open(member))
        except (RuntimeError, NotImplementedError, zipfile.BadZipFile):
            raise Unreadable("ce membre de l’archive est chiffré ou abîmé") from None
        most = max(member.compress_size * MOST_TIMES, LEAST)
        watched = io.BufferedReader(_Watched(stream, most, told), 1 << 20)
        yield from _read(watched, context)


def _read(stream: Any, context: Context) -> Reading:
    """Reads a file by what it holds. Raises Unreadable for what is none of the known formats."""
    head = stream.peek(_SNIFFED)
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:64]
    if not start:
        raise Unreadable("le fichier est vide")
    if head.startswith((_PACKED[0], workbook.LOCKED)):
        with tempfile.SpooledTemporaryFile(_SPOOLED) as spooled:
            shutil.copyfileobj(stream, spooled)
            spooled.seek(0)
            yield from _workbook(spooled, context)
        return
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
    yield from _table(tables.text_of(io.TextIOWrapper(stream, encoding="utf-8-sig", newline="")), context)


def _table(sheet: Sheet, context: Context) -> Reading:
    table, reader = _begun(sheet)
    yield from reader(table, context)


def _begun(sheet: Sheet) -> tuple[Table, Callable[[Table, Context], Reading]]:
    """The table of a sheet with its reader. Raises Unreadable where it is none that is known."""
    table = tables.begun(sheet, [shape for shape, _ in _READERS])
    return table, next(reader for shape, reader in _READERS if shape is table.shape)


def _workbook(stream: IO[bytes], context: Context) -> Reading:
    """
    Every sheet of a workbook that holds a table; the others are told.

    Raises Unreadable where none does, and for a sheet that cannot be read on.
    """
    read, refused = 0, list[Refusal]()
    for sheet in workbook.sheets(stream):
        named = context._replace(name=f"{context.name}, feuille « {sheet.name} »")
        if sheet.hidden:
            refused.append(Refusal(named.name, "une feuille masquée n’est pas lue"))
            continue
        try:
            table, reader = _begun(sheet)
        except Unreadable as error:
            refused.append(Refusal(named.name, str(error)))
            continue
        read += 1
        yield from reader(table, named)
    if not read:
        told = [f"{item.place.rpartition(', ')[2]} : {item.reason}" for item in refused[:5]]
        raise Unreadable(" ; ".join(told) or "le classeur n’a aucune feuille")
    yield from refused


def _day(name: str) -> date | None:
    """The first day that a name bears, whole: 2024-01-17, 2024_01_17 or 20240117; that of a version of the kit."""
    for parts in re.finditer(r"(?<!\d)(20\d{2})([-_]?)(\d{2})\2(\d{2})(?!\d)", name):
        try:
            return date(int(parts[1]), int(parts[3]), int(parts[4]))
        except ValueError:
            continue
    return kit.published_on(name)

"""What no office file from outside may hold, whatever it is for: programs, paths that lead out of it, entities."""

import re
import zipfile
from collections.abc import Iterator, Sequence

_ACTIVE = ("vbaproject", "vbadata", "activex", "embeddings", "macro", "customui")
_ACTIVE_TYPES = (b"macroEnabled", b"vbaProject", b"activeX", b"oleObject")
_OUTSIDE = re.compile(r"^[/\\]|^[A-Za-z]:|(^|[/\\])\.\.([/\\]|$)|\x00")
_ENCODING = re.compile(rb"\A(?:\xef\xbb\xbf)?\s*<\?xml[^>]*?encoding\s*=\s*[\"']([^\"']*)")
_DOCTYPES = tuple("<!DOCTYPE".encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be"))


def package_faults(archive: zipfile.ZipFile, content_types: bytes, what: str) -> Iterator[str]:
    """
    What is wrong with an open archive whose size was judged before, a French sentence each about `what`.

    Raises what zipfile raises for a part that cannot be read.
    """
    entries = archive.infolist()
    yield from _named(entries, what)
    named = any(mark in entry.filename.casefold() for entry in entries for mark in _ACTIVE)
    if named or any(mark.lower() in content_types.lower() for mark in _ACTIVE_TYPES):
        yield f"{what} contient des macros ou des objets incorporés : retirez-les."
    if any(_declares(archive, entry) for entry in entries):
        yield f"{what} déclare des entités XML (DOCTYPE) : enregistrez-le de nouveau."


def _named(entries: Sequence[zipfile.ZipInfo], what: str) -> Iterator[str]:
    """A part that would be written outside the folder that the file is unpacked in, or twice at one place."""
    names = [entry.orig_filename for entry in entries]
    if any(map(_OUTSIDE.search, names)):
        yield f"{what} a une partie dont le chemin mène hors du fichier : enregistrez-le de nouveau."
    if len({name.casefold() for name in names}) != len(names):
        yield f"{what} contient deux fois la même partie : enregistrez-le de nouveau."


def _declares(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bool:
    """Whether a part has a document type, whose entities swell or read files; or an encoding under which it hides."""
    if not entry.filename.lower().endswith((".xml", ".rels", ".svg", ".vml")):
        return False
    data = archive.read(entry)
    said = _ENCODING.match(data)
    odd = said is not None and said[1].lower() not in {b"utf-8", b"utf-16", b"us-ascii"}
    return odd or any(mark in data for mark in _DOCTYPES)

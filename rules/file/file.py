"""Uploaded papers and tables: told by their content, bounded, kept as they came."""

import io
import unicodedata
import zipfile
from datetime import date, datetime

from rules.base.entity import Entity, Value
from rules.base.problems import Problem
from rules.base.text import squeezed
from rules.document.document import DOCX

LARGEST = 10 * 1024 * 1024
"""Bytes of an uploaded file."""
LONGEST_NAME = 120
SWOLLEN = 200 * 1024 * 1024
"""Bytes that a Word file may claim to unpack to."""
PDF, PNG, JPEG = "application/pdf", "image/png", "image/jpeg"
CSV, XLSX = "text/csv", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TABLES = frozenset({CSV, XLSX})
"""What holds a table, which is never a piece of a dossier or of a session."""
_MAGIC = ((b"%PDF-", PDF), (b"\x89PNG\r\n\x1a\n", PNG), (b"\xff\xd8\xff", JPEG))
_ENDINGS = {PDF: ".pdf", PNG: ".png", JPEG: ".jpg", DOCX: ".docx", CSV: ".csv", XLSX: ".xlsx"}
_SAID_OF_TEXT = frozenset({"text/plain", "application/csv", "application/vnd.ms-excel"})
"""What machines also call a text of cells."""


class TableLine(Value):
    """One line of a table of candidates, and what came of it."""

    line: int
    candidate: str | None = None
    """Identifier of who was registered; null where the line was refused."""
    problems: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()


class UploadedFile(Entity):
    """A file that somebody uploaded, to be named in an operation; its bytes are kept under their digest."""

    name: str
    media_type: str
    size: int
    sha256: str
    organisation: str | None
    """Whose it is: it exists for this organisation, for the GTP and for administrators."""
    uploaded_by: str
    uploaded_on: datetime
    lines: tuple[TableLine, ...] = ()
    """Of a table whose candidates are registered, what came of each line so far."""
    people: int = 0
    """How many people it holds, once the first are registered."""
    destroyed_on: date | None = None
    """Day on which its bytes were destroyed, its term being past (ARC-01); their digest stays."""

    @property
    def table(self) -> bool:
        """Whether it holds a table."""
        return self.media_type in TABLES


def media_type_of(data: bytes) -> str | None:
    """PDF, PNG, JPEG, Word, a workbook or a text of cells, as the content says; None for anything else."""
    for magic, media_type in _MAGIC:
        if data.startswith(magic):
            return media_type
    if data.startswith(b"PK\x03\x04"):
        return next((kind for kind, part in _PARTS.items() if _holds(data, part)), None)
    return CSV if _is_cells(data) else None


def file_faults(data: bytes, declared: str | None) -> list[str]:
    """What is wrong with an upload, in French: empty, too large, of no accepted type, or not what it says it is."""
    if not data:
        return ["Le fichier est vide."]
    if len(data) > LARGEST:
        return [f"Le fichier dépasse {LARGEST // (1024 * 1024)} Mio."]
    media_type = media_type_of(data)
    if media_type is None:
        return [
            "Le fichier n’est ni un PDF, ni une image PNG ou JPEG, ni un document Word (.docx), ni un tableau (.xlsx, "
            "ou .csv en UTF-8)."
        ]
    said = (declared or "").partition(";")[0].strip().lower()
    if said not in {"", "application/octet-stream", media_type, *(_SAID_OF_TEXT if media_type == CSV else ())}:
        return [f"Le fichier n’est pas ce que dit son type (« {said[:80]} ») : son contenu est « {media_type} »."]
    return []


def clean_name(given: str | None, media_type: str) -> str:
    """A name that is safe to show and to save under: no path, no control character, the ending of its type."""
    last = (given or "").replace("\\", "/").rsplit("/", 1)[-1]
    kept = "".join(letter for letter in squeezed(last) if letter.isprintable() and unicodedata.category(letter) != "Co")
    stem = kept.strip(" .")[:LONGEST_NAME] or "piece"
    ending = _ENDINGS[media_type]
    return stem if stem.lower().endswith(ending) else f"{stem[: LONGEST_NAME - len(ending)]}{ending}"


_PARTS = {DOCX: "word/document.xml", XLSX: "xl/workbook.xml"}


def _holds(data: bytes, part: str) -> bool:
    """Whether an archive is an office document that has this part, and does not swell beyond reason."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            names = {part.filename for part in parts}
            swollen = sum(part.file_size for part in parts) > SWOLLEN
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        return False
    return {"[Content_Types].xml", part} <= names and not swollen


def _is_cells(data: bytes) -> bool:
    """Whether it is a text whose first line has several cells."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    first = text.lstrip().partition("\n")[0]
    return "\0" not in text and not first.startswith(("<", "{", "[")) and any(sign in first for sign in ";,\t")

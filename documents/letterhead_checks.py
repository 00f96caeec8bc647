"""What an uploaded letterhead must not be before it is even opened: something else than Word, a bomb, a program."""

import io
import zipfile
from collections.abc import Sequence

from docx.opc.constants import CONTENT_TYPE

from documents.package_checks import package_faults

LARGEST = 5 * 1024 * 1024
LARGEST_UNPACKED = 50 * 1024 * 1024
LARGEST_TEXT = 4 * 1024 * 1024
"""Of the parts in XML, unpacked: ordinary ones hold some hundred thousand bytes."""
LARGEST_CARRIED = 1024 * 1024
"""Of the same, once only what every letter carries is left."""
MOST_PARTS = 500
_TEXT = (".xml", ".rels", ".svg", ".vml")

_WHAT = "Le papier à en-tête"
_TOO_LARGE = "Le papier à en-tête est trop volumineux une fois décompressé : allégez-le."
_NOT_WORD = "Le papier à en-tête n’est pas un document Word (.docx)."


class LetterheadError(ValueError):
    """The file cannot serve as a letterhead; `reasons` say why, each a French sentence."""

    def __init__(self, *reasons: str) -> None:
        super().__init__(" ".join(reasons))
        self.reasons: Sequence[str] = reasons


def check_file(letterhead: bytes) -> None:
    """Refuses what must not even be opened; every reason at once where the file can be read. Raises LetterheadError."""
    if len(letterhead) > LARGEST:
        raise LetterheadError(f"Le papier à en-tête dépasse {LARGEST // (1024 * 1024)} Mo : allégez-en les images.")
    try:
        with zipfile.ZipFile(io.BytesIO(letterhead)) as archive:
            entries = archive.infolist()
            unpacked = sum(entry.file_size for entry in entries)
            if unpacked > LARGEST_UNPACKED or _written(entries) > LARGEST_TEXT or len(entries) > MOST_PARTS:
                raise LetterheadError(_TOO_LARGE)
            content_types = archive.read("[Content_Types].xml")
            reasons = [*package_faults(archive, content_types, _WHAT)]
    except LetterheadError:
        raise
    except Exception as error:  # a damaged archive fails in as many ways as it has bytes
        raise LetterheadError(_NOT_WORD) from error
    if reasons:
        raise LetterheadError(*reasons)
    if CONTENT_TYPE.WML_DOCUMENT_MAIN.encode() not in content_types:
        raise LetterheadError(f"{_NOT_WORD[:-1]} : un modèle .dotx s’enregistre en .docx.")


def check_carried(prepared: bytes) -> None:
    """Refuses what would weigh on every letter, once the rest is dropped. Raises LetterheadError."""
    with zipfile.ZipFile(io.BytesIO(prepared)) as archive:
        if _written(archive.infolist()) > LARGEST_CARRIED:
            raise LetterheadError("Les styles ou les en-têtes du papier à en-tête sont trop volumineux : allégez-les.")


def _written(entries: Sequence[zipfile.ZipInfo]) -> int:
    """Bytes of the parts in XML, unpacked."""
    return sum(entry.file_size for entry in entries if entry.filename.lower().endswith(_TEXT))

"""What an uploaded letterhead must not be before it is even opened: something else than Word, a bomb, a program."""

import io
import zipfile
import zlib
from collections.abc import Sequence

from docx.opc.constants import CONTENT_TYPE

from documents.package_checks import package_faults

LARGEST = 5 * 1024 * 1024
LARGEST_UNPACKED = 50 * 1024 * 1024
MOST_PARTS = 500

_WHAT = "Le papier à en-tête"
_TOO_LARGE = "Le papier à en-tête est trop volumineux une fois décompressé."
_NOT_WORD = "Le papier à en-tête n’est pas un document Word (.docx)."


class LetterheadError(ValueError):
    """The file cannot serve as a letterhead; `reasons` say why, each a French sentence."""

    def __init__(self, *reasons: str) -> None:
        super().__init__(" ".join(reasons))
        self.reasons: Sequence[str] = reasons


def check_file(letterhead: bytes) -> None:
    """Refuses what must not even be opened; every reason at once where the file can be read. Raises LetterheadError."""
    if len(letterhead) > LARGEST:
        raise LetterheadError(f"Le papier à en-tête dépasse {LARGEST // (1024 * 1024)} Mo.")
    try:
        with zipfile.ZipFile(io.BytesIO(letterhead)) as archive:
            entries = archive.infolist()
            if sum(entry.file_size for entry in entries) > LARGEST_UNPACKED or len(entries) > MOST_PARTS:
                raise LetterheadError(_TOO_LARGE)
            content_types = archive.read("[Content_Types].xml")
            reasons = [*package_faults(archive, content_types, _WHAT)]
    except LetterheadError:
        raise
    except (KeyError, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as error:
        raise LetterheadError(_NOT_WORD) from error
    except (zipfile.BadZipFile, zlib.error) as error:
        raise LetterheadError(_NOT_WORD) from error
    if reasons:
        raise LetterheadError(*reasons)
    if CONTENT_TYPE.WML_DOCUMENT_MAIN.encode() not in content_types:
        raise LetterheadError(f"{_NOT_WORD[:-1]} : un modèle .dotx s’enregistre en .docx.")

"""
The register of what was destroyed, as a file beside the exports: an export of before gives back what was erased since.

It holds numbers, days and counts, never personal data.
"""

import json
from pathlib import Path

from pydantic import ValidationError

from repositories.errors import StoreError
from repositories.export_file import whole
from repositories.store import Store
from rules.archive.purge import Purge

REGISTER = "effacements.jsonl"
"""What it is called in a folder of exports."""
FORMAT = "poincon-erasures-1"


async def write_register(store: Store, file: Path) -> int:
    """
    Writes every purge of a store, oldest first, with those that the file already tells of; how many.

    Nothing leaves the register: a store that was restored may not know of all that was destroyed. Raises StoreError.
    """
    known = {item.id: item for item in read_register(file)} if file.exists() else {}
    known |= {item.id: item for item in await store.purges.where({}, sort="made")}
    with whole(file) as lines:
        lines.write(json.dumps({"format": FORMAT}).encode() + b"\n")
        for item in sorted(known.values(), key=_made):
            lines.write(item.model_dump_json().encode() + b"\n")
    return len(known)


def read_register(file: Path) -> list[Purge]:
    """The purges of a register, oldest first. Raises StoreError where it cannot be read whole."""
    try:
        first, *lines = file.read_text(encoding="utf-8").splitlines()
        if json.loads(first).get("format") != FORMAT:
            raise StoreError(f"« {file} » n’est pas un registre des effacements")
        return sorted((Purge.model_validate_json(line) for line in lines), key=_made)
    except (OSError, ValueError, AttributeError, ValidationError):
        raise StoreError(f"« {file} » ne peut pas être lu comme un registre des effacements") from None


def _made(purge: Purge) -> tuple[str, str]:
    return purge.at.isoformat(), purge.id

"""Where things are."""

import os
import shutil
from pathlib import Path

from repositories.embedded_server import NATIVE, NATIVE_VERSION

ROOT = Path(__file__).parents[2]
"""The checkout."""
_CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
BUILT = _CACHE / "poincon" / f"secantus-mdb-{NATIVE_VERSION}" / "bin" / NATIVE
"""Where `make second-store` leaves the second store."""


def native_program() -> Path | None:
    """The second store's program, on PATH or as it was built; None where there is none."""
    found = shutil.which(NATIVE)
    return Path(found) if found else BUILT if BUILT.exists() else None

"""What some tests need from the machine: found, or skipped by name, or demanded (`make test-all`).

`POINCON_DEMAND_TOOLS=1` turns a skip for a missing program into a failure, so that a full run cannot pass by skipping.
"""

import os
import shutil
from pathlib import Path

import pytest

_PROGRAMS: dict[str, tuple[tuple[str, ...], ...]] = {
    "node": (("node",),),
    "npm": (("npm",),),
    "chromium": (("chromium", "chromium-browser", "google-chrome"),),
    "libreoffice": (("soffice", "libreoffice"), ("pdftoppm",)),
}
"""Tool -> the programs that make it up, each under the names that it goes by."""


def require_tool(name: str) -> Path:
    """The path of the tool's (first) program; a test that cannot have it is skipped, or fails when tools are demanded.

    Raises KeyError for a tool that is not in the table above.
    """
    found = [_first_on_path(names) for names in _PROGRAMS[name]]
    for names, path in zip(_PROGRAMS[name], found, strict=True):
        if path is None:
            missing(f"{name} is not installed ({' or '.join(names)} not found)")
    assert found[0] is not None
    return found[0]


def real_data() -> Path:
    """The folder of the national files, as `POINCON_REAL_DATA` names it; nobody is obliged to hold them.

    A variable that names no folder is a mistake: it skips, or fails when tools are demanded.
    """
    named = os.environ.get("POINCON_REAL_DATA", "")
    if not named:
        pytest.skip("POINCON_REAL_DATA names no folder of national files")
    folder = Path(named)
    if not folder.is_dir():
        missing(f"POINCON_REAL_DATA={named} is not a folder")
    return folder


def missing(what: str) -> None:
    """Skip the running test for `what`, or fail it when tools are demanded."""
    if os.environ.get("POINCON_DEMAND_TOOLS") == "1":
        pytest.fail(what, pytrace=False)
    pytest.skip(what)


def _first_on_path(names: tuple[str, ...]) -> Path | None:
    return next((Path(found) for name in names if (found := shutil.which(name))), None)

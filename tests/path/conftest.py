"""What the tests of whole paths are given."""

import os
from pathlib import Path

import pytest

from repositories.embedded_server import NATIVE, PACKAGE
from tests.support.places import native_program


@pytest.fixture(params=[PACKAGE, NATIVE])
def server(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Which server the embedded store is: the Python package, or the other where `make second-store` has built it."""
    native = native_program()
    folders = [folder for folder in os.environ["PATH"].split(os.pathsep) if not (Path(folder) / NATIVE).exists()]
    if request.param == NATIVE:
        if native is None:
            pytest.skip(f"{NATIVE} is not built: make second-store")
        folders.insert(0, str(native.parent))
    monkeypatch.setenv("PATH", os.pathsep.join(folders))
    return str(request.param)

"""The environment step: what it says when no Python fits, and that it does nothing when nothing is due."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.support.places import ROOT

PROGRAMS = ["sh", "cat", "cksum", "dirname", "grep", "kill", "mkdir", "mv", "rm", "touch", "chmod"]


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout in a folder whose name holds a blank, and a PATH folder without any Python."""
    root = tmp_path / "un dossier"
    shutil.copytree(ROOT / "requirements", root / "requirements")
    (tmp_path / "bin").mkdir()
    for program in PROGRAMS:
        if found := shutil.which(program):
            (tmp_path / "bin" / program).symlink_to(found)
    return root


def install(checkout: Path, *locks: str) -> subprocess.CompletedProcess[str]:
    command = ["sh", str(checkout / "requirements" / "install.sh"), *locks]
    path = str(checkout.parent / "bin")
    return subprocess.run(command, env={"PATH": path}, capture_output=True, text=True, timeout=60, check=False)


def program(checkout: Path, name: str, script: str) -> None:
    path = checkout.parent / "bin" / name
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o755)


def test_without_python_it_says_what_to_install(checkout: Path) -> None:
    done = install(checkout, "core")
    assert done.returncode != 0
    assert "Poinçon needs Python 3.11, 3.12 or 3.13" in done.stderr
    assert "no python3 at all" in done.stderr
    assert not (checkout / ".venv").exists()


def test_an_unfit_python_is_named(checkout: Path) -> None:
    program(checkout, "python3", 'test "$1" = --version && echo Python 3.9.2; exit $(test "$1" = --version; echo $?)')
    done = install(checkout, "core")
    assert done.returncode != 0
    assert "Found: Python 3.9.2" in done.stderr


def test_a_python_without_venv_is_told_apart(checkout: Path) -> None:
    program(checkout, "python3.12", 'case "$2" in *ensurepip*) exit 1;; esac; exit 0')
    done = install(checkout, "core")
    assert done.returncode != 0
    assert "python3.12 cannot make a virtual environment" in done.stderr
    assert "python3-venv" in done.stderr


def test_what_is_installed_is_not_installed_again_and_what_was_interrupted_is(checkout: Path) -> None:
    # A stand-in for Python: `-m venv` copies it into place, and every call is written down.
    calls = checkout.parent / "calls"
    program(
        checkout,
        "python3.13",
        f'echo "$*" >>"{calls}"\n'
        'if test "$2" = venv; then mkdir -p "$3/bin"; cat "$0" >"$3/bin/python"; chmod +x "$3/bin/python"; fi',
    )
    assert install(checkout, "core").returncode == 0
    pip = [line for line in calls.read_text().splitlines() if "-m pip install" in line]
    assert len(pip) == 1
    assert "--require-hashes" in pip[0]
    assert pip[0].endswith("--requirement requirements/core.txt")
    assert (checkout / ".venv" / "bin" / "poincon").stat().st_mode & 0o100

    calls.write_text("")
    assert install(checkout, "core").returncode == 0
    assert "pip" not in calls.read_text()

    assert install(checkout, "core", "dev").returncode == 0
    assert calls.read_text().strip().endswith("--requirement requirements/dev.txt")
    assert "core.txt" not in calls.read_text()

    (checkout / ".venv" / ".installing").write_text("")
    calls.write_text("")
    again = install(checkout, "core", "dev")
    assert "interrupted" in again.stderr
    assert re.search("core.txt --requirement requirements/dev.txt", calls.read_text())


def test_every_target_of_make_is_in_its_help() -> None:
    make = shutil.which("make")
    if make is None:
        pytest.skip("make is not installed")
    shown = subprocess.run([make, "-C", str(ROOT)], capture_output=True, text=True, check=True).stdout
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = re.findall(r"^([a-z-]+):", makefile, re.MULTILINE)
    assert targets
    assert set(targets) <= set(re.findall(r"^  ([a-z-]+) ", shown, re.MULTILINE))
    phony = re.search(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)
    assert phony is not None
    assert sorted(phony[1].split()) == sorted(targets)

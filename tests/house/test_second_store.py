"""The second store of the tests: built once, out of the checkout, and gone with whoever asked for it."""

import os
import shutil
import signal
import subprocess
import time
from pathlib import Path

import pytest

from tests.support.places import ROOT

SCRIPT = ROOT / "requirements" / "second_store.sh"
PROGRAMS = ["sh", "cat", "chmod", "dirname", "kill", "mkdir", "mkfifo", "mktemp", "rm", "sed", "sleep", "touch"]

CARGO = """#!/bin/sh
echo "$*" >>"$HOME/calls"
while [ "$1" != --root ]; do shift; done
mkdir -p "$2/bin"
cp "$HOME/server" "$2/bin/secantusd-rs"
"""
SERVER = """#!/bin/sh
echo $$ >"$HOME/pid"
echo "secantusd-rs listening on 127.0.0.1:4242"
exec sleep 600
"""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home folder, a folder for what is temporary, and a PATH folder without cargo."""
    for name in ("bin", "un dossier"):
        (tmp_path / name).mkdir()
    for program in (*PROGRAMS, "cp"):
        if found := shutil.which(program):
            (tmp_path / "bin" / program).symlink_to(found)
    return tmp_path


def with_cargo(home: Path) -> Path:
    """The same with stand-ins for the tools of the build; the server it makes only says that it listens."""
    for name, text in {"bin/cargo": CARGO, "bin/cmake": "", "bin/cc": "", "bin/c++": "", "server": SERVER}.items():
        (home / name).write_text(text, encoding="utf-8")
        (home / name).chmod(0o755)
    return home


def start(home: Path, *arguments: str) -> subprocess.Popen[str]:
    environment = {"PATH": str(home / "bin"), "HOME": str(home), "TMPDIR": str(home / "un dossier")}
    command = ["sh", str(SCRIPT), *arguments]
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def run(home: Path, *arguments: str) -> tuple[int, str, str]:
    process = start(home, *arguments)
    out, err = process.communicate(timeout=60)
    return process.returncode, out, err


def until_gone(home: Path) -> None:
    """The server has ended, and its folder with it."""
    pid, end = int((home / "pid").read_text()), time.monotonic() + 20
    while Path(f"/proc/{pid}").exists() or list((home / "un dossier").iterdir()):
        assert time.monotonic() < end, "the second store is still there"
        time.sleep(0.05)


def test_without_the_tools_it_says_what_to_install(home: Path) -> None:
    code, _, err = run(home, "build")
    assert code == 1
    assert "lacks: cargo cmake cc c++." in err
    assert "apt install cargo cmake g++" in err
    assert not (home / ".cache").exists()


def test_it_is_built_once_at_a_pinned_version(home: Path) -> None:
    with_cargo(home)
    for rank in range(2):
        code, _, err = run(home, "build")
        assert code == 0, err
        assert ("15 minutes" in err) == (rank == 0)
    [call] = (home / "calls").read_text().splitlines()
    assert "install --locked --version 0.5.3-beta.196 --ignore-rust-version" in call
    assert (home / ".cache/poincon/secantus-mdb-0.5.3-beta.196/bin/secantusd-rs").exists()


def test_a_command_is_told_where_it_is_and_keeps_its_exit_code(home: Path) -> None:
    code, out, _ = run(with_cargo(home), "run", "sh", "-c", 'echo "$POINCON_TEST_MONGODB_URL"; exit 7')
    assert (code, out) == (7, "mongodb://127.0.0.1:4242/?directConnection=true\n")
    until_gone(home)


@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGTERM, signal.SIGHUP])
def test_it_goes_with_its_parent(home: Path, end: signal.Signals) -> None:
    process = start(with_cargo(home), "run", "sh", "-c", "echo here; sleep 1")
    with process:
        assert process.stdout is not None
        assert process.stdout.readline() == "here\n"
        os.kill(process.pid, end)
    until_gone(home)

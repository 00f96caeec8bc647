"""The list of applied rules is that of the marks, and a mark is no mere word."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.places import ROOT

LIST = ROOT / "rules" / "rulebook" / "applied.txt"
TESTS = """
import pytest
from rules.base.check import Check, CheckState
from rules.base.problems import broken

THRICE = pytest.mark.parametrize("case", [1, 2, 3])

@pytest.mark.rule("JUR-12")
def test_good_problem():
    broken("JUR-12", "Non.")

@pytest.mark.rule("JUR-12")
@THRICE
def test_good_case(case):
    case == 2 and broken("JUR-12", "Non.")

@pytest.mark.rule("EVA-06")
def test_good_line():
    Check(rule="EVA-06", state=CheckState.MISSING)

@pytest.mark.rule("DAT-01")
def test_good_computing():
    pass

@pytest.mark.rule("JUR-12")
@THRICE
def test_bad_other_rule(case):
    broken("JUR-11", "Non.")

@pytest.mark.rule("EVA-06")
def test_bad_line_done():
    Check(rule="EVA-06", state=CheckState.DONE)
"""


def _pytest(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def test_the_list_is_that_of_the_marks(tmp_path: Path) -> None:
    done = _pytest("--collect-only", f"--applied={tmp_path / 'applied.txt'}")
    assert done.returncode == 0, done.stdout + done.stderr
    assert (tmp_path / "applied.txt").read_text() == LIST.read_text(), "write it anew: make rules"


def test_a_mark_says_that_the_test_breaks_the_rule(tmp_path: Path) -> None:
    done = _alone(tmp_path, TESTS)
    assert done.returncode == pytest.ExitCode.TESTS_FAILED
    assert set(re.findall(r"^UNBROKEN .*::(.+)", done.stdout, re.M)) == {
        "test_bad_line_done: EVA-06",
        "test_bad_other_rule: JUR-12",
    }


def test_a_mark_names_a_rule_of_the_rulebook(tmp_path: Path) -> None:
    done = _alone(tmp_path, TESTS.replace("JUR-12", "JUR-99"))
    assert done.returncode == pytest.ExitCode.USAGE_ERROR
    assert "JUR-99" in done.stderr


def _alone(folder: Path, tests: str) -> subprocess.CompletedProcess[str]:
    (folder / "test_it.py").write_text(tests, encoding="utf-8")
    return _pytest("-p", "tests.support.applied", "-c", ROOT / "pyproject.toml", folder / "test_it.py")

"""docs/owasp.md: all ten risks, each line with a judgement and tests that exist."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from tests.support.places import ROOT

PAGE = ROOT / "docs" / "owasp.md"
LINES = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in PAGE.read_text(encoding="utf-8").splitlines()
    if line.startswith("|") and not line.startswith(("| risk", "| ---"))
]


def test_the_ten_risks_are_all_there_in_their_order() -> None:
    risks = [line[0] for line in LINES if line[0]]
    assert [risk.split()[0] for risk in risks] == [f"API{rank}" for rank in range(1, 11)]


@pytest.mark.parametrize("line", LINES, ids=lambda line: line[2][:60])
def test_every_line_is_judged_and_shown_by_tests_that_exist(line: list[str]) -> None:
    _, holds, what, shown = line
    assert holds in {"yes", "in part", "no"}
    assert what
    named = re.findall(r"`(tests/[\w/]+\.py)::(test_\w+)`", shown)
    assert ", ".join(f"`{file}::{test}`" for file, test in named) == shown
    assert named
    assert [test for file, test in named if test not in _tests(ROOT / file)] == []


@cache
def _tests(file: Path) -> frozenset[str]:
    functions = (ast.FunctionDef, ast.AsyncFunctionDef)
    return frozenset(
        node.name for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))) if isinstance(node, functions)
    )

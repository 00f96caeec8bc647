"""Tests stand alone: what several modules need is in tests/support, under a public name."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.places import ROOT

TESTS = ROOT / "tests"
MODULES = sorted(path for path in TESTS.rglob("*.py") if "node_modules" not in path.parts)


def _imported(module: Path) -> Iterator[str]:
    """The dotted names that a module imports, each with what it takes of it."""
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{'.' * node.level}{node.module or ''}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(TESTS)))
def test_what_is_shared_is_in_support_and_public(module: Path) -> None:
    of_tests = [name.split(".") for name in _imported(module) if name.startswith(("tests.", "."))]
    assert [parts for parts in of_tests if any(part.startswith(("test_", "_")) or not part for part in parts)] == []

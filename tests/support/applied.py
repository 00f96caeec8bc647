"""
Which rules are applied, and that a test breaks each of them.

`@pytest.mark.rule("JUR-12", ...)` stands on the tests that break a rule, or decide it where the rule computes.
While such a test runs, the rules that its problems, warnings and missing checklist lines name are recorded; once every
case of the test has passed, a marked rule that none of them broke fails it. A rule that only computes breaks nothing:
for it, the mark is taken at its word.
"""

from collections import Counter, defaultdict
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from rules.base.check import Check, CheckState
from rules.base.problems import Problem
from rules.rulebook.rule import RULEBOOK, RuleEffect

MARK = "rule"
OPTION = "--applied"

_cases: Counter[str] = Counter()
"""How many cases of each test have yet to pass."""
_broken: defaultdict[str, set[str]] = defaultdict(set)
"""What the cases of each test broke."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(OPTION, type=Path, metavar="FILE", help="write there the rules that the tests are marked with")


@pytest.hookimpl(wrapper=True)
def pytest_pycollect_makeitem() -> Generator[None, Any, Any]:
    made = yield
    if isinstance(made, list):
        _cases.update(_test(item) for item in made if isinstance(item, pytest.Function))
    return made


def pytest_collection_finish(session: pytest.Session) -> None:
    marked = {identifier for item in session.items for identifier in marked_rules(item)}
    if unknown := marked - RULEBOOK.keys():
        raise pytest.UsageError(f"no such rule, though a test is marked with it: {sorted(unknown)}")
    if written := session.config.getoption(OPTION):
        written.write_text(
            "".join(f"{identifier}\n" for identifier in RULEBOOK if identifier in marked), encoding="utf-8"
        )


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, Any, Any]:
    marked = marked_rules(item)
    if not marked:
        return (yield)
    test = _test(item)
    with recording(_broken[test]):
        result = yield
    _cases[test] -= 1
    left = {identifier for identifier in marked if RULEBOOK[identifier].effect is not RuleEffect.COMPUTE}
    if _cases[test] == 0 and (left := left - _broken[test]):
        pytest.fail(f"marked with rules that it does not break: {', '.join(sorted(left))}", pytrace=False)
    return result


@contextmanager
def recording(found: set[str]) -> Iterator[None]:
    """Adds to `found` the rules that problems and missing checklist lines name as they are made."""

    def problem_made(self: Problem, **values: Any) -> None:
        problem_init(self, **values)
        found.update({self.rule} - {None})

    def check_made(self: Check, **values: Any) -> None:
        check_init(self, **values)
        found.update({self.rule} if self.state is CheckState.MISSING else ())

    problem_init, check_init = Problem.__init__, Check.__init__
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Problem, "__init__", problem_made)
        patch.setattr(Check, "__init__", check_made)
        yield


def marked_rules(item: pytest.Item) -> set[str]:
    """The rules that a test is marked with."""
    return {identifier for mark in item.iter_markers(MARK) for identifier in mark.args}


def _test(item: pytest.Item) -> str:
    return item.nodeid.partition("[")[0]

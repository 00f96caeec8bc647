"""
Which rules are applied, and that a test breaks each of them.

`@pytest.mark.rule("JUR-12", ...)` stands on the tests that break a rule, or decide it where the rule computes.
While such a test runs, the rules that its problems, warnings and missing checklist lines name are recorded; when every
case of the test has passed and none of them broke a marked rule, the run fails. A rule that only computes breaks nothing:
for it, the mark is taken at its word.
"""

from collections import Counter
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
"""How many cases each test has."""
_passed: Counter[str] = Counter()
_left: dict[str, set[str]] = {}
"""What each marked test has yet to break."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(OPTION, type=Path, metavar="FILE", help="write there the rules that the tests are marked with")


@pytest.hookimpl(wrapper=True)
def pytest_pycollect_makeitem() -> Generator[None, Any, Any]:
    made = yield
    if isinstance(made, list):
        _cases.update(_test(item.nodeid) for item in made if isinstance(item, pytest.Function))
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
    marked = {name for name in marked_rules(item) if RULEBOOK[name].effect is not RuleEffect.COMPUTE}
    if not marked:
        return (yield)
    found: set[str] = set()
    with recording(found):
        result = yield
    # A report carries it from one process to another, where the cases of a test are shared out.
    item.user_properties.append((MARK, [_cases[_test(item.nodeid)], sorted(marked), sorted(found)]))
    return result


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    for name, value in report.user_properties if report.when == "call" and report.passed else ():
        if name == MARK:
            cases, marked, found = value
            test = _test(report.nodeid)
            _cases[test] = cases
            _passed[test] += 1
            _left[test] = _left.get(test, set(marked)) - set(found)


def pytest_sessionfinish(session: pytest.Session) -> None:
    if _unbroken() and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: Any) -> None:
    for test, rules in _unbroken().items():
        terminalreporter.write_line(f"UNBROKEN {test}: {', '.join(sorted(rules))}", red=True)


def _unbroken() -> dict[str, set[str]]:
    """The tests whose cases all passed, and the rules that they are marked with and did not break."""
    return {test: rules for test, rules in _left.items() if rules and _passed[test] == _cases[test]}


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


def _test(nodeid: str) -> str:
    return nodeid.partition("[")[0]

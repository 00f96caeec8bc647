"""The path of a problem names a place of the input: what the tests hold every operation to (tests.support)."""

import pytest

from tests.support.input_places import is_place, strays


@pytest.mark.parametrize(
    ("operation", "path", "expected"),
    [
        ("nameJuryMember", [], True),
        ("nameJuryMember", ["session"], True),
        ("nameJuryMember", ["expectedRevision"], True),
        ("nameJuryMember", ["member", "organisation"], True),
        ("nameJuryMember", ["organisation"], False),
        ("nameJuryMember", ["member", "0"], False),
        ("recordEvaluation", ["results", "0"], True),
        ("recordEvaluation", ["results", "12", "evaluators", "1"], True),
        ("recordEvaluation", ["results", "0", "reason"], False),
        ("recordEvaluation", ["results", "mode"], False),
        ("recordEvaluation", ["dossier", "number"], False),
    ],
)
def test_a_path_is_a_place_of_the_input_or_is_not(operation: str, path: list[str], expected: bool) -> None:
    assert is_place(operation, path) is expected


def test_what_strays_is_named_among_problems_and_warnings() -> None:
    payload = {"problems": [{"path": ["organisation"]}, {"path": ["member"]}], "warnings": [{"path": ["employer"]}]}
    assert strays("nameJuryMember", payload) == ["organisation", "employer"]

"""The error catalogue of the guide says what the code says."""

from pathlib import Path

from graph.catalogue import render_catalogue
from resolvers.errors import ErrorCode
from rules.problems import ProblemCode

PAGE = Path(__file__).parent.parent.parent / "docs" / "guide" / "erreurs.md"


def test_the_page_is_the_one_that_the_code_renders() -> None:
    assert PAGE.read_text(encoding="utf-8") == render_catalogue()


def test_every_code_is_in_it() -> None:
    page = render_catalogue()
    for code in (*ErrorCode, *ProblemCode):
        assert f"`{code.value}`" in page

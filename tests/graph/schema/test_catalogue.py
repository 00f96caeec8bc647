"""The error catalogue of the guide says what the code says."""

from graph.schema.catalogue import render_catalogue
from resolvers.shared.errors import ErrorCode
from rules.base.problems import ProblemCode
from tests.support.places import ROOT

PAGE = ROOT / "docs" / "guide" / "erreurs.md"


def test_the_page_is_the_one_that_the_code_renders() -> None:
    assert PAGE.read_text(encoding="utf-8") == render_catalogue(), "write it anew: make guide"


def test_every_code_is_in_it() -> None:
    page = render_catalogue()
    for code in (*ErrorCode, *ProblemCode):
        assert f"`{code.value}`" in page

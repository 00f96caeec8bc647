"""The page of the lives: made from the tables, and whole."""

from rules.lives.drawing import render_lives
from rules.lives.family import LIVES
from tests.support.places import ROOT


def test_the_page_of_the_guide_is_up_to_date() -> None:
    page = (ROOT / "docs" / "guide" / "vies.md").read_text(encoding="utf-8")
    assert page == render_lives(), "write it anew: make guide"


def test_every_row_of_every_life_is_told_with_its_roles_and_its_rule() -> None:
    page = render_lives()
    for life in LIVES.values():
        own = page.partition(f"## {life.title}\n")[2].partition("\n## ")[0]
        for row in life.rows.values():
            [line] = {item for item in own.splitlines() if item.startswith(f"| `{row.operation.value}` |")}
            assert line.endswith(f"| {row.rule} |")
            assert "OUVERT --> EVALUE : recordEvaluation" in page

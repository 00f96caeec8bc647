"""The page of the lives: made from the tables, and whole."""

from rules.certificate.certificate import CertificateState
from rules.dossier.dossier import DossierStatus
from rules.lives.drawing import drawing, render_lives
from rules.lives.family import LIVES
from rules.session.session import SessionStatus
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


def test_every_state_drawn_is_come_to_from_the_beginning() -> None:
    for life in LIVES.values():
        for kind in (DossierStatus, SessionStatus, CertificateState):
            arrows = [line.split(" : ")[0].split() for line in drawing(life, kind).splitlines() if "-->" in line]
            assert arrows[0][0] == "[*]"
            assert {start for start, _, _ in arrows} - {"[*]"} <= {end for _, _, end in arrows}
    assert "RECEVABLE" not in drawing(next(iter(LIVES.values())), DossierStatus), "no operation leads there yet"

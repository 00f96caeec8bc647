"""The papers of a session as files: valid, always the same bytes, formatted by styles alone, whatever the text."""

import io
import os
import subprocess
import sys
import time
from collections.abc import Callable
from itertools import pairwise

import pytest
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn

from documents.registry import UnknownKindError, render
from rules.base.entity import Value
from rules.document.document import DocumentKind
from tests.documents.reading import said
from tests.documents.samples import session as samples
from tests.documents.samples.hostile import hostile
from tests.documents.samples.session import PAPERS, made
from tests.support.places import ROOT


@pytest.mark.parametrize("name", PAPERS)
def test_the_validator_finds_nothing(name: str, findings: Callable[[bytes], list[str]]) -> None:
    assert findings(made(name)) == []


@pytest.mark.parametrize("name", PAPERS)
def test_a_letterhead_of_the_centre_serves(
    name: str, letterhead: bytes, findings: Callable[[bytes], list[str]]
) -> None:
    package = render(PAPERS[name], getattr(samples, name)(), letterhead)
    assert findings(package) == []
    section = Document(io.BytesIO(package)).sections[0]
    assert [p.text for p in section.header.paragraphs] == ["UIMM Exemple, en-tête maison"]
    assert "Document de démonstration" in section.footer.paragraphs[1].text


def test_only_a_demonstration_says_so() -> None:
    for name in set(PAPERS) - {"rectified"}:
        footer = Document(io.BytesIO(made(name, demonstration=False))).sections[0].first_page_footer
        assert "Document de démonstration" not in "".join(p.text for p in footer.paragraphs)


@pytest.mark.parametrize("name", PAPERS)
def test_formatting_is_said_by_styles_and_headers_are_marked(name: str) -> None:
    body = Document(io.BytesIO(made(name))).element.body
    direct = {child.tag for tag in ("w:pPr", "w:rPr") for found in body.iter(qn(tag)) for child in found}
    assert direct <= {qn("w:pStyle"), qn("w:framePr"), qn("w:rStyle")}
    for table in body.iter(qn("w:tbl")):
        found = [len(list(row.iter(qn("w:tblHeader")))) for row in table.iter(qn("w:tr"))]
        assert found == [1] + [0] * (len(found) - 1)
        assert table.find(f".//{qn('w:tblDescription')}").get(qn("w:val"))
        widths = [int(column.get(qn("w:w"))) for column in table.iter(qn("w:gridCol"))]
        assert all(width > 0 for width in widths)


def test_two_tables_never_touch() -> None:
    for name in PAPERS:
        body = Document(io.BytesIO(made(name))).element.body
        assert not any(one.tag == two.tag == qn("w:tbl") for one, two in pairwise(body))


@pytest.mark.parametrize("name", PAPERS)
def test_same_bytes_later_and_after_others(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    first = made(name)
    monkeypatch.setattr(time, "time", lambda: 2_000_000_000.0)
    monkeypatch.setattr(time, "localtime", lambda *_: time.struct_time((2033, 5, 18, 5, 33, 20, 2, 138, 1)))
    for other in PAPERS:
        made(other)
    assert made(name) == first


def test_same_bytes_elsewhere() -> None:
    script = (
        "import sys; sys.path.insert(0, '.'); from tests.documents.samples import session as s\n"
        "from documents.registry import render; from rules.document.document import DocumentKind as K\n"
        "sys.stdout.buffer.write(render(K.MINUTES, s.minutes_of(60), None))"
    )
    environment = os.environ | {"PYTHONHASHSEED": "7", "TZ": "Pacific/Auckland", "PYTHONPATH": str(ROOT)}
    other = subprocess.run([sys.executable, "-c", script], cwd=ROOT, env=environment, capture_output=True, check=True)
    assert other.stdout == render(DocumentKind.MINUTES, samples.minutes_of(60), None)


def test_the_kind_goes_with_the_value() -> None:
    with pytest.raises(UnknownKindError, match="MINUTES"):
        render(DocumentKind.MINUTES, samples.convocation(), None)


@pytest.mark.parametrize("name", sorted(set(PAPERS) - {"rectified"}))
def test_hostile_text_is_text(name: str, findings: Callable[[bytes], list[str]]) -> None:
    package = render(PAPERS[name], hostile(name), None)
    assert findings(package) == []
    text = said(package)
    assert "<b>&amp;</b> ]]> [31m gauche 'ß' " + "Donaudampfschiff" * 20 in text
    assert not {"\x00", "\x07", "\x1b", "\u202e", "\u2066", "\ufffe"} & set(text)


@pytest.mark.parametrize(
    "name", ["union_request", "convocation", "absence_notice", "attendance_sheet", "evaluation_summary"]
)
def test_nothing_before_the_decisions_can_name_a_candidate(name: str) -> None:
    def fields(model: type[Value]) -> set[str]:
        return set(model.model_fields)

    assert not {found for found in fields(type(getattr(samples, name)())) if "candidate" in found}


def test_the_minutes_lie_on_their_side_and_everything_else_stands() -> None:
    for name in PAPERS:
        section = Document(io.BytesIO(made(name))).sections[0]
        sides = name in {"minutes", "rectified"}
        assert (section.orientation == WD_ORIENT.LANDSCAPE) is sides
        assert (section.page_width > section.page_height) is sides

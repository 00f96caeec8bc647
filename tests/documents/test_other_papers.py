"""Papers of one candidate, certificate or certification: golden parts, valid files, what the PDF says, any text."""

import io
import os
import time
import zipfile
from collections.abc import Callable, Hashable
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn

from documents.registry import render
from rules.document.document import DocumentKind
from tests.documents.printing import Prints, texts
from tests.documents.reading import normalised, plain, said
from tests.documents.samples import other as samples
from tests.documents.samples.other import PAPERS, extreme, made

GOLDEN = Path(__file__).parent / "golden"
PARTS = ["docProps/core.xml", "word/document.xml"]
UNPRINTED = {
    DocumentKind.DELIVERY_RECEIPT: {"part", "prepared_on"},
    DocumentKind.SURVEY_FORM: {"written_on", "addressee"},
    DocumentKind.REFERENTIEL: {"dated"},
}
"""The fields of a paper that date its file or sort it, or of which it prints the name alone."""
STYLES = [("survey", "word/styles.xml"), ("referentiel", "word/styles.xml")]
COUNTS = {
    "convocation_to_one": 1, "convocation_to_two": 2, "receipt": 1, "receipt_of_company": 1, "survey": 1,
    "survey_of_centre": 1, "referentiel": 2, "projet": 2, "bare": 1, "creation": 1, "revision": 1,
}  # fmt: skip
"""The papers, and on how many pages each is."""


def printed() -> dict[Hashable, bytes]:
    """What a test reads from PDF."""
    return {
        **{name: made(name) for name in COUNTS},
        **{("extreme", name): render(PAPERS[name], extreme(name), None) for name in PAPERS},
    }


@pytest.mark.parametrize(("name", "part"), [*((name, part) for name in PAPERS for part in PARTS), *STYLES])
def test_part_is_the_golden_one(name: str, part: str) -> None:
    found = normalised(zipfile.ZipFile(io.BytesIO(made(name))).read(part))
    golden = GOLDEN / f"other_{name}" / Path(part).name
    if os.environ.get("POINCON_WRITE_GOLDEN") == "1":
        golden.parent.mkdir(parents=True, exist_ok=True)
        golden.write_text(found, encoding="utf-8")
    assert found == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", PAPERS)
def test_the_validator_finds_nothing(name: str, letterhead: bytes, findings: Callable[[bytes], list[str]]) -> None:
    assert findings(made(name)) == []
    assert findings(render(PAPERS[name], getattr(samples, name)(), letterhead)) == []


@pytest.mark.parametrize("name", PAPERS)
def test_hostile_text_is_text(name: str, findings: Callable[[bytes], list[str]]) -> None:
    package = render(PAPERS[name], extreme(name), None)
    assert findings(package) == []
    text = said(package)
    assert "<b>&amp;</b> ]]> [31m gauche 'ß' " + "Donaudampfschiff" * 20 in text
    assert not {"\x00", "\x07", "\x1b", "\u202e", "\u2066", "\ufffe"} & set(text)


@pytest.mark.parametrize("name", PAPERS)
def test_same_bytes_on_another_day(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    first = made(name)
    monkeypatch.setattr(time, "time", lambda: 2_000_000_000.0)
    monkeypatch.setattr(time, "localtime", lambda *_: time.struct_time((2033, 5, 18, 5, 33, 20, 2, 138, 1)))
    assert made(name) == first


@pytest.mark.parametrize("name", PAPERS)
def test_formatting_is_said_by_styles_and_tables_are_described(name: str) -> None:
    document = Document(io.BytesIO(made(name)))
    body = document.element.body
    direct = {child.tag for tag in ("w:pPr", "w:rPr") for found in body.iter(qn(tag)) for child in found}
    assert direct <= {qn("w:pStyle"), qn("w:framePr"), qn("w:rStyle")}
    known = {style.style_id for style in document.styles}
    assert {found.get(qn("w:val")) for found in body.iter(qn("w:pStyle"))} <= known
    for table in body.iter(qn("w:tbl")):
        assert table.find(f".//{qn('w:tblDescription')}").get(qn("w:val"))
        assert all(int(column.get(qn("w:w"))) > 0 for column in table.iter(qn("w:gridCol")))


@pytest.mark.libreoffice
@pytest.mark.parametrize(
    ("name", "count"),
    COUNTS.items(),
)
def test_the_pdf_says_what_the_value_says(name: str, count: int, prints: Prints) -> None:
    paper = getattr(samples, name)()
    found = prints.pages(name)
    assert len(found) == count
    printed_text = plain("".join(found)).casefold()
    fields = type(paper).model_fields.keys() - UNPRINTED.get(PAPERS[name], set())
    told = [text for field in fields for text in texts(getattr(paper, field))]
    assert [text for text in told if plain(text).casefold() not in printed_text] == []


@pytest.mark.libreoffice
@pytest.mark.parametrize("name", PAPERS)
def test_an_extreme_paper_prints_every_word(name: str, prints: Prints) -> None:
    told = plain("".join(prints.pages(("extreme", name))))
    assert "<b>&amp;</b>]]>" in told
    assert "Donaudampfschiff" in told
    if "holder" in type(getattr(samples, name)()).model_fields:
        assert "王小明" in told
        assert "Chrysostome" * 3 in told

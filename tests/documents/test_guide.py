"""The guide's page of the papers: every kind is shown, every information that the sources ask for is on its paper."""

import io
import re
import zipfile
from functools import cache

import pytest
from docx.oxml.ns import qn
from lxml import etree

from documents.registry import REGISTRY, render
from tests.documents import guide
from tests.documents.annexes import TEXTS, Information
from tests.documents.gallery import GALLERY, SHOWN
from tests.documents.pictures import IMAGES
from tests.documents.reading import said
from tests.support.places import ROOT


@cache
def words(stem: str) -> str:
    """Every word of a paper, its headers and footers first, with plain blanks."""
    kind, shown = SHOWN[stem]
    package = render(kind, shown.paper(), None)
    archive = zipfile.ZipFile(io.BytesIO(package))
    around = [
        "".join(text.text or "" for text in etree.fromstring(archive.read(name)).iter(qn("w:t")))
        for name in sorted(archive.namelist())
        if re.fullmatch(r"word/(header|footer)\d\.xml", name)
    ]
    return " ".join(" ".join((*around, said(package))).split())


def test_every_kind_is_shown_with_ordinary_and_extreme_values() -> None:
    assert [kind.kind for kind in GALLERY] == list(dict.fromkeys(kind.kind for kind in GALLERY))
    assert {kind.kind for kind in GALLERY} == set(REGISTRY)
    assert [kind.kind.value for kind in GALLERY if not kind.ordinary or not kind.extreme] == []
    assert len(SHOWN) == sum(len(kind.ordinary) + len(kind.extreme) for kind in GALLERY), "a name of one's own each"


def test_every_picture_is_drawn_and_none_is_left_over() -> None:
    """`make pictures` draws them."""
    shown = {name for _, paper in SHOWN.values() for name in guide.pictures(paper)}
    assert {path.name for path in IMAGES.glob("*")} == shown


def test_the_page_is_the_one_that_the_gallery_makes() -> None:
    """`make guide` writes it."""
    assert (ROOT / "docs" / "guide" / "papiers.md").read_text(encoding="utf-8") == guide.page()


@pytest.mark.parametrize(
    ("title", "information"),
    [(text.title, information) for text in TEXTS for information in text.information],
    ids=lambda item: item.asks[:40] if isinstance(item, Information) else item.split(",")[0],
)
def test_what_a_text_asks_is_on_the_paper(title: str, information: Information) -> None:
    assert information.words in words(information.paper), title


def test_every_annex_is_there() -> None:
    said_of = {text.title.split(",")[0] for text in TEXTS}
    assert {f"Annexe {number}" for number in (1, 2, 4, 5, 6, 7, 8, 9, 10, 11)} <= said_of
    assert "Annexe 3" not in said_of, "a process, without a paper"

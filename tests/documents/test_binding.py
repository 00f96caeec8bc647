"""Several PDF in one: every page, in order, with bookmarks, and the tags that each had."""

import asyncio
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pikepdf import Array, Dictionary, Name, NumberTree, Pdf, String

from documents.binding import BOUND, Leaf, bind, write_contents
from documents.pdf import PdfError, bound, to_pdfs
from documents.registry import render
from rules.document.document import DocumentKind
from tests.documents.reading import plain
from tests.documents.samples import letter as letter_samples

Tool = Callable[[str], str]


def tagged(path: Path, pages: int, role: str = "Essai") -> None:
    """A PDF of so many pages, each of one marked paragraph under a style of its own, with a link on the first."""
    with Pdf.new() as book:
        root = book.make_indirect(Dictionary(Type=Name.StructTreeRoot, RoleMap=Dictionary({f"/{role}": Name.P})))
        top = book.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, P=root, K=Array()))
        root.K = top
        numbers = NumberTree.new(book)
        for rank in range(pages):
            page = book.add_blank_page().obj
            page.StructParents = rank
            element = book.make_indirect(Dictionary(S=Name(f"/{role}"), P=top, Pg=page, K=0))
            top.K.append(element)
            numbers[rank] = Array([element])
        link = book.make_indirect(Dictionary(Type=Name.Annot, Subtype=Name.Link, StructParent=pages))
        numbers[pages] = book.make_indirect(Dictionary(S=Name.Link, P=top))
        book.pages[0].obj.Annots = Array([link])
        root.ParentTree = numbers.obj
        book.Root.StructTreeRoot = root
        book.save(path)


def bind_all(folder: Path, *leaves: Leaf) -> Any:
    write_contents(folder, "Papiers de la session S", leaves)
    bind(folder)
    return Pdf.open(folder / BOUND)


def check_tags(book: Any) -> None:
    """Every page leads to elements that lead back to it, each of a standard kind, below one document."""
    tree = book.Root.StructTreeRoot
    assert "/RoleMap" not in tree
    assert Name.Document == tree.K.S
    numbers = dict(NumberTree(tree.ParentTree).items())
    keys = [int(page.obj.StructParents) for page in book.pages]
    assert len(set(keys)) == len(keys)
    for page, key in zip(book.pages, keys, strict=True):
        elements = list(numbers[key])
        assert elements
        for element in (item for item in elements if isinstance(item, Dictionary)):
            if "/Pg" in element:
                assert element.Pg.objgen == page.obj.objgen
            while Name.Document != element.S:
                assert str(element.S)[1:].isalnum()
                element = element.P
            assert element.objgen == tree.K.objgen
    assert max(numbers) < int(tree.ParentTreeNextKey)


def test_tags_pages_and_bookmarks_are_kept(tmp_path: Path) -> None:
    for rank, (pages, role) in enumerate(((2, "Courrier corps"), (1, "Essai"), (3, "Essai"))):
        tagged(tmp_path / f"{rank}.pdf", pages, role)
    with bind_all(
        tmp_path,
        Leaf("0.pdf", "Jury", "Émargement"),
        Leaf("1.pdf", "Été Zoé", "Lettre"),
        Leaf("2.pdf", "Été Zoé", "名"),
    ) as book:
        check_tags(book)
        assert len(book.pages) == 6
        assert [str(part.T) for part in book.Root.StructTreeRoot.K.K] == ["Émargement", "Lettre", "名"]
        links = [book.pages[rank].obj.Annots[0] for rank in (0, 2, 3)]
        numbers = dict(NumberTree(book.Root.StructTreeRoot.ParentTree).items())
        assert [numbers[int(link.StructParent)].S for link in links] == [Name.Link] * 3
        with book.open_outline() as outline:
            found = [(group.title, [item.title for item in group.children]) for group in outline.root]
        assert found == [("Jury", ["Émargement"]), ("Été Zoé", ["Lettre", "名"])]
        assert (book.Root.Lang, book.Root.MarkInfo.Marked) == (String("fr-FR"), True)
        assert str(book.docinfo["/Title"]) == "Papiers de la session S"


def test_the_same_files_give_the_same_bytes(tmp_path: Path) -> None:
    tagged(tmp_path / "0.pdf", 2)
    found = []
    for _ in range(2):
        bind_all(tmp_path, Leaf("0.pdf", "A", "B")).close()
        found.append((tmp_path / BOUND).read_bytes())
    assert found[0] == found[1]


def test_what_is_no_pdf_is_told() -> None:
    with pytest.raises(PdfError, match="assemblage du PDF a échoué"):
        asyncio.run(bound([(Leaf("0.pdf", "A", "B"), b"PK")], "Titre"))


@pytest.mark.libreoffice
def test_papers_printed_together_are_tagged_and_say_what_they_say(tool: Tool, tmp_path: Path) -> None:
    tool("soffice")
    samples = [letter_samples.letter(), letter_samples.at_rncp()]
    made = [render(DocumentKind.PARTIAL_VALIDATION_LETTER, sample, None) for sample in samples]
    *printed, broken = asyncio.run(to_pdfs([*made, b"PK\x03\x04 broken"]))
    assert isinstance(broken, PdfError)
    leaves = [
        (Leaf(f"{rank}.pdf", "Été", f"Lettre {rank}"), data)
        for rank, data in enumerate(printed)
        if isinstance(data, bytes)
    ]
    (tmp_path / "all.pdf").write_bytes(asyncio.run(bound(leaves, "Tout")))
    with Pdf.open(tmp_path / "all.pdf") as book:
        check_tags(book)
        kinds = {str(item.S) for item in _elements(book.Root.StructTreeRoot.K)}
        assert {"/Part", "/P", "/Table", "/TR", "/TH", "/TD", "/H1"} <= kinds
    text = subprocess.run([tool("pdftotext"), str(tmp_path / "all.pdf"), "-"], capture_output=True, check=True).stdout
    assert all(plain(sample.reference) in plain(text.decode()) for sample in samples)


def _elements(top: Any) -> list[Any]:
    found, waiting = [], [top]
    while waiting:
        kids = waiting.pop().get("/K", Array())
        own = [item for item in (kids if isinstance(kids, Array) else [kids]) if isinstance(item, Dictionary)]
        found += [item for item in own if "/S" in item]
        waiting += own
    return found

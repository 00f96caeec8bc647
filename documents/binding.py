"""
One PDF out of several, tagged as they are and with a bookmark for each: `python -m documents.binding FOLDER`.

A process of its own: what reads PDF is written in C++, takes its time, and must stop nobody when it falls. The folder
holds CONTENTS, the files that it names, and at the end BOUND.
"""

import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

from pikepdf import Array, Dictionary, Name, NumberTree, Object, OutlineItem, Pdf, String

CONTENTS = "contents.json"
BOUND = "bound.pdf"
_LANGUAGE = "fr-FR"


class Leaf(NamedTuple):
    """One of the files, and how bookmarks name it: whom it is about, and below that what it is."""

    file: str
    group: str
    title: str


def write_contents(folder: Path, title: str, leaves: Sequence[Leaf]) -> None:
    """Says in a folder what is to be bound, in which order."""
    contents = {"title": title, "leaves": [list(leaf) for leaf in leaves]}
    (folder / CONTENTS).write_text(json.dumps(contents), encoding="utf-8")


def bind(folder: Path) -> None:
    """Writes BOUND; the same bytes for the same files. Raises what pikepdf raises on a file that is no PDF."""
    contents = json.loads((folder / CONTENTS).read_text(encoding="utf-8"))
    leaves = [Leaf(*leaf) for leaf in contents["leaves"]]
    with ExitStack() as open_files, Pdf.new() as book:
        structure = _Structure(book)
        firsts = []
        for leaf in leaves:
            source = open_files.enter_context(Pdf.open(folder / leaf.file))
            firsts.append(len(book.pages))
            book.pages.extend(source.pages)
            structure.join(source, leaf.title, firsts[-1])
        structure.close()
        with book.open_outline() as outline:
            pairs = zip(leaves, firsts, strict=True)
            for group, several in groupby(pairs, key=lambda pair: pair[0].group):
                own = [OutlineItem(leaf.title, first) for leaf, first in several]
                entry = OutlineItem(group, own[0].destination)
                entry.children.extend(own)
                outline.root.append(entry)
        book.Root.Lang = String(_LANGUAGE)
        book.Root.MarkInfo = Dictionary(Marked=True)
        book.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
        book.docinfo["/Title"] = String(contents["title"])
        book.save(folder / BOUND, deterministic_id=True, min_version="1.7")


class _Structure:
    """
    The tree that screen readers follow, of all the files: each is a part of one document.

    Pages and annotations lead to their elements by numbers, which are those of their file plus what came before. What
    a file calls its styles is replaced by the standard element that it says they are, so that no two files differ.
    """

    def __init__(self, book: Pdf) -> None:
        self._book = book
        self._root = book.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        self._document = book.make_indirect(
            Dictionary(Type=Name.StructElem, S=Name.Document, P=self._root, K=Array(), Lang=String(_LANGUAGE))
        )
        self._numbers = NumberTree.new(book)
        self._next = 0

    def join(self, source: Pdf, title: str, first: int) -> None:
        """Takes over the tree of a file whose pages are in the book already, from a page on."""
        own = source.Root.get("/StructTreeRoot")
        if own is None or "/K" not in own:
            return
        tree: Any = self._book.copy_foreign(own)
        roles = dict(tree.get("/RoleMap", Dictionary()).items())
        for element in _below(tree):
            element.S = _standard(element.S, roles)
        for top in _several(tree.K):
            top.S, top.P, top.T = Name.Part, self._document, String(title)
            self._document.K.append(top)
        for number, elements in NumberTree(tree.ParentTree).items():
            self._numbers[self._next + number] = elements
        highest = -1
        for page in self._book.pages[first:]:
            for thing, key in _numbered(page.obj):
                number = int(thing[key])
                highest = max(highest, number)
                thing[key] = self._next + number
        self._next += highest + 1

    def close(self) -> None:
        """Gives the book its tree."""
        self._root.K = self._document
        self._root.ParentTree = self._numbers.obj
        self._root.ParentTreeNextKey = self._next
        self._book.Root.StructTreeRoot = self._root


def _numbered(page: Any) -> Iterator[tuple[Any, str]]:
    """What of a page leads to an element by a number, and under which key."""
    if "/StructParents" in page:
        yield page, "/StructParents"
    yield from ((item, "/StructParent") for item in page.get("/Annots", ()) if "/StructParent" in item)


def _below(parent: Any) -> Iterator[Any]:
    """Every element below another."""
    waiting = [parent]
    while waiting:
        for item in _several(waiting.pop().get("/K", Array())):
            if isinstance(item, Object) and isinstance(item, Dictionary) and "/S" in item:
                yield item
                waiting.append(item)


def _several(kids: Any) -> list[Any]:
    return list(kids) if isinstance(kids, Array) else [kids]


def _standard(role: Any, roles: dict[str, Any]) -> Any:
    """The standard element that a role stands for; itself where the file says nothing of it."""
    seen: set[str] = set()
    while (known := roles.get(str(role))) is not None and str(role) not in seen:
        seen.add(str(role))
        role = known
    return role


if __name__ == "__main__":
    bind(Path(sys.argv[1]))

"""The fields of a header or footer by their names, however they are spread over runs or one within another."""

from collections.abc import Iterator

from docx.oxml.ns import qn

from documents.writing import Element

_CHAR, _TEXT, _SIMPLE = map(qn, ("w:fldChar", "w:instrText", "w:fldSimple"))


def fields(element: Element) -> Iterator[str]:
    """
    The name of each field, in capitals; empty for one whose name another field computes.

    An instruction outside any field counts as one: readers differ on what they make of it.
    """
    opened: list[list[str]] = []
    loose: list[str] = []
    for item in element.iter(_CHAR, _TEXT, _SIMPLE):
        if item.tag == _SIMPLE:
            yield _name(item.get(qn("w:instr")) or "")
        elif item.tag == _TEXT:
            (opened[-1] if opened else loose).append(item.text or "")
        elif item.get(qn("w:fldCharType")) == "begin":
            opened.append([])
        elif item.get(qn("w:fldCharType")) == "end" and opened:
            yield _name("".join(opened.pop()))
    for left in (*opened, *([loose] if loose else ())):
        yield _name("".join(left))


def _name(instruction: str) -> str:
    words = instruction.split()
    if not words:
        return ""
    return "=" if words[0].startswith("=") else words[0].upper()

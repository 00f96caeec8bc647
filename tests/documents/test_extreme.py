"""Every paper with names of one sign and of two hundred, in every script, long lists, and without any option."""

from collections.abc import Callable, Hashable
from typing import Any

import pytest

from documents.registry import render
from rules.document.document import NAMELESS
from tests.documents.printing import Prints, texts
from tests.documents.reading import plain, said
from tests.documents.samples.extreme import PEOPLE, bare, named, samples, stretched

KINDS = {name: kind for name, (kind, _) in samples().items()}
MADE: dict[str, Callable[[str], Any]] = {
    "stretched": stretched,
    "bare": bare,
    **{person: lambda name, person=person: named(name, person) for person in PEOPLE},  # type: ignore[misc]
}
PRINTED = [*((name, "stretched") for name in KINDS), *(("minutes", made) for made in ("bare", "hebrew")),
           ("letter", "bare"), ("convocation", "bare")]  # fmt: skip
"""What is read back from its PDF; a script of which the machine has no font would print as boxes."""
LONG = 17
"""Signs from which a text might be cut; shorter ones are codes and days that some papers do not say."""
SIGNED = ("salutations", "Signature d", "Fait à ", "Fait le ", "Signatures")
"""What stands before a signature."""


def printed() -> dict[Hashable, bytes]:
    """What a test reads from PDF."""
    return {(name, made): render(KINDS[name], MADE[made](name), None) for name, made in PRINTED}


@pytest.mark.parametrize("made", ["stretched", "bare", "mixed"])
@pytest.mark.parametrize("name", KINDS)
def test_the_validator_finds_nothing(name: str, made: str, findings: Callable[[bytes], list[str]]) -> None:
    assert findings(render(KINDS[name], MADE[made](name), None)) == []


@pytest.mark.parametrize("name", [name for name, kind in KINDS.items() if kind not in NAMELESS])
def test_nobody_is_shortened(name: str) -> None:
    for person in PEOPLE:
        text = plain(said(render(KINDS[name], named(name, person), None)))
        assert plain(PEOPLE[person]) in text


@pytest.mark.parametrize("name", KINDS)
def test_no_paper_speaks_of_another_family_nor_of_what_is_inside_the_service(name: str) -> None:
    text = said(render(KINDS[name], samples()[name][1], None)).lower()
    for word in ("titre professionnel", "none", "null", "generatedocument", "poinçon", "champ", "{", "}"):
        assert word not in text, word


@pytest.mark.libreoffice
@pytest.mark.parametrize(("name", "made"), PRINTED)
def test_the_pdf_says_it_all_and_signs_beside_words(name: str, made: str, prints: Prints) -> None:
    paper = MADE[made](name)
    found = prints.pages((name, made))
    whole = plain("".join(found))
    long = [item for item in texts(paper) if len(item) >= LONG]
    left = [item for item in long if plain(item) not in whole and not _wrapped(item, whole)]
    assert left == []
    for page in found:
        if any(word in page for word in SIGNED):
            assert len(page.split()) > 60, page


def _wrapped(text: str, whole: str) -> bool:
    """Whether a text that page ends cut, or other cells, is there word by word."""
    return all(plain(word) in whole for word in text.split())

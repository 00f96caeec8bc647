"""The letters of results: golden parts, valid files, the same bytes, and a PDF that says what the letter says."""

import io
import os
import time
import zipfile
from collections.abc import Callable, Hashable
from pathlib import Path

import pytest

from documents.text import long_date
from tests.documents.printing import Prints
from tests.documents.reading import normalised, plain
from tests.documents.samples import result as samples
from tests.documents.samples.result import LETTERS, made

GOLDEN = Path(__file__).parent / "golden"
HOSTILE = "<b>&amp;</b> ]]> \x00\x07 \u202egauche\u2066 'ß' " + "Donaudampfschiff" * 20


def printed() -> dict[Hashable, bytes]:
    """What a test reads from PDF."""
    return {name: made(name) for name in LETTERS}


@pytest.mark.parametrize("name", LETTERS)
@pytest.mark.parametrize("part", ["docProps/core.xml", "word/document.xml"])
def test_part_is_the_golden_one(name: str, part: str) -> None:
    found = normalised(zipfile.ZipFile(io.BytesIO(made(name))).read(part))
    golden = GOLDEN / name / Path(part).name
    if os.environ.get("POINCON_WRITE_GOLDEN") == "1":
        golden.parent.mkdir(parents=True, exist_ok=True)
        golden.write_text(found, encoding="utf-8")
    assert found == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", LETTERS)
def test_the_validator_finds_nothing(name: str, findings: Callable[[bytes], list[str]]) -> None:
    assert findings(made(name)) == []
    assert findings(made(name, reference=HOSTILE, copies=(HOSTILE,))) == []


@pytest.mark.parametrize("name", LETTERS)
def test_same_bytes_later(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    first = made(name)
    monkeypatch.setattr(time, "time", lambda: 2_000_000_000.0)
    assert made(name) == first


@pytest.mark.libreoffice
@pytest.mark.parametrize("name", LETTERS)
def test_the_pdf_says_what_the_letter_says(name: str, prints: Prints) -> None:
    letter = getattr(samples, name)()
    [text] = prints.pages(name)
    expected = [
        letter.centre.name,
        f"{letter.addressee.civility.value} {letter.addressee.name}",
        letter.reference,
        long_date(letter.gtp_on),
        long_date(letter.jury_on),
        letter.signatory.name,
        *letter.copies,
    ]
    if name == "award":
        expected += [text for item in letter.certificates for text in (item.number, item.title)]
    else:
        aim = getattr(letter, "target_blocs", ()) or (letter.certification,)
        expected += [text for item in aim for text in (item.title, item.code)]
    assert [item for item in expected if plain(item) not in plain(text)] == []

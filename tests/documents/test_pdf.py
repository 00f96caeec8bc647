"""The PDF, through LibreOffice: it says what the entity says, on the pages one expects."""

import subprocess
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from documents.pdf import PdfError, to_pdf
from documents.registry import render
from documents.text import long_date
from rules.document.document import DocumentKind
from rules.papers.partial_validation import PartialValidationLetter
from tests.documents.reading import plain
from tests.documents.samples import letter as letter_samples

Tool = Callable[[str], str]


def pages(letter: PartialValidationLetter, letterhead: bytes | None, tool: Tool, folder: Path) -> list[str]:
    """The text of each page of the letter's PDF."""
    tool("soffice")
    path = folder / "letter.pdf"
    path.write_bytes(to_pdf(render(DocumentKind.PARTIAL_VALIDATION_LETTER, letter, letterhead)))
    said = subprocess.run([tool("pdftotext"), "-raw", str(path), "-"], capture_output=True, check=True)
    return said.stdout.decode().split("\f")[:-1]


@pytest.mark.libreoffice
@pytest.mark.parametrize(("name", "count"), [("letter", 1), ("at_rncp", 2), ("hostile", 6)])
def test_the_pdf_says_what_the_letter_says(name: str, count: int, tool: Tool, tmp_path: Path) -> None:
    letter: PartialValidationLetter = getattr(letter_samples, name)()
    found = pages(letter, None, tool, tmp_path)
    assert len(found) == count
    said = plain("".join(found))
    expected = [
        letter.centre.name,
        *letter.centre.address_lines,
        f"{letter.addressee.civility.value} {letter.addressee.name}",
        *letter.addressee.address_lines,
        letter.reference,
        f"{letter.centre.town}, le {long_date(letter.gtp_on)}",
        letter.certification.title,
        letter.certification.code,
        long_date(letter.jury_on),
        letter.delay,
        f"jusqu’au {long_date(letter.kept_until)} inclus",
        letter.signatory.name,
        *letter.copies,
        *(f"{bloc.code} {bloc.title}" for bloc in letter.blocs),
    ]
    assert [text for text in expected if plain(text) not in said] == []
    if name != "hostile":  # its rows flow over pages, between header and footer
        rows = [f"{capacite.number} {capacite.title}" for capacite in letter.capacites]
        assert [row for row in rows if plain(row) not in said] == []
    assert [f"Page{number}/{count}" in plain(page) for number, page in enumerate(found, 1)] == [True] * count
    assert ("Documentdedémonstration" in said) is letter.demonstration


@pytest.mark.libreoffice
def test_the_table_header_is_repeated_on_every_page_it_reaches(tool: Tool, tmp_path: Path) -> None:
    found = pages(letter_samples.hostile(), None, tool, tmp_path)
    with_rows = [page for page in found if "<b>Capacité</b>" in page]
    assert len(with_rows) > 2
    assert all("Numéro Capacité professionnelle" in page for page in with_rows)


@pytest.mark.libreoffice
def test_the_signature_never_stands_alone(tool: Tool, tmp_path: Path) -> None:
    last = pages(letter_samples.at_rncp(), None, tool, tmp_path)[-1]
    assert last.index("passeport") < last.index("salutations") < last.index("Noé Modèle")


@pytest.mark.libreoffice
def test_the_address_stands_in_the_window_of_the_envelope(letterhead: bytes, tool: Tool, tmp_path: Path) -> None:
    for paper in (None, letterhead):
        pages(letter_samples.letter(), paper, tool, tmp_path)
        command = [tool("pdftotext"), "-bbox", str(tmp_path / "letter.pdf"), "-"]
        boxes = subprocess.run(command, capture_output=True, check=True).stdout.decode().splitlines()
        # The first of each: the signature names a civility too.
        words = {line.split(">")[1].split("<")[0]: line for line in reversed(boxes) if "<word" in line}
        left, top = (position(words["Madame"], side) for side in ("xMin", "yMin"))
        assert (left, top) == (pytest.approx(105, abs=2), pytest.approx(57.5, abs=2))
        assert position(words["ROUBAIX"], "yMax") < 79
        assert position(words["référence"], "yMin") > 89


def position(word: str, side: str) -> float:
    """A side of a word, in millimetres from the corner of the sheet."""
    return float(word.split(f'{side}="')[1].split('"')[0]) * 25.4 / 72


@pytest.mark.libreoffice
def test_what_is_no_document_is_refused(tool: Tool) -> None:
    tool("soffice")
    with pytest.raises(PdfError, match="n’a pas su convertir"):
        to_pdf(b"PK\x03\x04 broken")


def test_without_libreoffice_the_message_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(PdfError, match="LibreOffice est introuvable"):
        to_pdf(b"")


def test_a_libreoffice_that_hangs_is_ended_with_its_children(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    child = tmp_path / "child"
    fake = tmp_path / "soffice"
    fake.write_text(f"#!/bin/sh\n/bin/sleep 60 &\necho $! > '{child}'\nwait\n")
    fake.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(PdfError, match=r"pas terminé dans le délai \(2 s\)"):
        to_pdf(b"", timeout=2)
    command = Path("/proc") / child.read_text().strip() / "cmdline"
    # Once ended, a process has no command line, be it still waited for by whoever inherited it.
    end = time.monotonic() + 10  # the kernel ends a killed process in its own time, long before its sixty seconds
    with suppress(FileNotFoundError, ProcessLookupError):
        while command.read_bytes():
            assert time.monotonic() < end, "the child is still there"
            time.sleep(0.02)

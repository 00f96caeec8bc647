"""The letters of results: golden parts, valid files, the same bytes, and a PDF that says what the letter says."""

import io
import os
import subprocess
import time
import zipfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from pydantic import ValidationError

from documents.letters import render
from documents.pdf import to_pdf
from documents.text import long_date
from rules.document.document import DocumentKind
from rules.papers.letter import Addressee, Civility, Signatory, SignatoryCapacity, WayBack
from tests.documents.reading import normalised, plain
from tests.documents.samples import result as samples

GOLDEN = Path(__file__).parent / "golden"
LETTERS = {"non_admission": DocumentKind.NON_ADMISSION_LETTER, "award": DocumentKind.AWARD_LETTER}
HOSTILE = "<b>&amp;</b> ]]> \x00\x07 \u202egauche\u2066 'ß' " + "Donaudampfschiff" * 20
MAN = Addressee(civility=Civility.MONSIEUR, name="Noé Modèle", address_lines=("1 rue X", "59000 LILLE"))


def made(name: str, **changes: Any) -> bytes:
    return render(LETTERS[name], getattr(samples, name)(**changes), None)


def said(package: bytes) -> str:
    document = Document(io.BytesIO(package))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells]).replace("\u00a0", " ")


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


@pytest.mark.rule("LET-01")
def test_words_follow_the_reader_and_the_register() -> None:
    woman, man = said(made("non_admission")), said(made("non_admission", addressee=MAN))
    assert "vous n’êtes pas admise au CQPM" in woman
    assert "vous n’êtes pas admis au CQPM" in man
    assert "réservée aux CQPM inscrits" in woman
    at_rncp = said(made("non_admission", ways_back=(WayBack.FORMATION, WayBack.VAE)))
    assert "vous demandez qu’elle soit reconnue" in at_rncp
    referent = Signatory(name="Rita", capacity=SignatoryCapacity.REFERENT, civility=Civility.MADAME)
    assert "par délégation, la référente" in said(made("non_admission", signatory=referent))


@pytest.mark.rule("LET-04")
def test_who_may_hand_the_certificate_over() -> None:
    """CER-02: without an employer in the path, to the candidate only."""
    assert "à vous-même ou à votre entreprise" in said(made("award"))
    alone = said(made("award", by_company=False))
    assert "à vous seule" in alone
    assert "entreprise" not in alone
    assert "à vous seul," in said(made("award", by_company=False, addressee=MAN))


def test_a_letter_that_makes_no_sense_is_not_made() -> None:
    with pytest.raises(ValidationError, match="avant le jury"):
        samples.non_admission(gtp_on=samples.non_admission().jury_on - timedelta(days=1))
    with pytest.raises(ValidationError):
        samples.award(certificates=())


@pytest.mark.libreoffice
@pytest.mark.parametrize("name", LETTERS)
def test_the_pdf_says_what_the_letter_says(name: str, tool: Callable[[str], str], tmp_path: Path) -> None:
    tool("soffice")
    letter = getattr(samples, name)()
    path = tmp_path / "letter.pdf"
    path.write_bytes(to_pdf(made(name)))
    text = subprocess.run([tool("pdftotext"), "-raw", str(path), "-"], capture_output=True, check=True).stdout.decode()
    assert text.count("\f") == 1
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
        expected += [letter.certification.title, letter.certification.code]
    assert [item for item in expected if plain(item) not in plain(text)] == []

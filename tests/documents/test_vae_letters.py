"""The letters of a VAE: what each says, golden parts, valid files, one page."""

import io
import os
import zipfile
from collections.abc import Callable, Hashable
from pathlib import Path

import pytest

from tests.documents.printing import Prints
from tests.documents.reading import normalised, plain, said
from tests.documents.samples import vae as samples
from tests.documents.samples.hostile import HOSTILE
from tests.documents.samples.result import made as made_result
from tests.documents.samples.vae import LETTERS, made

GOLDEN = Path(__file__).parent / "golden"


def printed() -> dict[Hashable, bytes]:
    """What a test reads from PDF."""
    return {name: made(name) for name in LETTERS}


@pytest.mark.parametrize("name", LETTERS)
@pytest.mark.parametrize("part", ["docProps/core.xml", "word/document.xml"])
def test_part_is_the_golden_one(name: str, part: str) -> None:
    found = normalised(zipfile.ZipFile(io.BytesIO(made(name))).read(part))
    golden = GOLDEN / f"vae_{name}" / Path(part).name
    if os.environ.get("POINCON_WRITE_GOLDEN") == "1":
        golden.parent.mkdir(parents=True, exist_ok=True)
        golden.write_text(found, encoding="utf-8")
    assert found == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", LETTERS)
def test_the_validator_finds_nothing(name: str, findings: Callable[[bytes], list[str]]) -> None:
    assert findings(made(name)) == []
    assert findings(made(name, reference=HOSTILE)) == []


@pytest.mark.libreoffice
@pytest.mark.parametrize("name", LETTERS)
def test_the_pdf_is_one_page_that_names_whom_it_concerns(name: str, prints: Prints) -> None:
    letter = getattr(samples, name)()
    [text] = prints.pages(name)
    for expected in (letter.addressee.name, letter.reference, letter.certification.code, letter.signatory.name):
        assert plain(expected) in plain(text)


def test_what_each_notice_says() -> None:
    """VAE-04, VAE-05: its word, its last day; refused, its reasons and from when one may ask again (VAE-03)."""
    given = said(made("favourable"))
    assert "déclarée recevable" in given
    assert "7 décembre 2027" in given
    silent = said(made("tacit"))
    assert "avis favorable depuis le 31 janvier 2027" in silent
    assert "déclarée recevable" not in silent
    closed = said(made("unfavourable"))
    assert "pas déclarée recevable" in closed
    assert "sans rapport avec ce CQPM" in closed
    assert "1er janvier 2027" in closed
    assert "dossier de preuves" not in closed


def test_the_receipt_says_what_lacks_or_what_the_day_starts() -> None:
    """VAE-02, VAE-04."""
    lacking = said(made("incomplete"))
    assert "la lettre de motivation" in lacking
    assert "complet depuis" not in lacking
    whole = said(made("complete"))
    assert "au plus tard le 30 janvier 2027" in whole
    assert "silence vaudra avis favorable" in whole
    before_the_law = said(made("complete", silence_until=None))
    assert "au plus tard le 28 février 2027" in before_the_law
    assert "silence" not in before_the_law


def test_each_commission_under_its_own_name() -> None:
    """EVA-04, VAE-06."""
    validation, evaluation = said(made("validation")), said(made("evaluation"))
    assert "commission de validation" in validation
    assert "Rose Représentante" in validation
    assert "commission d’évaluation" in evaluation
    assert "validation" not in evaluation


def test_letters_of_results_speak_of_the_vae() -> None:
    """VAE-06, and VAE-03 where the request of this year counts."""
    by_vae = said(made_result("non_admission", by_vae=True))
    assert "conclusions de la commission de validation" in by_vae
    assert "Au terme de votre validation des acquis" in said(made_result("award", by_vae=True))

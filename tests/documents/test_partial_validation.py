"""The partial-validation letter as a file: what it says, always the same bytes, whatever the text."""

import io
import os
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn

from documents.registry import UnknownKindError, render
from rules.base.entity import Value
from rules.document.document import DocumentKind
from rules.papers.common import Named, Signatory
from rules.papers.partial_validation import PartialValidationLetter, acquired_capacite
from tests.documents.samples import letter as letter_samples
from tests.support.places import ROOT

KIND = DocumentKind.PARTIAL_VALIDATION_LETTER


def rendered(letter: PartialValidationLetter) -> bytes:
    return render(KIND, letter, None)


def text_of(package: bytes) -> str:
    """Everything the body says, with plain blanks."""
    body = Document(io.BytesIO(package)).element.body
    return "\n".join(" ".join(t.text or "" for t in p.iter(qn("w:t"))) for p in body.iter(qn("w:p"))).replace(
        "\xa0", " "
    )


def document_of(package: bytes) -> Any:
    return Document(io.BytesIO(package))


@pytest.mark.rule("LET-02")
def test_the_four_pieces_outside_the_rncp() -> None:
    said = text_of(rendered(letter_samples.letter()))
    assert "vous n’êtes donc pas admise au certificat" in said
    assert "« Opérateur (trice) en maintenance industrielle » (MQ 1989 0021)" in said
    for number, title in letter_samples.TITLES.items():
        assert f"{number}\n{title}" in said
    assert "24 mois à compter de la décision du jury" in said
    assert "jusqu’au 8 octobre 2028 inclus" in said
    assert "la formation" in said
    assert "réservée aux CQPM inscrits au Répertoire national" in said
    assert "d’une entreprise ou d’un organisme de formation, ou par vous-même" in said
    assert "passeport d’orientation, de formation et de compétences" in said
    assert "nous vous en donnons les adresses" in said


@pytest.mark.rule("LET-02")
def test_the_four_pieces_at_the_rncp_with_blocs() -> None:
    said = text_of(rendered(letter_samples.at_rncp()))
    assert "pas admis au bloc de compétences « Réaliser l’intervention » (RNCP36376BC02)" in said
    assert "RNCP36376BC01\nPréparer l’intervention et ses moyens" in said
    assert "5 ans à compter de la décision du jury" in said
    assert "jusqu’au 8 octobre 2031 inclus" in said
    assert "28 février 2029" in said
    assert "réservée aux CQPM" not in said
    assert "ou une démarche individuelle de VAE" in said
    assert "passeport.example" in said


def test_blocs_alone_are_kept_without_a_day() -> None:
    made = letter_samples.letter(at_rncp=True, capacites=[], blocs=[letter_samples.BLOC])
    said = text_of(rendered(made))
    assert "Bloc de compétences acquis sans limite de durée" in said
    assert "ne limite pas ce que vous avez acquis par bloc" in said


@pytest.mark.rule("LET-03")
def test_it_is_dated_the_day_of_the_gtp_and_signed() -> None:
    said = text_of(rendered(letter_samples.letter()))
    assert "Lille, le 12 novembre 2026" in said
    assert "La présidente du jury paritaire de délibération\nMadame Camille Démonstration" in said


@pytest.mark.rule("LET-03")
def test_the_referent_signs_by_delegation() -> None:
    said = text_of(rendered(letter_samples.at_rncp()))
    assert "Pour le président du jury paritaire de délibération" in said
    assert "par délégation, le référent du dispositif du CQPM\nNoé Modèle" in said


def test_a_president_of_unknown_civility_and_a_centre_without_a_town() -> None:
    made = letter_samples.letter(
        signatory=Signatory(name="Alix Essai"), centre=letter_samples.letter().centre.evolve(town=None)
    )
    said = text_of(rendered(made))
    assert "Le président du jury" in said
    assert "Le 12 novembre 2026" in said


def test_copies_are_named_only_when_there_are_some() -> None:
    assert "Copie" not in text_of(rendered(letter_samples.letter()))
    assert "Atelier Imaginé SARL" in text_of(rendered(letter_samples.at_rncp()))


def test_only_a_demonstration_says_so() -> None:
    footers = {name: footer_of(rendered(getattr(letter_samples, name)())) for name in ("letter", "at_rncp")}
    assert "Document de démonstration" in footers["letter"]
    assert "non officiel" in footers["letter"]
    assert "démonstration" not in footers["at_rncp"]
    assert all("Page" in footer for footer in footers.values())


def footer_of(package: bytes) -> str:
    section = document_of(package).sections[0]
    return "".join(paragraph.text for paragraph in section.first_page_footer.paragraphs)


@pytest.mark.parametrize("name", ["letter", "at_rncp", "hostile"])
def test_the_validator_finds_nothing(name: str, findings: Callable[[bytes], list[str]]) -> None:
    assert findings(rendered(getattr(letter_samples, name)())) == []


def test_same_bytes_later_and_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    first = rendered(letter_samples.letter())
    monkeypatch.setattr(time, "time", lambda: 2_000_000_000.0)
    monkeypatch.setattr(time, "localtime", lambda *_: time.struct_time((2033, 5, 18, 5, 33, 20, 2, 138, 1)))
    assert rendered(letter_samples.letter()) == first
    monkeypatch.undo()
    script = (
        "import sys; sys.path.insert(0, '.'); from tests.documents.samples import letter as s\n"
        "from documents.registry import render; from rules.document.document import DocumentKind as K\n"
        "sys.stdout.buffer.write(render(K.PARTIAL_VALIDATION_LETTER, s.letter(), None))"
    )
    environment = os.environ | {"PYTHONHASHSEED": "7", "TZ": "Pacific/Auckland", "PYTHONPATH": str(ROOT)}
    other = subprocess.run([sys.executable, "-c", script], cwd=ROOT, env=environment, capture_output=True, check=True)
    assert other.stdout == first


def test_another_letter_in_between_leaves_no_trace() -> None:
    first = rendered(letter_samples.letter())
    rendered(letter_samples.hostile())
    assert rendered(letter_samples.letter()) == first


def test_the_properties_come_from_the_letter() -> None:
    properties = document_of(rendered(letter_samples.letter())).core_properties
    assert (properties.title, properties.language) == ("Validation partielle, dossier D-2026-59-000123", "fr-FR")
    assert properties.author == "UIMM territoriale de démonstration — Nord (59)"
    midnight = datetime.fromisoformat("2026-11-12T00:00:00+00:00")
    assert {stamp.replace(tzinfo=midnight.tzinfo) for stamp in (properties.created, properties.modified)} == {midnight}
    dates = {entry.date_time for entry in zipfile.ZipFile(io.BytesIO(rendered(letter_samples.letter()))).infolist()}
    assert dates == {(1980, 1, 1, 0, 0, 0)}


def test_headings_and_table_headers_are_marked() -> None:
    document = document_of(rendered(letter_samples.at_rncp()))
    titles = [paragraph.text for paragraph in document.paragraphs if paragraph.style.name == "Courrier titre"]
    assert len(titles) == 4
    outline = document.styles["Courrier titre"].element.find(f".//{qn('w:outlineLvl')}")
    assert outline.get(qn("w:val")) == "0"
    for table in document.tables:
        rows = list(table._tbl.iter(qn("w:tr")))
        assert [len(list(row.iter(qn("w:tblHeader")))) for row in rows] == [1] + [0] * (len(rows) - 1)


def test_formatting_is_said_by_styles_alone() -> None:
    body = document_of(rendered(letter_samples.at_rncp())).element.body
    allowed = {qn("w:pStyle"), qn("w:framePr"), qn("w:rStyle")}
    direct = {child.tag for tag in ("w:pPr", "w:rPr") for found in body.iter(qn(tag)) for child in found}
    assert direct <= allowed


def test_hostile_text_is_text() -> None:
    said = text_of(rendered(letter_samples.hostile()))
    assert "<script>alert(1)</script>" in said
    assert "<b>Capacité</b> &" in said
    assert "escalier B[31m" in said
    assert not {"\x00", "\x07", "\x1b", "\u202e", "\ufffe"} & set(said)
    assert "ÞÙÚÛÜŪŮŰŲŴÝŶŸŹŻŽ" in said
    assert "Société à plusieurs lignes longue" in said
    assert [str(number) in said.splitlines() for number in range(1, 41)] == [True] * 40


@pytest.mark.parametrize("size", [1, 10_000])
def test_titles_of_any_length(size: int, findings: Callable[[bytes], list[str]]) -> None:
    made = letter_samples.letter(
        certification=Named(code="MQ 1989 0021", title="é" * size),
        capacites=[acquired_capacite("1", "ü" * size, jury_on=date(2026, 10, 8), at_rncp=False)],
    )
    package = rendered(made)
    assert findings(package) == []
    assert "ü" * size in text_of(package)


def test_other_papers_are_refused_by_name() -> None:
    with pytest.raises(UnknownKindError, match="CERTIFICATE"):
        render(DocumentKind.CERTIFICATE, letter_samples.letter(), None)
    with pytest.raises(UnknownKindError, match="Value"):
        render(KIND, Value(), None)

"""Certificates: both sides on two pages, valid, the same bytes, and a PDF that says what the certificate says."""

import io
import os
import subprocess
import time
import zipfile
from collections.abc import Callable, Hashable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from pydantic import ValidationError

from documents.registry import render
from documents.text import known_date, long_date
from rules.base.civility import Civility
from rules.base.partial_date import PartialDate
from rules.certificate.kind import CertificateKind
from rules.document.document import DocumentKind
from rules.papers.certificate import Parent, Part, Registered
from rules.papers.common import Named
from tests.documents.printing import Prints, Tool
from tests.documents.reading import normalised, plain
from tests.documents.samples import certificate as samples
from tests.documents.samples import certificate_extremes as extremes

GOLDEN = Path(__file__).parent / "golden"
KINDS = ("cqpm", "cqpm_rncp", "bloc", "cqpi", "reissued", "copy")
HOSTILE = "<b>&amp;</b> ]]> \x00\x07 \u202egauche\u2066 'ß' " + "Donaudampfschiff" * 20
LONG = "Conducteur ou conductrice d’équipements industriels de transformation des matériaux métalliques " * 3
MANY = tuple(Part(code=f"RNCP00001BC{rank:02d}", title=LONG) for rank in range(60))


def made(name: str, **changes: Any) -> bytes:
    kind = DocumentKind.CERTIFIED_COPY if name == "copy" else DocumentKind.CERTIFICATE
    return render(kind, getattr(samples, name)(**changes), None)


def said(package: bytes) -> str:
    document = Document(io.BytesIO(package))
    return "\n".join(paragraph.text for paragraph in document.paragraphs).replace("\u00a0", " ")


def printed() -> dict[Hashable, bytes]:
    """What a test reads from PDF."""
    return {
        **{name: made(name) for name in KINDS},
        **{("extreme", name): render(DocumentKind.CERTIFICATE, extremes.ALL[name](), None) for name in extremes.ALL},
        "long": made(
            "bloc",
            proves=Named(code="M BDC 0001 2020 01 59 0021 R", title=LONG),
            within=Parent(code="MQ 1989 0021", title=LONG, level=3),
            holder="Jean-Baptiste-Emmanuel " * 5,
            birth_place=LONG,
            president=LONG,
            parts=MANY,
        ),
    }


@pytest.mark.parametrize("name", KINDS)
@pytest.mark.parametrize("part", ["docProps/core.xml", "word/document.xml"])
def test_part_is_the_golden_one(name: str, part: str) -> None:
    found = normalised(zipfile.ZipFile(io.BytesIO(made(name))).read(part))
    golden = GOLDEN / f"certificate_{name}" / Path(part).name
    if os.environ.get("POINCON_WRITE_GOLDEN") == "1":
        golden.parent.mkdir(parents=True, exist_ok=True)
        golden.write_text(found, encoding="utf-8")
    assert found == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", KINDS)
def test_the_validator_finds_nothing(name: str, findings: Callable[[bytes], list[str]]) -> None:
    assert findings(made(name)) == []


def test_hostile_words_are_words(findings: Callable[[bytes], list[str]]) -> None:
    proves = Named(code="MQ 1989 0021", title=HOSTILE)
    assert findings(made("cqpm", proves=proves, holder=HOSTILE, birth_place=HOSTILE, president=HOSTILE)) == []


@pytest.mark.parametrize("name", KINDS)
def test_same_bytes_later(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    first = made(name)
    monkeypatch.setattr(time, "time", lambda: 2_000_000_000.0)
    assert made(name) == first


@pytest.mark.rule("CER-01", "CER-05")
def test_what_each_kind_says() -> None:
    """CER-01, and what certificateurs add (CER-05)."""
    assert "Née le 28 février 1994 à Roubaix (59), France" in said(made("cqpm"))
    assert "Né le 28 février 1994" in said(made("cqpm", civility=Civility.MONSIEUR))
    assert "Répertoire national" not in said(made("cqpm"))
    registered = (
        "numéro RNCP00001, par décision de France compétences du 20 avril 2022, pour 5 ans, du 25 avril 2022 au "
        "25 avril 2027."
    )
    assert said(made("cqpm_rncp")).count(registered) == 2, "recto and verso"
    assert "Certificateurs : Union de démonstration" in said(made("cqpm_rncp"))
    assert "Bloc du CQPM « Opérateur (trice) en maintenance industrielle » (MQ 1989 0021)" in said(made("bloc"))
    assert "reconnue par chaque branche signataire" in said(made("cqpi"))


@pytest.mark.parametrize(
    ("registered", "words"),
    [
        ({}, "sous le numéro RNCP1."),
        ({"start": date(2022, 4, 25)}, "sous le numéro RNCP1, à compter du 25 avril 2022."),
        ({"end": date(2027, 4, 25), "years": 1}, "sous le numéro RNCP1, pour 1 an, jusqu’au 25 avril 2027."),
        (
            {"act": "arrêté", "decided_on": date(2016, 9, 26), "published_on": date(2016, 10, 4)},
            "sous le numéro RNCP1, par arrêté du 26 septembre 2016 publié au Journal officiel du 4 octobre 2016.",
        ),
        (
            {"act": "arrêté", "published_on": date(2016, 10, 4)},
            "sous le numéro RNCP1, par arrêté publié au Journal officiel du 4 octobre 2016.",
        ),
    ],
)
def test_a_registration_is_told_as_far_as_it_is_known(registered: dict[str, Any], words: str) -> None:
    """CER-01 (annexes 9 and 10), CER-05."""
    text = said(made("cqpm_rncp", registered=Registered(number="RNCP1", **registered)))
    assert text.count(words) == 2, "recto and verso"
    assert "Certificateur : UIMM." in text
    assert "Spécialité" not in text


def test_a_bloc_tells_of_the_certification_that_it_belongs_to() -> None:
    text = said(made("bloc"))
    parent = "« Opérateur (trice) en maintenance industrielle » (MQ 1989 0021). Niveau 3 du cadre national des"
    assert parent in text
    assert "Catégorie A du classement des CQPM." in text
    assert "Niveau et classement" not in text, "a bloc has neither of its own"
    assert "La certification, avec ce bloc, est enregistrée sous le numéro RNCP00001" in text
    assert "Niveau et classement" not in said(made("cqpi"))
    assert "se demande au groupe technique paritaire" in said(made("cqpm", level=None, category=None))


def test_a_certificate_that_makes_no_sense_is_not_made() -> None:
    for wrong in (
        {"issued_on": date(2026, 10, 7)},
        {"kind": CertificateKind.BLOC},
        {"kind": CertificateKind.TITRE},
        {"within": Parent(code="MQ 1989 0021", title="Autre")},
    ):
        with pytest.raises(ValidationError):
            samples.cqpm(**wrong)


@pytest.mark.parametrize(
    ("civility", "born", "said_so"),
    [
        (Civility.MADAME, "1992-11-01", "Née le 1er novembre 1992 à Kaboul, Afghanistan"),
        (Civility.MADAME, "1992-11", "Née en novembre 1992 à Kaboul, Afghanistan"),
        (Civility.MONSIEUR, "1992", "Né en 1992 à Kaboul, Afghanistan"),
    ],
)
def test_a_birth_is_printed_as_it_is_known(civility: Civility, born: str, said_so: str) -> None:
    package = made("cqpm", civility=civility, birth_date=PartialDate.read(born), birth_place="Kaboul, Afghanistan")
    assert said_so in said(package)


def test_a_holder_is_never_cut() -> None:
    holder = "Marie-Antoinette Françoise Jacqueline Vandenbroucke-Desrousseaux, nom d’usage Le Bihan-Kerguelen"
    assert f"Madame {holder}" in said(made("cqpm", civility=Civility.MADAME, holder=holder))


@pytest.mark.libreoffice
@pytest.mark.parametrize("name", KINDS)
def test_the_pdf_has_two_sides_that_say_it_all(name: str, prints: Prints) -> None:
    sample = getattr(samples, name)()
    paper = sample.original if name == "copy" else sample
    recto, verso = prints.pages(name)
    expected = [
        paper.number,
        paper.proves.title,
        paper.proves.code,
        paper.holder,
        paper.birth_place,
        known_date(paper.birth_date),
        long_date(paper.jury_on),
        f"Fait à Paris, le {long_date(paper.issued_on)}",
        paper.president,
    ]
    assert [text for text in expected if plain(text) not in plain(recto)] == []
    assert [part.title for part in paper.parts if plain(part.title) not in plain(verso)] == []
    assert plain(paper.number) in plain(verso)


@pytest.mark.libreoffice
def test_long_words_are_whole_and_the_recto_is_one_page(prints: Prints) -> None:
    recto, *verso = prints.pages("long")
    assert "Fait à Paris" in recto
    assert "Certification validée par la CPNEFP" in recto
    assert "Ce que le bloc recouvre" in verso[0]
    words = " ".join(" ".join((recto, *verso)).split())
    assert words.count(" ".join(LONG.split())) == len(MANY) + 5, "each part, the bloc, its CQPM twice, birth, president"


@pytest.mark.parametrize("name", extremes.ALL)
def test_the_validator_finds_nothing_at_the_extremes(name: str, findings: Callable[[bytes], list[str]]) -> None:
    assert findings(render(DocumentKind.CERTIFICATE, extremes.ALL[name](), None)) == []


@pytest.mark.libreoffice
@pytest.mark.parametrize("name", extremes.ALL)
def test_the_recto_is_one_page_signed_low_at_the_extremes(name: str, prints: Prints, tool: Tool) -> None:
    paper = extremes.ALL[name]()
    recto, *_ = prints.pages(("extreme", name))
    assert plain(paper.president) in plain(recto)
    command = [tool("pdftotext"), "-bbox", "-l", "1", str(prints.path(("extreme", name))), "-"]
    boxes = subprocess.run(command, capture_output=True, check=True).stdout.decode().splitlines()
    note = next(line for line in boxes if ">validée<" in line)
    assert 450 < float(note.split('yMin="')[1].split('"')[0]) < 545, "points: the foot of a sheet of 595"


def test_what_replaces_another_says_so_on_the_verso() -> None:
    """CER-09."""
    text = said(made("reissued"))
    assert text.index("Niveau et classement") > text.index("Remplace le certificat n° MC 2026 11 59 00042, annulé.")
    assert "Fait à Paris, le 3 février 2027" in text
    assert "Remplace" not in said(made("cqpm_rncp"))

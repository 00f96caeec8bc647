"""Letterheads that centres upload: used as they are, or refused with a reason."""

import io
import random
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm

from documents import trial
from documents.letterhead_checks import LetterheadError
from documents.registry import REGISTRY, render
from documents.trial import letterhead_faults
from rules.document.document import DocumentKind
from tests.documents.samples import letter as letter_samples
from tests.support.hostile_letterheads import HOSTILE, OFFICE, WELCOME
from tests.support.letterheads import good, picture, rewritten, saved


def on(letterhead: bytes, name: str = "letter") -> bytes:
    return render(DocumentKind.PARTIAL_VALIDATION_LETTER, getattr(letter_samples, name)(), letterhead)


def texts(package: bytes) -> Iterator[tuple[str, str]]:
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        for name in archive.namelist():
            yield name, archive.read(name).decode("utf-8", errors="replace")


def test_it_is_used_and_its_sample_text_is_not(letterhead: bytes, findings: Callable[[bytes], list[str]]) -> None:
    package = on(letterhead)
    document = Document(io.BytesIO(package))
    section = document.sections[0]
    assert [p.text for p in section.header.paragraphs] == ["UIMM Exemple, en-tête maison"]
    footer = [p.text for p in section.footer.paragraphs]
    assert footer[0] == "SIRET fictif 000 000 000 00000"
    assert "Document de démonstration" in footer[1]
    assert not any("Tapez votre texte" in text for _, text in texts(package))
    assert "validation partielle" in " ".join(p.text for p in document.paragraphs)
    assert findings(package) == []
    assert on(letterhead) == package


def test_the_text_starts_below_the_window(letterhead: bytes) -> None:
    document = Document(io.BytesIO(letterhead))
    document.sections[0].top_margin = Mm(30)
    spacing = Document(io.BytesIO(on(saved(document)))).styles["Courrier repères"].paragraph_format.space_before
    assert spacing == pytest.approx(Mm(62), abs=Mm(0.1))


def test_its_own_styles_win(letterhead: bytes) -> None:
    document = Document(io.BytesIO(letterhead))
    document.styles.element.append(
        parse_xml(
            f'<w:style {nsdecls("w")} w:type="paragraph" w:customStyle="1" w:styleId="CourrierTitre">'
            '<w:name w:val="Courrier titre"/><w:rPr><w:color w:val="C00000"/></w:rPr></w:style>'
        )
    )
    styles = Document(io.BytesIO(on(saved(document)))).styles
    assert str(styles["Courrier titre"].font.color.rgb) == "C00000"
    assert len([s for s in styles if s.name == "Courrier titre"]) == 1


def test_its_own_page_number_is_enough(letterhead: bytes) -> None:
    document = Document(io.BytesIO(letterhead))
    field = parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr=" PAGE "/>')
    document.sections[0].footer.paragraphs[0]._p.append(field)
    section = Document(io.BytesIO(on(saved(document), "at_rncp"))).sections[0]
    assert [p.text for p in section.footer.paragraphs] == ["SIRET fictif 000 000 000 00000"]
    demonstration = Document(io.BytesIO(on(saved(document)))).sections[0].footer.paragraphs
    assert "Document de démonstration" in demonstration[1].text
    assert "Page" not in demonstration[1].text


def test_every_kind_of_page_bears_the_notice(letterhead: bytes) -> None:
    document = Document(io.BytesIO(letterhead))
    document.sections[0].different_first_page_header_footer = True
    document.settings.odd_and_even_pages_header_footer = True
    section = Document(io.BytesIO(on(saved(document)))).sections[0]
    for footer in (section.footer, section.first_page_footer, section.even_page_footer):
        assert "Document de démonstration" in "".join(p.text for p in footer.paragraphs)


def test_the_first_section_is_the_letterhead(letterhead: bytes) -> None:
    document = Document(io.BytesIO(letterhead))
    document.add_section().header.is_linked_to_previous = False
    document.sections[1].header.paragraphs[0].text = "Deuxième section"
    section = Document(io.BytesIO(on(saved(document)))).sections[0]
    assert section.header.paragraphs[0].text == "UIMM Exemple, en-tête maison"


def test_a_file_without_section_nor_styles_prints_on_a4(letterhead: bytes) -> None:
    document = Document(io.BytesIO(letterhead))
    document.element.body.remove(document.element.body.find(qn("w:sectPr")))
    section = Document(io.BytesIO(on(saved(document)))).sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)


def test_the_template_it_came_from_is_forgotten(letterhead: bytes) -> None:
    document = Document(io.BytesIO(letterhead))
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"
    settings = document.part.part_related_by(RELATIONSHIP_TYPE.SETTINGS)
    key = settings.relate_to("file:///C:/Modeles/Normal.dotm", kind, is_external=True)
    document.settings.element.insert(0, parse_xml(f'<w:attachedTemplate {nsdecls("w", "r")} r:id="{key}"/>'))
    said = "".join(text for name, text in texts(on(saved(document))) if name.startswith("word/"))
    assert "dotm" not in said
    assert "attachedTemplate" not in said


@pytest.mark.parametrize("name", HOSTILE)
def test_what_cannot_serve_is_refused_in_french_for_its_own_reason(name: str) -> None:
    make, reason = HOSTILE[name]
    with pytest.raises(LetterheadError, match=reason) as refusal:
        on(make())
    [said] = refusal.value.reasons
    assert said.endswith(".")


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"\0" * (5 * 1024 * 1024 + 1)])
def test_what_is_no_word_file_is_refused(data: bytes) -> None:
    with pytest.raises(LetterheadError, match=r"dépasse 5 Mo|n’est pas un document Word"):
        on(data)


@pytest.mark.parametrize("part", ["[Content_Types].xml", "word/document.xml"])
def test_a_file_without_what_makes_it_word_is_refused(part: str, letterhead: bytes) -> None:
    spoilt = rewritten(letterhead, lambda name, data: None if name == part else data)
    with pytest.raises(LetterheadError, match="document Word"):
        on(spoilt)


@pytest.mark.parametrize("name", WELCOME)
def test_what_honest_letterheads_hold_is_welcome(name: str) -> None:
    assert letterhead_faults(WELCOME[name]()) == []


def test_what_is_drawn_before_the_text_goes_behind_it() -> None:
    with zipfile.ZipFile(io.BytesIO(on(WELCOME["a picture before the text"]()))) as archive:
        header = next(archive.read(name).decode() for name in archive.namelist() if name.startswith("word/header"))
    assert 'behindDoc="1"' in header
    assert "z-index:-1" in header


@pytest.mark.parametrize("seed", range(12))
def test_damage_anywhere_is_told_and_is_no_fault(seed: int) -> None:
    drawn = random.Random(seed)

    def damage(name: str, data: bytes) -> bytes:
        values = list(re.finditer(rb'"[^"]*"', data)) if name.startswith("word/") and name.endswith(".xml") else []
        if not values or drawn.random() < 0.5:
            return data
        value = drawn.choice(values)
        odd = drawn.choice([b"", b'""', b'"nan"', b'"1e999"', b'"-99999999999999999999"', value.group() * 2])
        return data[: value.start()] + odd + data[value.end() :]

    assert all(reason.endswith(".") for reason in letterhead_faults(rewritten(good(), damage)))


def test_every_reason_is_told_at_once() -> None:
    document = Document(io.BytesIO(good()))
    document.sections[0].header.part.relate_to(
        "https://pistage.example/a.png", RELATIONSHIP_TYPE.IMAGE, is_external=True
    )
    document.part.relate_to("b.html", f"{OFFICE}/aFChunk", is_external=True)
    with pytest.raises(LetterheadError) as refusal:
        on(saved(document))
    assert len(refusal.value.reasons) == 2


def test_nothing_of_the_file_but_its_letterhead_is_in_a_letter() -> None:
    document = Document(io.BytesIO(good()))
    document.core_properties.author = document.core_properties.keywords = "Dactylo Secrète"
    document.add_picture(io.BytesIO(picture(50, 50)))
    document.settings.element.append(parse_xml(f'<w:documentProtection {nsdecls("w")} w:edit="readOnly"/>'))
    package = on(saved(document))
    names = zipfile.ZipFile(io.BytesIO(package)).namelist()
    assert len([name for name in names if name.startswith("word/media/")]) == 1
    assert not {"docProps/app.xml", "docProps/thumbnail.jpeg", "customXml/item1.xml"} & set(names)
    said = "".join(text for _, text in texts(package))
    assert "Secrète" not in said
    assert "documentProtection" not in said


def test_a_good_one_is_tried_on_every_paper_and_serves(findings: Callable[[bytes], list[str]]) -> None:
    assert letterhead_faults(good()) == []
    package = on(good())
    assert findings(package) == []
    assert on(good()) == package


def test_a_paper_that_loses_words_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    row = REGISTRY[DocumentKind.AWARD_LETTER]

    def broken(paper: object, letterhead: object) -> bytes:
        if letterhead is not None:
            raise KeyError("w:pgSz")
        return row.render(paper, None)

    monkeypatch.setattr(trial, "REGISTRY", {DocumentKind.AWARD_LETTER: replace(row, render=broken)})
    [said] = letterhead_faults(good())
    assert said.endswith("Lettre d’attribution (LET-04).")

"""Letterheads that centres upload: used as they are, or refused with a reason."""

import io
import zipfile
from collections.abc import Callable, Iterator

import pytest
from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm

from documents.letterhead import LetterheadError
from documents.registry import render
from rules.document.document import DocumentKind
from tests.documents.samples import letter as letter_samples


def on(letterhead: bytes, name: str = "letter") -> bytes:
    return render(DocumentKind.PARTIAL_VALIDATION_LETTER, getattr(letter_samples, name)(), letterhead)


def rewritten(package: bytes, change: Callable[[str, bytes], bytes | None], **added: bytes) -> bytes:
    """The package with each part passed through `change`; None drops the part."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as source, zipfile.ZipFile(written, "w") as target:
        for name in source.namelist():
            data = change(name, source.read(name))
            if data is not None:
                target.writestr(name, data)
        for name, data in added.items():
            target.writestr(name, data)
    return written.getvalue()


def saved(document: "Document") -> bytes:  # type: ignore[valid-type]
    written = io.BytesIO()
    document.save(written)  # type: ignore[attr-defined]
    return written.getvalue()


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


def linked(letterhead: bytes) -> bytes:
    document = Document(io.BytesIO(letterhead))
    image = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
    document.sections[0].header.part.relate_to("https://pistage.example/logo.png", image, is_external=True)
    return saved(document)


def fetching(letterhead: bytes) -> bytes:
    document = Document(io.BytesIO(letterhead))
    run = '<w:r><w:instrText xml:space="preserve">{}</w:instrText></w:r>'
    for piece in (" INCLUDE", 'PICTURE "https://pistage.example/logo.png"'):
        element = parse_xml(run.format(piece).replace("<w:r>", f"<w:r {nsdecls('w')}>", 1))
        document.sections[0].header.paragraphs[0]._p.append(element)
    return saved(document)


def bomb(letterhead: bytes) -> bytes:
    written = io.BytesIO(letterhead)
    with zipfile.ZipFile(written, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/media/bomb.bin", b"\0" * (51 * 1024 * 1024))
    return written.getvalue()


def crowd(letterhead: bytes) -> bytes:
    return rewritten(letterhead, lambda _, data: data, **{f"word/media/{n}.bin": b"" for n in range(501)})


def damaged(letterhead: bytes) -> bytes:
    return rewritten(letterhead, lambda name, data: b"<w:document" if name == "word/document.xml" else data)


def entities(letterhead: bytes) -> bytes:
    laugh = b'<!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "' + b"&a;" * 9000 + b'">]>'
    nested = (
        laugh + b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">&b;</w:document>'
    )
    return rewritten(letterhead, lambda name, data: nested if name == "word/document.xml" else data)


def without(part: str) -> Callable[[bytes], bytes]:
    return lambda letterhead: rewritten(letterhead, lambda name, data: None if name == part else data)


def with_macro(letterhead: bytes) -> bytes:
    return rewritten(letterhead, lambda _, data: data, **{"word/vbaProject.bin": b"code"})


def as_template(letterhead: bytes) -> bytes:
    return rewritten(letterhead, lambda _, data: data.replace(b"document.main+xml", b"template.main+xml"))


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        (lambda _: b"", "n’est pas un document Word"),
        (lambda _: b"%PDF-1.7", "n’est pas un document Word"),
        (lambda _: b"\0" * (5 * 1024 * 1024 + 1), "dépasse 5 Mo"),
        (lambda whole: whole[: len(whole) // 2], "n’est pas un document Word"),
        (damaged, "lisible"),
        (entities, "lisible"),
        (without("[Content_Types].xml"), "n’est pas un document Word"),
        (without("word/document.xml"), "lisible"),
        (with_macro, "macros"),
        (as_template, ".dotx"),
        (bomb, "volumineux"),
        (crowd, "volumineux"),
        (linked, "ailleurs"),
        (fetching, "ailleurs"),
    ],
)
def test_what_cannot_serve_is_refused_in_french(
    spoil: Callable[[bytes], bytes], reason: str, letterhead: bytes
) -> None:
    with pytest.raises(LetterheadError, match=reason):
        on(spoil(letterhead))

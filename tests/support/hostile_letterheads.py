"""Letterheads that are refused, each for its own reason, and what honest ones hold that looks like them."""

import io
import zipfile
from collections.abc import Callable
from typing import Any

from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm

from tests.support.letterheads import good, picture, rewritten, saved

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def _with(change: Callable[[Any], None]) -> bytes:
    document = Document(io.BytesIO(good()))
    change(document)
    return saved(document)


def _header(xml: str) -> Callable[[Any], None]:
    """Puts elements into the header's first paragraph."""

    def change(document: Any) -> None:
        element = parse_xml(f'<w:p {nsdecls("w", "r", "a", "wp")} xmlns:v="urn:schemas-microsoft-com:vml">{xml}</w:p>')
        document.sections[0].header.paragraphs[0]._p.extend(list(element))

    return change


def _field(*pieces: str) -> Callable[[Any], None]:
    runs = "".join(f'<w:r><w:instrText xml:space="preserve">{piece}</w:instrText></w:r>' for piece in pieces)
    char = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'.format
    return _header(char("begin") + runs + char("separate") + "<w:r><w:t>x</w:t></w:r>" + char("end"))


def _external(kind: str, target: str, of: str = "header") -> Callable[[Any], None]:
    def change(document: Any) -> None:
        part = document.sections[0].header.part if of == "header" else document.part
        part.relate_to(target, kind if "://" in kind else f"{OFFICE}/{kind}", is_external=True)

    return change


def _template(target: str) -> Callable[[Any], None]:
    def change(document: Any) -> None:
        settings = document.part.part_related_by(RELATIONSHIP_TYPE.SETTINGS)
        key = settings.relate_to(target, f"{OFFICE}/attachedTemplate", is_external=True)
        document.settings.element.insert(0, parse_xml(f'<w:attachedTemplate {nsdecls("w", "r")} r:id="{key}"/>'))

    return change


def _linked_blip(document: Any) -> None:
    """A picture whose link goes through the relation of a hyperlink, which alone is welcome."""
    part = document.sections[0].header.part
    key = part.relate_to("https://pistage.example/logo.png", RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    next(part.element.iter(qn("a:blip"))).set(qn("r:link"), key)


def _style(inner: str, identifier: str = "CourrierCorps", paragraph: str = "") -> Callable[[Any], None]:
    def change(document: Any) -> None:
        document.styles.element.append(
            parse_xml(
                f'<w:style {nsdecls("w")} w:type="paragraph" w:customStyle="1" w:styleId="{identifier}">'
                f'<w:name w:val="Corps de lettre"/>{paragraph}<w:rPr>{inner}</w:rPr></w:style>'
            )
        )

    return change


def _sideways(document: Any) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = section.page_height, section.page_width


def _narrow(document: Any) -> None:
    document.sections[0].left_margin = Mm(120)


def _high(document: Any) -> None:
    for _ in range(40):
        document.sections[0].header.add_paragraph()


def _picture(document: Any, high: int) -> None:
    document.sections[0].header.paragraphs[0].add_run().add_picture(io.BytesIO(picture(100, 300)), height=Mm(high))


def _footed(document: Any) -> None:
    table = document.sections[0].footer.add_table(1, 2, Mm(160))
    table.rows[0].height = Mm(120)


def _ladder(document: Any) -> None:
    for rank in range(50):
        _style("", f"Marche{rank}", f'<w:basedOn w:val="Marche{rank + 1}"/>')(document)
    _style("", paragraph='<w:basedOn w:val="Marche0"/>')(document)


def _swollen(package: bytes) -> bytes:
    written = io.BytesIO(package)
    with zipfile.ZipFile(written, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/media/bomb.bin", b"\0" * (51 * 1024 * 1024))
    return written.getvalue()


def _twice(package: bytes) -> bytes:
    written = io.BytesIO(package)
    with zipfile.ZipFile(written, "a") as archive:
        archive.writestr("word/Document.xml", b"<d/>")
    return written.getvalue()


def _doctype(package: bytes, encoding: str = "utf-8") -> bytes:
    nested = '<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/passwd">]><d>&a;</d>'
    return rewritten(package, lambda name, data: nested.encode(encoding) if name == "word/settings.xml" else data)


def _hidden_encoding(package: bytes) -> bytes:
    odd = b'<?xml version="1.0" encoding="UTF-7"?><d/>'
    return rewritten(package, lambda name, data: odd if name == "word/settings.xml" else data)


def _disguised_macro(package: bytes) -> bytes:
    """A program under an innocent name, told by its relation alone."""
    relation = b'<Relationship Id="rId900" Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject" Target="notes.xml"/></Relationships>'
    override = b'<Override PartName="/word/notes.xml" ContentType="application/xml"/></Types>'

    def change(name: str, data: bytes) -> bytes:
        if name == "word/_rels/document.xml.rels":
            return data.replace(b"</Relationships>", relation)
        return data.replace(b"</Types>", override) if name == "[Content_Types].xml" else data

    return rewritten(package, change, **{"word/notes.xml": b"<d/>"})


def _svg(text: str) -> bytes:
    def change(name: str, data: bytes) -> bytes:
        if name == "word/_rels/header1.xml.rels":
            return data.replace(b"media/image1.png", b"media/logo.svg")
        if name == "[Content_Types].xml":
            return data.replace(
                b"</Types>", b'<Override PartName="/word/media/logo.svg" ContentType="image/svg+xml"/></Types>'
            )
        return data

    return rewritten(good(), change, **{"word/media/logo.svg": text.encode()})


def _drawn(document: Any) -> None:
    """A picture drawn before the text, by either of Word's ways."""
    shape = '<w:r><w:pict><v:rect style="position:absolute;width:500pt;height:700pt;z-index:251658240"/></w:pict></w:r>'
    _header(shape)(document)
    inline = next(document.sections[0].header.part.element.iter(qn("wp:inline")))
    anchor = parse_xml(
        f'<wp:anchor {nsdecls("wp")} distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="2" '
        'behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>'
        '<wp:positionH relativeFrom="page"><wp:posOffset>0</wp:posOffset></wp:positionH>'
        '<wp:positionV relativeFrom="page"><wp:posOffset>0</wp:posOffset></wp:positionV></wp:anchor>'
    )
    extent, *others = list(inline)
    anchor.append(extent)
    anchor.append(parse_xml(f"<wp:wrapNone {nsdecls('wp')}/>"))
    anchor.extend(others)
    inline.getparent().replace(inline, anchor)


WELCOME: dict[str, Callable[[], bytes]] = {
    "pages that are counted": lambda: _with(_field(" IF ", " PAGE ", " = 1 ")),
    "a page and how many": lambda: _with(_header('<w:fldSimple w:instr=" PAGE \\* MERGEFORMAT "/>')),
    "a link to a page": lambda: _with(_external("hyperlink", "https://www.exemple.fr/contact")),
    "a link to a message": lambda: _with(_external("hyperlink", "mailto:examens@exemple.fr")),
    "a template on a disk": lambda: _with(_template("file:///C:/Users/rita/Normal.dotm")),
    "a plain SVG": lambda: _svg('<svg xmlns="http://www.w3.org/2000/svg"><circle r="4" fill="#123456"/></svg>'),
    "a picture before the text": lambda: _with(_drawn),
    "styles of its own": lambda: _with(_style('<w:color w:val="7A1F1F"/><w:sz w:val="21"/>')),
}
"""What honest letterheads hold, which is taken."""

HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "a macro": (lambda: rewritten(good(), lambda _, data: data, **{"word/vbaProject.bin": b"code"}), "macros"),
    "a macro under another name": (lambda: _disguised_macro(good()), "macros"),
    "a document with macros": (
        lambda: rewritten(
            good(),
            lambda _, data: data.replace(b"wordprocessingml.document.main", b"ms-word.document.macroEnabled.main"),
        ),
        "macros",
    ),
    "an embedded object": (
        lambda: rewritten(good(), lambda _, data: data, **{"word/embeddings/a.bin": b"x"}),
        "macros",
    ),
    "another document within": (lambda: _with(_external("aFChunk", "a.html", "document")), "macros"),
    "a control": (lambda: _with(_header("<w:r><w:object/></w:r>")), "macros"),
    "a ribbon with a program": (
        lambda: rewritten(good(), lambda _, data: data, **{"customUI/customUI.xml": b"<customUI/>"}),
        "macros",
    ),
    "a picture from elsewhere": (lambda: _with(_external("image", "https://pistage.example/logo.png")), "ailleurs"),
    "a picture by the relation of a link": (lambda: _with(_linked_blip), "ailleurs"),
    "a picture of former days from elsewhere": (
        lambda: _with(_header('<w:r><w:pict><v:imagedata src="https://pistage.example/logo.png"/></w:pict></w:r>')),
        "ailleurs",
    ),
    "a data source": (lambda: _with(_external("mailMergeSource", "file:///C:/base.mdb", "document")), "ailleurs"),
    "a remote template": (lambda: _with(_template("https://pistage.example/modele.dotm")), "modèle distant"),
    "a template on a share": (lambda: _with(_template("\\\\pistage.example\\modeles\\modele.dotm")), "modèle distant"),
    "a link to a program": (lambda: _with(_external("hyperlink", "file:///C:/Windows/calc.exe")), "page Web"),
    "a field that includes": (
        lambda: _with(_field(" INCLUDE", 'PICTURE "https://pistage.example/a.png"')),
        "INCLUDEPICTURE",
    ),
    "a field that asks a database": (lambda: _with(_field(" DATABASE \\d base.mdb ")), "DATABASE"),
    "a field that runs": (lambda: _with(_field(" MACROBUTTON Lancer ici ")), "MACROBUTTON"),
    "a field that dates the letter anew": (lambda: _with(_field(" DATE ")), "DATE"),
    "a field whose name is computed": (lambda: _with(_field("  ")), "calculé"),
    "an SVG with a program": (
        lambda: _svg('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
        "SVG",
    ),
    "an SVG from elsewhere": (
        lambda: _svg('<svg xmlns="http://www.w3.org/2000/svg"><image href="https://pistage.example/a.png"/></svg>'),
        "SVG",
    ),
    "a path outside": (
        lambda: rewritten(good(), lambda _, data: data, **{"../../etc/cron.d/a": b"x"}),
        "hors du fichier",
    ),
    "a path from the root": (
        lambda: rewritten(good(), lambda _, data: data, **{"/etc/cron.d/a": b"x"}),
        "hors du fichier",
    ),
    "a path of a disk": (
        lambda: rewritten(good(), lambda _, data: data, **{"C:\\Windows\\a": b"x"}),
        "hors du fichier",
    ),
    "a part twice": (lambda: _twice(good()), "deux fois"),
    "a bomb": (lambda: _swollen(good()), "volumineux"),
    "a crowd": (
        lambda: rewritten(good(), lambda _, data: data, **{f"word/media/{n}.bin": b"" for n in range(501)}),
        "volumineux",
    ),
    "entities": (lambda: _doctype(good()), "DOCTYPE"),
    "entities in wide characters": (lambda: _doctype(good(), "utf-16"), "DOCTYPE"),
    "an encoding to hide in": (lambda: _hidden_encoding(good()), "DOCTYPE"),
    "hidden text": (lambda: _with(_style("<w:vanish/>")), "cache le texte"),
    "white text": (lambda: _with(_style('<w:color w:val="FFFFFF"/>')), "couleur de son fond"),
    "white text of the theme": (
        lambda: _with(_style('<w:color w:val="000000" w:themeColor="background1"/>')),
        "couleur de son fond",
    ),
    "text too small": (lambda: _with(_style('<w:sz w:val="2"/>')), "trop petit"),
    "struck out text": (lambda: _with(_style("<w:strike/>")), "barre le texte"),
    "text in symbols": (lambda: _with(_style('<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>')), "symboles"),
    "cut lines": (
        lambda: _with(_style("", paragraph='<w:pPr><w:spacing w:line="20" w:lineRule="exact"/></w:pPr>')),
        "coupe les lignes",
    ),
    "text off the page": (
        lambda: _with(_style("", paragraph='<w:pPr><w:ind w:left="20000"/></w:pPr>')),
        "hors de la page",
    ),
    "text in a frame": (
        lambda: _with(_style("", paragraph='<w:pPr><w:framePr w:x="30000" w:y="30000"/></w:pPr>')),
        "cadre",
    ),
    "a way around through another style": (
        lambda: _with(
            lambda document: (
                _style("<w:vanish/>", "Cache")(document),
                _style("", paragraph='<w:basedOn w:val="Cache"/>')(document),
            )
        ),
        "cache le texte",
    ),
    "a sheet on its side": (lambda: _with(_sideways), "A4 debout"),
    "margins that leave nothing": (lambda: _with(_narrow), "marges"),
    "a header as high as the sheet": (lambda: _with(_high), "moins haut"),
    "a picture as high as the sheet": (
        lambda: _with(lambda document: _picture(document, 150)),
        "moins haut",
    ),
    "a footer as high as the sheet": (lambda: _with(_footed), "moins haut"),
    "styles without end": (lambda: _with(_ladder), "trop d’autres"),
    "a text without end": (
        lambda: rewritten(good(), lambda _, data: data, **{"word/more.xml": b" " * (9 * 1024 * 1024)}),
        "volumineux",
    ),
    "a weight on every letter": (
        lambda: rewritten(
            good(),
            lambda name, data: (
                data.replace(b"</w:p>", b"<w:r/>" * 200_000 + b"</w:p>", 1) if name == "word/header1.xml" else data
            ),
        ),
        "allégez",
    ),
    "a template of Word": (
        lambda: rewritten(good(), lambda _, data: data.replace(b"document.main+xml", b"template.main+xml")),
        ".dotx",
    ),
    "half a file": (lambda: good()[: len(good()) // 2], "n’est pas un document Word"),
    "damage": (
        lambda: rewritten(good(), lambda name, data: b"<w:document" if name == "word/document.xml" else data),
        "lisible",
    ),
}
"""Letterheads that are refused, each with words of its reason."""

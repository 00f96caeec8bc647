"""Letterheads and logos as centres make them."""

import io
import zipfile
from collections.abc import Callable
from functools import cache
from typing import Any

from docx import Document
from docx.shared import Mm, Pt, RGBColor
from PIL import Image, ImageDraw


@cache
def good(name: str = "UIMM Exemple, en-tête maison") -> bytes:
    """A letterhead made in Word: a header with its own picture, a footer, sample text in its body."""
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(22)
    section.top_margin, section.bottom_margin = Mm(32), Mm(22)
    line = section.header.paragraphs[0]
    line.add_run().add_picture(io.BytesIO(picture(300, 120)), height=Mm(11))
    run = line.add_run(f"   {name}")
    run.bold, run.font.size, run.font.color.rgb = True, Pt(15), RGBColor(0x8A, 0x1C, 0x1C)
    section.footer.paragraphs[0].text = "12, rue de l’Exemple, 59000 Lille · SIRET fictif 000 000 000 00000"
    document.add_paragraph("Tapez votre texte ici")
    return saved(document)


def picture(width: int, height: int, kind: str = "PNG", **options: Any) -> bytes:
    """A logo: two shapes on a clear ground."""
    image = Image.new("RGB", (width, height), (245, 240, 230))
    drawing = ImageDraw.Draw(image)
    side = max(min(width, height) - 4, 1)
    drawing.ellipse((2, 2, 2 + side, 2 + side), fill=(138, 28, 28))
    drawing.rectangle(
        (min(width - 1, side + 8), height // 3, width - 1, max(height // 3, 2 * height // 3)), fill=(31, 78, 121)
    )
    written = io.BytesIO()
    image.save(written, kind, **options)
    return written.getvalue()


def saved(document: Any) -> bytes:
    """The bytes of a document."""
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def rewritten(package: bytes, change: Callable[[str, bytes], bytes | None], **added: bytes) -> bytes:
    """The package with each part passed through `change`; None drops the part."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as source, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            data = change(name, source.read(name))
            if data is not None:
                target.writestr(name, data)
        for name, data in added.items():
            target.writestr(name, data)
    return written.getvalue()

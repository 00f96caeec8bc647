"""The logo of a centre that has no Word letterhead: checked, made small, printed at the head of our own."""

import io
from dataclasses import dataclass

from docx.document import Document as WordDocument
from docx.oxml.parser import OxmlElement
from docx.oxml.shape import CT_Inline
from docx.shared import Length, Mm
from PIL import Image, UnidentifiedImageError

from documents.letterhead_checks import LetterheadError
from documents.writing import Element, paragraph

LARGEST = 2 * 1024 * 1024
_MOST_SIDE, _LEAST_SIDE = 6_000, 40
"""Pixels."""
_WIDTH, _HEIGHT, _LEAST = 60, 18, 5
"""Millimetres of the place that it is printed in, whose top left it takes, and of its least side there."""
_ADDRESS, _ABOVE = 57, 16
"""Where the address begins, from the top of the sheet, and what stands above and under the logo; millimetres."""
_NAME, _CONTACT = (48, 6.4), (105, 4.0)
"""Characters of a line, and its millimetres: of the centre's name, and of where it is reached."""
_DENSITY = 600 / 25.4
"""Pixels of a millimetre beyond which no eye sees more."""


@dataclass(frozen=True)
class Logo:
    """A logo that was taken: a PNG of its pixels and nothing else."""

    png: bytes

    def size(self, room: float = _HEIGHT) -> tuple[Length, Length]:
        """Its width and height on paper: as large as its place lets it be, `room` millimetres high at most."""
        with Image.open(io.BytesIO(self.png), formats=("PNG",)) as image:
            width, height = image.size
        scale = min(_WIDTH / width, min(_HEIGHT, room) / height)
        return Mm(width * scale), Mm(height * scale)


def taken(data: bytes) -> Logo:
    """
    The logo of a PNG or JPEG file: its pixels, without what else the file holds (place, camera, comments).

    Raises LetterheadError, in French, on a file too large, another kind of file, a damaged one, or odd proportions.
    """
    if len(data) > LARGEST:
        raise LetterheadError(f"Le logo dépasse {LARGEST // (1024 * 1024)} Mio.")
    try:
        with Image.open(io.BytesIO(data), formats=("PNG", "JPEG")) as image:
            _check_size(*image.size)
            image.load()
            clear = image.convert("RGBA" if image.has_transparency_data else "RGB")
    except UnidentifiedImageError as error:
        raise LetterheadError("Le logo n’est pas une image PNG ou JPEG.") from error
    except LetterheadError:
        raise
    except Exception as error:  # a damaged image fails in as many ways as it has parts
        raise LetterheadError("Le logo est une image abîmée : enregistrez-la de nouveau.") from error
    clear.thumbnail((round(_WIDTH * _DENSITY), round(_HEIGHT * _DENSITY)), Image.Resampling.LANCZOS)
    written = io.BytesIO()
    clear.save(written, "PNG", optimize=True)
    return Logo(written.getvalue())


def _check_size(width: int, height: int) -> None:
    if max(width, height) > _MOST_SIDE:
        raise LetterheadError(f"Le logo dépasse {_MOST_SIDE} points de côté : réduisez-le.")
    if min(width, height) < _LEAST_SIDE:
        raise LetterheadError(f"Le logo compte moins de {_LEAST_SIDE} points de côté : il s’imprimerait mal.")
    scale = min(_WIDTH / width, _HEIGHT / height)
    if min(width, height) * scale < _LEAST:
        raise LetterheadError(f"Le logo, trop étroit, s’imprimerait sur moins de {_LEAST} mm : recadrez-le.")


def room_above(name: str, contact: str) -> float:
    """Millimetres left to a logo above a centre's name and where it is reached, for the address to stand clear."""
    lines = ((name, *_NAME), (contact, *_CONTACT))
    taken_up = sum((1 + len(text) // characters) * high for text, characters, high in lines)
    return max(_ADDRESS - _ABOVE - taken_up, _LEAST)


def put_logo(document: WordDocument, header: Element, logo: Logo, name: str, room: float) -> None:
    """Puts a logo, `room` millimetres high at most, at the head of a header, told to those who cannot see it."""
    part = document.sections[0].first_page_header.part
    relation, _ = part.get_or_add_image(io.BytesIO(logo.png))
    inline = CT_Inline.new_pic_inline(1, relation, "logo.png", *logo.size(room))
    inline.docPr.set("descr", f"Logo : {name}")
    for side in ("distT", "distB", "distL", "distR"):
        inline.set(side, "0")  # else some readers leave a gap before it
    drawing = OxmlElement("w:drawing")
    drawing.append(inline)
    run = OxmlElement("w:r")
    run.append(drawing)
    line = paragraph("CourrierEntete")
    line.append(run)
    header.append(line)

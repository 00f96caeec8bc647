"""What a letterhead must not do to the words of a paper: hide them, strike them out, push them off the sheet."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache

from docx.document import Document as WordDocument
from docx.opc.part import XmlPart
from docx.oxml.ns import qn

from documents.letterhead_checks import LetterheadError
from documents.letterhead_cleaning import margins
from documents.letterhead_height import height
from documents.writing import Element

_LEAST_SIZE = 11
"""Half-points of the smallest characters."""
_LEAST_LINE = 100
"""Twentieths of a point of the lowest line, where its height is imposed."""
_LEAST_CONTRAST = 3.0
"""Between characters and what stands behind them, as WCAG 2 reckons it."""
_PAGE = ((10_500, 13_000), (14_500, 17_500))
"""Width and height of a sheet, A4 or near it, in twentieths of a point."""
_LEAST_TEXT = (6_800, 8_500)
"""Width and height of what the margins leave: 12 by 15 cm."""
_ADDRESS = 3_232
"""Where the address begins, from the top of the sheet: 57 mm."""
_MOST_FOOT = 2_835
"""How much of the foot of a sheet a footer may take: 5 cm."""
_MOST_LINKS = 20
"""Styles that a style may be based on, one upon another; Word stops before."""
_HEADER = qn("w:hdr")
_UNREADABLE = ("symbol", "wingdings", "webdings", "marlett", "dingbats")
_WHITE = frozenset({"background1", "light1", "bg1", "lt1", "background2", "light2", "bg2", "lt2"})
_OFF = frozenset({"0", "false", "off", "none"})


def check_looks(document: WordDocument, styles: frozenset[str]) -> None:
    """
    Refuses a letterhead under which some words of a paper would not be read.

    `styles` are the identifiers of those that papers are written in. Raises LetterheadError with every reason.
    """
    written = list(document.styles.element.iter(qn("w:style")))
    known = {style.get(qn("w:styleId")): style for style in written}
    defaults = list(document.styles.element.iter(qn("w:docDefaults")))
    reasons = list(_sheet(document, list(margins(document))))
    if len(known) != len(written):
        reasons.append(
            "Le papier à en-tête donne deux fois le même identifiant à un style : enregistrez-le de nouveau."
        )
    at_fault: defaultdict[str, list[str]] = defaultdict(list)
    for name in sorted(styles & known.keys()):
        for fault in _faults([*_chain(known, name), *defaults]):
            at_fault[fault].append(_title(known[name]))
    for fault, titles in at_fault.items():
        where = f"le style « {titles[0]} »"
        if len(titles) > 1:
            where = f"ses styles, « {titles[0]} » d’abord, ou celui sur lequel ils reposent"
        reasons.append(f"Le papier à en-tête {fault} : corrigez {where}.")
    if reasons:
        raise LetterheadError(*reasons)


def _title(style: Element) -> str:
    name = style.find(qn("w:name"))
    return str(name.get(qn("w:val")) if name is not None else style.get(qn("w:styleId")))[:60]


def _chain(known: dict[str, Element], name: str | None) -> Iterator[Element]:
    """A style and those that it is based on; a circle is walked once."""
    walked: set[str | None] = set()
    while name in known and name not in walked:
        walked.add(name)
        if len(walked) > _MOST_LINKS:
            raise LetterheadError("Un style du papier à en-tête repose sur trop d’autres : simplifiez-le.")
        style = known[name]
        yield style
        based = style.find(qn("w:basedOn"))
        name = based.get(qn("w:val")) if based is not None else None


def _faults(chain: list[Element]) -> Iterator[str]:
    if any(_is_on(chain, tag) for tag in ("w:vanish", "w:specVanish", "w:webHidden")):
        yield "cache le texte"
    if any(_is_on(chain, tag) for tag in ("w:strike", "w:dstrike")):
        yield "barre le texte"
    size, line = _number(chain, "w:sz"), _first(chain, "w:spacing", within="w:pPr")
    if (size is not None and size < _LEAST_SIZE) or (_number(chain, "w:w") or 100) < 50:
        yield "rend le texte trop petit"
    if line is not None and line.get(qn("w:lineRule")) == "exact" and _whole(line.get(qn("w:line"))) < _LEAST_LINE:
        yield "coupe les lignes"
    if _contrast(chain) < _LEAST_CONTRAST:
        yield "donne au texte la couleur de son fond"
    fonts = _first(chain, "w:rFonts")
    named = [fonts.get(qn(f"w:{name}")) or "" for name in ("ascii", "hAnsi")] if fonts is not None else []
    if any(odd in font.casefold() for font in named for odd in _UNREADABLE):
        yield "écrit le texte en symboles"
    if _first(chain, "w:framePr") is not None:
        yield "déplace le texte dans un cadre"
    indent = _first(chain, "w:ind")
    if indent is not None and any(abs(_whole(indent.get(name))) > 5_700 for name in indent.attrib):
        yield "repousse le texte hors de la page"
    if any(child.tag.rsplit("}", 1)[-1] in {"textFill", "textOutline"} for item in chain for child in item.iter("*")):
        yield "donne au texte un effet qui peut le cacher"


def _sheet(document: WordDocument, parts: Sequence[XmlPart]) -> Iterator[str]:
    section = document.element.body[-1]
    size, around = section.find(qn("w:pgSz")), section.find(qn("w:pgMar"))
    if size is None or around is None:
        return
    sides = [_whole(size.get(qn(f"w:{name}"))) for name in ("w", "h")]
    if any(not least <= side <= most for side, (least, most) in zip(sides, _PAGE, strict=True)):
        yield "Le papier à en-tête n’est pas une feuille A4 debout : changez la taille ou le sens de sa page."
        return
    edges = {name: _whole(around.get(qn(f"w:{name}"))) for name in ("left", "right", "top", "bottom", "gutter")}
    ends = [_whole(around.get(qn("w:header"))) + height(part.element) for part in parts if part.element.tag == _HEADER]
    feet = [_whole(around.get(qn("w:footer"))) + height(part.element) for part in parts if part.element.tag != _HEADER]
    if max(ends, default=0) > _ADDRESS or max(feet, default=0) > _MOST_FOOT:
        yield "L’en-tête, ou le pied de page, recouvrirait l’adresse ou le texte : rendez-le moins haut."
    left = sides[0] - edges["left"] - edges["right"] - edges["gutter"], sides[1] - edges["top"] - edges["bottom"]
    if min(edges.values()) < 0 or any(side < least for side, least in zip(left, _LEAST_TEXT, strict=True)):
        yield "Les marges du papier à en-tête ne laissent pas au texte 12 cm sur 15 : élargissez la place du texte."


def _first(chain: list[Element], tag: str, within: str | None = None) -> Element | None:
    """The property that holds: that of the style nearest to the text."""
    for item in chain:
        for found in item.iter(qn(tag)):
            if within is None or found.getparent().tag == qn(within):
                return found
    return None


def _is_on(chain: list[Element], tag: str) -> bool:
    found = _first(chain, tag)
    return found is not None and found.get(qn("w:val"), "1").casefold() not in _OFF


def _number(chain: list[Element], tag: str) -> int | None:
    found = _first(chain, tag, within="w:rPr")
    return _whole(found.get(qn("w:val"))) if found is not None else None


def _whole(written: str | None) -> int:
    """A measure in twentieths of a point. Raises ValueError or OverflowError on what is none."""
    return int(float(written)) if written else 0


def _contrast(chain: list[Element]) -> float:
    """Between the characters and what stands behind them; black and white where nothing is said."""
    color, shade = _first(chain, "w:color", within="w:rPr"), _first(chain, "w:shd")
    behind = _luminance(shade.get(qn("w:fill"))) if shade is not None else None
    behind = 1.0 if behind is None else behind
    if color is not None and color.get(qn("w:themeColor")) in _WHITE:
        ink: float | None = 1.0
    else:
        ink = _luminance(color.get(qn("w:val"))) if color is not None else None
    if ink is None:  # automatic: readers choose what shows
        return 21.0
    light, dark = max(ink, behind), min(ink, behind)
    return (light + 0.05) / (dark + 0.05)


@cache
def _luminance(written: str | None) -> float | None:
    """Relative luminance of « RRGGBB »; None for an automatic colour."""
    if written is None or len(written) != 6:
        return None
    parts = [int(written[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue

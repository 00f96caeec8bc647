"""The guide's page of the papers, made from the gallery and from what the sources ask: `make guide` writes it."""

from rules.document.document import DocumentKind
from tests.documents.annexes import TEXTS, Text
from tests.documents.gallery import GALLERY, SHOWN, Kind, Shown

_INTRODUCTION = """# Les papiers

Chaque papier se fait de ce qui est enregistré, par `generateDocument`, et garde les octets du jour où il a été émis. Les
personnes, les numéros et les lieux de ces images sont inventés. Elles se refont par `make pictures`.

Rien n’est coupé : un nom de deux cents signes, un intitulé de cinq cents, soixante candidats tiennent sur plus de lignes,
en plus petit ou sur plus de pages (CER-08). La colonne de droite le montre, par la première page le plus souvent.

- [Chaque papier, en images](#chaque-papier-en-images)
- [Ce que les textes demandent, et où le papier le dit](#ce-que-les-textes-demandent-et-où-le-papier-le-dit)
"""
_ASKED = """
## Ce que les textes demandent, et où le papier le dit

Les textes sont ceux du dispositif des qualifications professionnelles de la métallurgie (CPNEFP, 4 avril 2017). Chaque
ligne est tenue par un essai, qui rend le papier et y retrouve les mots.
"""


def page() -> str:
    """The page in Markdown."""
    return "".join((_INTRODUCTION, "\n## Chaque papier, en images\n", *map(_kind, GALLERY), _ASKED, *map(_text, TEXTS)))


def pictures(shown: Shown) -> list[str]:
    """The names of the files of its pictures, one a page."""
    return [f"{shown.stem}.png", *(f"{shown.stem}-{rank}.png" for rank in range(2, shown.pages + 1))]


def _kind(kind: Kind) -> str:
    rows = max(len(kind.ordinary), len(kind.extreme))
    cells = (
        (_cell(kind.ordinary, rank), _cell(kind.extreme, rank)) for rank in range(rows)
    )  # one row for each pair, short of one on the side that has fewer
    table = "".join(f"| {ordinary} | {extreme} |\n" for ordinary, extreme in cells)
    return f"\n### {_name(kind.kind)}\n\n{kind.says}\n\n| ordinaire | à l’extrême |\n| --- | --- |\n{table}"


def _name(kind: DocumentKind) -> str:
    return kind.words.split(" (")[0].rstrip(".")


def _cell(shown: tuple[Shown, ...], rank: int) -> str:
    if rank >= len(shown):
        return ""
    paper = shown[rank]
    return " ".join((paper.words, *(f"![{paper.words}](images/{name})" for name in pictures(paper))))


def _text(text: Text) -> str:
    rows = "".join(f"| {item.asks} | {_where(item.paper)} | {item.where} |\n" for item in text.information)
    return f"\n### {text.title}\n\n| ce qui est demandé | papier | où |\n| --- | --- | --- |\n{rows}"


def _where(stem: str) -> str:
    kind, _ = SHOWN[stem]
    return f"[{_name(kind)}](images/{stem}.png)"


if __name__ == "__main__":
    print(page(), end="")

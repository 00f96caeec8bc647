"""The PDF of the papers of a session: they say what their values say, on the pages one expects."""

from collections.abc import Hashable

import pytest

from documents.registry import render
from rules.document.document import DocumentKind
from rules.papers.minutes import MinutesPaper
from tests.documents.printing import Prints, texts
from tests.documents.reading import plain
from tests.documents.samples import session as samples
from tests.documents.samples.hostile import hostile
from tests.documents.samples.session import PAPERS
from tests.support.letterheads import good

pytestmark = pytest.mark.libreoffice
COUNTS = {
    "union_request": 1, "convocation": 1, "invitation": 1, "substitute": 1, "absence_notice": 1, "late_notice": 1,
    "attendance_sheet": 1, "changed_sheet": 2, "evaluation_summary": 2, "minutes": 2, "rectified": 2,
    "attribution_request": 1, "blocs_request": 1,
}  # fmt: skip
"""The papers, and on how many pages each is."""
HOSTILE = sorted(set(PAPERS) - {"rectified"})
WORDS = " ".join(f"mot{number}" for number in range(1, 601))
SIZES = (1, 2, 3, 10, 60)
"""Candidates on minutes; from two to ten, those after which the table of members ends a page."""


def printed() -> dict[Hashable, bytes]:
    """What the tests of this module read."""
    commented = samples.minutes(candidates=(samples.candidate(1, comment=WORDS), samples.candidate(2)))
    return {
        **{name: render(PAPERS[name], getattr(samples, name)(), None) for name in COUNTS},
        **{("hostile", name): render(PAPERS[name], hostile(name), None) for name in HOSTILE},
        **{size: render(DocumentKind.MINUTES, samples.minutes_of(size), None) for size in SIZES},
        "letterhead": render(DocumentKind.MINUTES, samples.minutes(), good()),
        "commented": render(DocumentKind.MINUTES, commented, None),
    }


@pytest.mark.parametrize(
    ("name", "count"),
    COUNTS.items(),
)
def test_the_pdf_says_what_the_value_says(name: str, count: int, prints: Prints) -> None:
    paper = getattr(samples, name)()
    found = prints.pages(name)
    assert len(found) == count
    said = plain("".join(found))
    assert [text for text in texts(paper) if plain(text) not in said] == []
    assert [f"Page{number}sur{count}" in plain(page) for number, page in enumerate(found, 1)] == [True] * count
    assert "Documentdedémonstration" in said


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_paper_prints_every_word(name: str, prints: Prints) -> None:
    found = plain("".join(prints.pages(("hostile", name))))
    assert "<b>&amp;</b>]]>" in found
    assert "Donaudampfschiff" in found


def test_a_letterhead_lies_on_its_side_for_the_minutes(prints: Prints) -> None:
    paper = samples.minutes()
    found = prints.pages("letterhead")
    assert all("UIMM Exemple, en-tête maison" in page and "SIRET fictif" in page for page in found)
    said = plain("".join(found))
    assert [text for text in texts(paper.candidates) if plain(text) not in said] == []


def test_sixty_candidates_repeat_the_header_on_every_page(prints: Prints) -> None:
    paper: MinutesPaper = samples.minutes_of(60)
    found = prints.pages(60)
    count = len(found)
    assert count > 3
    assert f"Page 3 sur {count}" in found[2].replace("\xa0", " ")
    with_rows = [page for page in found if "C-0" in page]
    assert len(with_rows) >= count - 1  # the last one may bear the members alone
    header = "N° Candidat Naissance Origine Financement Entreprise et adresse NACE Secteur Décision Commentaire"
    assert all(header in page for page in with_rows)
    said = plain("".join(found))
    assert all(plain(f"{item.number} {item.name}") in said for item in paper.candidates)
    assert plain("60 candidats : 45 admis, 15 non admis (15 blocs attribués)") in said


def test_one_candidate_takes_one_page(prints: Prints) -> None:
    found = prints.pages(1)
    assert len(found) == 1
    assert found[0].index("C-001") < found[0].index("Membres présents") < found[0].index("Fait à Lille")


def test_a_comment_longer_than_a_page_is_printed_whole(prints: Prints) -> None:
    said = "".join(prints.pages("commented")).split()
    assert [word for word in WORDS.split() if word not in said] == []


@pytest.mark.parametrize("count", [2, 3, 10])
def test_the_signature_never_stands_alone(count: int, prints: Prints) -> None:
    last = prints.pages(count)[-1]
    assert last.index("Maud Échantillon") < last.index("Fait à Lille") < last.index("La présidente du jury")


def test_nor_does_that_of_an_attendance_sheet(prints: Prints) -> None:
    found = prints.pages("changed_sheet")
    assert found[-1].index("Jean Repère") < found[-1].index("Signature de la présidente du jury")

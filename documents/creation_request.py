"""The words of the request of a creation or of a revision (REF-02, annex 1), and of its rapport d'opportunité."""

from collections.abc import Iterator

from documents.framing import framed
from documents.letterhead import Letterhead
from documents.result_words import GTP
from documents.session_words import CORPS, addressed, capital, closing, dated, items, named
from documents.text import NBSP, unbroken
from documents.writing import Element, paragraph, window
from rules.papers.creation_request import CreationRequest
from rules.referentiel.opportunity import SubmissionNature

_CALLED = "Mesdames, Messieurs"


def creation_request(letter: CreationRequest, letterhead: Letterhead) -> bytes:
    """The .docx of the letter. Raises LetterheadError."""
    return framed(
        lambda _: _body(letter),
        letterhead,
        centre=letter.centre,
        reminder=f"{capital(_asked(letter))}, {unbroken(letter.certification.code)}",
        title=f"{capital(_asked(letter))}, {letter.certification.code}",
        on=letter.written_on,
        demonstration=letter.demonstration,
        beside="referentiel",
    )


def _asked(letter: CreationRequest) -> str:
    return "demande de création" if letter.nature is SubmissionNature.CREATION else "demande de révision"


def _body(letter: CreationRequest) -> Iterator[Element]:
    to, code = letter.addressee, unbroken(letter.certification.code)
    yield window(paragraph("CourrierDestinataire", "\n".join([addressed(to), *to.address_lines])))
    yield paragraph("CourrierReperes", f"Notre référence{NBSP}: {code}\t{dated(letter.centre, letter.written_on)}")
    yield paragraph("CourrierObjet", f"Objet{NBSP}:\t{_asked(letter)} d’un CQPM")
    yield paragraph(CORPS, f"{_CALLED},")
    yield paragraph(CORPS, f"{_sentence(letter)} Cette demande comprend{NBSP}:")
    yield from items(
        [
            f"le rapport d’opportunité, qui suit{NBSP};",
            f"le projet de référentiel, version {letter.version}, avec son référentiel d’activités et son référentiel "
            "de certification, qui est joint.",
        ]
    )
    yield from closing("", _CALLED, letter.signatory)
    yield paragraph("ReferentielPartie", "Rapport d’opportunité")
    for rank, rubric in enumerate(letter.rubrics, 1):
        yield paragraph("CourrierTitre", f"{rank}. {capital(rubric.title)}")
        yield paragraph(CORPS, rubric.text)
    if letter.missing:
        yield paragraph("CourrierTitre", "Ce que le rapport ne dit pas encore")
        yield from items([f"{item}{NBSP};" for item in letter.missing[:-1]] + [f"{letter.missing[-1]}."])


def _sentence(letter: CreationRequest) -> str:
    what = "la création" if letter.nature is SubmissionNature.CREATION else "la révision"
    classed = [
        *([f"catégorie {letter.category}"] if letter.category else []),
        *([f"niveau {letter.level}"] if letter.level else []),
    ]
    known = f", {', '.join(classed)}" if classed else ""
    return f"Nous demandons au {GTP} {what} du CQPM {named(letter.certification)}{known}."

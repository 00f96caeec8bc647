"""The words of the letter that convenes a candidate to their evaluations (INS-04, EVA-05)."""

from collections.abc import Iterator, Sequence

from documents.evaluation_words import modes_in_words
from documents.framing import framed
from documents.letterhead import Letterhead
from documents.result_words import opening
from documents.session_words import CORPS, JURY, closing, fact, hour, items, named
from documents.text import NBSP, enumerated, long_date
from documents.writing import Column, Element, Strong, paragraph, table
from rules.papers.evaluation_convocation import Convened, EvaluationConvocation

_NUMBER = 1_900
_MODE = 3_100
"""Widths of columns, in twentieths of a point."""


def evaluation_convocation(letter: EvaluationConvocation, letterhead: Letterhead) -> bytes:
    """The .docx of the letter. Raises LetterheadError."""
    return framed(
        lambda width: _body(letter, width),
        letterhead,
        centre=letter.centre,
        reminder=f"Dossier {letter.reference}",
        title=f"Convocation aux évaluations, dossier {letter.reference}",
        on=letter.written_on,
        demonstration=letter.demonstration,
    )


def _body(letter: EvaluationConvocation, width: int) -> Iterator[Element]:
    many = len(letter.sittings) > 1
    first = letter.sittings[0]
    aim = "convocation à vos évaluations" if many else f"convocation à votre évaluation du {long_date(first.on)}"
    yield from opening(letter.centre, letter.reference, letter.written_on, letter.addressee, aim)
    yield paragraph(CORPS, f"Nous vous convoquons {_to(letter)} {named(letter.certification)}.")
    for rank, sitting in enumerate(letter.sittings, 1):
        yield from _sitting(sitting, rank if many else None, width)
    if letter.commission:
        yield paragraph("CourrierTitre", "Qui vous évalue")
        yield from _listed(letter.commission)
    yield paragraph("CourrierTitre", "Ce que vous apportez")
    yield from _brought(letter)
    if letter.compensation is not None:
        yield paragraph(CORPS, f"Les aménagements convenus avec vous seront en place{NBSP}: {letter.compensation}.")
    yield paragraph(
        CORPS,
        "La commission d’évaluation dit, capacité par capacité, ce que vous avez acquis. Ses résultats vont ensuite au "
        f"{JURY}, qui décide.",
    )
    hindered = f"En cas d’empêchement, prévenez-nous dès que possible{NBSP}: nous conviendrons d’un autre jour."
    yield from closing(hindered, letter.addressee.civility.value, letter.signatory)


def _to(letter: EvaluationConvocation) -> str:
    """« aux évaluations du CQPM », « à l'évaluation du bloc … du CQPM »."""
    to = "aux évaluations" if len(letter.sittings) > 1 else "à l’évaluation"
    if not letter.target_blocs:
        return f"{to} du CQPM"
    blocs = enumerated([named(bloc) for bloc in letter.target_blocs])
    return f"{to} {'des blocs' if len(letter.target_blocs) > 1 else 'du bloc'} {blocs} du CQPM"


def _sitting(sitting: Convened, rank: int | None, width: int) -> Iterator[Element]:
    at = f" à {hour(sitting.starts_at)}" if sitting.starts_at is not None else ""
    if rank is not None:
        yield paragraph("CourrierTitre", f"Séance {rank}")
    yield fact("Date", f"{long_date(sitting.on)}{at}")
    yield fact("Lieu", sitting.place)
    if sitting.planned:
        yield table(
            f"Ce qui est évalué le {long_date(sitting.on)}{NBSP}: capacité et modalité",
            [Column("N°", _NUMBER), Column("Capacité ou bloc", width - _NUMBER - _MODE), Column("Modalité", _MODE)],
            [(item.number, item.title, modes_in_words(item.modes)) for item in sitting.planned],
        )


def _brought(letter: EvaluationConvocation) -> Iterator[Element]:
    """An identity paper, this letter, what each sitting asks for, and the report by its day (EVA-07)."""
    many = len(letter.sittings) > 1
    asked = [
        f"{'pour la séance ' + str(rank) + f'{NBSP}: ' if many else ''}{sitting.bring}"
        for rank, sitting in enumerate(letter.sittings, 1)
        if sitting.bring
    ]
    yield from _listed(["une pièce d’identité et cette lettre", *asked])
    if letter.report_due_on is not None:
        yield paragraph(
            CORPS,
            "Le rapport de vos projets ou activités nous parvient ",
            Strong(f"au plus tard le {long_date(letter.report_due_on)}"),
            ".",
        )


def _listed(texts: Sequence[str]) -> Iterator[Element]:
    yield from items([f"{text.rstrip('.;')}{NBSP};" for text in texts[:-1]] + [f"{texts[-1].rstrip('.;')}."])

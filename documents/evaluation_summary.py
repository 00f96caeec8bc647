"""The words of the état récapitulatif of the evaluations: a line a seat, then what was found of each (JUR-08)."""

from collections.abc import Iterator, Sequence

from documents.evaluation_words import MODES
from documents.framing import framed
from documents.letterhead import Letterhead
from documents.session_words import JURY, counted, fact, meeting_facts, named
from documents.text import NBSP, enumerated, long_date, unbroken
from documents.writing import Cell, Column, Element, Strong, paragraph, table
from rules.dossier.vae import Extent
from rules.papers.common import Named
from rules.papers.evaluation_summary import Evaluated, EvaluationSummary, SeatSummary

_NONE = "–"
"""Where there is nothing to say, so that nothing looks forgotten."""
_CONCLUSIONS = {Extent.TOTAL: "validation totale", Extent.PARTIAL: "validation partielle"}


def evaluation_summary(paper: EvaluationSummary, letterhead: Letterhead) -> bytes:
    """The .docx of the summary. Raises LetterheadError."""
    return framed(
        lambda width: _body(paper, width),
        letterhead,
        centre=paper.centre,
        reminder=f"État récapitulatif, session {unbroken(paper.reference)}",
        title=f"État récapitulatif des évaluations, session {paper.reference}",
        on=paper.written_on,
        demonstration=paper.demonstration,
    )


def _body(paper: EvaluationSummary, width: int) -> Iterator[Element]:
    yield paragraph("PapierTitre", "État récapitulatif des évaluations")
    yield paragraph("PapierSousTitre", f"Pour le {JURY}, session {unbroken(paper.reference)}")
    yield from meeting_facts(paper.meeting)
    yield fact("Établi", f"le {long_date(paper.written_on)}")
    yield paragraph(
        "PapierNote",
        "Chaque candidat porte ici le numéro anonyme tiré pour cette session. Rien de ce document ne nomme un "
        "candidat, une entreprise ou un évaluateur.",
    )
    for qualification in paper.meeting.qualifications:
        seats = paper.of(qualification.code)
        if seats:
            yield from _overview(qualification, seats, width)
    for qualification in paper.meeting.qualifications:
        for seat in paper.of(qualification.code):
            yield from _details(qualification, seat, width, several=len(paper.meeting.qualifications) > 1)


def _overview(qualification: Named, seats: Sequence[SeatSummary], width: int) -> Iterator[Element]:
    """A line for each seat of one qualification."""
    yield paragraph("CourrierTitre", f"{named(qualification)}{NBSP}: {counted(len(seats), 'candidat', 'candidats')}")
    seat, acquired, opinion = round(width * 0.2), round(width * 0.14), round(width * 0.36)
    columns = [
        Column("Candidat", seat),
        Column("Acquises", acquired),
        Column("Non acquises", width - seat - acquired - opinion),
        Column("Avis ou conclusion", opinion),
    ]
    rows: list[Sequence[Cell]] = [
        (
            (Strong(item.seat),),
            unbroken(f"{item.acquired} sur {len(item.evaluated)}"),
            ", ".join(map(unbroken, item.lacking)) or _NONE,
            _completed(item),
        )
        for item in seats
    ]
    yield table(
        f"Candidats{NBSP}: nombre de capacités acquises, capacités non acquises, avis de l’entreprise ou conclusion",
        columns,
        rows,
    )


def _details(qualification: Named, seat: SeatSummary, width: int, *, several: bool) -> Iterator[Element]:
    """What the commission found of one candidate."""
    of = f", {unbroken(qualification.code)}" if several else ""
    route = "validation des acquis de l’expérience (VAE)" if seat.by_vae else "formation"
    yield paragraph("CourrierTitre", f"Candidat {unbroken(seat.seat)}{of}")
    yield paragraph("CourrierAnnonce", f"Voie{NBSP}: {route}. {_asked(seat)} {_sentence(seat)}".rstrip())
    number, mode, on, result = (round(width * share) for share in (0.08, 0.25, 0.19, 0.16))
    columns = [
        Column("N°", number),
        Column("Capacité ou bloc", width - number - mode - on - result),
        Column("Modalité", mode),
        Column("Jour", on),
        Column("Résultat", result),
    ]
    rows = [_row(item) for item in seat.evaluated]
    yield table(
        f"Évaluations du candidat {seat.seat}{NBSP}: capacité, modalité, jour et résultat",
        columns,
        rows,
        style="PapierPetit",
    )


def _row(item: Evaluated) -> list[Cell]:
    result: Cell = "Acquise" if item.acquired else (Strong("Non acquise"),)
    if item.carried_over:
        result = "Acquise, reprise d’un jury précédent"
    return [item.number, item.title, MODES[item.mode], long_date(item.on), result]


def _asked(seat: SeatSummary) -> str:
    """Which blocs were asked for, where it is not the whole (INS-06)."""
    if not seat.target_blocs:
        return "Certification entière demandée."
    subject = "Blocs demandés" if len(seat.target_blocs) > 1 else "Bloc demandé"
    return f"{subject}{NBSP}: {enumerated([named(bloc) for bloc in seat.target_blocs])}."


def _sentence(seat: SeatSummary) -> str:
    completed = _completed(seat)
    return "" if completed == _NONE else f"{completed}."


def _completed(seat: SeatSummary) -> str:
    """What completes the evaluation: the company's opinion (EVA-03), or the commission's conclusion (VAE-06)."""
    if seat.conclusion is not None:
        return f"Conclusion{NBSP}: {_CONCLUSIONS[seat.conclusion]}"
    if not seat.opinion_asked:
        return _NONE
    if seat.opinion is None:
        return "Avis de l’entreprise attendu"
    return f"Avis de l’entreprise {'favorable' if seat.opinion else 'défavorable'}"

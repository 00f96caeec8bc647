"""The tables of the minutes: a line for each candidate and for each bloc awarded besides, and the corrections."""

import re
from collections.abc import Iterator

from documents.session_words import named
from documents.text import NBSP, enumerated, known_date, unbroken
from documents.writing import Cell, Column, Element, Strong, table
from rules.dossier.dossier import Company, JuryDecision
from rules.papers.common import Named
from rules.papers.minutes import MinutesPaper, Rectified
from rules.papers.minutes_candidate import MinutesCandidate
from rules.session.session import Rubric

_NONE = "–"
"""Where there is nothing to say, so that nothing looks forgotten."""
_SAME = "idem"
_POSTCODE = re.compile(r"\b(\d{5}) ")

_HEADINGS: tuple[tuple[str, int], ...] = (
    ("N°", 86),
    ("Candidat", 126),
    ("Naissance", 116),
    ("Origine", 66),
    ("Financement", 100),
    ("Entreprise et adresse", 154),
    ("NACE", 58),
    ("Secteur", 72),
    ("Décision", 74),
    ("Commentaire", 148),
)
"""The columns of the model, in thousandths of the width."""

_RUBRICS = {
    Rubric.NAME: "Nom et prénom",
    Rubric.BIRTH: "Naissance",
    Rubric.ORIGIN: "Origine",
    Rubric.FUNDING: "Financement",
    Rubric.COMPANY: "Entreprise et adresse",
    Rubric.NACE: "Code NACE",
    Rubric.SECTOR: "Secteur",
}


def candidates(paper: MinutesPaper, width: int) -> Element:
    """Every candidate, admitted, not admitted or absent (JUR-14)."""
    widths = [round(width * share / 1000) for _, share in _HEADINGS]
    columns = [Column(heading, wide) for (heading, _), wide in zip(_HEADINGS, widths, strict=True)]
    rows = [row for candidate in paper.candidates for row in _rows(candidate)]
    what = "naissance, origine, financement, entreprise, code NACE, secteur, décision du jury et commentaire"
    return table(f"Candidats{NBSP}: {what}", columns, rows, style="PapierPetit")


def corrections(paper: MinutesPaper, rectified: Rectified, width: int) -> Element:
    """What was written and what is meant (CER-07)."""
    names = {candidate.number: candidate.name for candidate in paper.candidates}
    number, name, rubric = (round(width * share) for share in (0.09, 0.2, 0.15))
    rest = (width - number - name - rubric) // 2
    columns = [
        Column("N°", number),
        Column("Candidat", name),
        Column("Rubrique", rubric),
        Column("Au lieu de", rest),
        Column("Lire", rest),
    ]
    rows = [
        (item.number, names[item.number], _RUBRICS[item.rubric], item.written or _NONE, (Strong(item.meant or _NONE),))
        for item in rectified.corrections
    ]
    return table("Erreurs corrigées : ce qui était écrit et ce qu’il faut lire", columns, rows, style="PapierPetit")


def _rows(candidate: MinutesCandidate) -> Iterator[list[Cell]]:
    """The candidate's line, then one with A for each bloc that is awarded though the whole is not (GTP-03)."""
    identity: list[Cell] = [candidate.number, (Strong(candidate.name),), _birth(candidate)]
    company = candidate.company
    yield [
        *identity,
        candidate.origin,
        candidate.funding,
        _company(candidate),
        (company.nace if company else None) or _NONE,
        _sector(company),
        (Strong(candidate.decision.value),) if candidate.decision else "",
        "\n".join(_comments(candidate)),
    ]
    for bloc in candidate.awarded_blocs:
        whole: Cell = ("Bloc de compétences ", Strong(unbroken(bloc.code)), f"\n{bloc.title}")
        yield [*identity, *([_SAME] * 5), (Strong(JuryDecision.A.value),), whole]


def _birth(candidate: MinutesCandidate) -> str:
    department = f" ({candidate.birth_department})" if candidate.birth_department else ""
    return f"{known_date(candidate.birth_date)}\n{candidate.birth_town}{department}, {candidate.birth_country}"


def _company(candidate: MinutesCandidate) -> str:
    company = candidate.company
    agreement = f"Convention{NBSP}: {candidate.agreement}" if candidate.agreement else None
    address = _POSTCODE.sub(rf"\1{NBSP}", company.address) if company and company.address else None
    lines = (company.name, address) if company else ()
    return "\n".join(filter(None, (*lines, agreement))) or _NONE


def _sector(company: Company | None) -> str:
    if company is None or company.sector is None:
        return _NONE
    sector = company.sector.value
    return f"{sector}\n{company.branch}" if company.branch else sector


def _comments(candidate: MinutesCandidate) -> Iterator[str]:
    """What was asked for, what is acquired (JUR-11), why no decision, who abstained (JUR-19), the jury's words."""
    if candidate.target_blocs:
        many = len(candidate.target_blocs) > 1
        yield f"{'Blocs visés' if many else 'Bloc visé'}{NBSP}: {_listed(candidate.target_blocs)}"
    if candidate.decision is None:
        yield "Absence constatée, candidature reportée à une session ultérieure"
    if candidate.decision is JuryDecision.NA:
        yield from _acquired(candidate)
    if candidate.abstained:
        subject = "Abstentions" if len(candidate.abstained) > 1 else "Abstention"
        yield f"{subject}{NBSP}: {enumerated(list(candidate.abstained))}"
    if candidate.comment:
        yield candidate.comment


def _acquired(candidate: MinutesCandidate) -> Iterator[str]:
    capacites, blocs = candidate.acquired_capacites, candidate.acquired_blocs
    if not capacites and not blocs:
        yield "Aucune capacité acquise"
    if capacites:
        subject = "Capacités acquises" if len(capacites) > 1 else "Capacité acquise"
        yield f"{subject}{NBSP}: {enumerated(list(capacites)).replace(' et ', f' et{NBSP}')}"
    if blocs:
        subject = "Blocs acquis" if len(blocs) > 1 else "Bloc acquis"
        yield f"{subject}{NBSP}: {_listed(blocs, elsewhere=candidate.awarded_blocs)}"


def _listed(blocs: tuple[Named, ...], elsewhere: tuple[Named, ...] = ()) -> str:
    """Codes and titles; the code alone of a bloc whose title stands on a line of its own."""
    own_line = {bloc.code for bloc in elsewhere}
    return enumerated([unbroken(bloc.code) if bloc.code in own_line else named(bloc) for bloc in blocs])

"""The words of a référentiel, rubric by rubric as annex 2 orders them (REF-02); what is not known is said to be so."""

from collections.abc import Iterator

from documents.evaluation_words import MODES
from documents.framing import framed
from documents.letterhead import Letterhead
from documents.result_words import GTP
from documents.session_words import CORPS, JURY, fact, items
from documents.text import NBSP, long_date, unbroken
from documents.writing import Column, Element, Strong, paragraph, table
from rules.papers.referentiel import ReferentielPaper, Unit
from rules.referentiel.referentiel import Capacite, EvaluationMode

_NUMBER = 900
"""Width of the column of numbers, in twentieths of a point."""
_UNKNOWN = "Non renseigné dans cette version."
_MEANT = {
    EvaluationMode.SITUATION_REELLE: (
        "au travail, dans ses activités réelles, le candidat est observé et questionné, preuves à l’appui."
    ),
    EvaluationMode.PROJET: (
        "le candidat remet un rapport au jour fixé à l’avance, puis présente à la commission ce qu’il a réalisé au "
        "travail."
    ),
    EvaluationMode.SITUATION_RECONSTITUEE: (
        "des conditions proches du travail réel sont recréées ; le candidat est observé et questionné, ou rend compte "
        "par écrit ou à l’oral."
    ),
    EvaluationMode.AVIS_ENTREPRISE: (
        "l’entreprise dit, capacité par capacité, ce qu’elle pense de ce que le candidat a mis en œuvre ; son avis "
        "complète une évaluation et n’en tient jamais lieu."
    ),
}
"""What each mode is, in words of our own."""


def referentiel(paper: ReferentielPaper, letterhead: Letterhead) -> bytes:
    """The .docx of the référentiel. Raises LetterheadError."""
    return framed(
        lambda width: _body(paper, width),
        letterhead,
        centre=paper.issuer,
        reminder=unbroken(f"{paper.certification.code}, version {paper.version}"),
        title=f"Référentiel, {paper.certification.code}, version {paper.version}",
        on=paper.dated,
        demonstration=paper.demonstration,
        beside="referentiel",
    )


def _body(paper: ReferentielPaper, width: int) -> Iterator[Element]:
    of = " du CQPM" if paper.of_the_branch else ""
    yield paragraph("PapierTitre", f"{'Projet de référentiel' if paper.draft else 'Référentiel'}{of}")
    yield paragraph("PapierSousTitre", paper.certification.title)
    yield from _facts(paper)
    yield from _activities(paper)
    yield paragraph("ReferentielPartie", f"2. Référentiel de certification{of}")
    yield from _capacites(paper, width)
    yield from _criteria(paper, width)
    yield from _admissibility(paper)
    yield from _modes(paper, width)


def _facts(paper: ReferentielPaper) -> Iterator[Element]:
    yield fact("Code", unbroken(paper.certification.code))
    if paper.category is not None:
        yield fact("Catégorie", paper.category)
    if paper.level is not None:
        yield fact("Niveau", str(paper.level))
    if paper.chambers:
        yield fact("UIMM", "\n".join(paper.chambers))
    yield fact("Version", f"{paper.version}, {_since(paper)}")
    if paper.source is not None:
        yield fact("Source", paper.source)


def _since(paper: ReferentielPaper) -> str:
    if paper.draft:
        return f"déposée le {long_date(paper.dated)}, que le {GTP} n’a pas encore décidée"
    if paper.effective_on is None:
        return "dont la date d’effet n’est pas connue"
    return f"en vigueur à compter du {long_date(paper.effective_on)}"


def _activities(paper: ReferentielPaper) -> Iterator[Element]:
    of = " du CQPM" if paper.of_the_branch else ""
    yield paragraph("ReferentielPartie", f"1. Référentiel d’activités{of}")
    yield paragraph("CourrierTitre", "1.1. Mission et activités visées")
    yield from _said(paper.mission)
    if paper.activities:
        yield paragraph("CourrierAnnonce", "Selon l’entreprise, les activités sont par exemple les suivantes.")
        yield from items(paper.activities)
    yield paragraph("CourrierTitre", "1.2. Environnement de travail")
    yield from _said(paper.environment)
    yield paragraph("CourrierTitre", "1.3. Interactions dans l’environnement de travail")
    yield from _said(paper.interactions)


def _said(text: str | None) -> Iterator[Element]:
    yield paragraph(CORPS, text or _UNKNOWN)


def _units(paper: ReferentielPaper) -> str:
    return "Bloc de compétences" if paper.blocs else "Unité cohérente"


def _capacites(paper: ReferentielPaper, width: int) -> Iterator[Element]:
    yield paragraph("CourrierTitre", "2.1. Capacités professionnelles")
    if paper.capacites:
        unit = round(width * 0.36)
        grouped = Column(_units(paper) if paper.units else "Regroupement", unit)
        yield table(
            f"Capacités professionnelles{NBSP}: numéro, intitulé, regroupement",
            [Column("N°", _NUMBER), Column("Capacité", width - _NUMBER - unit), grouped],
            [(item.number, item.title, paper.unit_of(item.number) or _UNKNOWN) for item in paper.capacites],
        )
    else:
        yield from _said(None)
    if paper.capacites and not paper.capacites_complete:
        yield paragraph(CORPS, "Cette liste ne comprend que les capacités connues à ce jour.")
    if paper.units:
        many = len(paper.units) > 1
        several = "Blocs de compétences" if paper.blocs else "Unités cohérentes"
        yield paragraph("CourrierTitre", several if many else _units(paper))
        yield from items(_unit(unit) for unit in paper.units)


def _unit(unit: Unit) -> str:
    """« Title (code), facultatif »."""
    optional = ", facultatif" if unit.optional else ""
    return f"{unit.named.title} ({unbroken(unit.named.code)}){optional}"


def _criteria(paper: ReferentielPaper, width: int) -> Iterator[Element]:
    yield paragraph("CourrierTitre", "2.2. Conditions de réalisation et critères d’évaluation")
    if not paper.capacites:
        yield from _said(None)
        return
    rest = width - _NUMBER
    title, conditions = round(rest * 0.28), round(rest * 0.32)
    yield table(
        f"Chaque capacité{NBSP}: conditions de réalisation, critères observables ou mesurables",
        [
            Column("N°", _NUMBER),
            Column("Capacité", title),
            Column("Conditions de réalisation", conditions),
            Column("Critères, avec leur niveau d’exigence", rest - title - conditions),
        ],
        [(item.number, item.title, item.conditions or _UNKNOWN, _listed(item)) for item in paper.capacites],
        style="PapierPetit",
    )


def _listed(capacite: Capacite) -> str:
    return "\n".join(f"–{NBSP}{text}" for text in capacite.criteria) or _UNKNOWN


def _admissibility(paper: ReferentielPaper) -> Iterator[Element]:
    """What this version says; beside it, what holds for every CQPM (JUR-12, GTP-03)."""
    yield paragraph("ReferentielPartie", "3. Conditions d’admissibilité")
    yield from _said(paper.admissibility)
    if paper.of_the_branch:
        what = "Le CQPM, ou chacun de ses blocs," if paper.blocs else "Le CQPM"
        yield paragraph(
            CORPS,
            f"{what} est attribué, sous le contrôle du {GTP}, à qui a été évalué et dont le {JURY} a validé toutes les "
            "capacités, au vu des critères.",
        )


def _modes(paper: ReferentielPaper, width: int) -> Iterator[Element]:
    yield paragraph("ReferentielPartie", "4. Modalités d’évaluation")
    shown = list(EvaluationMode)
    if any(item.modes for item in paper.capacites):
        columns = [Column(MODES[mode], (width - _NUMBER) // len(shown)) for mode in shown]
        rows = [(item.number, *("Oui" if mode in item.modes else "–" for mode in shown)) for item in paper.capacites]
        yield table(
            f"Modalités prévues pour chaque capacité{NBSP}: une colonne par modalité, par ordre de priorité",
            [Column("N°", width - sum(column.width for column in columns)), *columns],
            rows,
        )
    else:
        yield paragraph(CORPS, f"Modalités prévues pour chaque capacité{NBSP}: non renseignées dans cette version.")
    if not paper.of_the_branch:
        return
    yield paragraph("CourrierTitre", "4.1. Mise en œuvre")
    yield paragraph(
        CORPS,
        "Le candidat est d’abord inscrit auprès de l’UIMM territoriale centre d’examen. Celle-ci convient avec "
        "l’entreprise, ou à défaut avec le candidat, des modalités de chaque capacité, parmi celles qui sont prévues, "
        "et les transmet au centre de ressources. Celles qui ont lieu au travail passent avant les autres.",
    )
    yield paragraph("CourrierTitre", "4.2. Les modalités")
    for mode in shown:
        yield paragraph(CORPS, Strong(f"{MODES[mode]}{NBSP}: "), _MEANT[mode])

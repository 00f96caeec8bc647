"""Whether what is typed of a référentiel can be one: sizes, texts, numbers; every fault at once, in its place."""

import re
from collections.abc import Callable, Iterator

from rules.base.problems import Problem, duplicate, invalid
from rules.base.text import line_problems, squeezed, text_problems
from rules.referentiel.commands import ProposedCapacite, ProposedPart, SubmitReferentiel
from rules.referentiel.opportunity import OpportunityReport

MOST_ACTIVITIES = 100
MOST_CAPACITES = 100
MOST_CRITERIA = 50
MOST_PARTS = 50
LONGEST_TITLE = 500
LONGEST_LINE = 1_000
LONGEST_CONDITIONS = 4_000
LONGEST_TEXT = 20_000

_NUMBER = re.compile(r"[0-9A-Za-z][0-9A-Za-z.\-]{0,9}")
_TEXTS = {
    "environment": "L’environnement de travail",
    "interactions": "Le texte sur les interactions",
    "admissibility": "Le texte des conditions d’admissibilité",
}
_REPORT = {
    "needs": "Le texte sur les besoins",
    "jobs": "Le texte sur les emplois",
    "position": "Le texte sur la place parmi les certifications",
    "publics": "Le texte sur les publics et les flux",
    "activities_analysis": "L’analyse des activités",
    "grouping_analysis": "L’analyse du regroupement",
    "history": "L’historique",
    "differences": "Le texte sur les écarts",
}


def form_problems(request: SubmitReferentiel) -> list[Problem]:
    """Everything that cannot be what it claims to be, of a request whose sizes have been judged."""
    return [
        *line_problems(request.source, "La source", "source", longest=LONGEST_TITLE),
        *_optional(request.mission, line_problems, "La mission", "mission", longest=LONGEST_LINE),
        *(
            problem
            for name, what in _TEXTS.items()
            for problem in _optional(getattr(request, name), text_problems, what, name, longest=LONGEST_TEXT)
        ),
        *(
            problem
            for place, item in enumerate(request.activities)
            for problem in line_problems(item, "L’activité", "activities", str(place), longest=LONGEST_LINE)
        ),
        *(problem for place, item in enumerate(request.capacites) for problem in _capacite(item, place)),
        *_numbers(request),
        *(problem for place, item in enumerate(request.composition) for problem in _part(item, place)),
        *(_report(request.report) if request.report else ()),
    ]


def size_problems(request: SubmitReferentiel) -> list[Problem]:
    """The lists that are too long; the rest of the request is then not worth reading."""
    return list(_sizes(request))


def reference_problems(request: SubmitReferentiel, numbers: frozenset[str]) -> list[Problem]:
    """The numbers in the units that no capacité of the référentiel bears, and those that a unit bears twice."""
    problems = []
    for place, part in enumerate(request.composition):
        for rank, number in enumerate(part.capacites):
            path = ("composition", str(place), "capacites", str(rank))
            if number not in numbers:
                problems.append(invalid(f"Aucune capacité ne porte le numéro « {number[:20]} ».", *path))
            elif number in part.capacites[:rank]:
                problems.append(duplicate(f"La capacité {number} est deux fois dans la même unité.", *path))
    return problems


def _sizes(request: SubmitReferentiel) -> Iterator[Problem]:
    for name, most in {
        "activities": MOST_ACTIVITIES, "capacites": MOST_CAPACITES, "composition": MOST_PARTS
    }.items():  # fmt: skip
        if len(getattr(request, name)) > most:
            yield invalid(f"« {name} » compte au plus {most} éléments.", name)
    for place, item in enumerate(request.capacites[:MOST_CAPACITES]):
        if len(item.criteria) > MOST_CRITERIA:
            yield invalid(f"Une capacité compte au plus {MOST_CRITERIA} critères.", "capacites", str(place), "criteria")
    for place, part in enumerate(request.composition[:MOST_PARTS]):
        if len(part.capacites) > MOST_CAPACITES:
            text = f"Une unité compte au plus {MOST_CAPACITES} capacités."
            yield invalid(text, "composition", str(place), "capacites")


def _capacite(item: ProposedCapacite, place: int) -> Iterator[Problem]:
    path = ("capacites", str(place))
    if not _NUMBER.fullmatch(squeezed(item.number[:40])):
        text = "Un numéro de capacité compte 1 à 10 lettres sans accent, chiffres, points ou traits d’union."
        yield invalid(text, *path, "number")
    yield from _optional(item.title, line_problems, "L’intitulé", *path, "title", longest=LONGEST_TITLE)
    yield from _optional(
        item.conditions, text_problems, "Le texte des conditions", *path, "conditions", longest=LONGEST_CONDITIONS
    )
    for rank, criterion in enumerate(item.criteria):
        yield from line_problems(criterion, "Le critère", *path, "criteria", str(rank), longest=LONGEST_LINE)


def _numbers(request: SubmitReferentiel) -> Iterator[Problem]:
    seen: set[str] = set()
    for place, item in enumerate(request.capacites):
        number = squeezed(item.number[:40])
        if number in seen:
            yield duplicate(f"Deux capacités portent le numéro {number}.", "capacites", str(place), "number")
        seen.add(number)


def _part(item: ProposedPart, place: int) -> Iterator[Problem]:
    path = ("composition", str(place))
    yield from _optional(item.code, line_problems, "Le code", *path, "code", longest=60)
    yield from _optional(item.title, line_problems, "L’intitulé", *path, "title", longest=LONGEST_TITLE)


def _report(report: OpportunityReport) -> Iterator[Problem]:
    for name, what in _REPORT.items():
        parts = name.split("_")
        path = parts[0] + "".join(part.capitalize() for part in parts[1:])
        yield from _optional(getattr(report, name), text_problems, what, "report", path, longest=LONGEST_TEXT)


def _optional(
    text: str | None, judge: Callable[..., list[Problem]], what: str, *path: str, longest: int
) -> list[Problem]:
    return judge(text, what, *path, longest=longest) if text is not None else []

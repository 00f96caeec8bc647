"""
Telling a completion from a revision: it fills what the version in force leaves blank, and changes nothing it says.

What is blank is a text that is not there, a capacité without conditions, criteria or modes, a list of capacités known
in part or not at all, a bloc whose capacités are not known, capacités that no unit holds (REF-12, REF-13). Whatever
else differs is a revision, which the GTP decides (REF-06). What is not said again stays.
"""

from collections.abc import Iterator
from typing import Any

from rules.base.problems import Problem, broken, invalid
from rules.base.text import folded
from rules.referentiel.commands import ProposedCapacite, SubmitReferentiel
from rules.referentiel.grouping import Placed, composition_of
from rules.referentiel.referentiel import Capacite, Referentiel, ReferentielBloc
from rules.referentiel.submission import proposed_capacite

BLANKS = {
    "mission": "la mission",
    "environment": "l’environnement de travail",
    "interactions": "les interactions",
    "admissibility": "les conditions d’admissibilité",
    "activities": "les activités",
}
"""What a version says once or not at all, as a sentence names it."""


def changes(base: Referentiel, request: SubmitReferentiel, placed: list[Placed]) -> list[Problem]:
    """Everything of the request that is no blank of the version in force, each in its place (REF-06)."""
    return [
        *_changed_texts(base, request),
        *(problem for place, item in enumerate(request.capacites) for problem in _changed_capacite(base, item, place)),
        *(problem for item in placed for problem in _changed_part(base, item)),
    ]


def completed(base: Referentiel, request: SubmitReferentiel, placed: list[Placed]) -> dict[str, Any]:
    """What the completed version says, from a request that changes nothing."""
    given = {item.number: item for item in request.capacites}
    known = {capacite.number for capacite in base.capacites}
    capacites = (
        *(_filled(capacite, given.get(capacite.number)) for capacite in base.capacites),
        *(proposed_capacite(item) for item in request.capacites if item.number not in known),
    )
    return {
        **{name: getattr(base, name) or getattr(request, name) for name in BLANKS},
        "capacites": capacites,
        "capacites_complete": _whole(base) or request.capacites_complete or not capacites,
        "composition": _composition(base, placed),
    }


def lists_capacites(base: Referentiel) -> bool:
    """Whether a completion may add a capacité: the version in force has none, or is known to hold only a part."""
    return not _whole(base)


def _whole(base: Referentiel) -> bool:
    return bool(base.capacites) and base.capacites_complete


def _changed_texts(base: Referentiel, request: SubmitReferentiel) -> Iterator[Problem]:
    for name, what in BLANKS.items():
        said, given = getattr(base, name), getattr(request, name)
        if said and given and said != given:
            yield _change(what, name)


def _changed_capacite(base: Referentiel, item: ProposedCapacite, place: int) -> Iterator[Problem]:
    path = ("capacites", str(place))
    said = next((capacite for capacite in base.capacites if capacite.number == item.number), None)
    if said is None:
        if not lists_capacites(base):
            yield _change("la liste des capacités", *path, "number")
        elif item.title is None:
            yield invalid(f"La capacité {item.number} est nouvelle : elle a besoin d’un intitulé.", *path, "title")
        return
    if item.title is not None and folded(item.title) != folded(said.title):
        yield _change(f"l’intitulé de la capacité {said.number}", *path, "title")
    if said.conditions and item.conditions and said.conditions != item.conditions:
        yield _change(f"les conditions de la capacité {said.number}", *path, "conditions")
    if said.criteria and item.criteria and said.criteria != item.criteria:
        yield _change(f"les critères de la capacité {said.number}", *path, "criteria")
    if said.modes and item.modes and set(said.modes) != set(item.modes):
        yield _change(f"les modalités de la capacité {said.number}", *path, "modes")


def _changed_part(base: Referentiel, item: Placed) -> Iterator[Problem]:
    path = ("composition", str(item.place))
    if not base.composition:
        return
    said = next((part for part in base.composition if part.bloc == item.code), None)
    if said is None:
        if not _groups_what_is_left(base, item):
            yield _change("la liste des blocs ou unités", *path)
        return
    if item.part.optional not in {None, said.optional}:
        yield _change(f"le caractère facultatif du bloc {item.code}", *path, "optional")
    if said.capacites and item.part.capacites and set(said.capacites) != set(item.part.capacites):
        yield _change(f"les capacités du bloc {item.code}", *path, "capacites")


def _groups_what_is_left(base: Referentiel, item: Placed) -> bool:
    """Whether a new unit holds only capacités that no unit holds, beside units whose capacités are all known."""
    if not all(part.capacites for part in base.composition):
        return False
    grouped = {number for part in base.composition for number in part.capacites}
    return bool(item.part.capacites) and grouped.isdisjoint(item.part.capacites)


def _change(what: str, *path: str) -> Problem:
    return broken("REF-06", f"Ce dépôt change {what} : c’est une révision, que le GTP décide.", *path)


def _filled(said: Capacite, given: ProposedCapacite | None) -> Capacite:
    if given is None:
        return said
    return said.evolve(
        conditions=said.conditions or given.conditions,
        criteria=said.criteria or given.criteria,
        modes=said.modes or given.modes,
    )


def _composition(base: Referentiel, placed: list[Placed]) -> tuple[ReferentielBloc, ...]:
    given = {item.code: item for item in placed}
    known = {part.bloc for part in base.composition}
    added = composition_of(item for item in placed if item.code not in known)
    kept = (
        said.evolve(
            title=said.title or given[said.bloc].title,
            capacites=said.capacites or given[said.bloc].part.capacites,
        )
        if said.bloc in given
        else said
        for said in base.composition
    )
    return (*kept, *added)

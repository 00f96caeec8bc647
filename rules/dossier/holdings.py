"""What a candidate holds after a jury: blocs for life, other capacités for a time."""

from collections.abc import Iterable
from datetime import date

from rules.base.entity import Value
from rules.base.text import folded
from rules.dossier.conservation import conservation_until
from rules.dossier.dossier import Dossier, Evaluation
from rules.referentiel.referentiel import Referentiel


class Holding(Value):
    """A capacité or a bloc that is acquired, through what, and until when it counts."""

    referentiel: str
    capacite: str | None = None
    bloc: str | None = None
    dossier: str
    """Number of the dossier whose jury left it acquired."""
    valid_until: date | None = None
    """Null when acquired for life (CON-01)."""


def holdings_of(dossier: Dossier, referentiel: Referentiel) -> list[Holding]:
    """
    What the jury left acquired: complete blocs for life (CON-01), other capacités until the delay ends (CON-02).

    A capacité carried over keeps its own last day (INS-08). Empty until the jury decides, and where the GTP refused
    (GTP-07). What was awarded unduly is not held, nor what it is composed of (CER-09).
    """
    decided = dossier.upheld
    if decided is None or dossier.certification in dossier.unduly:
        return []
    unduly = set(dossier.unduly)
    unduly |= {number for part in referentiel.composition if part.bloc in unduly for number in part.capacites}
    items = [item for item in acquired_items(dossier) if item.item not in unduly]
    acquired = {item.capacite for item in items if item.capacite is not None}
    blocs = set(complete_blocs(dossier, referentiel)) if dossier.at_rncp else {item.bloc for item in items if item.bloc}
    blocs -= unduly
    until = conservation_until(decided.jury_on, bool(dossier.at_rncp))
    kept = {item.capacite: item.kept_until for item in items if item.carried_over}
    for_life = {number for part in referentiel.composition if part.bloc in blocs for number in part.capacites}
    return [
        Holding(referentiel=referentiel.id, bloc=part.bloc, dossier=dossier.number)
        for part in referentiel.composition
        if part.bloc in blocs
    ] + [
        Holding(
            referentiel=referentiel.id,
            capacite=capacite.number,
            dossier=dossier.number,
            valid_until=None if capacite.number in for_life else kept.get(capacite.number, until),
        )
        for capacite in referentiel.capacites
        if capacite.number in acquired
    ]


def in_version(held: Iterable[Holding], before: Referentiel, after: Referentiel) -> list[Holding]:
    """
    What is held of one version in the terms of another (INS-08): blocs by their codes, capacités by their titles.

    A capacité whose title the other version does not have is left out: it is evaluated again. Where several have it,
    the same number goes first.
    """
    if before.id == after.id:
        return list(held)
    titles = {item.number: folded(item.title) for item in before.capacites}
    numbers: dict[str, list[str]] = {}
    for item in after.capacites:
        numbers.setdefault(folded(item.title), []).append(item.number)
    carried = []
    for holding in held:
        if holding.capacite is None:
            carried.append(holding)
        elif same := numbers.get(titles[holding.capacite]):
            number = holding.capacite if holding.capacite in same else same[0]
            carried.append(holding.evolve(referentiel=after.id, capacite=number))
    return carried


def complete_blocs(dossier: Dossier, referentiel: Referentiel) -> list[str]:
    """The blocs of the dossier's scope of which the jury left every capacité acquired (GTP-03)."""
    items = acquired_items(dossier)
    acquired = {item.item for item in items}
    parts = [part for part in referentiel.composition if not dossier.target_blocs or part.bloc in dossier.target_blocs]
    return [
        part.bloc for part in parts if part.bloc in acquired or (part.capacites and acquired >= set(part.capacites))
    ]


def acquired_items(dossier: Dossier) -> list[Evaluation]:
    """The evaluations that the jury left acquired (JUR-11); none before its decision."""
    decided = dossier.deliberation
    if decided is None:
        return []
    left = None if decided.capacites is None else set(decided.capacites)
    return [item for item in dossier.evaluations if item.acquired and (left is None or item.item in left)]

"""What is held after a jury: certifications and blocs for life, other capacités for a time (CON-01, CON-02)."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from rules.base.entity import Value
from rules.base.text import folded
from rules.dossier.conservation import conservation_until
from rules.dossier.dossier import Dossier, Evaluation, JuryDecision
from rules.referentiel.referentiel import EvaluationMode, Referentiel

Thing = tuple[str, str, str]
"""A certification, a bloc or a capacité, told from every other: its certification, its kind, its code or title."""


class Holding(Value):
    """A certification, a bloc of it or a capacité that is acquired, through what, and until when it counts."""

    certification: str
    referentiel: str | None = None
    """The version that the number of the capacité is of."""
    capacite: str | None = None
    bloc: str | None = None
    dossier: str
    """Number of the dossier whose jury left it acquired, or left acquired what gives it."""
    equivalence: str | None = None
    """Identifier of the equivalence that gives it; null where the jury itself left it acquired."""
    valid_until: date | None = None
    """Null when acquired for life (CON-01)."""
    undeclared: bool = False
    """Whether its last day waits until the registration of its dossier is declared: the day above is the nearest."""
    mode: EvaluationMode | None = None
    on: date | None = None
    """How and when it was evaluated, of a capacité and of a bloc evaluated as a whole."""

    @property
    def item(self) -> str:
        """The number of the capacité or the code of the bloc; empty for a whole certification."""
        return self.capacite or self.bloc or ""


class Judged(NamedTuple):
    """A dossier beside the version that it pins."""

    dossier: Dossier
    version: Referentiel


def holdings_of(dossier: Dossier, referentiel: Referentiel) -> list[Holding]:
    """
    What the jury left acquired: the certification, once the GTP has awarded it, blocs, capacités.

    A certification awarded and a complete bloc of one at the RNCP are for life, and so is what is part of them
    (CON-01); the rest counts until the delay ends (CON-02), and what was carried over keeps its own last day (INS-08).
    Where nobody knows whether the dossier counts as registered, that day waits until it is declared (REG-01).
    Empty until the jury decides, and where the GTP refused (GTP-07). What was awarded unduly is no longer held
    (CER-09).
    """
    decided = dossier.upheld
    if decided is None or dossier.certification in dossier.unduly:
        return []
    items = {item.item: item for item in acquired_items(dossier)}
    parts = [part for part in referentiel.composition if part.bloc not in dossier.unduly]
    whole = awarded_whole(dossier) and len(parts) == len(referentiel.composition)
    complete = set(complete_blocs(dossier, referentiel)) if dossier.at_rncp else set(items)
    until, undeclared = conservation_until(decided.jury_on, bool(dossier.at_rncp)), dossier.at_rncp is None
    blocs = [part for part in parts if part.bloc in complete]
    for_life = {key for part in blocs if dossier.at_rncp for key in (part.bloc, *part.capacites)}
    undue = {number for part in referentiel.composition if part.bloc in dossier.unduly for number in part.capacites}
    common = {"certification": dossier.certification, "referentiel": referentiel.id, "dossier": dossier.number}

    def held(key: str, **what: str) -> Holding:
        item = items.get(key)
        carried = item is not None and item.carried_over
        said = {"mode": item.mode, "on": item.on} if item is not None else {}
        if whole or key in for_life:
            return Holding(**common, **what, **said)
        last = item.kept_until if item is not None and carried else until
        return Holding(**common, **what, **said, valid_until=last, undeclared=undeclared and not carried)

    return [
        *([Holding(**common)] if whole else []),
        *(held(part.bloc, bloc=part.bloc) for part in blocs),
        *(
            held(capacite.number, capacite=capacite.number)
            for capacite in referentiel.capacites
            if capacite.number in items and (capacite.number in for_life or capacite.number not in undue)
        ),
    ]


def held_together(judged: Iterable[Judged]) -> dict[Thing, Holding]:
    """
    What several juries left acquired to one person, once each: for life where once it is, else until the latest day.

    Where a later jury judged the same capacité of the same certification and did not leave it acquired, its word
    counts, save on what is for life. Whole certifications come first, then blocs, then capacités.
    """
    held: dict[Thing, Holding] = {}
    for dossier, version in sorted(judged, key=_jury_day):
        if dossier.upheld is None:
            continue
        left = {item.item for item in acquired_items(dossier)}
        for item in dossier.evaluations:
            thing = thing_of(dossier.certification, item, version)
            if item.item not in left and (before := held.get(thing)) and before.valid_until is not None:
                del held[thing]
        for holding in holdings_of(dossier, version):
            thing = thing_of(dossier.certification, holding, version)
            before = held.get(thing)
            held[thing] = holding if before is None or _longer(holding, before) else before
    return dict(sorted(held.items(), key=lambda item: (bool(item[1].item), item[1].capacite is not None)))


def thing_of(certification: str, what: Holding | Evaluation, version: Referentiel) -> Thing:
    """What is held: a bloc is known by its code, a capacité by its title, from one version to another."""
    if what.capacite is not None:
        titles = (item.title for item in version.capacites if item.number == what.capacite)
        return certification, "capacite", folded(next(titles, what.capacite))
    return ("", "bloc", what.bloc) if what.bloc is not None else (certification, "", "")


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


def awarded_whole(dossier: Dossier) -> bool:
    """Whether the GTP awarded the whole certification (GTP-03)."""
    whole = dossier.decision is JuryDecision.A and not dossier.target_blocs
    return whole and dossier.verdict is not None and dossier.upheld is not None


def complete_blocs(dossier: Dossier, referentiel: Referentiel) -> list[str]:
    """The blocs of the dossier's scope of which the jury left every capacité acquired (GTP-03)."""
    acquired = {item.item for item in acquired_items(dossier)}
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


def _jury_day(judged: Judged) -> tuple[date, str]:
    decided = judged.dossier.deliberation
    return decided.jury_on if decided is not None else date.min, judged.dossier.number


def _longer(one: Holding, other: Holding) -> bool:
    if other.valid_until is None:
        return False
    return one.valid_until is None or one.valid_until > other.valid_until

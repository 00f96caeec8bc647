"""
What a dossier may take over from earlier ones, without evaluating it again (INS-08, INS-12, CON-01, CON-02).

Source: dispositif des qualifications professionnelles de la métallurgie (CPNEFP, 4 April 2017), part 2, chapter 3,
§ 3 b; national agreement of 13 November 2014, article 9.3: what counts is what a jury validated. So nothing is taken
over from a dossier given up before a jury.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from rules.base.calendar import in_french
from rules.base.problems import Problem, broken
from rules.base.text import folded
from rules.dossier.conservation import in_time
from rules.dossier.dossier import Dossier, DossierStatus
from rules.dossier.holdings import (
    Holding,
    Judged,
    Thing,
    acquired_items,
    held_together,
    holdings_of,
    in_version,
    thing_of,
)
from rules.dossier.registered import DECLARED_FIRST
from rules.dossier.scope import Item, items_of
from rules.dossier.scope import listed as names
from rules.equivalence.equivalence import Equivalence, EquivalenceEnd, EquivalenceExtent
from rules.referentiel.referentiel import Referentiel, ReferentielBloc

EVALUATING = frozenset({DossierStatus.OUVERT, DossierStatus.RECEVABILITE_EN_INSTRUCTION, DossierStatus.RECEVABLE})
"""The states of a dossier in which something may have no result yet."""


def settled(dossier: Dossier) -> bool:
    """Whether its result stands: a jury decided, and the GTP did not refuse (GTP-07)."""
    return dossier.upheld is not None and dossier.verdict is not None


def recognised(held: Iterable[Holding], equivalences: Iterable[Equivalence], on: date) -> list[Holding]:
    """
    What the GTP's declared and total equivalences give, on a day, to who holds these (EQ-01); they do not chain.

    A bloc gives where it is acquired for life. What is held already is not given again.
    """
    proofs = {_name(item): item for item in held if item.capacite is None and item.valid_until is None}
    given: dict[tuple[str, str], Holding] = {}
    for equivalence in equivalences:
        proved = [proofs[name] for end in equivalence.given if (name := _name(end)) in proofs]
        total = equivalence.declared and equivalence.extent is EquivalenceExtent.TOTAL
        if not total or not equivalence.in_force(on) or len(proved) < len(equivalence.given):
            continue
        for end in equivalence.received:
            if _name(end) not in proofs:
                holding = Holding(
                    certification=end.certification,
                    bloc=end.bloc,
                    dossier=proved[0].dossier,
                    equivalence=equivalence.id,
                    valid_until=equivalence.valid_until,
                )
                given.setdefault(_name(end), holding)
    return list(given.values())


def kept_for(
    certification: str, version: Referentiel, past: Sequence[Judged], equivalences: Iterable[Equivalence], on: date
) -> list[Holding]:
    """
    What earlier juries left that a dossier on this version may carry over, in its terms (INS-08).

    `past` are the dossiers of the person whose result stands, `equivalences` those around the certification, `on` the
    day of the request. What several dossiers left is told of each, the one that counts first. A bloc that the GTP
    declares shared with one held is carried with all its capacités (CON-01).
    """
    together = held_together(past)
    own = [judged for judged in past if judged.dossier.certification == certification]
    kept = [
        holding
        for counting in (True, False)
        for judged in own
        for holding in in_version(_still_held(judged, together, counting=counting), judged.version, version)
    ]
    parts = {part.bloc: part for part in version.composition}
    for holding in recognised(together.values(), equivalences, on):
        if holding.certification == certification and holding.bloc in parts:
            [source] = [judged for judged in past if judged.dossier.number == holding.dossier]
            kept += _shared(holding, parts[holding.bloc], version, source)
    return kept


def carriable(items: Mapping[str, Item], kept: Iterable[Holding], requested_on: date) -> dict[str, Holding]:
    """
    What may be carried over of a scope, by its key, once each: what was asked for in time (CON-02).

    What waits for a declaration is not, however soon it was asked for (REG-01): nobody loses by it, since the day of
    the request counts.
    """
    found: dict[str, Holding] = {}
    for holding in kept:
        timely = holding.valid_until is None or in_time(requested_on, holding.valid_until)
        if holding.item in items and timely and not holding.undeclared:
            found.setdefault(holding.item, holding)
    return found


def undeclared_problems(
    items: Mapping[str, Item], kept: Iterable[Holding], found: Mapping[str, Holding], *path: str
) -> list[Problem]:
    """REG-01: what is not carried over beside what is, while nobody knows how long it counts; what is to be done."""
    left = {item.item for item in kept if item.undeclared and item.item in items and item.item not in found}
    if not left:
        return []
    waiting = names([item for key, item in items.items() if key in left])
    text = (
        f"Ce qu’un jury a laissé acquis ne se reprend pas encore ({waiting}) : aucune source ne dit si ce dossier "
        f"compte comme inscrit au RNCP, ni donc jusqu’à quand cela se conserve. {DECLARED_FIRST}"
    )
    return [broken("REG-01", text, *path)]


def offered(
    dossier: Dossier, version: Referentiel, past: Sequence[Judged], equivalences: Iterable[Equivalence]
) -> dict[str, Holding]:
    """What a dossier may carry over, by the numbers of capacités and the codes of blocs (INS-08, INS-12)."""
    items = {item.key: item for item in items_of(dossier, version)}
    kept = kept_for(dossier.certification, version, past, equivalences, dossier.requested_on)
    return carriable(items, kept, dossier.requested_on)


def lapsed_problems(
    dossier: Dossier,
    version: Referentiel,
    past: Sequence[Judged],
    equivalences: Iterable[Equivalence],
    *path: str,
) -> list[Problem]:
    """Why it does not go before a jury: what it carries over is held no more, awarded unduly say (INS-08, CER-09)."""
    items = {item.key: item for item in items_of(dossier, version)}
    kept = kept_for(dossier.certification, version, past, equivalences, dossier.requested_on)
    still = carriable(items, (item.evolve(undeclared=False) for item in kept), dossier.requested_on)
    gone = [items[item.item] for item in dossier.evaluations if item.carried_over and item.item not in still]
    if not gone:
        return []
    text = (
        f"Le dossier {dossier.number} reprend ce qui n’est plus acquis : {names(gone)}. Évaluez-le de nouveau "
        "(recordEvaluation), ou abandonnez ce dossier pour en ouvrir un autre."
    )
    return [broken("INS-08", text, *path)]


def listed(holdings: Sequence[Holding]) -> str:
    """What is held, as a message lists it, each with its last day; ten at most."""
    shown = ", ".join(
        (f"la capacité {item.capacite}" if item.capacite is not None else f"le bloc {item.bloc}")
        + (f" (conservée jusqu’au {in_french(item.valid_until)})" if item.valid_until else " (pour toujours)")
        for item in holdings[:10]
    )
    return shown if len(holdings) <= 10 else f"{shown}…"


def _still_held(judged: Judged, together: Mapping[Thing, Holding], *, counting: bool) -> Iterator[Holding]:
    """What a jury left and no later one took back, until the day that counts; what counts itself, or the rest."""
    for holding in holdings_of(*judged):
        counts = together.get(thing_of(judged.dossier.certification, holding, judged.version))
        if counts is not None and counting is (counts.dossier == holding.dossier):
            yield holding.evolve(valid_until=counts.valid_until, undeclared=counts.undeclared)


def _shared(holding: Holding, part: ReferentielBloc, version: Referentiel, source: Judged) -> Iterator[Holding]:
    """A bloc given by another, and each of its capacités: evaluated as the one of its title was, else as the last."""
    titles = {item.number: folded(item.title) for item in source.version.capacites}
    evaluated = sorted(acquired_items(source.dossier), key=lambda item: item.on)
    by_title = {titles.get(item.item, item.item): item for item in evaluated}
    inside = [item for item in version.capacites if item.number in part.capacites]
    if not evaluated:
        return
    for key, title in ((part.bloc, part.bloc), *((item.number, folded(item.title)) for item in inside)):
        proof = by_title.get(title) or evaluated[-1]
        what = {"bloc": key, "capacite": None} if key == part.bloc else {"bloc": None, "capacite": key}
        yield holding.evolve(referentiel=version.id, mode=proof.mode, on=proof.on, **what)


def _name(end: EquivalenceEnd | Holding) -> tuple[str, str]:
    """A bloc by its code, whatever it is held of; else the certification."""
    return ("", end.bloc) if end.bloc is not None else (end.certification, "")

"""What a candidate holds after a jury: blocs for life, other capacités for a time."""

from datetime import date

from rules.conservation import conservation_until
from rules.dossier import Dossier
from rules.entity import Value
from rules.referentiel import Referentiel


class Holding(Value):
    """A capacité or a bloc that is acquired, through what, and until when it counts."""

    referentiel: str
    capacite: str | None = None
    bloc: str | None = None
    through: str
    valid_until: date | None = None
    """Null when acquired for life (CON-01)."""


def holdings_of(dossier: Dossier, referentiel: Referentiel) -> list[Holding]:
    """
    What the jury left acquired: complete blocs for life (CON-01), other capacités until the delay ends (CON-02).

    Empty until the jury has decided.
    """
    decided = dossier.deliberation
    if decided is None:
        return []
    acquired = {item.capacite for item in dossier.evaluations if item.acquired and item.capacite is not None}
    blocs = {item.bloc for item in dossier.evaluations if item.acquired and item.bloc is not None}
    if decided.at_rncp:
        blocs |= {part.bloc for part in referentiel.composition if part.capacites and acquired >= set(part.capacites)}
    until = conservation_until(decided.jury_on, decided.at_rncp)
    for_life = {number for part in referentiel.composition if part.bloc in blocs for number in part.capacites}
    through = f"Dossier {dossier.number}"
    return [
        Holding(referentiel=referentiel.id, bloc=part.bloc, through=through)
        for part in referentiel.composition
        if part.bloc in blocs
    ] + [
        Holding(
            referentiel=referentiel.id,
            capacite=capacite.number,
            through=through,
            valid_until=None if capacite.number in for_life else until,
        )
        for capacite in referentiel.capacites
        if capacite.number in acquired
    ]

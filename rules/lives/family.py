"""Which life a certification has by a route: the only place that asks for the family."""

from collections.abc import Mapping
from datetime import date

from rules.base.entity import Entity
from rules.base.operation import Operation
from rules.base.outcome import Refused
from rules.base.problems import broken
from rules.certificate.certificate import Certificate
from rules.certification.certification import CertificationKind
from rules.dossier.dossier import Dossier, Route
from rules.lives.common import COMMON
from rules.lives.cqpm import FORMATION
from rules.lives.cqpm_vae import VAE
from rules.lives.life import Life, Row, Subject
from rules.session.session import Session

_PAPERS = frozenset({Subject.DOCUMENT, Subject.PACK})

LIVES: Mapping[tuple[CertificationKind, Route], Life] = {
    (CertificationKind.CQPM, Route.FORMATION): FORMATION,
    (CertificationKind.CQPM, Route.VAE): VAE,
}
"""The life of each family by each route that leads to it."""


def life_of(family: CertificationKind, route: Route | None = None) -> Life | None:
    """The life of a family by a route, by the first of its routes where none is said; None where it has none here."""
    if route is not None:
        return LIVES.get((family, route))
    return next((life for (kind, _), life in LIVES.items() if kind is family), None)


def life_of_entity(entity: Entity) -> Life:
    """The life that an entity leads: its family's, by its route; what is of no family leads the common one."""
    life = None
    if isinstance(entity, Dossier):
        life = life_of(entity.family, entity.route)
    elif isinstance(entity, (Session, Certificate)):
        life = life_of(entity.family)
    return life or COMMON


def as_of(dossier: Dossier, today: date) -> Dossier:
    """The dossier as time has made it on a business date."""
    changed = life_of_entity(dossier).with_time(dossier, today)
    return changed.entity if changed is not None else dossier


def elsewhere(entity: Entity, operation: Operation) -> Refused:
    """Refuses an operation that is not of the life of an entity, and says which life that is."""
    text = f"Cette opération n’est pas de ce parcours : {life_of_entity(entity).title}."
    return Refused((broken(ROWS[operation][0].rule, text),))


def rows() -> Mapping[Operation, tuple[Row, ...]]:
    """Every row of every life by its operation, in the order of the path."""
    by_operation: dict[Operation, list[Row]] = {}
    for life in (COMMON, *LIVES.values()):
        for operation, row in life.rows.items():
            by_operation.setdefault(operation, []).append(row)
    papers_last = sorted(by_operation, key=lambda operation: by_operation[operation][0].subject in _PAPERS)
    return {operation: tuple(by_operation[operation]) for operation in papers_last}


ROWS = rows()
"""The same, made once."""

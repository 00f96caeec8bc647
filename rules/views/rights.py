"""The only table of rights: operation by role, deny by default."""

from collections.abc import Mapping

from rules.access.scope import JURY, PERSONAL
from rules.access.viewer import Role, Viewer
from rules.base.operation import Operation
from rules.lives.family import ROWS
from rules.lives.roles import GTP

_PUBLIC: None = None

READINGS: Mapping[str, frozenset[Role] | None] = {
    "node": _PUBLIC,
    "nodes": _PUBLIC,
    "viewer": _PUBLIC,
    "rules": _PUBLIC,
    "certification": _PUBLIC,
    "certifications": _PUBLIC,
    "likelySameCertifications": GTP,
    "bloc": _PUBLIC,
    "blocs": _PUBLIC,
    "equivalences": _PUBLIC,
    "organisation": _PUBLIC,
    "organisations": _PUBLIC,
    "candidate": PERSONAL | {Role.ADVISER},
    "candidates": PERSONAL - {Role.CANDIDATE},
    "dossier": PERSONAL | JURY | {Role.ADVISER},
    "dossiers": PERSONAL | JURY | {Role.ADVISER},
    "session": PERSONAL - {Role.CANDIDATE} | JURY,
    "sessions": PERSONAL - {Role.CANDIDATE} | JURY,
    "certificate": PERSONAL,
    "certificates": PERSONAL,
    "verifyCertificate": _PUBLIC,
    "purges": PERSONAL - {Role.CANDIDATE},
    "document": PERSONAL | JURY | {Role.RESOURCE_CENTRE},
    "pack": PERSONAL - {Role.CANDIDATE},
    "file": PERSONAL | {Role.JURY_PRESIDENT, Role.ADVISER},
    Operation.uploadFile.value: frozenset({Role.CENTRE, Role.GTP, Role.JURY_PRESIDENT, Role.CANDIDATE, Role.ADVISER}),
}
"""What is read, and the files that are uploaded; None where it is open to everyone (PUB-01)."""

READS = frozenset(READINGS) - {Operation.uploadFile.value}
"""What changes nothing."""

OPERATIONS: Mapping[str, frozenset[Role] | None] = {
    **READINGS,
    **{operation.value: frozenset[Role]().union(*(row.roles for row in rows)) for operation, rows in ROWS.items()},
}
"""Every operation of the API and the roles that have it, made from the rows of the lives.

An operation that is absent is denied.
"""


def allowed(viewer: Viewer, operation: str) -> bool:
    """Whether one of the viewer's roles has this operation, and nothing takes it away; an unknown one is denied."""
    if operation not in OPERATIONS:
        return False
    roles = OPERATIONS[operation]
    return roles is None or (bool(roles & viewer.roles) and viewer.has(operation))


def operations_of(viewer: Viewer) -> list[Operation]:
    """Every operation that one of the viewer's roles has, in the order of the path."""
    return [operation for operation in Operation if allowed(viewer, operation.value)]

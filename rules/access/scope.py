"""The part of the candidates' data that exists for a viewer."""

from rules.access.viewer import Role, Viewer
from rules.base.entity import Value

PERSONAL = frozenset({Role.ADMINISTRATOR, Role.GTP, Role.CENTRE, Role.CANDIDATE})
"""Roles that see people for what they are: theirs, or everybody."""
JURY = frozenset({Role.JURY_PRESIDENT, Role.JURY_MEMBER})


class Scope(Value):
    """The part of the candidates' data that a viewer may see; repositories turn it into a filter."""

    everything: bool = False
    centre: str | None = None
    candidate: str | None = None
    sessions: tuple[str, ...] = ()
    """Identifiers of the sessions that the account sits in, whose names may be read."""
    veiled: tuple[str, ...] = ()
    """Those whose names may not: their dossiers exist for the account by their seats alone (JUR-08)."""
    mandates: tuple[str, ...] = ()
    """Identifiers of the candidates for whom the account acts in VAE (PRD-03)."""


EVERYTHING = Scope(everything=True)
"""For the service's own reading: rules that hold nationally, loaders, verification."""


def scope_of(viewer: Viewer) -> Scope:
    """
    The candidates, dossiers and documents that exist for this viewer: those of each of their roles together.

    What hides wins over what shows: a branch partner reads no list of people whatever else they are (CQPI-02), and no
    role reads a name in a session that the account sits in before its last decision (JUR-08).
    """
    lists_people = Role.BRANCH_PARTNER not in viewer.roles
    return Scope(
        everything=lists_people and bool(viewer.roles & {Role.ADMINISTRATOR, Role.GTP}),
        centre=viewer.organisation if lists_people and Role.CENTRE in viewer.roles else None,
        candidate=viewer.candidate if Role.CANDIDATE in viewer.roles else None,
        sessions=tuple(session for session, unveiled in viewer.jury.items() if unveiled),
        veiled=tuple(session for session, unveiled in viewer.jury.items() if not unveiled),
        mandates=viewer.mandates if Role.ADVISER in viewer.roles else (),
    )


def seats_of(scope: Scope) -> Scope:
    """The dossiers of the sessions that the account sits in, veiled or not: to be shown as seats (JUR-08)."""
    return Scope(sessions=(*scope.sessions, *scope.veiled))


def sits_on_juries(viewer: Viewer) -> bool:
    """Whether the account is a jury's and nothing more: what it sees hangs on the sessions it sits in (JUR-08)."""
    return bool(viewer.roles & JURY) and not viewer.roles & PERSONAL

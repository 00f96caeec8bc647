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
    """Identifiers of the sessions that the account sits in."""
    mandates: tuple[str, ...] = ()
    """Identifiers of the candidates for whom the account acts in VAE (PRD-03)."""


EVERYTHING = Scope(everything=True)
"""For the service's own reading: rules that hold nationally, loaders, verification."""


def scope_of(viewer: Viewer) -> Scope:
    """The candidates, dossiers and documents that exist for this viewer."""
    if viewer.roles & {Role.ADMINISTRATOR, Role.GTP}:
        return EVERYTHING
    return Scope(
        centre=viewer.organisation if Role.CENTRE in viewer.roles else None,
        candidate=viewer.candidate if Role.CANDIDATE in viewer.roles else None,
        sessions=tuple(viewer.jury),
        mandates=viewer.mandates if Role.ADVISER in viewer.roles else (),
    )


def sits_on_juries(viewer: Viewer) -> bool:
    """Whether the account is a jury's and nothing more: what it sees hangs on the sessions it sits in (JUR-08)."""
    return bool(viewer.roles & JURY) and not viewer.roles & PERSONAL

"""
What a list may be filtered, searched and ordered by: what the viewer sees, so that no condition tells what is masked.

The masks themselves are asked, about a dossier of nobody: what they come to hide is hidden from lists as well.
"""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from rules.access.scope import scope_of
from rules.access.viewer import Viewer
from rules.dossier.dossier import Deliberation, Dossier, DossierStatus, JuryDecision, Outcome, Route
from rules.lives.family import as_of
from rules.views.masks import dossier_view

_BEGINNING = date.min
"""Before any delay has run out: what time makes of a dossier is said apart, of the day that is asked about."""
_NOBODY = Viewer(today=_BEGINNING)
"""Whoever sees a dossier and has no right to its result before the GTP has told it."""
_DELIBERATED = Dossier(
    id="",
    number="",
    candidate="",
    certification="",
    referentiel="",
    route=Route.FORMATION,
    channel="",
    origin="",
    funding="",
    exam_centre="",
    requested_on=_BEGINNING,
    opened_on=_BEGINNING,
    engaged_on=_BEGINNING,
    status=DossierStatus.DELIBERE,
    deliberation=Deliberation(decision=JuryDecision.NA, outcome=Outcome.NONE, jury_on=_BEGINNING, president=""),
)
"""A dossier that a jury has decided on and the GTP has not."""


Shown = Mapping[str, DossierStatus | JuryDecision | Outcome | None]
"""What of a dossier a list can be filtered by and a mask may change: its state before any delay, and its result."""


class Sight(NamedTuple):
    """Of which dossiers a viewer sees what is stored, and of which only what the GTP has told (GTP-06)."""

    told: bool
    """Whether it is only what was told, but for those set apart."""
    apart: Mapping[str, tuple[str, ...]]
    """Those for which the contrary holds: a field of the dossier, and its values."""
    veiled: tuple[str, ...]
    """Identifiers of the sessions whose dossiers are of nobody that the viewer may know (JUR-08)."""
    people: bool
    """Whether the viewer may look for people by their names: a jury and partners know numbers alone."""


def stored_of(dossier: Dossier) -> Shown:
    """What those from whom nothing is hidden see of a dossier."""
    return _shown(as_of(dossier, _BEGINNING))


def told_of(dossier: Dossier) -> Shown:
    """What its candidate, and whoever acts for them, see of it: no result before the GTP has told it (GTP-06)."""
    return _shown(dossier_view(_NOBODY, dossier))


def sight_of(viewer: Viewer) -> Sight:
    """What of dossiers this viewer sees, and may thus filter and search by."""
    scope = scope_of(viewer)
    people = scope.everything or bool(scope.centre or scope.candidate or scope.mandates)
    veiled = tuple(sorted(session for session, unveiled in viewer.jury.items() if not unveiled))
    told = _masked(viewer)
    own = {"candidate": (viewer.candidate,)} if viewer.candidate and _masked(viewer, candidate=viewer.candidate) else {}
    seats = tuple(sorted(session for session in viewer.jury if not _masked(viewer, session=session)))
    if not people:  # nothing else exists for it than what comes before its juries
        return Sight(told=not seats, apart={}, veiled=veiled, people=False)
    apart = {"session": seats} if told and seats else {} if told else own
    return Sight(told, apart, veiled, people)


def _masked(viewer: Viewer, **given: str) -> bool:
    return dossier_view(viewer, _DELIBERATED.evolve(**given)).status is not DossierStatus.DELIBERE


def _shown(dossier: Dossier) -> Shown:
    return {"standing": dossier.status, "decision": dossier.decision, "outcome": dossier.outcome}

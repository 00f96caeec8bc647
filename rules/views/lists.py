"""
What a list may be filtered, searched and ordered by: what the viewer sees, so that no condition tells what is masked.

The masks themselves are asked, about a dossier of nobody: what they come to hide is hidden from lists as well.
"""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from rules.access.scope import scope_of, sits_on_juries
from rules.access.viewer import Viewer
from rules.dossier.dossier import Deliberation, Dossier, DossierStatus, JuryDecision, Outcome, Route
from rules.dossier.lists import Channel, Funding, Origin
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
    channel=Channel.CANDIDAT,
    origin=Origin.SL,
    funding=Funding.PF,
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


class Case(NamedTuple):
    """Some of the dossiers that exist for a viewer, and what is seen of them."""

    within: Mapping[str, tuple[str, ...]]
    """Fields of a dossier, of which each has one of these values."""
    without: Mapping[str, tuple[str, ...]]
    """Fields of which none has one of these."""
    told: bool
    """Whether only what the GTP has told is seen, or what is stored (GTP-06)."""


class Sight(NamedTuple):
    """What of dossiers a viewer sees, and may thus filter and search by."""

    cases: tuple[Case, ...]
    """Of which exactly one holds of each dossier; one alone for an account of one role."""
    seated: bool
    """Whether dossiers are those of juries alone, which are known by their seats (JUR-08)."""
    veiled: tuple[str, ...]
    """Identifiers of the sessions whose dossiers are of nobody that the viewer may know (JUR-08)."""


def stored_of(dossier: Dossier) -> Shown:
    """What those from whom nothing is hidden see of a dossier."""
    return _shown(as_of(dossier, _BEGINNING))


def told_of(dossier: Dossier) -> Shown:
    """What its candidate, and whoever acts for them, see of it: no result before the GTP has told it (GTP-06)."""
    return _shown(dossier_view(_NOBODY, dossier))


def sight_of(viewer: Viewer) -> Sight:
    """
    What of dossiers this viewer sees, by what leads to them: a seat, their own, a centre or a session of theirs.

    The first that leads to a dossier decides, as it does in the masks.
    """
    scope, veiled = scope_of(viewer), tuple(session for session, open_ in viewer.jury.items() if not open_)
    leading: list[tuple[str, tuple[str, ...]]] = [("session", veiled)]
    leading += [("candidate", (viewer.candidate,))] if viewer.candidate else []
    leading += [("exam_centre", (viewer.organisation,))] if viewer.organisation else []
    leading += [("session", tuple(session for session, open_ in viewer.jury.items() if open_))]
    cases: list[Case] = []
    before: dict[str, tuple[str, ...]] = {}
    for field, values in leading:
        if values:
            cases.append(Case({field: values}, dict(before), _masked(viewer, **{field: values[0]})))
            before[field] = (*before.get(field, ()), *values)
    if scope.everything or scope.candidate or scope.mandates or not cases:
        cases.append(Case({}, before, _masked(viewer)))
    if len({case.told for case in cases}) == 1:
        cases = [Case({}, {}, cases[0].told)]
    return Sight(tuple(cases), sits_on_juries(viewer), veiled)


def _masked(viewer: Viewer, **given: str) -> bool:
    return dossier_view(viewer, _DELIBERATED.evolve(**given)).status is not DossierStatus.DELIBERE


def _shown(dossier: Dossier) -> Shown:
    return {"standing": dossier.status, "decision": dossier.decision, "outcome": dossier.outcome}

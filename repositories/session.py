"""Sessions, seen by their centre and by those who sit in them."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

from repositories.collection import Collection, Index
from repositories.conditions import Among
from repositories.driver import Document
from repositories.filters import intersection, union
from repositories.former import Former
from repositories.lookup_terms import TERMS
from repositories.searching import numbered
from rules.access.scope import EVERYTHING, Scope
from rules.session.session import Session, SessionStatus
from rules.views.masks import unveiled

_TO_TRANSMIT = [
    status.value
    for status in (SessionStatus.CONVOQUEE, SessionStatus.TENUE, SessionStatus.DELIBEREE, SessionStatus.SIGNEE)
]

_JOINT = ("union_requests", "cprefp_informed_on")
_ATTRIBUTION = ("transmission", "complements", "settled", "gtp_on")


def _from_1(document: Document) -> Document:
    """Version 2 keeps together what only a joint jury has, and what passes between the centre and the GTP."""
    kept = {name: value for name, value in document.items() if name not in (*_JOINT, *_ATTRIBUTION)}
    joint = {name: document[name] for name in _JOINT if name in document}
    return {**kept, "joint": joint, "attribution": {name: document[name] for name in _ATTRIBUTION if name in document}}


def _to_1(document: Document) -> Document:
    kept = {name: value for name, value in document.items() if name not in {"joint", "attribution"}}
    return {**kept, **document["joint"], **document["attribution"]}


_FIELDS_1 = frozenset(
    {
        *("number", "family", "exam_centre", "certifications", "held_on", "time", "place", "status", "members"),
        *("dossiers", "decided", "attended_on", "pieces", "minutes", "moved_from", "reason", *_JOINT, *_ATTRIBUTION),
    }
)


class Sessions(Collection[Session]):
    """
    Sessions. `due` is the last day of transmission (TRA-01), `accounts` who sits, `lacks` if a piece is missing.

    Terms lead to states, certifications and words of the number and the place.
    """

    name = "sessions"
    entity = Session
    version = 2
    former = MappingProxyType({1: Former(_FIELDS_1, _from_1, _to_1)})
    derived_names = frozenset({"due", "accounts", "lacks"})
    term_names = ("certifications", "status", "lacks")
    ordered = MappingProxyType({"held_on": "held"})
    of_centres = True
    claimed = ("number",)
    indexes = (
        Index((("sort.held", 1),)),
        Index((("sort.number", 1),)),
        Index((("number", 1),)),
        Index((("exam_centre", 1), ("sort.held", 1))),
        Index(((TERMS, 1), ("sort.held", 1))),
        Index((("x.accounts", 1),)),
    )

    def orders(self, entity: Session) -> Mapping[str, str]:
        """By the day on which they are held, and by number."""
        return {"held": entity.held_on.isoformat(), "number": entity.number}

    def derived(self, entity: Session) -> Mapping[str, Any]:
        """What filters, searches and scopes need."""
        return {
            "due": entity.transmission_due_on,
            "accounts": [member.account for member in entity.members if member.account],
            "lacks": bool(entity.missing_pieces()),
            **numbered(entity.number, entity.place or ""),
        }

    def scope_filter(self, scope: Scope) -> Mapping[str, Any] | None:
        """A centre sees its sessions, a jury those it sits in."""
        if scope.everything:
            return {}
        seats = [*scope.sessions, *scope.veiled]
        return union(
            *([{"exam_centre": scope.centre}] if scope.centre is not None else []),
            *([{"_id": {"$in": seats}}] if seats else []),
        )

    async def by_number(self, number: str, *, scope: Scope = EVERYTHING) -> Session | None:
        """The session of this number; None when there is none in the scope."""
        sessions = await self.where({"number": number}, scope=scope)
        return sessions[0] if sessions else None

    async def by_numbers(self, numbers: Iterable[str], *, scope: Scope = EVERYTHING) -> dict[str, Session]:
        """The sessions of these numbers that are in the scope, by number, in one command."""
        wanted = list(dict.fromkeys(numbers))
        sessions = await self.where({"number": {"$in": wanted}}, scope=scope) if wanted else []
        return {session.number: session for session in sessions}

    async def naming(self, files: Iterable[str], centres: Iterable[str]) -> set[str]:
        """Those of these files that are a piece, or a proof, of a session of one of these centres, in two commands."""
        wanted, within = set(files), {"exam_centre": {"$in": sorted(set(centres))}}
        if not wanted:
            return set()
        named: set[str | None] = set()
        for field in ("pieces.file", "minutes.rectifications.proof"):
            for item in await self.where({**within, field: {"$in": sorted(wanted)}}):
                named |= {piece.file for piece in item.pieces}
                named |= {line.proof for minutes in item.minutes for line in minutes.rectifications}
        return wanted & named

    async def of_account(self, account: str) -> dict[str, bool]:
        """The sessions that an account sits in, and whether their names may be read (JUR-08)."""
        return {session.id: unveiled(session) for session in await self.where({"x.accounts": account})}

    def filtered(self, conditions: Mapping[str, Any]) -> Document:
        """Beside fields, `late`: those whose transmission is overdue on a day (TRA-01), which their state tells too."""
        if (day := conditions.get("late")) is None:
            return super().filtered(conditions)
        asked = conditions.get("status")
        states = tuple(state for state in _TO_TRANSMIT if asked is None or state in asked.values)
        others = {name: value for name, value in conditions.items() if name != "late"}
        return intersection(super().filtered({**others, "status": Among(states)}), {"x.due": {"$lt": day}})

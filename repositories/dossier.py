"""Dossiers, seen by their centre, by their candidate and by the jury that judges them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

from repositories.collection import Collection, Former, Index
from repositories.filters import intersection, union
from repositories.mongo import Document
from rules.access.scope import EVERYTHING, Scope
from rules.dossier.dossier import Dossier, DossierStatus, Route
from rules.vae.delays import tacit_on

_VERDICT = {"gtp_on": "on", "validated": "validated", "reasons": "reasons"}
"""What version 1 told of the GTP's verdict in the deliberation, and its names in the verdict."""


def _from_1(document: Document) -> Document:
    """Version 2 takes out of the deliberation what the jury does not decide: the register and the GTP's verdict."""
    decided = document.get("deliberation")
    if decided is None:
        return {**document, "at_rncp": None, "verdict": None}
    verdict = {name: decided[former] for former, name in _VERDICT.items() if former in decided}
    return {
        **document,
        "deliberation": {name: value for name, value in decided.items() if name not in {"at_rncp", *_VERDICT}},
        "at_rncp": decided["at_rncp"],
        "verdict": verdict if verdict.get("on") is not None else None,
    }


def _to_1(document: Document) -> Document:
    kept = {name: value for name, value in document.items() if name not in {"at_rncp", "verdict"}}
    if kept.get("deliberation") is None:
        return kept
    verdict = document["verdict"] or dict.fromkeys(_VERDICT.values())
    told = {former: verdict[name] for former, name in _VERDICT.items() if name in verdict}
    return {**kept, "deliberation": {**kept["deliberation"], "at_rncp": document["at_rncp"], **told}}


_FIELDS_1 = frozenset(
    {
        *("number", "family", "candidate", "certification", "referentiel", "target_blocs", "route", "channel"),
        *("origin", "funding", "apprentice", "company", "training_body", "exam_centre", "exam_centre_reason"),
        *("requested_on", "opened_on", "engaged_on", "status", "compensation", "tutor", "plan", "commission"),
        *("evaluations", "company_opinion", "session", "deliberation", "withdrawal", "transfer"),
    }
)


class Dossiers(Collection[Dossier]):
    """Dossiers. `vae` is what only one VAE request may hold (VAE-03)."""

    name = "dossiers"
    entity = Dossier
    version = 2
    former = MappingProxyType({1: Former(_FIELDS_1, _from_1, _to_1)})
    derived_names = frozenset({"vae"})
    indexes = (
        Index((("sort.number", 1),), {"unique": True}),
        Index((("number", 1),), {"unique": True}),
        Index((("exam_centre", 1), ("sort.number", 1))),
        Index((("candidate", 1), ("sort.number", 1))),
        Index((("certification", 1), ("sort.number", 1))),
        Index((("status", 1), ("sort.number", 1))),
        Index((("referentiel", 1),)),
        Index((("session", 1), ("sort.number", 1))),
        Index((("session", 1), ("sort.seat", 1))),
        Index((("x.files", 1),), {"partialFilterExpression": {"x.files": {"$type": "array"}}}),
        Index((("x.vae", 1),), {"unique": True, "partialFilterExpression": {"x.vae": {"$type": "string"}}}),
    )

    def orders(self, entity: Dossier) -> Mapping[str, str]:
        """By number; by seat before a jury, which the number and the identifier would tell of the person (JUR-08)."""
        return {"number": entity.number, "seat": entity.anonymous_number or ""}

    def sort_key(self, order: str, text: str, entity: Dossier) -> str:
        """A seat leads nowhere else: its key holds no identifier."""
        return f"{text}\0" if order == "seat" and text else super().sort_key(order, text, entity)

    def derived(self, entity: Dossier) -> Mapping[str, Any]:
        """Of VAE: its key (absent elsewhere: the unique index leaves it alone), its first recevable day, its files."""
        seat = {"seat": entity.anonymous_number} if entity.anonymous_number else {}
        request = entity.vae
        if request is None:
            return seat
        since = request.notice.on if request.favourable and request.notice else tacit_on(request)
        key = {"vae": entity.vae_key} if entity.vae_key is not None else {}
        return {**seat, **key, "recevable_on": since, "files": sorted({piece.file for piece in request.pieces})}

    def meaning(self, name: str, value: Any) -> Document:
        """
        One condition as a stored filter. A state is asked for with its business date, which silence may have changed.

        A request whose notice is late is stored as it was, and is recevable from the day of `recevable_on` (VAE-04).
        """
        if name != "standing":
            return super().meaning(name, value)
        status, today = value
        if status is DossierStatus.RECEVABLE:
            waiting = [DossierStatus.RECEVABLE.value, DossierStatus.RECEVABILITE_EN_INSTRUCTION.value]
            return {"status": {"$in": waiting}, "x.recevable_on": {"$lte": today.isoformat()}}
        if status is DossierStatus.RECEVABILITE_EN_INSTRUCTION:
            return {"status": status.value, "x.recevable_on": {"$not": {"$lte": today.isoformat()}}}
        return {"status": status.value}

    async def with_file(self, file: str, *, scope: Scope) -> bool:
        """Whether a dossier in the scope has this file among its pieces (VAE-02)."""
        return bool(await self.where({"x.files": file}, scope=scope))

    def scope_filter(self, scope: Scope) -> Mapping[str, Any] | None:
        """A centre's dossiers, a candidate's, the VAE that an adviser acts for, a jury's sessions'; no veiled one."""
        parts: list[Document] = []
        if scope.centre is not None:
            parts.append({"exam_centre": scope.centre})
        if scope.candidate is not None:
            parts.append({"candidate": scope.candidate})
        if scope.mandates:
            parts.append({"candidate": {"$in": list(scope.mandates)}, "route": Route.VAE.value})
        if scope.sessions:
            parts.append({"session": {"$in": list(scope.sessions)}})
        seen = {} if scope.everything else union(*parts)
        if seen is None or not scope.veiled:
            return seen
        return intersection(seen, {"session": {"$nin": list(scope.veiled)}})

    async def relying_on(self, versions: Iterable[str]) -> set[str]:
        """Those of these versions of référentiels that a dossier has pinned (REF-07), in one command."""
        documents = await self.driver.find(
            self.name,
            {"referentiel": {"$in": list(versions)}},
            projection={"referentiel": 1},
            transaction=self._transaction,
        )
        return {document["referentiel"] for document in documents}

    async def by_number(self, number: str, *, scope: Scope = EVERYTHING) -> Dossier | None:
        """The dossier of this number; None when there is none in the scope."""
        dossiers = await self.where({"number": number}, scope=scope)
        return dossiers[0] if dossiers else None

    async def by_numbers(self, numbers: Iterable[str], *, scope: Scope = EVERYTHING) -> dict[str, Dossier]:
        """The dossiers of these numbers that are in the scope, by number, in one command."""
        wanted = list(dict.fromkeys(numbers))
        dossiers = await self.where({"number": {"$in": wanted}}, scope=scope) if wanted else []
        return {dossier.number: dossier for dossier in dossiers}

    async def of_candidates(self, candidates: Iterable[str], *, scope: Scope) -> dict[str, list[Dossier]]:
        """The dossiers of these candidates that are in the scope, each candidate's by number, in one command."""
        grouped: defaultdict[str, list[Dossier]] = defaultdict(list)
        for dossier in await self.where({"candidate": {"$in": list(candidates)}}, scope=scope, sort="number"):
            grouped[dossier.candidate].append(dossier)
        return dict(grouped)

    async def by_seats(self, seats: Iterable[str], sessions: Iterable[str]) -> dict[str, Dossier]:
        """The dossiers of these seats in these sessions, by seat, in one command (JUR-08)."""
        asked = {"session": {"$in": list(sessions)}, "x.seat": {"$in": list(seats)}}
        return {dossier.anonymous_number or "": dossier for dossier in await self.where(asked)}

    async def of_session(self, session: str) -> list[Dossier]:
        """The dossiers that a session judges, by number, in one command."""
        return await self.where({"session": session}, sort="number")

    async def of_candidate(self, candidate: str) -> list[Dossier]:
        """Every dossier of a candidate, by number."""
        return await self.where({"candidate": candidate}, sort="number")

    async def vae_requests(self, candidate: str, year: int) -> list[Dossier]:
        """The VAE dossiers that one candidate asked for in a civil year (VAE-03)."""
        requests = await self.where({"candidate": candidate, "route": Route.VAE.value}, sort="number")
        return [dossier for dossier in requests if dossier.requested_on.year == year]

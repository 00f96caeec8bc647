"""Dossiers, seen by their centre, by their candidate and by the jury that judges them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from repositories.collection import Collection, Index
from repositories.conditions import Among
from repositories.driver import Document
from repositories.filters import intersection, union
from repositories.former import Former
from repositories.lookup_terms import TERMS
from repositories.searching import numbered
from rules.access.scope import EVERYTHING, Scope
from rules.archive.keeping import earliest_end
from rules.dossier.dossier import Dossier, DossierStatus, Route
from rules.dossier.refusal import judged_in
from rules.vae.delays import tacit_on
from rules.views.lists import stored_of, told_of

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


class Standing(NamedTuple):
    """One of these states on a business date, which silence may have changed (VAE-04)."""

    values: tuple[str, ...]
    today: str


class Case(NamedTuple):
    """Conditions on what has one of these values of each of these fields, and none of those of others."""

    within: Mapping[str, tuple[str, ...]]
    without: Mapping[str, tuple[str, ...]]
    conditions: Mapping[str, Any]


_NEVER = "9999"
"""A day that does not come."""


class Dossiers(Collection[Dossier]):
    """
    Dossiers. Terms lead to states and certifications; centres, candidates and sessions have an index of their own.

    `standing`, `decision` and `outcome` are what is stored, each with what was told of it beside (GTP-06); `lapses_on`
    is the day on which silence answers a request of VAE, `kept_until` the first last day of its archives (ARC-01).
    """

    name = "dossiers"
    entity = Dossier
    version = 2
    former = MappingProxyType({1: Former(_FIELDS_1, _from_1, _to_1)})
    derived_names = frozenset(
        {"decision", "outcome", "told_decision", "told_outcome", "standing", "told_standing", "kept_until"}
    )
    term_names = (
        "certification", "told_standing", "standing", "told_outcome", "outcome", "told_decision", "decision",
        "engaged_on", "route",
    )  # fmt: skip
    ordered = MappingProxyType({"opened_on": "opened", "requested_on": "requested"})
    of_centres = True
    claimed = ("number", "vae_key")
    indexes = (
        Index((("sort.number", 1),)),
        Index((("sort.opened", 1),)),
        Index((("sort.requested", 1),)),
        Index((("number", 1),)),
        Index((("exam_centre", 1), ("sort.number", 1))),
        Index((("exam_centre", 1), ("sort.opened", 1))),
        Index((("exam_centre", 1), ("sort.requested", 1))),
        Index((("candidate", 1), ("sort.number", 1))),
        Index((("exam_centre", 1), ("x.kept_until", 1))),
        Index((("referentiel", 1),)),
        Index((("session", 1), ("sort.number", 1))),
        Index((("earlier.session", 1), ("sort.number", 1))),
        Index(((TERMS, 1), ("sort.number", 1))),
        Index((("session", 1), ("sort.seat", 1))),
        Index((("x.files", 1),), {"partialFilterExpression": {"x.files": {"$type": "array"}}}),
    )

    def orders(self, entity: Dossier) -> Mapping[str, str]:
        """
        By number, and by the days of the registration and of the request.

        By seat before a jury, which the number and the identifier would tell of the person, and by the same days with
        the seat beside (JUR-08).
        """
        opened, requested = entity.opened_on.isoformat(), entity.requested_on.isoformat()
        return {
            "number": entity.number,
            "opened": opened,
            "requested": requested,
            "seat": entity.anonymous_number or "",
            "seat_opened": opened,
            "seat_requested": requested,
        }

    def sort_key(self, order: str, text: str, entity: Dossier) -> str:
        """A seat leads nowhere else: its key holds no identifier."""
        seat = entity.anonymous_number
        if seat is None or not order.startswith("seat"):
            return super().sort_key(order, text, entity)
        return f"{text}\0" if order == "seat" else f"{text}\0{seat}"

    def derived(self, entity: Dossier) -> Mapping[str, Any]:
        """What lists are filtered by, and the words of the number; of VAE its files too, and when silence answers."""
        stored, told, request = stored_of(entity), told_of(entity), entity.vae
        seen = {
            f"{sort}{name}": value for sort, shown in (("", stored), ("told_", told)) for name, value in shown.items()
        }
        derived = {**{name: value for name, value in seen.items() if value is not None}, **numbered(entity.number)}
        if stored["standing"] is DossierStatus.RECEVABILITE_EN_INSTRUCTION:
            derived["lapses_on"] = tacit_on(request) or _NEVER
        if (last := earliest_end(entity)) is not None:
            derived["kept_until"] = last
        if entity.anonymous_number:
            derived["seat"] = entity.anonymous_number
        if request is not None:
            derived["files"] = sorted({piece.file for piece in request.pieces})
        return derived

    def claims(self, entity: Dossier) -> frozenset[str]:
        """Its number, and of VAE its key (VAE-03), from when its request is followed: those before it were not."""
        claims = super().claims(entity)
        return claims if entity.vae is not None else frozenset(key for key in claims if "/vae_key/" not in key)

    def filtered(self, conditions: Mapping[str, Any]) -> Document:
        """Conditions by name as a stored filter, a state told from what silence may make of it on the day."""
        spread = {
            name: Among(_waiting(value)) if isinstance(value, Standing) else value for name, value in conditions.items()
        }
        silences = [_silence(value) for value in conditions.values() if isinstance(value, Standing)]
        return intersection(super().filtered(spread), *silences)

    def meaning(self, name: str, value: Any) -> Document:
        """
        One condition as a stored filter: `veiled` leaves out the dossiers of these sessions, `judged_in` is any of one.

        `cases`, of which one holds, cost a reading of the scope: few accounts have several roles.
        """
        if name == "veiled":
            return {"session": {"$nin": list(value)}}
        if name == "judged_in":
            return _judged_in(value)
        if name != "cases":
            return super().meaning(name, value)
        return union(*(self._case(case) for case in value)) or {}

    def _case(self, case: Case) -> Document:
        """One of several cases, without the terms that lead."""
        meant = {key: held for key, held in self.filtered(case.conditions).items() if key != TERMS}
        inside = [{field: {"$in": list(values)}} for field, values in case.within.items()]
        outside = [{field: {"$nin": list(values)}} for field, values in case.without.items()]
        return intersection(*inside, *outside, meant)

    async def naming(self, files: Iterable[str]) -> list[Dossier]:
        """The dossiers that have one of these files among their pieces, in one command."""
        wanted = sorted(set(files))
        return await self.where({"x.files": {"$in": wanted}}) if wanted else []

    async def with_file(self, file: str, *, scope: Scope) -> bool:
        """Whether a dossier in the scope has this file among its pieces (VAE-02)."""
        return bool(await self.where({"x.files": file}, scope=scope))

    def scope_filter(self, scope: Scope) -> Mapping[str, Any] | None:
        """
        A centre's dossiers, a candidate's, the VAE that an adviser acts for, a jury's sessions'; no veiled one.

        A refused one leaves its jury at once, and not on the day when another takes it: who sits in both would tell
        whose the new seat is (GTP-07, JUR-08).
        """
        parts: list[Document] = []
        if scope.centre is not None:
            parts.append({"exam_centre": scope.centre})
        if scope.candidate is not None:
            parts.append({"candidate": scope.candidate})
        if scope.mandates:
            parts.append({"candidate": {"$in": list(scope.mandates)}, "route": Route.VAE.value})
        if scope.sessions:
            parts.append(_before_juries(scope.sessions))
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

    async def following(self, certification: str, versions: Iterable[str]) -> int:
        """How many dossiers of a certification have pinned one of these versions (REG-02)."""
        pinned = {"certification": certification, "referentiel": {"$in": list(versions)}}
        return await self.driver.count(self.name, pinned, transaction=self._transaction)

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
        """The dossiers of these seats in these sessions, by seat, in one command; a refused one has none (JUR-08)."""
        asked = {**_before_juries(sessions), "x.seat": {"$in": list(seats)}}
        return {dossier.anonymous_number or "": dossier for dossier in await self.where(asked)}

    async def of_session(self, session: str) -> list[Dossier]:
        """The dossiers that a session judges, by number, in one command."""
        return await self.where({"session": session}, sort="number")

    async def judged_in(self, session: str) -> list[Dossier]:
        """Those and the ones that it judged before another did, each as it judged them, in one command (GTP-07)."""
        return [judged_in(dossier, session) for dossier in await self.where(_judged_in(session), sort="number")]

    async def of_candidate(self, candidate: str) -> list[Dossier]:
        """Every dossier of a candidate, by number."""
        return await self.where({"candidate": candidate}, sort="number")


def _before_juries(sessions: Iterable[str]) -> Document:
    """What the juries of these sessions see: all but what the GTP refused (GTP-07, JUR-08)."""
    return {"session": {"$in": list(sessions)}, "verdict.validated": {"$ne": False}}


def _judged_in(session: str) -> Document:
    return {"$or": [{"session": session}, {"earlier.session": session}]}


_RECEVABLE, _INSTRUCTION = DossierStatus.RECEVABLE.value, DossierStatus.RECEVABILITE_EN_INSTRUCTION.value


def _waiting(standing: Standing) -> tuple[str, ...]:
    """The states that are stored of what is in one of these: a request whose notice is late is stored as it was."""
    late = {_INSTRUCTION} if _RECEVABLE in standing.values else set()
    return tuple(sorted({*standing.values, *late}))


def _silence(standing: Standing) -> Document:
    """Which of the requests that await a notice are meant, those that silence has answered or the others (VAE-04)."""
    answered, waiting = _RECEVABLE in standing.values, _INSTRUCTION in standing.values
    if answered == waiting:
        return {}
    return {"x.lapses_on": {"$not": {"$gt": standing.today} if answered else {"$lte": standing.today}}}

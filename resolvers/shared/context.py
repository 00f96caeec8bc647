"""What a request carries: the viewer, the store, loaders made for it alone, and the business date."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, TypeVar

from aiodataloader import DataLoader, Loader, dispatch_queue

from repositories.journal import Stretch
from repositories.store import Store
from resolvers.shared.deadline import aside
from resolvers.shared.links import Links
from resolvers.shared.pace import in_turn, level_composed
from resolvers.shared.press import Press
from resolvers.shared.rations import Ration, Rationing
from resolvers.shared.signing import Signer
from rules.access.scope import EVERYTHING, JURY, PERSONAL, Scope, scope_of, seats_of
from rules.access.viewer import Role, Viewer
from rules.base.event import Event
from rules.candidate.candidate import Candidate
from rules.certificate.certificate import Certificate
from rules.certification.certification import Certification
from rules.document.document import BEFORE_RESULT, NAMELESS, Document, DocumentKind
from rules.document.pack import Pack, Printing
from rules.dossier.dossier import Dossier
from rules.equivalence.equivalence import Equivalence
from rules.file.file import UploadedFile
from rules.organisation.organisation import Organisation
from rules.papers.passport import PassportSites
from rules.referentiel.referentiel import Bloc, Referentiel
from rules.session.session import Session
from rules.statement.statement import Statement
from rules.views.masks import dossier_view, names_seen, papers_visible, result_visible, session_view, version_view

K = TypeVar("K")
T = TypeVar("T")


class _Loader(DataLoader[K, T]):
    """A loader that reads once all that is at hand of the answer is composed, and wakes who asked by slices."""

    def load(self, key: K) -> "asyncio.Future[T]":
        """What is known of a key, once it is."""
        return in_turn(super().load(key))

    def do_resolve_reject(self, key: K, future: "asyncio.Future[T]") -> None:
        """Asks for one key more."""
        self._queue.append(Loader(key=key, future=future))
        if len(self._queue) == 1:
            self.loop.call_soon(asyncio.ensure_future, self._read())

    async def _read(self) -> None:
        await level_composed()
        dispatch_queue(self)


def _loader(fetch: Callable[[Sequence[K]], Awaitable[dict[K, T]]]) -> DataLoader[K, T | None]:
    async def batch(keys: list[K]) -> list[T | None]:
        with aside():
            values = await fetch(keys)
        return [values.get(key) for key in keys]

    return _Loader(batch, max_batch_size=5_000)


class Loaders:
    """
    One loader per kind of reference: what one answer needs of a collection is read in one command.

    What they return is the viewer's view: outside the scope there is nothing, inside it the masks apply.
    """

    def __init__(self, store: Store, viewer: Viewer) -> None:
        scope = scope_of(viewer)

        async def dossiers(keys: Sequence[str]) -> dict[str, Dossier]:
            known = await store.dossiers.get_many(keys, scope=scope)
            seats = seats_of(scope).sessions
            if seats and len(known) < len(keys):
                known |= await store.dossiers.by_seats([key for key in keys if key not in known], seats)
            return {key: dossier_view(viewer, dossier) for key, dossier in known.items()}

        async def dossiers_by_number(numbers: Sequence[str]) -> dict[str, Dossier]:
            dossiers = await store.dossiers.by_numbers(numbers, scope=scope)
            return {number: dossier_view(viewer, dossier) for number, dossier in dossiers.items()}

        async def dossiers_held(candidates: Sequence[str]) -> dict[str, list[Dossier]]:
            held = await store.dossiers.of_candidates(candidates, scope=scope)
            return {key: [dossier_view(viewer, dossier) for dossier in several] for key, several in held.items()}

        async def sessions(keys: Sequence[str]) -> dict[str, Session]:
            sessions = await store.sessions.get_many(keys, scope=scope)
            return {key: session_view(viewer, session) for key, session in sessions.items()}

        async def documents_of(dossiers_: Sequence[str]) -> dict[str, list[Document]]:
            return await store.documents.of_dossiers(dossiers_, scope=scope)

        async def versions(keys: Sequence[str]) -> dict[str, Referentiel]:
            versions = await store.referentiels.get_many(keys)
            return {key: seen for key, version in versions.items() if (seen := version_view(viewer, version))}

        async def versions_of(codes: Sequence[str]) -> dict[str, list[Referentiel]]:
            versions = await store.referentiels.of_certifications(codes)
            return {
                code: [seen for version in several if (seen := version_view(viewer, version))]
                for code, several in versions.items()
            }

        self.certification: DataLoader[str, Certification | None] = _loader(store.certifications.leading)
        """By code; a fiche's leads to the certification that it belongs to (REG-02)."""
        self.fiche: DataLoader[str, Certification | None] = _loader(store.certifications.get_many)
        """By code, what was made of a fiche alone."""
        self.certification_by_code: DataLoader[str, Certification | None] = _loader(store.certifications.by_codes)
        self.cqpms_of: DataLoader[str, list[Certification] | None] = _loader(store.certifications.matching_cqpi)
        self.referentiel: DataLoader[str, Referentiel | None] = _loader(versions)
        self.versions_of: DataLoader[str, list[Referentiel] | None] = _loader(versions_of)
        self.bloc: DataLoader[str, Bloc | None] = _loader(store.blocs.get_many)
        self.organisation: DataLoader[str, Organisation | None] = _loader(store.organisations.get_many)
        self.equivalence: DataLoader[str, Equivalence | None] = _loader(store.equivalences.get_many)
        self.equivalences_around: DataLoader[str, list[Equivalence] | None] = _loader(store.equivalences.around)
        self.statement: DataLoader[str, Statement | None] = _loader(store.statements.get_many)
        self.succeeding: DataLoader[str, list[Certification] | None] = _loader(
            lambda numbers: store.certifications.naming("succeeds", numbers)
        )
        self.succeeded: DataLoader[str, list[Certification] | None] = _loader(
            lambda numbers: store.certifications.naming("succeeded_by", numbers)
        )
        self.candidate: DataLoader[str, Candidate | None] = _loader(
            lambda keys: store.candidates.get_many(keys, scope=scope)
        )
        self.file: DataLoader[str, UploadedFile | None] = _loader(store.files.get_many)
        """A file whatever the scope: for whoever sees the piece that it is."""
        self.dossier: DataLoader[str, Dossier | None] = _loader(dossiers)
        self.dossier_by_number: DataLoader[str, Dossier | None] = _loader(dossiers_by_number)
        self.dossiers_held: DataLoader[str, list[Dossier] | None] = _loader(dossiers_held)
        """The dossiers of a candidate, by number."""
        self.dossiers_of_person: DataLoader[str, list[Dossier] | None] = _loader(
            lambda candidates: store.dossiers.of_candidates(candidates, scope=EVERYTHING)
        )
        """The same whatever the scope: for what may be carried over, which the rules alone show of them (INS-12)."""
        self.documents_of: DataLoader[str, list[Document] | None] = _loader(documents_of)
        self.issued_of: DataLoader[str, list[Document] | None] = _loader(store.documents.of_dossiers)
        """Every paper issued of a dossier, by its number: to judge which are due, not to be shown."""
        self.documents_of_session: DataLoader[str, list[Document] | None] = _loader(
            lambda keys: store.documents.of_sessions(keys, scope=scope)
        )
        self.document: DataLoader[str, Document | None] = _loader(
            lambda keys: store.documents.get_many(keys, scope=scope)
        )
        self.packs_of_session: DataLoader[str, list[Pack] | None] = _loader(
            lambda keys: store.packs.of_sessions(keys, scope=scope)
        )
        self.printing: DataLoader[str, Printing | None] = _loader(store.printings.get_many)
        self.documents_of_certificate: DataLoader[str, list[Document] | None] = _loader(
            lambda keys: store.documents.of_certificates(keys, scope=scope)
        )
        self.session: DataLoader[str, Session | None] = _loader(sessions)
        self.certificate: DataLoader[str, Certificate | None] = _loader(
            lambda keys: store.certificates.get_many(keys, scope=scope)
        )
        self.certificates_of: DataLoader[str, list[Certificate] | None] = _loader(
            lambda numbers: store.certificates.of_dossiers(numbers, scope=scope)
        )
        self.certificates_held: DataLoader[str, list[Certificate] | None] = _loader(
            lambda keys: store.certificates.of_candidates(keys, scope=scope)
        )
        self.any_candidate: DataLoader[str, Candidate | None] = _loader(store.candidates.get_many)
        """A candidate whatever the scope: for whoever sees a dossier of theirs, who then gets a view of them."""
        self.events: DataLoader[Stretch, list[Event] | None] = _loader(store.journal.stretches)
        """What happened to several at once, whatever the stretch asked of each."""
        self.event_count: DataLoader[str, int | None] = _loader(store.journal.counts)


async def seated(store: Store, viewer: Viewer) -> Viewer:
    """
    The viewer with what the store says of their account.

    Of a jury's, the sessions that it sits in (JUR-08); of an adviser's, the candidates it acts for that day (PRD-03);
    of somebody who is a candidate too, the record that theirs leads to, where it was merged into another (PRD-05), and
    the sessions that judge them (GTP-06).
    """
    if viewer.candidate is not None:
        record = (await store.candidates.records([viewer.candidate])).get(viewer.candidate)
        if record is not None and record.merge is not None:
            viewer = viewer.evolve(candidate=record.merge.into)
    if Role.ADVISER in viewer.roles and viewer.subject is not None:
        giving = await store.candidates.giving_mandate(viewer.subject)
        acting = (
            person.id
            for person in giving
            if any(item.account == viewer.subject and item.in_force(viewer.today) for item in person.mandates)
        )
        viewer = viewer.evolve(mandates=tuple(acting))
    if viewer.candidate is not None and viewer.roles & PERSONAL - {Role.CANDIDATE}:
        own = await store.dossiers.where({"candidate": viewer.candidate})
        waiting = {item.session for item in own if item.session is not None and item.verdict is None}
        viewer = viewer.evolve(awaiting=tuple(sorted(waiting)))
    if not viewer.roles & JURY or viewer.subject is None:
        return viewer
    return viewer.evolve(jury=await store.sessions.of_account(viewer.subject))


@dataclass
class Context:
    """Everything an operation may use; made by graph/ for each request."""

    store: Store
    viewer: Viewer
    now: datetime
    base_url: str = ""
    client: str = ""
    """Who pays for what is rationed: the account, or the address that the request comes from."""
    rationing: Rationing | None = None
    links: Links | None = None
    """What signs the links that open a document in a browser."""
    signer: Signer | None = None
    """What signs certificates."""
    passport_sites: Sequence[PassportSites] = ()
    """What the operator lists of the sites that letters name (LET-06)."""
    press: Press | None = None
    """What makes the PDF of packs; None where this service makes none."""
    variables: Mapping[str, Any] = field(default_factory=dict)
    """What the client gave beside the text of its request, before any default."""
    _loaders: Loaders | None = None

    @property
    def today(self) -> date:
        """The business date (DAT-01)."""
        return self.viewer.today

    @property
    def stamp(self) -> dict[str, Any]:
        """By whom and when what this request writes is done, as the store asks it."""
        viewer = self.viewer
        return {"actor": viewer.actor, "impersonator": viewer.impersonator, "on": viewer.today, "at": self.now}

    @property
    def scope(self) -> Scope:
        """The candidates' data that exist for the viewer."""
        return scope_of(self.viewer)

    @property
    def load(self) -> Loaders:
        """The loaders of this request."""
        if self._loaders is None:
            self._loaders = Loaders(self.store, self.viewer)
        return self._loaders

    def forget(self) -> None:
        """Drops what the loaders read, after a write."""
        self._loaders = None

    async def reseat(self) -> None:
        """Reads the viewer's seats again: the last decision of a jury has just unveiled its names (JUR-08)."""
        self.forget()
        self.viewer = await seated(self.store, self.viewer)

    def result_visible(self, dossier: Dossier) -> bool:
        """Whether the viewer may read what tells the dossier's result (GTP-06)."""
        return result_visible(self.viewer, dossier)

    def paper_visible(self, dossier: Dossier, document: Document) -> bool:
        """Whether the viewer may read a paper of a dossier: what tells no result needs not wait for it (GTP-06)."""
        early = document.kind in BEFORE_RESULT and names_seen(self.viewer, dossier)
        return early or self.result_visible(dossier)

    async def spend(self, ration: Ration, amount: int = 1, client: str | None = None) -> None:
        """Takes so much from a ration of the client's, or of whoever pays instead. Raises RATE_LIMITED."""
        if self.rationing is not None:
            await self.rationing.spend(ration, client or self.client, amount)

    async def spend_cost(self, cost: int) -> None:
        """Takes the cost of an operation from the client's ration. Raises RATE_LIMITED."""
        account = self.viewer.subject is not None
        await self.spend(Ration.ACCOUNT_COST if account else Ration.VISITOR_COST, cost)

    def version_paper_visible(self, version: Referentiel, document: Document) -> bool:
        """Whether the viewer, who sees a version so, may read a paper of it: its report is for who instructs it."""
        submission = version.submission
        reported = submission is not None and submission.report is not None
        return document.kind is not DocumentKind.CREATION_REQUEST or reported

    def session_paper_visible(self, session: Session, document: Document) -> bool:
        """Whether the viewer may read a paper of a session (GTP-06, JUR-08)."""
        return papers_visible(self.viewer, session, nameless=document.kind in NAMELESS)

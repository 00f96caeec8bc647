"""The small world of the tests: a few certifications, chambers and accounts, and a client that asks as one of them."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any

import httpx

from graph.identity.lending import Lending
from graph.transport.app import application
from graph.transport.limits import Limits
from graph.transport.service import Service
from graph.transport.texts import Texts
from graph.transport.tokens import TokenReader, Trusted, mint
from repositories.store import Store
from resolvers.shared.house import House
from resolvers.shared.press import Press
from rules.access.viewer import Role
from rules.base.entity import Entity
from rules.base.event import EventDraft
from rules.base.operation import Operation
from rules.certification.certification import (
    Certification,
    CertificationKind,
    CertificationStatus,
    Registration,
    RegistrationState,
    Unregistered,
)
from rules.organisation.organisation import Organisation, OrganisationKind
from rules.referentiel.referentiel import Bloc, Capacite, Referentiel, ReferentielBloc

KEY = b"a key for tests, long enough to be one"
SECRET = "a secret for tests, long enough to be one, and then some"
UNHURRIED = Limits(seconds=300, mutation_seconds=300, patience=300)
"""The limits of the service, but for those that depend on how busy the machine is."""
NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
TODAY = date(2026, 11, 23)

PLAIN = "MQ 1989 0021"
"""A CQPM declared without registration at the RNCP, with two versions of its référentiel."""
REGISTERED = "RNCP36376"
"""A CQPM at the RNCP, known by its blocs."""
SUSPENDED = "MQ 2001 0195"
"""A CQPM en veille since 30 June 2025, declared without registration at the RNCP too."""
DIPLOMA = "RNCP35698"
BLOCS = ("RNCP36376BC01", "RNCP36376BC02")


UNREGISTERED = (Unregistered(source="Déclaration fictive, pour les essais", declared_on=date(2026, 1, 5)),)
"""What makes a CQPM known not to be registered at the RNCP, on any day (REG-01)."""


def _certification(code: str, **given: Any) -> Certification:
    return Certification(
        **{"id": code, "code": code, "kind": CertificationKind.CQPM, "status": CertificationStatus.ACTIVE, **given}
    )


def entities() -> list[Entity]:
    """Everything that the small world holds."""
    capacites = tuple(Capacite(number=str(rank), title=f"Capacité {rank}") for rank in range(1, 8))
    return [
        _certification(
            PLAIN,
            aliases=("MQ89 04 59 0021",),
            title="Opérateur (trice) en maintenance industrielle",
            unregistered=UNREGISTERED,
        ),
        _certification(
            REGISTERED,
            title="CQP Opérateur en maintenance industrielle",
            registrations=(
                Registration(
                    number="RNCP36376",
                    state=RegistrationState.ACTIVE,
                    start=date(2022, 4, 25),
                    end=date(2027, 4, 25),
                ),
            ),
        ),
        _certification(
            SUSPENDED,
            title="Coordonnateur de système QSE",
            status=CertificationStatus.EN_VEILLE,
            status_since=date(2025, 6, 30),
            unregistered=UNREGISTERED,
        ),
        _certification(DIPLOMA, title="Bac pro MSPC", kind=CertificationKind.DIPLOMA, status=None),
        *(Bloc(id=code, code=code, title=f"Bloc {code}", certifications=(REGISTERED,)) for code in BLOCS),
        Referentiel(id=f"{PLAIN}@1", certification=PLAIN, version=1, capacites=capacites[:6]),
        Referentiel(
            id=f"{PLAIN}@2", certification=PLAIN, version=2, capacites=capacites, effective_on=date(2026, 9, 1)
        ),
        Referentiel(
            id=f"{REGISTERED}@1",
            certification=REGISTERED,
            version=1,
            composition=tuple(ReferentielBloc(bloc=code) for code in BLOCS),
        ),
        Referentiel(id=f"{SUSPENDED}@1", certification=SUSPENDED, version=1),
        *(
            Organisation(
                id=f"UT{department}",
                code=f"UT{department}",
                name=f"UIMM territoriale du {department}",
                kind=OrganisationKind.UIMM_TERRITORIALE,
                department=department,
            )
            for department in ("59", "62", "2A")
        ),
        Organisation(id="UIMM", code="UIMM", name="UIMM", kind=OrganisationKind.UIMM),
    ]


async def furnished(store: Store) -> None:
    """Puts the small world into a store."""

    async def work(unit: Any) -> None:
        journaled = [item for item in entities() if not isinstance(item, Bloc)]
        unit.insert_many(journaled, EventDraft(action=Operation.importCertifications, facts={"source": "tests"}))
        for bloc in (item for item in entities() if isinstance(item, Bloc)):
            unit.put(bloc)

    await store.transact(work, actor="tests", on=TODAY, at=NOW)


def token(role: Role, organisation: str | None = "UT59", **given: Any) -> str:
    """A token for one role."""
    return mint(
        SECRET,
        "poincon",
        **{
            "subject": f"{role.value}-{organisation}",
            "name": "Compte d’essai",
            "roles": [role],
            "lifetime": timedelta(hours=1),
            "organisation": organisation,
            **given,
        },
    )


@cache
def _texts(limits: Limits) -> Texts:
    """What tests ask for, prepared once for all the services that have these limits."""
    return Texts(limits.texts_bytes)


CENTRE = token(Role.CENTRE)
OTHER_CENTRE = token(Role.CENTRE, "UT62")


@dataclass
class Api:
    """A client of the service, over the real application and store."""

    client: httpx.AsyncClient
    store: Store

    @classmethod
    @asynccontextmanager
    async def over(
        cls,
        store: Store,
        *,
        demonstration: bool = True,
        limits: Limits | None = None,
        origins: Sequence[str] = (),
        trusted: Mapping[str, Trusted] | None = None,
        lending: Lending | None = None,
        press: Press | None = None,
    ) -> AsyncIterator["Api"]:
        """The service over a store, its clock stopped at NOW; without a press it makes no PDF."""
        reader = TokenReader(SECRET, ("HS256",), "poincon", demonstration, trusted or {})
        house = House(store, base_url="http://essai", press=press)
        limits = limits or UNHURRIED
        service = Service(house, reader, lending=lending, limits=limits, texts=_texts(limits), clock=lambda: NOW)
        transport = httpx.ASGITransport(app=application(service, origins=origins))
        async with httpx.AsyncClient(transport=transport, base_url="http://essai") as client:
            yield cls(client, store)

    async def post(self, query: str, variables: Any = None, as_: str | None = CENTRE, path: str = "/graphql") -> Any:
        """The whole answer to an operation."""
        headers = {"Authorization": f"Bearer {as_}"} if as_ else {}
        answer = await self.client.post(path, json={"query": query, "variables": variables or {}}, headers=headers)
        return answer.json()

    async def data(self, query: str, variables: Any = None, as_: str | None = CENTRE) -> Any:
        """The data of an answer that must have no error."""
        answer = await self.post(query, variables, as_)
        assert "errors" not in answer, answer["errors"]
        return answer["data"]

    async def register(self, as_: str | None = CENTRE, **changes: Any) -> Any:
        """The payload of registerCandidate for Élodie Dupont, changed as asked."""
        given = {
            "lastName": "Dupont",
            "firstNames": "Élodie Marie",
            "sex": "F",
            "birthDate": "1990-05-01",
            "birthTown": "Lille",
            "birthDepartment": "59",
            "department": "59",
            **changes,
        }
        return (await self.data(REGISTER, {"input": given}, as_))["registerCandidate"]

    async def candidate(self, as_: str | None = CENTRE, **changes: Any) -> str:
        """The identifier of a candidate just registered."""
        payload = await self.register(as_, **changes)
        assert payload["problems"] == []
        identifier: str = payload["candidate"]["id"]
        return identifier

    async def open(self, candidate: str, as_: str | None = CENTRE, **changes: Any) -> Any:
        """The payload of openDossier for a formation path to PLAIN, changed as asked."""
        given = {
            "candidate": candidate,
            "certification": PLAIN,
            "route": "FORMATION",
            "channel": "CANDIDAT",
            "origin": "SL",
            "funding": "PF",
            **changes,
        }
        return (await self.data(OPEN, {"input": given}, as_))["openDossier"]


PROBLEMS = "problems { code message path earliestDate latestDate currentRevision rule { id } }"
REGISTER = f"""mutation Register($input: RegisterCandidateInput!) {{ registerCandidate(input: $input) {{
  candidate {{ id revision lastName usedName firstNames birthPlace address {{ lines }} }}
  {PROBLEMS} warnings {{ code message rule {{ id }} }} }} }}"""
OPEN = f"""mutation Open($input: OpenDossierInput!) {{ openDossier(input: $input) {{
  dossier {{ id number revision status requestedOn openedOn engagedOn
    candidate {{ id revision }} certification {{ code }} referentiel {{ version }} targetBlocs {{ code }}
    checklist {{ rule {{ id }} state dueOn detail requiredFor }} }}
  {PROBLEMS} warnings {{ code message rule {{ id }} }} }} }}"""


def rules_of(payload: Any) -> list[str]:
    """The identifiers of the rules that a payload's problems name."""
    return [problem["rule"]["id"] for problem in payload["problems"] if problem["rule"]]

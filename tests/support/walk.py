"""The formation route through HTTP, from registration to certificate: each step by its actor, on its day."""

import base64
import re
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from repositories.store import Store
from rules.access.viewer import Role
from rules.base.event import EventDraft
from rules.base.operation import Operation
from rules.certification.certification import (
    Certification,
    CertificationKind,
    CertificationStatus,
    Registration,
    RegistrationState,
)
from rules.lives.family import ROWS
from rules.organisation.organisation import Organisation, OrganisationKind
from rules.referentiel.referentiel import Bloc, Capacite, EvaluationMode, Referentiel, ReferentielBloc
from tests.support.input_places import strays
from tests.support.world import NOW, TODAY, Api, furnished, token

CQPM = "MQ 2010 0277"
"""A CQPM at the RNCP, of two blocs and four capacités, that matches a CQPI."""
CQPI = "CQPI ESSAI"
PARTS = ("RNCP99277BC01", "RNCP99277BC02")
UNIONS = ("CFDT", "CFE-CGC", "CGT", "FO")
OPENED, EVALUATED, ASKED, HELD = date(2026, 11, 23), date(2027, 2, 23), date(2027, 3, 1), date(2027, 4, 15)
SENT, GTP = date(2027, 4, 20), date(2027, 5, 20)
PRESIDENT = "president-essai"
MEMBER = "membre-essai"

SESSION = """session { id number revision status heldOn transmissionDueOn nextActions
  members { id name role voting convenedOn present organisation { code } }
  checklist { rule { id } state dueOn requiredFor } minutes { certification { code } signedBy } certifications { code } }"""
DOSSIER = """dossier { id number revision status decision outcome conservationUntil nextActions
  tally { admitting refusing tieBroken } session { number status }
  acquired { capacite { number } bloc { code } validUntil }
  certificates { number revision kind title state bloc { code } certification { code } }
  checklist { rule { id } state dueOn requiredFor } }"""
CERTIFICATE = (
    "certificate { number revision kind state title deliveredOn deliveredTo copies { on reason } nextActions }"
)
CANDIDATE = "candidate { id revision mandates { id account name organisation startsOn endsOn revokedOn } }"
CERTIFICATION = """certification { code revision nextActions
  registrations { number state from until lastAwardOn source link declaredOn }
  unregistered { from until source link declaredOn } }"""
PROBLEMS = "problems { code message path earliestDate latestDate currentRevision rule { id } }"
WARNINGS = "warnings { code message path rule { id } }"
UNVEILED = {"DELIBEREE", "SIGNEE", "TRANSMISE", "COMPLEMENT_DEMANDE", "CLOSE"}
"""The states of a session whose jury reads the names."""
EQUIVALENCE = """equivalence { id revision extent source validFrom validUntil declared
  from { certification { code } bloc { code } } to { certification { code } bloc { code } } }"""
ORGANISATION = """organisation { id code revision letterheads { version kind sha256 uploadedBy uploadedOn } }"""
SHOWN = {
    "organisation": ORGANISATION,
    "session": SESSION,
    "dossier": DOSSIER,
    "certificate": CERTIFICATE,
    "candidate": CANDIDATE,
    "certification": CERTIFICATION,
    "equivalence": EQUIVALENCE,
}


def shown_by(operation: str) -> str:
    """The name of the entity in the payload of an operation."""
    return ROWS[Operation(operation)][0].subject.value


async def furnished_for_juries(store: Store) -> None:
    """The small world, with unions and a CQPM of two blocs at the RNCP that matches a CQPI."""
    await furnished(store)
    modes = (EvaluationMode.SITUATION_REELLE, EvaluationMode.PROJET, EvaluationMode.SITUATION_RECONSTITUEE)
    common: dict[str, Any] = {"status": CertificationStatus.ACTIVE}
    entities: list[Any] = [
        *(Organisation(id=code, code=code, name=f"{code} d’essai", kind=OrganisationKind.UNION) for code in UNIONS),
        Certification(id=CQPI, code=CQPI, kind=CertificationKind.CQPI, title="Technicien d’essai (CQPI)", **common),
        Certification(
            id=CQPM,
            code=CQPM,
            kind=CertificationKind.CQPM,
            title="Technicien d’essai",
            cqpi=CQPI,
            registrations=(
                Registration(
                    number="RNCP99277",
                    state=RegistrationState.ACTIVE,
                    start=date(2022, 1, 1),
                    end=date(2030, 12, 31),
                ),
            ),
            **common,
        ),
        *(Bloc(id=code, code=code, title=f"Bloc {code[-4:]}", certifications=(CQPM,)) for code in PARTS),
        Referentiel(
            id=f"{CQPM}@1",
            certification=CQPM,
            version=1,
            capacites=tuple(
                Capacite(number=str(n), title=f"Capacité {n}", conditions="x", criteria=("y",), modes=modes)
                for n in range(1, 5)
            ),
            composition=(
                ReferentielBloc(bloc=PARTS[0], capacites=("1", "2")),
                ReferentielBloc(bloc=PARTS[1], capacites=("3", "4")),
            ),
        ),
    ]

    async def work(unit: Any) -> None:
        unit.insert_many(entities, EventDraft(action=Operation.importCertifications, facts={"sources": ["tests"]}))

    await store.transact(work, actor="tests", on=TODAY, at=NOW)


def as_(role: Role, today: date, organisation: str | None = "UT59", **given: Any) -> str:
    """A token for one role on one day."""
    return token(role, organisation, today=today, **given)


def centre(today: date, code: str = "UT59") -> str:
    """The centre's token on one day."""
    return as_(Role.CENTRE, today, code)


def president(today: date) -> str:
    """The token of the jury's president on one day."""
    return as_(Role.JURY_PRESIDENT, today, None, subject=PRESIDENT)


def sits(actor: str) -> bool:
    """Whether a token is that of a jury's account."""
    body = actor.split(".")[1] if actor.count(".") == 2 else ""
    return b"JURY_" in base64.urlsafe_b64decode(body + "=" * (-len(body) % 4))


def gtp(today: date) -> str:
    """The GTP's token on one day."""
    return as_(Role.GTP, today, "UIMM")


@dataclass
class Path:
    """One walk through the formation route over an API."""

    api: Api
    session: str = ""
    members: dict[str, str] = field(default_factory=dict)
    """From a name to the identifier of a member."""

    async def call(self, operation: str, actor: str, **given: Any) -> Any:
        """The payload of a mutation, whose problems each name a place of its input."""
        name = operation[0].upper() + operation[1:]
        shown = SHOWN[shown_by(operation)]
        query = f"mutation($input: {name}Input!) {{ {operation}(input: $input) {{ {shown} {PROBLEMS} {WARNINGS} }} }}"
        asked = {"input": await self.known_to(actor, given)}
        payload = (await self.api.data(query, asked, actor))[operation]
        assert strays(operation, payload) == [], payload
        return payload

    async def done(self, operation: str, actor: str, **given: Any) -> Any:
        """The entity of a mutation that must have no problem."""
        payload = await self.call(operation, actor, **given)
        assert payload["problems"] == [], (operation, payload["problems"])
        return payload[shown_by(operation)]

    async def revision(self, number: str | None = None) -> int:
        """The present revision of the session, or of a dossier."""
        kind = "dossier" if number else "session"
        query = f"query($n: String!) {{ {kind}(number: $n) {{ revision }} }}"
        data = await self.api.data(query, {"n": number or self.session}, gtp(GTP))
        revision: int = data[kind]["revision"]
        return revision

    async def known_to(self, actor: str, given: dict[str, Any]) -> dict[str, Any]:
        """What is given, a dossier being named as the actor knows it: by its seat, to a jury."""
        if "dossier" not in given or not given["dossier"].startswith("D") or not sits(actor):
            return given
        return {**given, "dossier": await self.seat(given["dossier"])}

    async def seat(self, number: str) -> str:
        """What the jury of the session calls a dossier before its last decision; the number itself afterwards."""
        query = "query($n: String!) { dossier(number: $n) { anonymousNumber session { status } } }"
        dossier = (await self.api.data(query, {"n": number}, gtp(GTP)))["dossier"]
        veiled = dossier and dossier["session"] and dossier["session"]["status"] not in UNVEILED
        return dossier["anonymousNumber"] if veiled else number

    async def upload(self, actor: str, content: bytes = b"%PDF-1.7 essai", name: str = "piece.pdf") -> str:
        """The identifier of a file just uploaded."""
        answer = await self.api.client.put(
            f"/files?name={name}", content=content, headers={"Authorization": f"Bearer {actor}"}
        )
        assert answer.status_code == 201, answer.text
        identifier: str = answer.json()["id"]
        return identifier

    async def dossier(self, last_name: str, acquired: str = "1234", **changes: Any) -> str:
        """The number of a dossier opened, planned and entirely evaluated: EVALUE."""
        number = await self.opened(last_name, **changes)
        await self.planned(number)
        results = [
            {"capacite": n, "acquired": n in acquired, "mode": "SITUATION_REELLE", "on": EVALUATED.isoformat()}
            for n in "1234"
        ]
        actor = centre(EVALUATED)
        made = await self.done("recordEvaluation", actor, dossier=number, results=results)
        assert made["status"] == "EVALUE"
        return number

    async def opened(self, last_name: str, **changes: Any) -> str:
        """The number of a dossier just opened."""
        person = await self.api.candidate(centre(OPENED), lastName=last_name)
        given = {
            "certification": CQPM,
            "channel": "ENTREPRISE",
            "company": {"name": f"Ateliers {last_name}", "address": "1 rue X", "nace": "33.12Z", "sector": "M"},
        }
        payload = await self.api.open(person, centre(OPENED), **{**given, **changes})
        assert payload["problems"] == [], payload["problems"]
        number: str = payload["dossier"]["number"]
        return number

    async def planned(self, number: str) -> None:
        """Plans the evaluations of a dossier, names its commission, records its company's opinion."""
        actor = centre(OPENED)
        modes = [{"capacite": n, "mode": "SITUATION_REELLE"} for n in "1234"]
        await self.done(
            "planEvaluation", actor, dossier=number, modes=modes, agreedWith="ENTREPRISE", tutor="Tom Tuteur"
        )
        members = [
            {"name": "Eva Luatrice", "function": "Chef d’atelier"},
            {"name": "Paul Valuateur", "function": "Formateur"},
        ]
        await self.done("nameCommission", actor, dossier=number, members=members)
        await self.done("recordCompanyOpinion", centre(EVALUATED), dossier=number, favourable=True, by="Chef Atelier")

    async def scheduled(self, **changes: Any) -> str:
        """The number of a session just programmed."""
        given = {"certifications": [CQPM], "heldOn": HELD.isoformat(), **changes}
        made = await self.done("scheduleSession", centre(ASKED), **given)
        self.session = made["number"]
        return self.session

    async def named(self) -> None:
        """Names a president, an employer and a voting member of two unions."""
        for name, role, organisation, account in (
            ("Anne Présidente", "PRESIDENT", "UT59", PRESIDENT),
            ("Marc Employeur", "EMPLOYER", "UT59", None),
            ("Lise Syndiquée", "UNION", "CFDT", MEMBER),
            ("Omar Syndiqué", "UNION", "FO", None),
        ):
            await self.name(name, role, organisation, account=account)

    async def name(self, name: str, role: str, organisation: str, **changes: Any) -> Any:
        """The payload of nameJuryMember for somebody who may sit."""
        member = {
            "name": name,
            "role": role,
            "organisation": organisation,
            "qualified": True,
            "branchEmployee": True,
            **changes,
        }
        payload = await self.call("nameJuryMember", centre(ASKED), session=self.session, member=member)
        if payload["session"]:
            self.members |= {item["name"]: item["id"] for item in payload["session"]["members"]}
        return payload

    async def convened(self, *dossiers: str, **changes: Any) -> None:
        """A session convened, its CPREFP informed, with these dossiers."""
        await self.scheduled(**changes)
        await self.done("requestUnionMembers", centre(ASKED), session=self.session)
        await self.named()
        await self.done("conveneJury", centre(ASKED), session=self.session)
        await self.done("informCprefp", centre(ASKED), session=self.session)
        if dossiers:
            await self.done("assignDossiers", centre(ASKED), session=self.session, add=list(dossiers))

    async def held(self, *dossiers: str) -> None:
        """A session that meets, everybody present."""
        await self.convened(*dossiers)
        await self.attended()

    async def attended(self) -> None:
        """Signs the attendance of every member."""
        present = list(self.members.values())
        revision = await self.revision()
        await self.done(
            "signAttendance", president(HELD), session=self.session, present=present, expectedRevision=revision
        )

    async def decide(self, number: str, decision: str | None, **changes: Any) -> Any:
        """The payload of recordDecision by the president."""
        given = {"dossier": number, "expectedRevision": await self.revision(number), **changes}
        return await self.call(
            "recordDecision", president(HELD), **given, **({"decision": decision} if decision else {})
        )

    async def sit(self, *lines: dict[str, Any], actor: str | None = None, **changes: Any) -> Any:
        """The payload of recordDecisions, by the president unless somebody else records; dossiers by their numbers."""
        who = actor or president(HELD)
        known = [await self.known_to(who, line) for line in lines]
        given = {"session": self.session, "expectedRevision": await self.revision(), **changes}
        return await self.call("recordDecisions", who, decisions=known, **given)

    async def signed(self, **decisions: str) -> None:
        """Every decision recorded, and the minutes signed by the president."""
        for number, decision in decisions.items():
            payload = await self.decide(number, decision)
            assert payload["problems"] == [], payload["problems"]
        await self.done("signMinutes", president(HELD), session=self.session, expectedRevision=await self.revision())

    async def transmitted(self) -> Any:
        """The session sent to the GTP with its four pieces."""
        actor = centre(SENT)
        kinds = (("ATTESTATION", None), ("CPREFP_EXTRACT", None), ("ATTENDANCE_SHEET", CQPM), ("MINUTES", CQPM))
        pieces = [{"kind": kind, "certification": code, "file": await self.upload(actor)} for kind, code in kinds]
        return await self.done(
            "transmitSession", actor, session=self.session, pieces=pieces, minutesCopiedOn=SENT.isoformat()
        )

    async def validated(self, *numbers: str, **refused: str) -> Any:
        """The payload of validateAttribution: these dossiers validated, those refused with their reasons."""
        verdicts = [{"dossier": number, "validated": True} for number in numbers]
        verdicts += [{"dossier": number, "validated": False, "reasons": why} for number, why in refused.items()]
        return await self.call(
            "validateAttribution",
            gtp(GTP),
            session=self.session,
            verdicts=verdicts,
            expectedRevision=await self.revision(),
        )

    async def read(self, number: str, actor: str | None = None) -> Any:
        """A dossier, as somebody sees it."""
        query = f"query($n: String!) {{ {DOSSIER.replace('dossier {', 'dossier(number: $n) {', 1)} }}"
        return (await self.api.data(query, {"n": number}, actor or centre(GTP)))["dossier"]


@dataclass(frozen=True)
class Convened:
    """What `convened` put into a store."""

    dossier: str
    session: str
    members: dict[str, str]


async def convened(store: Store) -> Convened:
    """The world that juries need, with a session convened and one dossier before it."""
    await furnished_for_juries(store)
    async with Api.over(store) as api:
        path = Path(api)
        dossier = await path.dossier("Convoqué")
        await path.convened(dossier)
    return Convened(dossier, path.session, path.members)


def rules(payload: Any) -> list[str]:
    """The rules that a refusal names, in order."""
    return [problem["rule"]["id"] for problem in payload["problems"] if problem["rule"]]


def is_certificate_number(text: str) -> bool:
    """Whether a text has the form of NUM-03."""
    return re.fullmatch(r"MC \d{4} \d\d \d\d \d{5}", text) is not None

"""Sessions, members and dossiers that the tests of the jury's rules share."""

from datetime import date
from typing import Any

from rules.dossier.commission import Evaluator
from rules.dossier.dossier import (
    Company,
    Deliberation,
    Dossier,
    DossierStatus,
    Evaluation,
    GtpVerdict,
    JuryDecision,
    Outcome,
    Route,
)
from rules.dossier.plan import EvaluationPlan, PlannedMode
from rules.organisation.organisation import Organisation, OrganisationKind
from rules.referentiel.referentiel import Capacite, EvaluationMode, Referentiel, ReferentielBloc
from rules.session.commands import NamedMember
from rules.session.session import JointJury, JuryMember, JuryRole, Session, SessionStatus, UnionRequest

HELD = date(2027, 4, 15)
LAST = date(2027, 3, 31)
"""Fifteen days before."""
OPENED, FIRST = date(2026, 11, 23), date(2027, 2, 23)
UNIONS = ("CFDT", "CFE-CGC", "CGT", "FO")
CQPM = "MQ 2010 0277"
REAL = EvaluationMode.SITUATION_REELLE
CHAMBER = Organisation(id="UT59", code="UT59", name="UIMM 59", kind=OrganisationKind.UIMM_TERRITORIALE, department="59")
ORGANISATIONS = {
    "UT59": CHAMBER,
    **{code: Organisation(id=code, code=code, name=code, kind=OrganisationKind.UNION) for code in UNIONS},
}
VERSION = Referentiel(
    id=f"{CQPM}@1",
    certification=CQPM,
    version=1,
    capacites=tuple(Capacite(number=n, title=f"Capacité {n}", modes=(REAL, EvaluationMode.PROJET)) for n in "1234"),
    composition=(
        ReferentielBloc(bloc="RNCP99277BC01", capacites=("1", "2")),
        ReferentielBloc(bloc="RNCP99277BC02", capacites=("3", "4")),
    ),
)


def member(
    name: str = "Anne", role: JuryRole = JuryRole.PRESIDENT, organisation: str = "UT59", **given: Any
) -> JuryMember:
    """A member who is convened and present."""
    common = {"id": name, "name": name, "voting": role is not JuryRole.GUEST, "convened_on": LAST, "present": True}
    return JuryMember(**{**common, "role": role, "organisation": organisation, **given})


def request(
    name: str = "Marc", role: JuryRole = JuryRole.EMPLOYER, organisation: str = "UT59", **given: Any
) -> NamedMember:
    """Somebody qualified to be named."""
    return NamedMember(
        **{
            "name": name,
            "role": role,
            "organisation": organisation,
            "qualified": True,
            "branch_employee": True,
            **given,
        }
    )


def session(status: SessionStatus = SessionStatus.PROGRAMMEE, **given: Any) -> Session:
    """A session of one CQPM."""
    common = {"id": "s", "number": "S2027-UT59-0001", "exam_centre": "UT59", "certifications": (CQPM,), "held_on": HELD}
    return Session(**{**common, "status": status, **given})


def asked(on: date = LAST, **given: Any) -> JointJury:
    """Every union asked on a day, by default the last."""
    requests = tuple(UnionRequest(union=code, on=on) for code in UNIONS)
    return JointJury(**{"union_requests": requests, **given})


def jury() -> tuple[JuryMember, ...]:
    """A president, an employer and two unions."""
    return (
        member(),
        member("Marc", JuryRole.EMPLOYER),
        member("Lise", JuryRole.UNION, "CFDT"),
        member("Omar", JuryRole.UNION, "FO"),
    )


def dossier(status: DossierStatus = DossierStatus.OUVERT, **given: Any) -> Dossier:
    """A dossier by the formation route, from a company."""
    common = {
        "id": "d",
        "number": "D2026-UT59-00001",
        "candidate": "c",
        "certification": CQPM,
        "referentiel": VERSION.id,
        "route": Route.FORMATION,
        "channel": "ENTREPRISE",
        "origin": "SL",
        "funding": "PF",
        "company": Company(name="Ateliers"),
        "exam_centre": "UT59",
        "requested_on": OPENED,
        "opened_on": OPENED,
        "engaged_on": OPENED,
    }
    return Dossier(**{**common, "status": status, **given})


def planned(**given: Any) -> Dossier:
    """A dossier whose evaluations are agreed and whose commission is named."""
    plan = EvaluationPlan(
        modes=tuple(PlannedMode(capacite=n, mode=REAL) for n in "1234"), agreed_with="ENTREPRISE", sent_on=OPENED
    )
    commission = (Evaluator(name="Eva", function="cheffe"), Evaluator(name="Paul", function="formateur"))
    return dossier(**{"plan": plan, "commission": commission, **given})


def evaluated(acquired: str = "1234", status: DossierStatus = DossierStatus.EVALUE, **given: Any) -> Dossier:
    """A dossier entirely evaluated."""
    evaluations = tuple(Evaluation(capacite=n, acquired=n in acquired, mode=REAL, on=FIRST) for n in "1234")
    return planned(**{"status": status, "evaluations": evaluations, **given})


def decided(decision: JuryDecision, acquired: str = "1234", *, at_rncp: bool = True, **given: Any) -> Dossier:
    """A dossier that the jury has decided on and the GTP validated."""
    outcome = Outcome.TOTAL if decision is JuryDecision.A else Outcome.PARTIAL if acquired else Outcome.NONE
    deliberation = Deliberation(
        decision=decision,
        outcome=outcome,
        jury_on=HELD,
        president="Anne",
        capacites=tuple(acquired),
    )
    verdict = GtpVerdict(on=HELD, validated=True)
    common = {"deliberation": deliberation, "at_rncp": at_rncp, "verdict": verdict}
    return evaluated(acquired, DossierStatus.VALIDE, **{**common, **given})

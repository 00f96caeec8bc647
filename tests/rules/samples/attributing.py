"""What a session sent to the GTP holds, and what the GTP says of it."""

from datetime import timedelta
from typing import Any

from rules.certification.certification import Certification, CertificationKind
from rules.dossier.dossier import Deliberation, Dossier, DossierStatus, JuryDecision, Outcome
from rules.lives import life
from rules.organisation.organisation import Organisation, OrganisationKind
from rules.session.commands import Verdict
from rules.session.session import Attribution, JointJury, Session, SessionStatus, Transmission
from tests.rules.samples.judging import Sitting
from tests.rules.samples.jury import CQPM, HELD, VERSION, evaluated, jury, session

DAY = timedelta(days=1)
A, NA = JuryDecision.A, JuryDecision.NA
BLOCS = {"RNCP99277BC01": "Bloc 1", "RNCP99277BC02": "Bloc 2"}
CERTIFICATION = Certification(id=CQPM, code=CQPM, kind=CertificationKind.CQPM, title="Technicien")
CQPI = Certification(id="CQPI X", code="CQPI X", kind=CertificationKind.CQPI, title="Technicien (CQPI)")
CENTRE = Organisation(id="UT59", code="UT59", name="UIMM 59", kind=OrganisationKind.UIMM_TERRITORIALE, department="59")
AWARDING: dict[str, Any] = {
    "versions": {VERSION.id: VERSION},
    "certifications": {CQPM: CERTIFICATION},
    "blocs": BLOCS,
    "centre": CENTRE,
}


def broken(found: Sitting | life.Outcome) -> list[str]:
    return [problem.rule or problem.code.value for problem in found.problems]


def signed(**given: Any) -> Session:
    common = {"members": jury(), "dossiers": ("d",), "decided": ("d",), "joint": JointJury(cprefp_informed_on=HELD)}
    return session(**{"status": SessionStatus.SIGNEE, **common, **given})


def sent(**given: Any) -> Session:
    transmitted = Attribution(transmission=Transmission(on=HELD + DAY, minutes_copied_on=HELD))
    return signed(**{"status": SessionStatus.TRANSMISE, "attribution": transmitted, **given})


def deliberated(decision: JuryDecision = A, acquired: str = "1234") -> Dossier:
    outcome = Outcome.TOTAL if decision is A else Outcome.PARTIAL
    made = Deliberation(decision=decision, outcome=outcome, jury_on=HELD, president="Anne")
    return evaluated(acquired, DossierStatus.TRANSMIS, deliberation=made, at_rncp=True)


def verdict(validated: bool = True, **given: Any) -> Verdict:
    return Verdict(**{"dossier": "D2026-UT59-00001", "validated": validated, **given})

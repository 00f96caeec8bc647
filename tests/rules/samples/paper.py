"""What papers are made from in the tests of their rules; every person and place is invented."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from rules.candidate.candidate import Candidate, Sex
from rules.certificate.certificate import Certificate
from rules.certificate.kind import CertificateKind
from rules.certification.certification import Certification, CertificationKind, CertificationStatus
from rules.dossier.dossier import Company, Dossier, JuryDecision
from rules.papers.asked import Asked
from rules.papers.common import CentreSignatory, ExamCentre, Meeting, Named, Recipient, Signatory
from rules.papers.minutes import MinutesPaper
from rules.papers.minutes_candidate import MinutesCandidate
from rules.papers.result import Awarded, Result
from rules.papers.table import Decisions, Table
from rules.referentiel.referentiel import Bloc
from tests.rules.samples import jury

JURY = date(2026, 10, 8)
ONE_DAY = timedelta(days=1)
CQPM = Named(code="MQ 1989 0021", title="Opérateur en maintenance industrielle")
BLOC = Named(code="RNCP36376BC01", title="Préparer")
COMMON: dict[str, Any] = {"centre": ExamCentre(name="Centre", town="Lille"), "reference": "S-2026-59-0001"}
MEETING = Meeting(held_on=JURY, qualifications=(CQPM,))
LETTER: dict[str, Any] = COMMON | {
    "written_on": date(2026, 9, 1),
    "addressee": Recipient(name="Union exemple"),
    "meeting": MEETING,
    "signatory": CentreSignatory(name="Noé Modèle", quality="Le responsable"),
}
SIGNED = Asked(signatory_name="Noé Modèle", signatory_quality="Le responsable")
"""What is asked of a paper that the centre signs."""
CERTIFICATION = Certification(
    id=jury.CQPM,
    code=jury.CQPM,
    kind=CertificationKind.CQPM,
    status=CertificationStatus.ACTIVE,
    title="Soudeur",
)
BLOCS = {part.bloc: Bloc(id=part.bloc, code=part.bloc, title=f"Bloc {part.bloc}") for part in jury.VERSION.composition}


def candidate(**changes: Any) -> Candidate:
    """Somebody from Lille."""
    given: dict[str, Any] = {
        "id": "c",
        "anonymous_number": "A-1",
        "birth_name": "Ñandú",
        "first_names": "Zoé",
        "sex": Sex.F,
        "birth_date": date(1998, 4, 2),
        "birth_town": "Lille",
        "birth_department": "59",
        "centres": ("UT59",),
        "registered_on": date(2026, 1, 5),
    }
    return Candidate(**given | changes)


def listed(**changes: Any) -> MinutesCandidate:
    """One line of the minutes."""
    given: dict[str, Any] = {
        "number": "C-1",
        "name": "Zoé Lefèvre",
        "birth_date": date(1990, 5, 1),
        "birth_town": "Lille",
        "birth_department": "59",
        "birth_country": "France",
        "origin": "SL",
        "funding": "PF",
        "company": Company(name="Atelier", nace="25.62", sector="M"),
        "at_rncp": True,
        "decision": JuryDecision.A,
    }
    return MinutesCandidate(**given | changes)


def minutes(*candidates: MinutesCandidate, **changes: Any) -> MinutesPaper:
    """Minutes of one candidate, or of these."""
    given = {
        "qualification": CQPM,
        "held_on": JURY,
        "president": Signatory(name="Camille Martin"),
        "candidates": candidates or (listed(),),
    }
    return MinutesPaper(**COMMON | given | changes)


def _seen(**session: Any) -> Mapping[str, Any]:
    given = {"members": jury.jury(), "joint": jury.asked(), **session}
    return {
        "session": jury.session(**given),
        "centre": jury.CHAMBER,
        "certifications": dict.fromkeys(given.get("certifications", (jury.CQPM,)), CERTIFICATION),
        "organisations": jury.ORGANISATIONS,
        "today": jury.HELD,
    }


def table(**session: Any) -> Table:
    """A session whose members are convened."""
    return Table(**_seen(**session))


def decisions(*dossiers: Dossier, **session: Any) -> Decisions:
    """The same, with these dossiers."""
    return Decisions(
        **_seen(**session),
        dossiers=dossiers,
        people={"c": candidate()},
        versions={jury.VERSION.id: jury.VERSION},
        blocs=BLOCS,
    )


def certificate(**changes: Any) -> Certificate:
    """The certificate of the dossier."""
    given: dict[str, Any] = {
        "id": "MC202704590001",
        "number": "MC 2027 04 59 00001",
        "kind": CertificateKind.CQPM,
        "certification": jury.CQPM,
        "title": "Soudeur",
        "dossier": "D2026-UT59-00001",
        "candidate": "c",
        "exam_centre": "UT59",
        "issued_on": jury.HELD,
    }
    return Certificate(**given | changes)


def result(dossier: Dossier, *certificates: Certificate) -> Result:
    """A dossier with what was awarded for it."""
    return Result(dossier, candidate(), CERTIFICATION, jury.VERSION, BLOCS, certificates, jury.CHAMBER, jury.HELD)


def awarded(**changes: Any) -> Awarded:
    """A certificate of an admitted candidate."""
    found = certificate(**changes)
    return Awarded(found, result(jury.decided(JuryDecision.A), found), ())

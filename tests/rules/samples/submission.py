"""What the tests of submissions are made of: a CQPM, a version with two capacités, a request changed as asked."""

from datetime import date
from typing import Any

from rules.base.problems import Problem
from rules.certification.certification import (
    Certification,
    CertificationKind,
    CertificationStatus,
    Registration,
    RegistrationState,
)
from rules.certification.identifiers import code_key
from rules.organisation.organisation import Organisation, OrganisationKind
from rules.referentiel.opportunity import SubmissionNature
from rules.referentiel.referentiel import Bloc, Capacite, EvaluationMode, Referentiel
from rules.referentiel.submission import ProposedCapacite, ProposedPart, SubmissionRequest, Submitting, cleaned
from rules.referentiel.submitting import Judged, judged

CODE = "MQ 1989 0021"
TODAY = date(2026, 11, 23)
REEL, COMPANY = EvaluationMode.SITUATION_REELLE, EvaluationMode.AVIS_ENTREPRISE
COMPLETION, REVISION, CREATION = SubmissionNature.COMPLETION, SubmissionNature.REVISION, SubmissionNature.CREATION
ONE, TWO = Capacite(number="1", title="Souder"), Capacite(number="2", title="Contrôler")
FULL = ProposedCapacite(number="1", conditions="À l’atelier", criteria=("Sans défaut",), modes=(REEL,))
UNIT = ProposedPart(title="Préparer", capacites=("1", "2"))
RNCP = Registration(number="RNCP36376", state=RegistrationState.ACTIVE)


def cqpm(**facts: Any) -> Certification:
    given = {"kind": CertificationKind.CQPM, "status": CertificationStatus.ACTIVE, "title": "Soudeur", **facts}
    return Certification(id=CODE, code=CODE, **given)


def version(number: int = 1, **facts: Any) -> Referentiel:
    return Referentiel(id=f"{CODE}@{number}", certification=CODE, version=number, **{"capacites": (ONE, TWO), **facts})


def chamber(code: str = "UT59", kind: OrganisationKind = OrganisationKind.UIMM_TERRITORIALE) -> Organisation:
    return Organisation(id=code, code=code, name=f"UIMM {code}", kind=kind, department=code[-2:])


def submit(
    nature: SubmissionNature = COMPLETION,
    base: Referentiel | None = None,
    *,
    others: tuple[Referentiel, ...] = (),
    certification: Certification | None = None,
    blocs: tuple[Bloc, ...] = (),
    organisation: Organisation | None = None,
    gtp: bool = False,
    **request: Any,
) -> Judged:
    typed = SubmissionRequest(certification=CODE, nature=nature, source="Référentiel papier", **request)
    return judged(
        Submitting(
            request=cleaned(typed),
            certification=certification or cqpm(resource_centres=("UT59",)),
            versions=(base or version(), *others),
            blocs={code_key(bloc.code): bloc for bloc in blocs},
            organisation=None if gtp else organisation or chamber(),
            gtp=gtp,
            today=TODAY,
        )
    )


def made(found: Judged) -> Referentiel:
    assert found.problems == []
    assert found.version is not None
    return found.version


def told(problems: list[Problem]) -> list[tuple[str | None, str]]:
    return [(problem.rule or problem.code.value, ".".join(problem.path)) for problem in problems]


def revision(**given: Any) -> Judged:
    return submit(REVISION, **{"capacites": (FULL.evolve(title="Braser"),), "composition": (), **given})

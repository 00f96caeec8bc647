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
from rules.lives.life import Outcome
from rules.organisation.organisation import Organisation, OrganisationKind
from rules.referentiel import submitting as rules
from rules.referentiel.commands import ProposedCapacite, ProposedPart, SubmitReferentiel
from rules.referentiel.opportunity import SubmissionNature
from rules.referentiel.referentiel import Bloc, Capacite, EvaluationMode, Referentiel
from rules.referentiel.submission import Submitting, cleaned

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
) -> Outcome:
    typed = SubmitReferentiel(certification=CODE, nature=nature, source="Référentiel papier", **request)
    target = certification or cqpm(resource_centres=("UT59",))
    return rules.submit(
        target,
        typed,
        submitting=Submitting(
            request=cleaned(typed),
            certification=target,
            versions=(base or version(), *others),
            blocs={code_key(bloc.code): bloc for bloc in blocs},
            organisation=None if gtp else organisation or chamber(),
            gtp=gtp,
            today=TODAY,
        ),
    )


def made(found: Outcome) -> Referentiel:
    assert not found.problems
    assert found.entity is not None
    [version] = found.changed(Referentiel)
    return version


def told(problems: list[Problem]) -> list[tuple[str | None, str]]:
    return [(problem.rule or problem.code.value, ".".join(problem.path)) for problem in problems]


def revision(**given: Any) -> Outcome:
    return submit(REVISION, **{"capacites": (FULL.evolve(title="Braser"),), "composition": (), **given})

"""What the rules ask of a dossier, and where it stands."""

from datetime import date

from rules.base.calendar import in_french
from rules.base.check import Check, CheckState
from rules.base.operation import Operation
from rules.dossier.conservation import conservation_until
from rules.dossier.dossier import Dossier, DossierStatus, Outcome, Route
from rules.dossier.opening import first_evaluation_on

_NOT_EVALUATED = frozenset({DossierStatus.OUVERT, DossierStatus.RECEVABLE, DossierStatus.RECEVABILITE_EN_INSTRUCTION})


def dossier_checklist(dossier: Dossier, today: date) -> list[Check]:
    """The checklist of a dossier on a business date, in the order of the path."""
    return [
        _registered(dossier),
        _version(dossier),
        _planned(dossier),
        *_project(dossier),
        _commission(dossier),
        _first_evaluation(dossier, today),
        _evaluated(dossier),
        _opinion(dossier),
        *_conservation(dossier),
    ]


def _registered(dossier: Dossier) -> Check:
    return Check(
        rule="INS-01",
        state=CheckState.DONE,
        detail=f"Inscrit le {in_french(dossier.opened_on)} auprès du centre d’examen {dossier.exam_centre}.",
        required_for=Operation.planEvaluation,
    )


def _version(dossier: Dossier) -> Check:
    return Check(
        rule="REF-07",
        state=CheckState.DONE,
        detail=f"Version {dossier.referentiel.rpartition('@')[2]} du référentiel, "
        f"pour un engagement du {in_french(dossier.engaged_on)}.",
        required_for=Operation.planEvaluation,
    )


def _first_evaluation(dossier: Dossier, today: date) -> Check:
    if dossier.route is Route.VAE:
        return Check(rule="INS-04", state=CheckState.NOT_APPLICABLE, detail="Le délai ne vaut pas pour la VAE.")
    first = first_evaluation_on(dossier.opened_on)
    return Check(
        rule="INS-04",
        state=CheckState.DONE if today >= first else CheckState.MISSING,
        detail=f"La commission d’évaluation peut se réunir à partir du {in_french(first)}, ce jour compris.",
        due_on=first,
        required_for=Operation.recordEvaluation,
    )


def _planned(dossier: Dossier) -> Check:
    plan = dossier.plan
    return Check(
        rule="EVA-05",
        state=_state(plan is not None),
        detail=f"Modalités transmises au centre de ressources le {in_french(plan.sent_on)}." if plan else None,
        required_for=Operation.recordEvaluation,
    )


def _project(dossier: Dossier) -> list[Check]:
    due = dossier.plan.project_due_on if dossier.plan else None
    if due is None:
        return []
    return [
        Check(
            rule="EVA-07",
            state=CheckState.DONE,
            detail=f"Le rapport de projet est dû le {in_french(due)}.",
            due_on=due,
        )
    ]


def _commission(dossier: Dossier) -> Check:
    return Check(
        rule="EVA-04",
        state=_state(bool(dossier.commission)),
        detail=f"{len(dossier.commission)} membres." if dossier.commission else None,
        required_for=Operation.recordEvaluation,
    )


def _evaluated(dossier: Dossier) -> Check:
    complete = dossier.status not in _NOT_EVALUATED
    return Check(
        rule="EVA-06",
        state=_state(complete),
        detail=f"{len(dossier.evaluations)} résultats enregistrés.",
        required_for=Operation.assignDossiers,
    )


def _opinion(dossier: Dossier) -> Check:
    if dossier.route is Route.VAE or dossier.company is None:
        return Check(
            rule="EVA-03", state=CheckState.NOT_APPLICABLE, detail="Le candidat agit sans entreprise dans ce parcours."
        )
    return Check(
        rule="EVA-03", state=_state(dossier.company_opinion is not None), required_for=Operation.recordDecision
    )


def _state(done: bool) -> CheckState:
    return CheckState.DONE if done else CheckState.MISSING


def _conservation(dossier: Dossier) -> list[Check]:
    decided = dossier.deliberation
    if decided is None or decided.outcome is not Outcome.PARTIAL:
        return []
    until = conservation_until(decided.jury_on, decided.at_rncp)
    return [
        Check(
            rule="CON-02",
            state=CheckState.DONE,
            detail="Les capacités acquises restent acquises si une nouvelle inscription est demandée "
            f"au plus tard le {in_french(until)}.",
            due_on=until,
            required_for=Operation.openDossier,
        )
    ]

"""What the rules ask of a dossier, and where it stands."""

from datetime import date

from rules.base.calendar import in_french
from rules.base.check import Check, CheckState
from rules.base.operation import Operation
from rules.base.parameters import parameter
from rules.dossier.conservation import conservation_until
from rules.dossier.dossier import Again, Dossier, DossierStatus, Outcome
from rules.dossier.opinion import COMPANY_FIRST, without_opinion
from rules.dossier.refusal import evaluated_again, evaluations_in_words, evaluations_left, refused_judgment


def registered(dossier: Dossier, _today: date) -> list[Check]:
    """INS-01: registered with a centre d'examen."""
    return [
        Check(
            rule="INS-01",
            state=CheckState.DONE,
            detail=f"Inscrit le {in_french(dossier.opened_on)} auprès du centre d’examen {dossier.exam_centre}.",
            required_for=Operation.planEvaluation,
        )
    ]


def typed(dossier: Dossier, _today: date) -> list[Check]:
    """INS-10: typed after the day of the registration; why is a field of its own, which a jury does not read."""
    if dossier.late_reason is None or dossier.typed_on is None:
        return []
    return [
        Check(
            rule="INS-10",
            state=CheckState.DONE,
            detail=f"Inscription du {in_french(dossier.opened_on)}, saisie le {in_french(dossier.typed_on)}, motivée.",
        )
    ]


def version(dossier: Dossier, _today: date) -> list[Check]:
    """REF-07: the version of the référentiel that it pins."""
    return [
        Check(
            rule="REF-07",
            state=CheckState.DONE,
            detail=f"Version {dossier.referentiel.rpartition('@')[2]} du référentiel, "
            f"pour un engagement du {in_french(dossier.engaged_on)}.",
            required_for=Operation.planEvaluation,
        )
    ]


def first_evaluation(dossier: Dossier, today: date) -> list[Check]:
    """INS-04: the first day of evaluation."""
    if dossier.only_carried:
        return [_nothing_evaluated("INS-04")]
    first = dossier.first_evaluation_on
    return [
        Check(
            rule="INS-04",
            state=CheckState.DONE if today >= first else CheckState.MISSING,
            detail=f"La commission d’évaluation peut se réunir à partir du {in_french(first)}, ce jour compris "
            "(recordEvaluation).",
            due_on=first,
            required_for=_evaluating(dossier),
        )
    ]


def planned(dossier: Dossier, _today: date) -> list[Check]:
    """EVA-05: the evaluations agreed and sent."""
    if dossier.only_carried:
        return [_nothing_evaluated("EVA-05")]
    plan = dossier.plan
    return [
        Check(
            rule="EVA-05",
            state=_state(plan is not None),
            detail=f"Modalités transmises au centre de ressources le {in_french(plan.sent_on)}."
            if plan
            else "Le centre d’examen prévoit les évaluations, en convient avec l’entreprise ou, à défaut, avec le "
            "candidat, et les transmet au centre de ressources (planEvaluation).",
            required_for=_evaluating(dossier),
        )
    ]


def project(dossier: Dossier, _today: date) -> list[Check]:
    """EVA-07: the day by which a project report is due."""
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


def commission(dossier: Dossier, _today: date) -> list[Check]:
    """EVA-04: the commission d'évaluation."""
    if dossier.only_carried:
        return [_nothing_evaluated("EVA-04")]
    fewest = parameter("fewest_evaluators", dossier.opened_on)
    return [
        Check(
            rule="EVA-04",
            state=_state(bool(dossier.commission)),
            detail=f"{len(dossier.commission)} membres."
            if dossier.commission
            else f"Le centre d’examen nomme {fewest} membres qualifiés au moins (nameCommission).",
            required_for=_evaluating(dossier),
        )
    ]


def evaluated(dossier: Dossier, _today: date) -> list[Check]:
    """EVA-06: everything in its scope evaluated."""
    unfinished = dossier.status in {DossierStatus.OUVERT, DossierStatus.ABANDONNE}
    complete = not unfinished and not evaluated_again(dossier)
    count = len(dossier.evaluations)
    known = f"{count} résultats enregistrés" if count > 1 else f"{count or 'Aucun'} résultat enregistré"
    left = "" if complete else f" ; le centre d’examen enregistre {_others(dossier)} (recordEvaluation)"
    return [
        Check(
            rule="EVA-06",
            state=_state(complete),
            detail=f"{known}{left}.",
            required_for=Operation.assignDossiers,
        )
    ]


def _others(dossier: Dossier) -> str:
    """What is to be recorded: what has no result, or what a refusal of the GTP has evaluated again (GTP-07)."""
    return f"de nouveau {evaluations_in_words(evaluations_left(dossier))}" if evaluated_again(dossier) else "les autres"


def opinion(dossier: Dossier, _today: date) -> list[Check]:
    """EVA-03: the company's opinion."""
    if dossier.only_carried:
        return [_nothing_evaluated("EVA-03")]
    why_not = without_opinion(dossier)
    if why_not is not None:
        return [Check(rule="EVA-03", state=CheckState.NOT_APPLICABLE, detail=why_not)]
    given = dossier.company_opinion
    text = "L’entreprise donne son avis, que le centre d’examen enregistre (recordCompanyOpinion)."
    if given is not None:
        text = f"Avis de l’entreprise donné le {in_french(given.on)}."
    elif dossier.advising_company is None:
        text = f"Aucune entreprise n’est connue du dossier : {COMPANY_FIRST}"
    return [Check(rule="EVA-03", state=_state(given is not None), detail=text, required_for=Operation.recordDecision)]


def withdrawn(dossier: Dossier, today: date) -> list[Check]:
    """PRD-05: a withdrawal is undone on its day only."""
    given_up = dossier.withdrawal
    if given_up is None:
        return []
    return [
        Check(
            rule="PRD-05",
            state=_state(today == given_up.on and given_up.status is not None),
            detail=f"Abandonné le {in_french(given_up.on)} : l’abandon ne s’annule que ce jour-là.",
            due_on=given_up.on,
            required_for=Operation.reopenDossier,
        )
    ]


def _evaluating(dossier: Dossier) -> Operation | None:
    """What waits to evaluate: nothing so long as something may be carried over, which waits for none of it (INS-12)."""
    return None if dossier.left_to_carry else Operation.recordEvaluation


def _nothing_evaluated(rule: str) -> Check:
    text = "Tout est repris de dossiers antérieurs : rien n’est évalué dans celui-ci."
    return Check(rule=rule, state=CheckState.NOT_APPLICABLE, detail=text)


def _state(done: bool) -> CheckState:
    return CheckState.DONE if done else CheckState.MISSING


def conservation(dossier: Dossier, _today: date) -> list[Check]:
    """CON-02: the last day to ask again with what was acquired."""
    decided = dossier.upheld
    if decided is None or decided.outcome is not Outcome.PARTIAL:
        return []
    if dossier.at_rncp is None:
        text = (
            "Le dernier jour d’une nouvelle demande dépend de l’inscription au RNCP, qui n’est pas connue : le GTP la "
            "déclare d’abord, avec sa source (declareRegistration, REG-01)."
        )
        return [Check(rule="CON-02", state=CheckState.MISSING, detail=text, required_for=Operation.openDossier)]
    until = conservation_until(decided.jury_on, dossier.at_rncp)
    return [
        Check(
            rule="CON-02",
            state=CheckState.DONE,
            detail="Les capacités acquises restent acquises si une nouvelle inscription est demandée "
            f"au plus tard le {in_french(until)} (openDossier).",
            due_on=until,
            required_for=Operation.openDossier,
        )
    ]


def refused(dossier: Dossier, _today: date) -> list[Check]:
    """GTP-07: what a refusal of the GTP has made again, until a new jury has decided."""
    judgment = refused_judgment(dossier)
    if judgment is None:
        return []
    again = judgment.verdict.again or Again.NOTHING
    open_ = CheckState.NOT_APPLICABLE if again is Again.NOTHING else CheckState.MISSING
    text = f"Attribution refusée par le GTP le {in_french(judgment.verdict.on)}"
    return [
        Check(
            rule="GTP-07",
            state=CheckState.DONE if dossier.verdict is None and dossier.deliberation is not None else open_,
            detail=f"{text} : {_again_in_words(dossier, again)}.",
        )
    ]


_BEFORE_JURY = frozenset(
    {DossierStatus.REFUSE, DossierStatus.OUVERT, DossierStatus.RECEVABLE, DossierStatus.EVALUE, DossierStatus.ABANDONNE}
)


def _again_in_words(dossier: Dossier, again: Again) -> str:
    """What comes next after a refusal, by where the dossier stands."""
    if again is Again.NOTHING:
        return "rien n’est refait, le dossier est clos"
    if dossier.status not in _BEFORE_JURY:
        return "le dossier est présenté à un nouveau jury"
    if left := evaluations_left(dossier):
        what = evaluations_in_words(left)
        return f"avant un nouveau jury, le centre d’examen fait refaire {what} (recordEvaluation)"
    if dossier.status is DossierStatus.RECEVABLE:
        return "avant un nouveau jury, la commission de validation conclut de nouveau (concludeCommission)"
    return "le centre d’examen présente le dossier à un nouveau jury (assignDossiers)"


def no_first_evaluation(_dossier: Dossier, _today: date) -> list[Check]:
    """INS-04 where it does not hold: a VAE has no delay before its evaluation."""
    return [Check(rule="INS-04", state=CheckState.NOT_APPLICABLE, detail="Le délai ne vaut pas pour la VAE.")]

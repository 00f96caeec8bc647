"""What is to be done next on a dossier, by operation; None where that is nothing yet, or no more (PRD-06)."""

from datetime import date

from rules.base.todo import Todo
from rules.dossier.dossier import Again, Dossier, DossierStatus
from rules.dossier.refusal import awaits, evaluations_in_words, evaluations_left, made_again, refused_judgment


def evaluates(dossier: Dossier) -> bool:
    """Whether something is left to evaluate: of a refused dossier, where the GTP named it (GTP-07)."""
    return awaits(dossier, Again.EVALUATIONS)


def withdraws(dossier: Dossier) -> bool:
    """Whether it goes on, and may thus be given up: a refused dossier where something is made again (GTP-07)."""
    return awaits(dossier, Again.JURY, Again.EVALUATIONS)


def plan(dossier: Dossier, _today: date) -> Todo | None:
    """EVA-05: the evaluations are not agreed yet; what may be carried over, without a plan, comes first (INS-12)."""
    if dossier.plan is not None or dossier.left_to_carry:
        return None
    return Todo(rule="EVA-05", summary=f"Prévoir les évaluations du dossier {dossier.number}.")


def name_commission(dossier: Dossier, _today: date) -> Todo | None:
    """EVA-04: nobody is named to evaluate."""
    if dossier.commission or dossier.left_to_carry:
        return None
    return Todo(rule="EVA-04", summary=f"Nommer la commission du dossier {dossier.number}.")


def evaluate(dossier: Dossier, today: date) -> Todo | None:
    """EVA-06: the commission may meet, and has not found everything; INS-12: something is to be carried over."""
    if dossier.left_to_carry and dossier.status is not DossierStatus.EVALUE:
        return carry(dossier)
    ready = dossier.plan is not None and bool(dossier.commission) and today >= dossier.first_evaluation_on
    if not ready or dossier.status is DossierStatus.EVALUE or not evaluates(dossier):
        return None
    if (again := evaluate_again(dossier)) is not None:
        return again
    return Todo(rule="EVA-06", summary=f"Enregistrer les résultats du dossier {dossier.number}.")


def carry(dossier: Dossier) -> Todo:
    """INS-12: what earlier juries left acquired is to be carried over."""
    return Todo(rule="INS-12", summary=f"Reprendre dans le dossier {dossier.number} ce qui est déjà acquis.")


def evaluate_again(dossier: Dossier) -> Todo | None:
    """GTP-07: evaluations that the GTP named are not made again yet."""
    judgment = refused_judgment(dossier)
    if judgment is None or judgment.verdict.again is not Again.EVALUATIONS:
        return None
    left = evaluations_left(dossier)
    if not left:
        return None
    what = evaluations_in_words(left)
    return Todo(rule="GTP-07", summary=f"Refaire {what} du dossier {dossier.number}, comme le GTP l’a demandé.")


def opinion(dossier: Dossier, _today: date) -> Todo | None:
    """EVA-03: the company has not said what it thinks of what was evaluated."""
    if dossier.advising_company is None or dossier.company_opinion is not None or not dossier.evaluations:
        return None
    return Todo(rule="EVA-03", summary=f"Enregistrer l’avis de l’entreprise sur le dossier {dossier.number}.")


def name_company(dossier: Dossier, _today: date) -> Todo | None:
    """EVA-03: who is to give an opinion is not recorded, though results are."""
    if not dossier.opinion_needed or dossier.advising_company is not None or not dossier.evaluations:
        return None
    text = f"Indiquer l’entreprise du dossier {dossier.number}, ou que le candidat agit sans l’accord de son employeur."
    return Todo(rule="EVA-03", summary=text)


def assign(dossier: Dossier, _today: date) -> Todo | None:
    """EVA-06, GTP-07: entirely evaluated, or to be judged again, it waits for a jury."""
    if not awaits(dossier, Again.JURY):
        return None
    if made_again(dossier) is not None:
        text = f"Présenter le dossier {dossier.number} à un nouveau jury : le GTP a refusé l’attribution."
        return Todo(rule="GTP-07", summary=text)
    return Todo(rule="EVA-06", summary=f"Présenter le dossier {dossier.number} à une session de jury.")


def accept(dossier: Dossier, _today: date) -> Todo | None:
    """PRD-02: another centre proposes it."""
    if dossier.transfer is None:
        return None
    return Todo(
        rule="PRD-02", summary=f"Accepter le dossier {dossier.number}, que le centre {dossier.exam_centre} propose."
    )

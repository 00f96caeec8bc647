"""What is to be done next on a request of VAE, by operation (PRD-06)."""

from datetime import date

from rules.base.todo import Todo
from rules.dossier import todo as dossier_todo
from rules.dossier.dossier import Dossier, DossierStatus
from rules.dossier.refusal import made_again
from rules.dossier.vae import ACTIVITIES_WORDS, VaeRequest
from rules.vae.delays import instruction_until, jury_due_on, silence_until


def activities(dossier: Dossier, _today: date) -> Todo | None:
    """VAE-02: the dossier d'activités is not there."""
    if _request(dossier).experiences:
        return None
    return Todo(rule="VAE-02", summary=f"Recevoir le dossier d’activités de la demande {dossier.number}.")


def piece(dossier: Dossier, _today: date) -> Todo | None:
    """VAE-02, VAE-08: pieces of the recevabilité file are missing; once recevable, the evidence."""
    request = _request(dossier)
    if dossier.status is DossierStatus.RECEVABLE:
        if request.evidence is not None:
            return None
        text = f"Recevoir le dossier de preuves de la demande {dossier.number}."
        return Todo(rule="VAE-08", summary=text, due_on=jury_due_on(request))
    missing = [what for what in request.missing() if what != ACTIVITIES_WORDS]
    if not missing:
        return None
    return Todo(rule="VAE-02", summary=f"Verser à la demande {dossier.number} : {', '.join(missing)}.")


def notice(dossier: Dossier, _today: date) -> Todo | None:
    """VAE-04: the file is complete, and waits for a notice."""
    complete = _request(dossier).complete_on
    if complete is None:
        return None
    last = silence_until(complete) or instruction_until(complete)
    return Todo(
        rule="VAE-04", summary=f"Rendre l’avis sur la recevabilité de la demande {dossier.number}.", due_on=last
    )


def name_commission(dossier: Dossier, _today: date) -> Todo | None:
    """VAE-06: the evidence is there, and nobody is named to examine it."""
    request = _request(dossier)
    if request.evidence is None or dossier.commission:
        return None
    text = f"Nommer la commission de validation de la demande {dossier.number}."
    return Todo(rule="VAE-06", summary=text, due_on=jury_due_on(request))


def evaluate(dossier: Dossier, _today: date) -> Todo | None:
    """EVA-06: the commission is named, and has not found everything; INS-12: something is to be carried over."""
    request = _request(dossier)
    if dossier.left_to_carry and not request.evaluated:
        return dossier_todo.carry(dossier)
    if not dossier.commission or dossier.plan is None or not dossier_todo.evaluates(dossier):
        return None
    if request.evaluated and dossier.status is not DossierStatus.REFUSE:
        return None
    if (again := dossier_todo.evaluate_again(dossier)) is not None:
        return again
    text = f"Enregistrer les résultats de la demande {dossier.number}."
    return Todo(rule="EVA-06", summary=text, due_on=jury_due_on(request))


def conclude(dossier: Dossier, _today: date) -> Todo | None:
    """VAE-06: everything has a result."""
    request = _request(dossier)
    if not request.evaluated:
        return None
    text = f"Rendre les conclusions de la commission sur la demande {dossier.number}."
    return Todo(rule="VAE-06", summary=text, due_on=jury_due_on(request))


def assign(dossier: Dossier, today: date) -> Todo | None:
    """VAE-05, GTP-07: concluded on, or to be judged again, it waits for a jury."""
    if made_again(dossier) is not None:
        return dossier_todo.assign(dossier, today)
    text = f"Présenter la demande {dossier.number} à une session de jury."
    return Todo(rule="VAE-05", summary=text, due_on=jury_due_on(dossier.vae))


def _request(dossier: Dossier) -> VaeRequest:
    return dossier.vae or VaeRequest()

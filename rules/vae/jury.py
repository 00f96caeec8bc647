"""A request of VAE before the jury: nothing of its route is skipped, and twelve months are counted (VAE-05, VAE-08)."""

from datetime import date

from rules.base.calendar import in_french
from rules.base.problems import Problem, broken
from rules.dossier.dossier import Dossier
from rules.vae.delays import jury_due_on


def unheard(dossier: Dossier, *path: str) -> list[Problem]:
    """VAE-08: no jury and no certificate without a favourable notice and the commission's conclusions."""
    request = dossier.vae
    if request is not None and request.favourable and request.conclusion is not None:
        return []
    text = (
        f"Le dossier {dossier.number} n’a pas d’avis favorable sur sa recevabilité, ou pas de conclusions de la "
        "commission de validation."
    )
    return [broken("VAE-08", text, *path)]


def late_warnings(dossier: Dossier, jury_on: date, *path: str) -> list[Problem]:
    """VAE-05: a jury more than twelve months after the favourable notice."""
    due = jury_due_on(dossier.vae)
    if due is None or jury_on <= due:
        return []
    text = (
        f"Le jury du {in_french(jury_on)} suit de plus de douze mois l’avis favorable donné au dossier "
        f"{dossier.number} : le dernier jour était le {in_french(due)}."
    )
    return [broken("VAE-05", text, *path, latest=due)]

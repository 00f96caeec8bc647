"""A request of VAE before the jury: nothing of its route is skipped, and twelve months are counted (VAE-05, VAE-08)."""

from dataclasses import replace
from datetime import date

from rules.access.viewer import Viewer
from rules.base.calendar import in_french
from rules.base.outcome import Done, Refused
from rules.base.problems import Problem, broken
from rules.certification.certification import Certification
from rules.dossier.dossier import Dossier
from rules.referentiel.referentiel import Referentiel
from rules.session import decisions
from rules.session.commands import RecordDecision
from rules.session.session import Session
from rules.vae.delays import jury_due_on


def decide(
    dossier: Dossier,
    command: RecordDecision,
    *,
    session: Session | None,
    version: Referentiel,
    certification: Certification,
    viewer: Viewer,
) -> Refused | Done[Dossier]:
    """The jury's decision, warned of where it comes more than twelve months after the notice (VAE-05)."""
    outcome = decisions.decide(
        dossier, command, session=session, version=version, certification=certification, viewer=viewer
    )
    if skipped := unheard(dossier, "dossier"):
        return Refused((*outcome.problems, *skipped))
    if isinstance(outcome, Refused) or session is None:
        return outcome
    return replace(outcome, warnings=(*outcome.warnings, *late_warnings(dossier, session.held_on, "dossier")))


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

"""
Whether a dossier counts as registered at the RNCP: yes, no, or not known (REG-01).

Article L. 6113-9 of the code du travail, outside the texts: whoever entered training, or was declared recevable in VAE,
while the certification was registered may obtain it. That it stays so until the fiche's last day of award is our
reading.
"""

from datetime import date

from rules.base.calendar import in_french
from rules.base.check import Check, CheckState
from rules.base.operation import Operation
from rules.base.problems import Problem, broken
from rules.certification.certification import Certification, Registration
from rules.dossier.dossier import Dossier, Route

DECLARED_FIRST = "Le GTP déclare d’abord s’il l’était, avec la source (declareRegistration)."
"""What is to be done where a registration is not known."""


def entered_on(dossier: Dossier) -> date:
    """
    The day whose registration counts: training entered, its inscription's where that is not known; in VAE, the notice.

    Before a favourable notice, which may be tacit, it is the day of the request (VAE-01).
    """
    if dossier.route is Route.FORMATION:
        return dossier.training_starts_on or dossier.opened_on
    notice = dossier.vae.notice if dossier.vae is not None else None
    return notice.on if notice is not None and notice.favourable else dossier.requested_on


def registered(dossier: Dossier, certification: Certification, jury_on: date | None = None) -> bool | None:
    """Whether the dossier counts as registered before a jury of this day, or none yet; None: not known (REG-01)."""
    return certification.registered_at_rncp(entered_on(dossier), jury_on)


def as_registered(dossier: Dossier, certification: Certification) -> Dossier:
    """The dossier saying whether it counts as registered: as it was frozen, else as it is known now (REG-01)."""
    if dossier.at_rncp is not None:
        return dossier
    jury_on = dossier.deliberation.jury_on if dossier.deliberation is not None else None
    return dossier.evolve(at_rncp=registered(dossier, certification, jury_on))


def fiche_of(dossier: Dossier, certification: Certification) -> Registration | None:
    """The fiche under which the dossier counts as registered, which a certificate names (CER-05); None without one."""
    decided = dossier.deliberation
    if not dossier.at_rncp or decided is None:
        return None
    fiches = [item for item in certification.registrations if item.of_rncp]
    counting = (item for item in fiches if item.awards(entered_on(dossier), decided.jury_on))
    return next(counting, next((item for item in fiches if item.in_force(decided.jury_on)), None))


def unknown(certification: Certification, on: date) -> str:
    """That the registration on a day is not known, and what to do."""
    asked = f"si le CQPM « {certification.title} » était inscrit au RNCP le {in_french(on)}"
    return f"Aucune source ne dit {asked}. {DECLARED_FIRST}"


def unknown_problem(dossier: Dossier, certification: Certification, *path: str) -> Problem:
    """The same of a dossier, which it names."""
    return broken("REG-01", f"{dossier.number} : {unknown(certification, entered_on(dossier))}", *path)


def registration_line(dossier: Dossier, certification: Certification) -> Check:
    """Where REG-01 stands for a dossier that says whether it counts as registered (`as_registered`)."""
    day = in_french(entered_on(dossier))
    known = {
        True: f"Compte comme inscrit au RNCP : une fiche était en vigueur le {day}.",
        False: f"Ne compte pas comme inscrit au RNCP : aucune fiche n’était en vigueur le {day}, ou sa date limite de "
        "délivrance est passée.",
    }
    return Check(
        rule="REG-01",
        state=CheckState.MISSING if dossier.at_rncp is None else CheckState.DONE,
        detail=unknown(certification, entered_on(dossier)) if dossier.at_rncp is None else known[dossier.at_rncp],
        required_for=Operation.validateAttribution,
    )

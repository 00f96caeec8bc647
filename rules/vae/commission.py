"""
The commission de validation: who presides, what it finds, what it reports to the jury (VAE-06, VAE-08, EVA-06).

Source: dispositif des qualifications professionnelles de la métallurgie (CPNEFP, 4 April 2017), part 2, chapter 1,
§ 2 B.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from rules.base.calendar import in_french
from rules.base.outcome import Done, Refused, unless
from rules.base.problems import Problem, broken
from rules.base.text import folded
from rules.certification.certification import Certification
from rules.dossier import evaluation, planning
from rules.dossier.commands import NameCommission, RecordEvaluation
from rules.dossier.dossier import Dossier, DossierStatus
from rules.dossier.holdings import Holding
from rules.dossier.vae import Conclusion, Extent, VaeRequest
from rules.referentiel.referentiel import Referentiel
from rules.vae.commands import ConcludeCommission
from rules.vae.recevabilite import tacit_problems


def name(dossier: Dossier, command: NameCommission, *, certification: Certification) -> Refused | Done[Dossier]:
    """
    The dossier with its commission, presided for the centre d'examen (VAE-06), once the evidence is there.

    A tacit notice, which nobody judged when it came, is judged now (VAE-01).
    """
    request = dossier.vae or VaeRequest()
    outcome = planning.name_commission(dossier, command.model_copy(update={"president": None}))
    problems = [
        *outcome.problems,
        *tacit_problems(request, certification),
        *_evidence_problems(request, command.meeting.on if command.meeting else None),
    ]
    president = command.president
    if president is None:
        text = "Le représentant du centre d’examen préside la commission de validation : nommez-le."
        problems.append(broken("VAE-06", text, "president"))
    elif folded(president) not in {folded(member.name) for member in command.members}:
        problems.append(broken("VAE-06", "Qui préside est l’un des membres de la commission.", "president"))
    return unless(
        problems,
        lambda: (outcome.entity or dossier).evolve(vae=request.evolve(president=president)),
        outcome.warnings,
    )


def record(
    dossier: Dossier, command: RecordEvaluation, *, version: Referentiel, kept: Sequence[Holding], today: date
) -> Refused | Done[Dossier]:
    """
    The dossier with what the commission found (EVA-06), after the evidence (VAE-08); what it had concluded falls.

    What earlier juries left acquired is carried over without evidence (INS-08).
    """
    request = dossier.vae or VaeRequest()
    outcome = evaluation.record(dossier, command, version=version, kept=kept, today=today)
    fresh = [line.on for line in command.results if line.carried_from is None and line.on is not None]
    problems = [*outcome.problems, *(_evidence_problems(request, min(fresh)) if fresh else [])]
    if isinstance(outcome, Refused) or problems:
        return Refused(tuple(problems))
    examined = request.evolve(evaluated=outcome.entity.status is DossierStatus.EVALUE, conclusion=None)
    return replace(outcome, entity=outcome.entity.evolve(status=DossierStatus.RECEVABLE, vae=examined))


def conclude(dossier: Dossier, command: ConcludeCommission, *, today: date) -> Refused | Done[Dossier]:
    """The dossier with the commission's report: total or partial validation, the jury alone saying none (VAE-06)."""
    request, on = dossier.vae or VaeRequest(), command.on or today
    problems: list[Problem] = []
    if not request.evaluated:
        problems.append(broken("EVA-06", "Tout ce qui est à évaluer n’a pas encore de résultat."))
    acquired = [item for item in dossier.evaluations if item.acquired]
    total = len(acquired) == len(dossier.evaluations)
    if request.evaluated and total is not (command.extent is Extent.TOTAL):
        text = (
            "Tout est acquis : la commission conclut à une validation totale."
            if total
            else "Tout n’est pas acquis : la commission conclut à une validation partielle."
        )
        problems.append(broken("VAE-06", text, "extent"))
    last = max((item.on for item in dossier.evaluations if not item.carried_over), default=dossier.opened_on)
    if not last <= on <= today:
        text = (
            f"Les conclusions se datent entre la dernière évaluation, le {in_french(last)}, et le {in_french(today)}."
        )
        problems.append(broken("VAE-06", text, "on", earliest=last, latest=today))
    concluded = Conclusion(
        extent=command.extent, on=on, president=request.president or "", observations=command.observations
    )
    none = broken("VAE-06", "Rien n’est acquis : le jury seul peut conclure à l’absence de validation.", "extent")
    return unless(
        problems,
        lambda: dossier.evolve(status=DossierStatus.EVALUE, vae=request.evolve(conclusion=concluded)),
        [] if acquired else [none],
    )


def _evidence_problems(request: VaeRequest, on: date | None) -> list[Problem]:
    """VAE-08: favourable notice, evidence received, then the commission."""
    received = request.evidence
    if received is None:
        text = "La commission se réunit après réception du dossier de preuves, qui est encore attendu."
        return [broken("VAE-08", text)]
    if on is not None and on < received.received_on:
        text = f"La commission se réunit après réception du dossier de preuves, le {in_french(received.received_on)}."
        return [broken("VAE-08", text, earliest=received.received_on)]
    return []

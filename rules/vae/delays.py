"""
The delays of a VAE, and what silence makes of one (VAE-04, VAE-05).

Source: dispositif des qualifications professionnelles de la métallurgie (CPNEFP, 4 April 2017), annex 4; the tacit
notice comes from article L. 6412-2 of the code du travail, outside the texts.
"""

from datetime import date, timedelta

from rules.base.calendar import months_after
from rules.base.outcome import Done
from rules.base.parameters import parameter
from rules.dossier.dossier import Dossier, DossierStatus
from rules.dossier.vae import Notice, VaeRequest


def instruction_until(complete_on: date) -> date:
    """The last day, included, of the instruction by the dispositif, from the complete file (VAE-04)."""
    return months_after(complete_on, parameter("recevabilite_months", complete_on))


def silence_until(complete_on: date) -> date | None:
    """The last day, included, to give a notice before silence stands for a favourable one; None before that law."""
    months = parameter("silence_months", complete_on)
    return months_after(complete_on, months) if months else None


def tacit_on(request: VaeRequest | None) -> date | None:
    """The day from which silence stands, or would stand, for a favourable notice; None where nothing is awaited."""
    if request is None or request.complete_on is None or request.notice is not None:
        return None
    last = silence_until(request.complete_on)
    return last + timedelta(days=1) if last is not None else None


def jury_until(favourable_on: date) -> date:
    """The last day, included, of the jury's decision after a favourable notice (VAE-05)."""
    return months_after(favourable_on, parameter("vae_jury_months", favourable_on))


def jury_due_on(request: VaeRequest | None) -> date | None:
    """The same for a request; None without a favourable notice."""
    notice = request.notice if request is not None else None
    return jury_until(notice.on) if notice is not None and notice.favourable else None


_UNHEARD_OF = frozenset({DossierStatus.OUVERT, DossierStatus.EVALUE})


def with_silence(dossier: Dossier, today: date) -> Done[Dossier] | None:
    """
    The dossier recevable, where nobody has answered in time (VAE-04); None where time has changed nothing.

    The notice is dated of the day on which silence began to stand for one. A request opened before the service knew of
    a recevabilité goes back to its instruction, whatever was evaluated since.
    """
    if dossier.vae is None and dossier.status in _UNHEARD_OF:
        begun = dossier.evolve(status=DossierStatus.RECEVABILITE_EN_INSTRUCTION, vae=VaeRequest())
        return Done(begun, facts={"notice": "ATTENDU", "on": today.isoformat()})
    day = tacit_on(dossier.vae)
    waiting = dossier.status is DossierStatus.RECEVABILITE_EN_INSTRUCTION
    if not waiting or dossier.vae is None or day is None or today < day:
        return None
    notice = Notice(favourable=True, on=day, tacit=True)
    return Done(
        dossier.evolve(status=DossierStatus.RECEVABLE, vae=dossier.vae.evolve(notice=notice)),
        facts={"notice": "TACITE", "on": day.isoformat()},
    )

"""
The notice on a request of VAE (VAE-01, VAE-02, VAE-04, VAE-07).

Source: dispositif des qualifications professionnelles de la métallurgie (CPNEFP, 4 April 2017), part 2, chapter 1, § 2,
and annex 4.
"""

from datetime import date

from rules.base.calendar import in_french
from rules.base.outcome import Done, Refused, unless
from rules.base.problems import Problem, broken
from rules.certification.certification import Certification
from rules.dossier.dossier import Dossier, DossierStatus
from rules.dossier.registered import unknown
from rules.dossier.vae import Notice, VaeRequest
from rules.vae.commands import DecideRecevabilite
from rules.vae.delays import instruction_until
from rules.vae.experience import experience_warnings


def decide(
    dossier: Dossier, command: DecideRecevabilite, *, certification: Certification, today: date
) -> Refused | Done[Dossier]:
    """
    The dossier with its notice: recevable, or closed with its reasons (VAE-04); never before its file is complete.

    A favourable one asks that the CQPM is registered at the RNCP on its day (VAE-01). Silence has its own way
    (rules.vae.delays.with_silence): what it has given is not taken back.
    """
    request, on = dossier.vae or VaeRequest(), command.on or today
    problems = [*_file_problems(request), *_silence_problems(request), *_day_problems(request, on, today)]
    if command.favourable and not certification.registered_at_rncp(on):
        problems.append(broken("VAE-01", unregistered(certification, on), "favourable"))
    if not command.favourable and not (command.reasons or "").strip():
        problems.append(broken("VAE-04", "Un avis défavorable est motivé.", "reasons"))
    warnings = experience_warnings(request.experiences, dossier.engaged_on, on) if request.experiences else []
    due = instruction_until(request.complete_on) if request.complete_on else None
    if due is not None and on > due:
        text = f"L’avis est rendu en retard : le dernier jour était le {in_french(due)}."
        warnings.append(broken("VAE-04", text, "on", latest=due))
    noticed = request.evolve(notice=Notice(favourable=command.favourable, on=on, reasons=command.reasons))
    status = DossierStatus.RECEVABLE if command.favourable else DossierStatus.IRRECEVABLE
    return unless(
        problems,
        lambda: dossier.evolve(vae=noticed, status=status, transfer=dossier.transfer if command.favourable else None),
        warnings,
        notice="FAVORABLE" if command.favourable else "DEFAVORABLE",
        on=on.isoformat(),
    )


def unregistered(certification: Certification, on: date) -> str:
    """Why VAE is not open on a day: not registered at the RNCP, or not known to be (VAE-01, REG-01)."""
    open_to = "La VAE n’est ouverte que pour un CQPM inscrit au RNCP"
    if certification.registered_at_rncp(on) is None:
        return f"{open_to}. {unknown(certification, on)}"
    return f"{open_to} ; « {certification.title} » ne l’était pas le {in_french(on)}."


def tacit_problems(request: VaeRequest, certification: Certification) -> list[Problem]:
    """VAE-01: silence opens nothing on a day on which the CQPM is not registered, or not known to be."""
    notice = request.notice
    if notice is None or not notice.tacit or certification.registered_at_rncp(notice.on):
        return []
    text = f"L’avis est tacite, du {in_french(notice.on)}. {unregistered(certification, notice.on)}"
    return [broken("VAE-01", text, "dossier")]


def _file_problems(request: VaeRequest) -> list[Problem]:
    if missing := request.missing():
        return [broken("VAE-02", f"Le dossier de recevabilité n’est pas complet ; il manque : {', '.join(missing)}.")]
    return []


def _silence_problems(request: VaeRequest) -> list[Problem]:
    if request.notice is None or not request.notice.tacit:
        return []
    text = (
        f"Le silence gardé sur le dossier vaut avis favorable depuis le {in_french(request.notice.on)} : "
        "il n’est plus temps de décider autrement."
    )
    return [broken("VAE-04", text, latest=request.notice.on)]


def _day_problems(request: VaeRequest, on: date, today: date) -> list[Problem]:
    if on > today:
        return [broken("VAE-04", "L’avis ne se date pas de l’avenir.", "on", latest=today)]
    complete = request.complete_on
    if complete is not None and on < complete:
        text = f"L’avis suit le dossier complet, reçu le {in_french(complete)}."
        return [broken("VAE-04", text, "on", earliest=complete)]
    return []

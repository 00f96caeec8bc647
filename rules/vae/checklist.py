"""What the rules ask of a request of VAE, and where it stands, with its last days (VAE-02, VAE-04 to VAE-09)."""

from datetime import date

from rules.base.calendar import in_french
from rules.base.check import Check, CheckState
from rules.base.operation import Operation
from rules.dossier.dossier import Again, Dossier, DossierStatus
from rules.dossier.refusal import awaits, evaluated_again, evaluations_in_words, evaluations_left
from rules.dossier.vae import VaeRequest
from rules.vae.delays import instruction_until, jury_due_on, silence_until
from rules.vae.experience import in_words_of, total

_JUDGED_LATER = frozenset(
    {
        DossierStatus.RECEVABILITE_EN_INSTRUCTION,
        DossierStatus.IRRECEVABLE,
        DossierStatus.RECEVABLE,
        DossierStatus.EVALUE,
        DossierStatus.PRESENTE_AU_JURY,
        DossierStatus.ABANDONNE,
    }
)


def file_complete(dossier: Dossier, _today: date) -> list[Check]:
    """VAE-02: the recevabilité file, and what it lacks."""
    request = _request(dossier)
    missing = request.missing()
    if missing:
        text = (
            f"Il manque : {', '.join(missing)} ; le candidat ou le centre d’examen le verse "
            "(recordActivities, submitPiece)."
        )
        return [_line("VAE-02", text, done=False, step=Operation.decideRecevabilite)]
    day = f", le {in_french(request.complete_on)}" if request.complete_on else ""
    return [_line("VAE-02", f"Dossier de recevabilité complet{day}.", step=Operation.decideRecevabilite)]


def experience(dossier: Dossier, today: date) -> list[Check]:
    """VAE-07: what the experiences amount to."""
    request = _request(dossier)
    if not request.experiences:
        return []
    return [_line("VAE-07", f"Expérience en rapport : {in_words_of(total(request.experiences, today))}.")]


def instruction(dossier: Dossier, _today: date) -> list[Check]:
    """VAE-04: the last day of the instruction, and that after which silence is favourable."""
    complete = _request(dossier).complete_on
    if complete is None:
        return []
    given = _request(dossier).notice is not None
    last = instruction_until(complete)
    text = f"L’avis du centre d’examen est attendu au plus tard le {in_french(last)} (decideRecevabilite)."
    lines = [_line("VAE-04", text, done=given, due=last)]
    silence = silence_until(complete)
    if silence is not None:
        text = f"Sans avis le {in_french(silence)} au plus tard, le silence vaut avis favorable (decideRecevabilite)."
        lines.append(_line("VAE-04", text, done=given, due=silence))
    return lines


def notice(dossier: Dossier, _today: date) -> list[Check]:
    """VAE-08: nothing follows without a favourable notice."""
    given = _request(dossier).notice
    if given is None:
        text = "L’avis du centre d’examen sur la recevabilité est attendu (decideRecevabilite)."
        return [_line("VAE-08", text, done=False, step=Operation.planEvaluation)]
    if not given.favourable:
        text = f"Avis défavorable du {in_french(given.on)} : {_way_back(dossier)}."
        return [Check(rule="VAE-08", state=CheckState.NOT_APPLICABLE, detail=text)]
    text = f"Avis {'tacite' if given.tacit else 'favorable'} du {in_french(given.on)}."
    return [_line("VAE-08", text, step=Operation.planEvaluation)]


def _way_back(dossier: Dossier) -> str:
    """What is left to the candidate of a request that is closed (VAE-03)."""
    if dossier.target_blocs:
        return "le dossier est clos ; une autre demande peut être ouverte (openDossier)"
    first = date(dossier.requested_on.year + 1, 1, 1)
    return f"le dossier est clos ; une autre demande peut être ouverte à partir du {in_french(first)} (openDossier)"


def support(dossier: Dossier, _today: date) -> list[Check]:
    """VAE-09: help by a third party, which nobody has to take."""
    given = _request(dossier).support
    if given is None:
        text = "L’accompagnement par un tiers est facultatif."
        return [Check(rule="VAE-09", state=CheckState.NOT_APPLICABLE, detail=text)]
    return [_line("VAE-09", f"Accompagnement à partir du {in_french(given.starts_on)}.")]


def evidence(dossier: Dossier, _today: date) -> list[Check]:
    """VAE-08: the evidence, before the commission."""
    received = _request(dossier).evidence
    text = f"Dossier de preuves reçu le {in_french(received.received_on)}." if received else None
    text = text or "Le dossier de preuves est attendu du candidat, après l’avis favorable (submitPiece)."
    return [_line("VAE-08", text, done=received is not None, step=Operation.nameCommission)]


def evaluated(dossier: Dossier, _today: date) -> list[Check]:
    """EVA-06: everything in its scope evaluated by the commission."""
    if evaluated_again(dossier):
        text = f"Le centre d’examen enregistre de nouveau {evaluations_in_words(evaluations_left(dossier))}"
        return [_line("EVA-06", f"{text} (recordEvaluation).", done=False, step=Operation.concludeCommission)]
    done = _request(dossier).evaluated
    left = "Tout ce qui est visé n’a pas encore de résultat : le centre d’examen les enregistre (recordEvaluation)."
    text = "Tout ce qui est visé a un résultat." if done else left
    return [_line("EVA-06", text, done=done, step=Operation.concludeCommission)]


def conclusion(dossier: Dossier, _today: date) -> list[Check]:
    """VAE-06: the commission's report to the jury; said by the state, since the candidate does not read it (GTP-06)."""
    waiting = _JUDGED_LATER - {DossierStatus.EVALUE, DossierStatus.PRESENTE_AU_JURY}
    done = dossier.status not in waiting and not evaluated_again(dossier)
    left = "Conclusions de la commission de validation attendues : le centre d’examen les rend (concludeCommission)."
    text = "Conclusions de la commission de validation rendues." if done else left
    return [_line("VAE-06", text, done=done, step=Operation.assignDossiers)]


def before_jury(dossier: Dossier, _today: date) -> list[Check]:
    """VAE-05: the last day of the jury's decision."""
    due = jury_due_on(dossier.vae)
    if due is None:
        return []
    text = f"Le jury décide au plus tard le {in_french(due)} (assignDossiers, recordDecisions)."
    refused = dossier.status is DossierStatus.REFUSE and awaits(dossier, Again.JURY, Again.EVALUATIONS)
    waits = dossier.status in _JUDGED_LATER or refused
    return [_line("VAE-05", text, done=not waits, due=due)]


def _request(dossier: Dossier) -> VaeRequest:
    return dossier.vae or VaeRequest()


def _line(
    rule: str, detail: str, *, done: bool = True, due: date | None = None, step: Operation | None = None
) -> Check:
    state = CheckState.DONE if done else CheckState.MISSING
    return Check(rule=rule, state=state, detail=detail, due_on=due, required_for=step)

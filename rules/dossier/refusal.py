"""
A dossier whose attribution the GTP refused: what is made again, and the former judgment kept beside (GTP-07).

Our reading: a refusal is about the procedure. Nothing of the jury's decision is delivered or kept; what the verdict
names is made again, and a new jury decides on the whole.
"""

from collections.abc import Callable, Sequence
from datetime import date
from functools import wraps
from typing import Any

from rules.base.calendar import in_french
from rules.base.outcome import Done, Refused
from rules.base.problems import Problem, broken
from rules.dossier.dossier import Again, Dossier, DossierStatus, Judgment

Outcome = Refused | Done[Any]


def refused_judgment(dossier: Dossier) -> Judgment | None:
    """The judgment that the GTP refused last, until it decides on another; None where there is none."""
    verdict, decided = dossier.verdict, dossier.deliberation
    if verdict is None:
        return dossier.earlier[-1] if dossier.earlier else None
    if decided is None or not verdict.refused:
        return None
    return Judgment(
        session=dossier.session,
        seat=dossier.seat,
        deliberation=decided,
        at_rncp=dossier.at_rncp,
        verdict=verdict,
        evaluations=dossier.evaluations,
    )


def made_again(dossier: Dossier) -> Again | None:
    """What the last refusal has made again; None where the GTP refused nothing, or did not say."""
    judgment = refused_judgment(dossier)
    return judgment.verdict.again if judgment is not None else None


def awaits(dossier: Dossier, *again: Again) -> bool:
    """Whether it is in no refused state, or in one after which one of these is made again."""
    return dossier.status is not DossierStatus.REFUSE or made_again(dossier) in again


def evaluated_again(dossier: Dossier) -> bool:
    """Whether it is refused so that evaluations come before a new jury."""
    return dossier.status is DossierStatus.REFUSE and made_again(dossier) is Again.EVALUATIONS


def put_away(dossier: Dossier) -> Dossier:
    """The dossier with its refused judgment among the former ones, before no jury; as it is where it has none."""
    judgment = refused_judgment(dossier) if dossier.verdict is not None else None
    if judgment is None:
        return dossier
    return dossier.evolve(
        session=None, seat=None, deliberation=None, at_rncp=None, verdict=None, earlier=(*dossier.earlier, judgment)
    )


def judged_in(dossier: Dossier, session: str) -> Dossier:
    """The dossier as a session judged it, be it a former one."""
    former = next((item for item in dossier.earlier if item.session == session), None)
    if former is None or dossier.session == session:
        return dossier
    values = {name: getattr(former, name) for name in Judgment.model_fields}
    return dossier.evolve(status=DossierStatus.REFUSE, **values)


def evaluations_left(dossier: Dossier) -> tuple[str, ...]:
    """What the last refusal has evaluated again, and is not yet: numbers of capacités, or codes of blocs."""
    judgment = refused_judgment(dossier)
    named = judgment.verdict.evaluations if judgment is not None else ()
    known = set() if dossier.status is DossierStatus.REFUSE else {item.item for item in dossier.evaluations}
    return tuple(item for item in named if item not in known)


def evaluations_in_words(items: Sequence[str]) -> str:
    """Evaluations as a sentence names them: « l’évaluation 3 », « les évaluations 3 et 9 »."""
    if len(items) == 1:
        return f"l’évaluation {items[0]}"
    return f"les évaluations {', '.join(items[:-1])} et {items[-1]}"


def standing_problems(dossier: Dossier, *again: Again, path: tuple[str, ...] = ()) -> list[Problem]:
    """Why a refused dossier does not go on so: it waits for something else, or for nothing."""
    return [] if awaits(dossier, *again) else [broken("GTP-07", _left(dossier), *path)]


def jury_problems(dossier: Dossier, jury_on: date, *path: str) -> list[Problem]:
    """Why a dossier that the GTP refused does not go before a new jury of a day."""
    if problems := standing_problems(dossier, Again.JURY, path=path):
        return problems
    judgment = refused_judgment(dossier)
    if judgment is None or jury_on >= judgment.verdict.on:
        return []
    text = f"Le nouveau jury du dossier {dossier.number} suit le refus du GTP, le {in_french(judgment.verdict.on)}."
    return [broken("GTP-07", text, *path, earliest=judgment.verdict.on)]


def resuming(decide: Callable[..., Outcome]) -> Callable[..., Outcome]:
    """
    The same decision, of a dossier that the GTP refused too: its evaluations are made again from there.

    Its judgment is put away and the results named by the verdict no longer count, which the decision then starts from.
    """

    @wraps(decide)
    def resumed(dossier: Dossier, command: Any, **facts: Any) -> Outcome:
        if dossier.status is not DossierStatus.REFUSE:
            return decide(dossier, command, **facts)
        if problems := standing_problems(dossier, Again.EVALUATIONS):
            return Refused(tuple(problems))
        return decide(_reopened(dossier), command, **facts)

    return resumed


def result_problems(dossier: Dossier, item: str, name: str, on: date | None, *path: str) -> list[Problem]:
    """
    Why a result is not recorded after a refusal: only what the GTP named is evaluated again, from its decision on.

    `name` is the item's in words, `on` the day of the evaluation, None where it is carried over.
    """
    judgment = refused_judgment(dossier)
    if judgment is None:
        return []
    day = judgment.verdict.on
    if item not in judgment.verdict.evaluations:
        text = f"Le GTP ne fait pas refaire l’évaluation de {name} : son résultat reste."
        return [broken("GTP-07", text, *path)]
    if on is None:
        text = f"Le GTP fait refaire l’évaluation de {name} : elle ne se reprend pas d’un autre dossier."
        return [broken("GTP-07", text, *path, "carriedFrom")]
    if on < day:
        text = f"L’évaluation de {name} se refait après la décision du GTP, le {in_french(day)}."
        return [broken("GTP-07", text, *path, "on", earliest=day)]
    return []


def _reopened(dossier: Dossier) -> Dossier:
    judgment = refused_judgment(dossier)
    named = judgment.verdict.evaluations if judgment is not None else ()
    request = dossier.vae
    return put_away(dossier).evolve(
        status=DossierStatus.OUVERT if request is None else DossierStatus.RECEVABLE,
        evaluations=tuple(item for item in dossier.evaluations if item.item not in named),
        vae=request and request.evolve(evaluated=False, conclusion=None),
    )


def _left(dossier: Dossier) -> str:
    """What a refused dossier waits for, where that is not what was asked."""
    judgment = refused_judgment(dossier)
    on = f" le {in_french(judgment.verdict.on)}" if judgment is not None else ""
    what = {
        Again.JURY: "seul le jury se refait, par la présentation à une nouvelle session (assignDossiers)",
        Again.EVALUATIONS: "les évaluations qu’il a nommées se refont d’abord (recordEvaluation)",
    }
    left = what.get(made_again(dossier) or Again.NOTHING, "rien ne s’y refait, et le dossier est clos")
    return f"Le GTP a refusé l’attribution du dossier {dossier.number}{on} : {left}."

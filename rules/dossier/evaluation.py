"""
Evaluation on the formation route: the plan, the commission, the results, the company's opinion (EVA-01 to EVA-07).

Source: dispositif des qualifications professionnelles de la métallurgie (CPNEFP, 4 April 2017), part 2, chapter 1,
§ 1 B.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from rules.base.calendar import in_french
from rules.base.entity import Value
from rules.base.operation import Operation
from rules.base.outcome import Judged, judged
from rules.base.parameters import parameter
from rules.base.problems import Problem, broken, invalid
from rules.base.text import folded, line_problems, name_problems
from rules.base.words import in_words
from rules.dossier.admission import COMPANY, JOB_SEEKER
from rules.dossier.conservation import in_time
from rules.dossier.dossier import (
    CompanyOpinion,
    Dossier,
    DossierStatus,
    Evaluation,
    EvaluationPlan,
    Evaluator,
    PlannedMode,
    Route,
)
from rules.dossier.holdings import Holding
from rules.dossier.opening import first_evaluation_on
from rules.lives.states import dossier_state_problems
from rules.referentiel.referentiel import Capacite, EvaluationMode, Referentiel

AGREED_WITH = ("ENTREPRISE", "CANDIDAT")
_PRIORITY = (EvaluationMode.SITUATION_REELLE, EvaluationMode.PROJET, EvaluationMode.SITUATION_RECONSTITUEE)


class Item(NamedTuple):
    """What is evaluated as one: a capacité, or a bloc whose capacités are not known."""

    key: str
    title: str
    capacite: Capacite | None = None

    @property
    def name(self) -> str:
        """As a message calls it."""
        return f"la capacité {self.key}" if self.capacite else f"le bloc {self.key}"


class Result(Value):
    """One line of a sitting of the commission, as typed."""

    capacite: str | None = None
    bloc: str | None = None
    acquired: bool
    mode: EvaluationMode
    on: date
    observations: str | None = None
    evaluators: tuple[str, ...] = ()
    """Names; empty for the whole commission."""
    carried_from: str | None = None
    """Number of the earlier dossier that it is kept from (INS-08)."""

    @property
    def key(self) -> str:
        """What the line is about."""
        return self.capacite or self.bloc or ""


def items_of(dossier: Dossier, version: Referentiel) -> list[Item]:
    """
    Everything that the dossier's scope asks to evaluate (EVA-06), in the order of the référentiel.

    Empty where the référentiel is too little known to say: its capacités are incomplete and it has no blocs.
    """
    by_number = {item.number: Item(item.number, item.title, item) for item in version.capacites}
    parts = [part for part in version.composition if not part.optional or part.bloc in dossier.target_blocs]
    if dossier.target_blocs:
        parts = [part for part in parts if part.bloc in dossier.target_blocs]
    elif version.capacites and version.capacites_complete:
        return list(by_number.values())
    found: dict[str, Item] = {}
    for part in parts:
        inside = [by_number[number] for number in part.capacites] or [Item(part.bloc, part.bloc)]
        found |= {item.key: item for item in inside}
    return list(found.values())


def plan(
    dossier: Dossier,
    version: Referentiel,
    request: EvaluationPlan,
    compensation: str | None,
    tutor: str | None,
    today: date,
) -> Judged[Dossier]:
    """The dossier with its evaluations agreed and sent to the centre de ressources (EVA-01, EVA-02, EVA-05, EVA-07)."""
    items = {item.key: item for item in items_of(dossier, version)}
    problems = dossier_state_problems(Operation.planEvaluation, dossier.status)
    if not items:
        problems.append(_unknown_scope())
    problems += _agreement(dossier, request, today)
    planned: dict[str, list[EvaluationMode]] = {}
    for place, line in enumerate(request.modes):
        key = line.capacite or line.bloc or ""
        problems += _planned_problems(items, key, line, "modes", str(place))
        planned.setdefault(key, []).append(line.mode)
    left = [item for key, item in items.items() if key not in planned]
    if left:
        problems.append(broken("EVA-05", f"Aucune modalité n’est prévue pour {_named(left)}.", "modes"))
    problems += [
        broken("EVA-03", f"L’avis de l’entreprise ne suffit pas pour {items[key].name}.", "modes")
        for key, modes in planned.items()
        if key in items and set(modes) == {EvaluationMode.AVIS_ENTREPRISE}
    ]
    if any(line.mode is EvaluationMode.PROJET for line in request.modes) and request.project_due_on is None:
        text = "La présentation de projets demande une date de remise du rapport, fixée à l’avance."
        problems.append(broken("EVA-07", text, "projectDueOn"))
    if compensation is not None:
        problems += line_problems(compensation, "Le moyen de compensation", "compensation", longest=1_000)
    if tutor is not None:
        problems += name_problems(tutor, "Le nom du tuteur", "tutor")
    return judged(
        problems,
        lambda: dossier.evolve(plan=request, compensation=compensation, tutor=tutor),
        [warning for place, line in enumerate(request.modes) for warning in _mode_warnings(items, line, place)],
    )


def name_commission(dossier: Dossier, members: Sequence[Evaluator]) -> Judged[Dossier]:
    """The dossier with its commission d'évaluation: several qualified members (EVA-04)."""
    problems = dossier_state_problems(Operation.nameCommission, dossier.status)
    for place, member in enumerate(members):
        problems += name_problems(member.name, "Le nom", "members", str(place), "name")
        problems += line_problems(member.function, "La qualité", "members", str(place), "function")
    fewest = _fewest_evaluators(dossier)
    if len({folded(member.name) for member in members}) < fewest:
        text = f"La commission d’évaluation compte au moins {in_words(fewest)} membres qualifiés, différents."
        problems.append(broken("EVA-04", text, "members"))
    if len(members) > 20:
        problems.append(invalid("La commission d’évaluation compte 20 membres au plus.", "members"))
    return judged(problems, lambda: dossier.evolve(commission=tuple(members)))


def record(
    dossier: Dossier, version: Referentiel, results: Sequence[Result], kept: Sequence[Holding], today: date
) -> Judged[Dossier]:
    """
    The dossier with the results of a sitting; EVALUE once everything in its scope has one (EVA-06).

    A result on the same capacité takes the place of the one before. `kept` is what earlier juries left acquired to the
    candidate, of which a line may be carried over (INS-08, CON-01, CON-02).
    """
    items = {item.key: item for item in items_of(dossier, version)}
    problems = dossier_state_problems(Operation.recordEvaluation, dossier.status)
    fresh = [line for line in results if line.carried_from is None]
    if fresh and dossier.plan is None:
        text = "Les modalités ne sont pas encore convenues ni transmises au centre de ressources."
        problems.append(broken("EVA-05", text))
    if fresh and len(dossier.commission) < _fewest_evaluators(dossier):
        problems.append(broken("EVA-04", "La commission d’évaluation n’est pas encore nommée."))
    if not results:
        problems.append(invalid("Aucun résultat n’est donné.", "results"))
    if not items:
        problems.append(_unknown_scope())
    made: dict[str, Evaluation] = {evaluation.item: evaluation for evaluation in dossier.evaluations}
    seen: set[str] = set()
    for place, line in enumerate(results):
        path = ("results", str(place))
        holding = _holding(line, kept) if line.carried_from is not None else None
        faults = _result_problems(dossier, items, line, holding, today, path)
        if line.key in seen:
            faults.append(invalid("Cette capacité ou ce bloc a deux résultats.", *path))
        seen.add(line.key)
        problems += faults
        if not faults:
            made[line.key] = _made(dossier, line, holding)
    complete = items.keys() <= made.keys()
    status = DossierStatus.EVALUE if complete else dossier.status
    return judged(
        problems,
        lambda: dossier.evolve(evaluations=tuple(made[key] for key in items if key in made), status=status),
    )


def record_opinion(dossier: Dossier, opinion: CompanyOpinion, today: date) -> Judged[Dossier]:
    """The dossier with the company's opinion (EVA-03)."""
    problems = dossier_state_problems(Operation.recordCompanyOpinion, dossier.status)
    if not opinion_needed(dossier):
        text = "L’avis de l’entreprise ne complète pas l’évaluation de ce candidat, qui agit sans entreprise."
        problems.append(broken("EVA-03", text))
    problems += name_problems(opinion.by, "Le nom de qui donne l’avis", "by")
    if opinion.text is not None:
        problems += line_problems(opinion.text, "L’avis", "text", longest=2_000)
    if not dossier.opened_on <= opinion.on <= today:
        text = f"L’avis est donné entre l’inscription, le {in_french(dossier.opened_on)}, et le {in_french(today)}."
        problems.append(invalid(text, "on"))
    return judged(problems, lambda: dossier.evolve(company_opinion=opinion))


def opinion_needed(dossier: Dossier) -> bool:
    """Whether the company's opinion completes the evaluation (EVA-03): not in VAE, nor without a company."""
    return dossier.route is Route.FORMATION and dossier.company is not None


def unevaluated(dossier: Dossier, version: Referentiel) -> list[Item]:
    """What the scope asks and no result covers yet (EVA-06)."""
    done = {evaluation.item for evaluation in dossier.evaluations}
    return [item for item in items_of(dossier, version) if item.key not in done]


def _agreement(dossier: Dossier, request: EvaluationPlan, today: date) -> list[Problem]:
    problems: list[Problem] = []
    company = dossier.company is not None and dossier.origin != JOB_SEEKER
    if request.agreed_with not in AGREED_WITH:
        problems.append(invalid("Les modalités se conviennent avec « ENTREPRISE » ou « CANDIDAT ».", "agreedWith"))
    elif request.agreed_with == COMPANY and not company:
        text = "Sans entreprise, les modalités se conviennent avec le candidat."
        problems.append(broken("EVA-05", text, "agreedWith"))
    if not dossier.opened_on <= request.sent_on <= today:
        text = (
            "Les modalités sont transmises au centre de ressources entre l’inscription, "
            f"le {in_french(dossier.opened_on)}, et le {in_french(today)}."
        )
        problems.append(broken("EVA-05", text, "sentOn", earliest=dossier.opened_on, latest=today))
    if request.recommendations is not None:
        text = "Les recommandations du centre de ressources"
        problems += line_problems(request.recommendations, text, "recommendations", longest=2_000)
    if request.project_due_on is not None and request.project_due_on < dossier.opened_on:
        problems.append(invalid("Le rapport ne peut pas être dû avant l’inscription.", "projectDueOn"))
    return problems


def _planned_problems(items: dict[str, Item], key: str, line: PlannedMode, *path: str) -> list[Problem]:
    problems = []
    if line.reason is not None:
        problems += line_problems(line.reason, "Le motif", *path, "reason", longest=500)
    if key not in items:
        return [*problems, invalid("Cette capacité ou ce bloc n’est pas à évaluer dans ce dossier.", *path)]
    return problems + _reconstituted(items[key], line.mode, line.reason, *path)


def _reconstituted(item: Item, mode: EvaluationMode, reason: str | None, *path: str) -> list[Problem]:
    """EVA-02: provided for by the référentiel, and the impossibility of a real situation stated."""
    if mode is not EvaluationMode.SITUATION_RECONSTITUEE:
        return []
    problems = []
    if item.capacite is not None and item.capacite.modes and mode not in item.capacite.modes:
        text = f"Le référentiel ne prévoit pas de situation reconstituée pour {item.name}."
        problems.append(broken("EVA-02", text, *path, "mode"))
    if not (reason or "").strip():
        text = f"Dites pourquoi {item.name} ne peut pas être évaluée en situation réelle."
        problems.append(broken("EVA-02", text, *path, "reason"))
    return problems


def _mode_warnings(items: dict[str, Item], line: PlannedMode, place: int) -> list[Problem]:
    """EVA-01: a mode of lower priority without a reason; EVA-02: a référentiel that does not say what it allows."""
    item = items.get(line.capacite or line.bloc or "")
    if item is None or line.mode not in _PRIORITY:
        return []
    path = ("modes", str(place), "mode")
    warnings = []
    if line.mode is EvaluationMode.PROJET and not (line.reason or "").strip():
        text = f"Une modalité moins prioritaire est choisie pour {item.name} sans motif."
        warnings.append(broken("EVA-01", text, *path))
    if line.mode is EvaluationMode.SITUATION_RECONSTITUEE and not (item.capacite and item.capacite.modes):
        text = f"Le référentiel connu ne dit pas s’il prévoit une situation reconstituée pour {item.name}."
        warnings.append(broken("EVA-02", text, *path))
    return warnings


def _holding(line: Result, kept: Iterable[Holding]) -> Holding | None:
    through = f"Dossier {line.carried_from}"
    return next(
        (item for item in kept if item.through == through and line.key in {item.capacite, item.bloc} - {None}),
        None,
    )


def _result_problems(
    dossier: Dossier,
    items: dict[str, Item],
    line: Result,
    holding: Holding | None,
    today: date,
    path: tuple[str, ...],
) -> list[Problem]:
    if (line.capacite is None) == (line.bloc is None):
        return [invalid("Un résultat porte sur une capacité, ou sur un bloc.", *path)]
    if line.key not in items:
        return [invalid("Cette capacité ou ce bloc n’est pas à évaluer dans ce dossier.", *path)]
    if line.carried_from is not None:
        return _carried_problems(dossier, items[line.key], line, holding, path)
    problems = []
    if line.mode is EvaluationMode.AVIS_ENTREPRISE:
        text = f"L’avis de l’entreprise ne suffit pas pour {items[line.key].name}."
        problems.append(broken("EVA-03", text, *path, "mode"))
    if line.mode is EvaluationMode.SITUATION_RECONSTITUEE:
        reason = next((given.reason for given in _planned(dossier, line)), None)
        problems += _reconstituted(items[line.key], line.mode, reason, *path)
    if line.mode is EvaluationMode.PROJET and (dossier.plan is None or dossier.plan.project_due_on is None):
        text = "La date de remise du rapport de projet n’a pas été fixée."
        problems.append(broken("EVA-07", text, *path, "mode"))
    return problems + _sitting_problems(dossier, line, today, path)


def _sitting_problems(dossier: Dossier, line: Result, today: date, path: tuple[str, ...]) -> list[Problem]:
    problems = []
    first = first_evaluation_on(dossier.opened_on) if dossier.route is Route.FORMATION else dossier.opened_on
    if line.on < first:
        text = f"La commission d’évaluation ne peut pas se réunir avant le {in_french(first)}."
        problems.append(broken("INS-04", text, *path, "on", earliest=first))
    if line.on > today:
        problems.append(broken("EVA-06", "Une évaluation ne se date pas de l’avenir.", *path, "on", latest=today))
    if line.observations is not None:
        problems += line_problems(line.observations, "Les observations", *path, "observations", longest=2_000)
    known = {folded(member.name) for member in dossier.commission}
    for name in line.evaluators:
        if folded(name) not in known:
            text = "Un évaluateur nommé n’est pas de la commission d’évaluation."
            problems.append(broken("EVA-04", text, *path, "evaluators"))
    return problems


def _carried_problems(
    dossier: Dossier, item: Item, line: Result, holding: Holding | None, path: tuple[str, ...]
) -> list[Problem]:
    if holding is None:
        text = f"Le dossier indiqué n’a pas laissé acquis {item.name} à ce candidat."
        return [broken("INS-08", text, *path, "carriedFrom")]
    if holding.valid_until is not None and not in_time(dossier.requested_on, holding.valid_until):
        text = f"Ce qui était acquis n’était conservé que jusqu’au {in_french(holding.valid_until)}."
        return [broken("CON-02", text, *path, "carriedFrom", latest=holding.valid_until)]
    return [] if line.acquired else [invalid("Ce qui est repris d’un dossier est acquis.", *path, "acquired")]


def _made(dossier: Dossier, line: Result, holding: Holding | None) -> Evaluation:
    return Evaluation(
        capacite=line.capacite,
        bloc=line.bloc,
        acquired=line.acquired,
        mode=line.mode,
        on=line.on,
        carried_over=holding is not None,
        carried_from=line.carried_from,
        kept_until=holding.valid_until if holding else None,
        evaluators=line.evaluators or tuple(member.name for member in dossier.commission if holding is None),
        observations=line.observations,
    )


def _planned(dossier: Dossier, line: Result) -> list[PlannedMode]:
    modes = dossier.plan.modes if dossier.plan else ()
    return [given for given in modes if (given.capacite or given.bloc) == line.key and given.mode is line.mode]


def _unknown_scope() -> Problem:
    return broken(
        "REF-13",
        "Le référentiel connu ne permet pas de dire ce qui est à évaluer : complétez-le d’abord (submitReferentiel).",
    )


def _fewest_evaluators(dossier: Dossier) -> int:
    """« Several » members of the commission, as the regulation has it on the day of registration (EVA-04)."""
    return int(parameter("fewest_evaluators", dossier.opened_on))


def _named(items: Sequence[Item]) -> str:
    shown = ", ".join(item.name for item in items[:10])
    return shown if len(items) <= 10 else f"{shown}…"

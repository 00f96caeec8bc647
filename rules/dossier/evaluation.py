"""
What the commission d'évaluation finds: results, some kept from before, and the company's opinion (EVA-03, EVA-06).

Source: dispositif des qualifications professionnelles de la métallurgie (CPNEFP, 4 April 2017), part 2, chapter 1,
§ 1 B.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from rules.base.calendar import in_french
from rules.base.outcome import Done, Refused, unless
from rules.base.problems import Problem, broken, invalid
from rules.base.signs import quoted
from rules.base.text import folded, number_key
from rules.document.document import Document
from rules.document.issuing import outdated_summaries
from rules.dossier.carrying import carriable, undeclared_problems
from rules.dossier.commands import RecordCompanyOpinion, RecordEvaluation, Result
from rules.dossier.commission import CompanyOpinion
from rules.dossier.conservation import in_time
from rules.dossier.dossier import Dossier, DossierStatus, Evaluation
from rules.dossier.holdings import Holding
from rules.dossier.modes import mode_problems, mode_warnings
from rules.dossier.opinion import opinion_missing, without_opinion
from rules.dossier.plan import PlannedMode
from rules.dossier.planning import fewest_evaluators
from rules.dossier.refusal import refused_judgment, result_problems
from rules.dossier.scope import Item, items_of, unknown_scope
from rules.referentiel.referentiel import EvaluationMode, Referentiel

_EXPECTED = {
    "acquired": "Dites si elle est acquise.",
    "mode": "La modalité de l’évaluation est attendue.",
    "on": "Le jour de l’évaluation est attendu.",
}
"""What a result says, unless it is carried over."""


def record(
    dossier: Dossier, command: RecordEvaluation, *, version: Referentiel, kept: Sequence[Holding], today: date
) -> Refused | Done[Dossier]:
    """
    The dossier with the results of a sitting; EVALUE once everything in its scope has one (EVA-06).

    A result on the same capacité takes the place of the one before. `kept` is what earlier juries left acquired to the
    candidate, of which a line, or all that is left, may be carried over: without plan, mode or day (INS-08, INS-12).
    After a refusal of the GTP only what it named is evaluated again (GTP-07).
    """
    items = {item.key: item for item in items_of(dossier, version)}
    results, problems = _with_all(dossier, command, items, kept)
    fresh = [line for line in results if line.carried_from is None]
    if fresh and dossier.plan is None:
        text = "Les modalités ne sont pas encore convenues ni transmises au centre de ressources."
        problems.append(broken("EVA-05", text))
    if fresh and len(dossier.commission) < fewest_evaluators(dossier):
        problems.append(broken("EVA-04", "La commission d’évaluation n’est pas encore nommée."))
    if not results and not problems:
        problems.append(invalid("Aucun résultat n’est donné.", "results"))
    if not items:
        problems.append(unknown_scope())
    evaluations: dict[str, Evaluation] = {evaluation.item: evaluation for evaluation in dossier.evaluations}
    seen: set[str] = set()
    for place, line in enumerate(results):
        path = ("results", str(place)) if place < len(command.results) else ("carryAll",)
        holding = _holding(line, kept) if line.carried_from is not None else None
        faults = _result_problems(dossier, items, line, holding, today, path)
        if key_of(line) in seen:
            faults.append(invalid(f"{quoted(key_of(line))} a deux résultats.", *path))
        seen.add(key_of(line))
        problems += faults
        if not faults:
            evaluations[key_of(line)] = _made(dossier, line, holding)
    complete = items.keys() <= evaluations.keys()
    status = DossierStatus.EVALUE if complete else dossier.status
    return unless(
        problems,
        lambda: dossier.evolve(
            evaluations=tuple(evaluations[key] for key in items if key in evaluations), status=status
        ),
        [
            warning
            for place, line in enumerate(results)
            if line.carried_from is None and line.mode is not None and key_of(line) in items
            for warning in mode_warnings(items[key_of(line)], line.mode, "results", str(place))
        ],
    )


def record_opinion(
    dossier: Dossier, command: RecordCompanyOpinion, *, issued: Sequence[Document], today: date
) -> Refused | Done[Dossier]:
    """
    The dossier with the company's opinion (EVA-03).

    `issued` are the papers of the dossier and of the session that is to judge it, whose summary tells the opinion.
    """
    opinion = CompanyOpinion(favourable=command.favourable, by=command.by, on=command.on or today, text=command.text)
    problems: list[Problem] = []
    if dossier.advising_company is None:
        problems.append(broken("EVA-03", without_opinion(dossier) or opinion_missing(dossier)))
    if not dossier.opened_on <= opinion.on <= today:
        text = f"L’avis est donné entre l’inscription, le {in_french(dossier.opened_on)}, et le {in_french(today)}."
        problems.append(invalid(text, "on"))
    if problems:
        return Refused(tuple(problems))
    before = dossier.company_opinion
    told = before is not None and before.favourable is opinion.favourable
    return Done(dossier.evolve(company_opinion=opinion), () if told else outdated_summaries(issued, today))


def key_of(line: Result) -> str:
    """What a result is about: the number of a capacité, or the code of a bloc."""
    return line.capacite or line.bloc or ""


def _with_all(
    dossier: Dossier, command: RecordEvaluation, items: Mapping[str, Item], kept: Sequence[Holding]
) -> tuple[list[Result], list[Problem]]:
    """The results given, then one for everything else that may be carried over, where that is asked for (INS-12)."""
    if not command.carry_all:
        return list(command.results), []
    done = {item.item for item in dossier.evaluations} | {key_of(line) for line in command.results}
    again = refused_judgment(dossier) is not None  # what the GTP named is evaluated, the rest has its result (GTP-07)
    found = {} if again else carriable(items, kept, dossier.requested_on)
    lines = [
        Result(capacite=holding.capacite, bloc=holding.bloc, carried_from=holding.dossier)
        for key, holding in found.items()
        if key not in done
    ]
    if lines:
        return [*command.results, *lines], []
    if waiting := undeclared_problems(items, [] if again else kept, found, "carryAll"):
        return list(command.results), waiting
    text = "Rien de ce qu’un jury a laissé acquis à ce candidat ne peut être repris dans ce dossier."
    if found:
        text = "Tout ce qui peut être repris dans ce dossier a déjà un résultat."
    return list(command.results), [broken("INS-08", text, "carryAll")]


def _holding(line: Result, kept: Iterable[Holding]) -> Holding | None:
    return next(
        (
            item
            for item in kept
            if item.dossier == number_key(line.carried_from or "")
            and key_of(line) in {item.capacite, item.bloc} - {None}
        ),
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
    if key_of(line) not in items:
        text = f"{quoted(key_of(line))} n’est pas à évaluer dans le dossier {dossier.number}."
        return [invalid(text, *path)]
    on = line.on if line.carried_from is None else None
    if standing := result_problems(dossier, key_of(line), items[key_of(line)].name, on, *path):
        return standing
    if line.carried_from is not None:
        return _carried_problems(dossier, items[key_of(line)], line, holding, path)
    problems = [invalid(text, *path, name) for name, text in _EXPECTED.items() if getattr(line, name) is None]
    if line.mode is EvaluationMode.AVIS_ENTREPRISE:
        text = f"L’avis de l’entreprise ne suffit pas pour {items[key_of(line)].name}."
        problems.append(broken("EVA-03", text, *path, "mode"))
    if line.mode is not None:
        reason = next((given.reason for given in _planned(dossier, line)), None)
        problems += mode_problems(items[key_of(line)], line.mode, reason, *path, place="mode")
    if line.mode is EvaluationMode.PROJET and (dossier.plan is None or dossier.plan.project_due_on is None):
        text = "La date de remise du rapport de projet n’a pas été fixée."
        problems.append(broken("EVA-07", text, *path, "mode"))
    return problems + _sitting_problems(dossier, line, today, path)


def _sitting_problems(dossier: Dossier, line: Result, today: date, path: tuple[str, ...]) -> list[Problem]:
    problems = []
    first = dossier.first_evaluation_on
    if line.on is not None and line.on < first:
        text = f"La commission d’évaluation ne peut pas se réunir avant le {in_french(first)}."
        problems.append(broken("INS-04", text, *path, "on", earliest=first))
    if line.on is not None and line.on > today:
        problems.append(broken("EVA-06", "Une évaluation ne se date pas de l’avenir.", *path, "on", latest=today))
    known = {folded(member.name) for member in dossier.commission}
    for name in line.evaluators:
        if folded(name) not in known:
            text = f"{quoted(name)} n’est pas de la commission d’évaluation."
            problems.append(broken("EVA-04", text, *path, "evaluators"))
    return problems


def _carried_problems(
    dossier: Dossier, item: Item, line: Result, holding: Holding | None, path: tuple[str, ...]
) -> list[Problem]:
    if holding is None:
        text = f"Le dossier {quoted(line.carried_from or '')} n’a pas laissé acquis {item.name} au candidat."
        return [broken("INS-08", text, *path, "carriedFrom")]
    if holding.undeclared:
        return undeclared_problems({item.key: item}, [holding], {}, *path, "carriedFrom")
    if holding.valid_until is not None and not in_time(dossier.requested_on, holding.valid_until):
        text = f"Ce qui était acquis pour {item.name} n’était conservé que jusqu’au {in_french(holding.valid_until)}."
        return [broken("CON-02", text, *path, "carriedFrom", latest=holding.valid_until)]
    return (
        [] if line.acquired is not False else [invalid("Ce qui est repris d’un dossier est acquis.", *path, "acquired")]
    )


def _made(dossier: Dossier, line: Result, holding: Holding | None) -> Evaluation:
    """The evaluation that a sound line makes; one carried over keeps its mode and its day."""
    source = line if holding is None else holding
    return Evaluation(
        capacite=line.capacite,
        bloc=line.bloc,
        acquired=line.acquired is not False,
        mode=source.mode,
        on=source.on,
        carried_over=holding is not None,
        carried_from=holding.dossier if holding else None,
        kept_until=holding.valid_until if holding else None,
        evaluators=line.evaluators or tuple(member.name for member in dossier.commission if holding is None),
        observations=line.observations,
    )


def _planned(dossier: Dossier, line: Result) -> list[PlannedMode]:
    modes = dossier.plan.modes if dossier.plan else ()
    return [given for given in modes if (given.capacite or given.bloc) == key_of(line) and given.mode is line.mode]

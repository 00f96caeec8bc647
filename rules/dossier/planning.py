"""
What is agreed before the evaluations: how each capacité is evaluated, and by whom (EVA-01 to EVA-05, EVA-07).

Source: dispositif des qualifications professionnelles de la métallurgie (CPNEFP, 4 April 2017), part 2, chapter 1,
§ 1 B.
"""

from collections.abc import Mapping, Sequence
from datetime import date

from rules.base.calendar import in_french
from rules.base.hours import hour_problems
from rules.base.outcome import Done, Refused, unless
from rules.base.parameters import parameter
from rules.base.problems import Problem, broken, invalid
from rules.base.signs import quoted
from rules.base.text import folded
from rules.base.words import in_words
from rules.dossier.carrying import carriable
from rules.dossier.commands import NameCommission, PlanEvaluation
from rules.dossier.dossier import Dossier
from rules.dossier.holdings import Holding
from rules.dossier.lists import AgreedWith
from rules.dossier.modes import AT_WORK, BUILT, mode_problems, mode_warnings
from rules.dossier.opinion import opinion_missing, without_opinion
from rules.dossier.plan import EvaluationPlan, EvaluationSitting, PlannedMode
from rules.dossier.scope import Item, items_of, listed, unknown_scope
from rules.referentiel.referentiel import EvaluationMode, Referentiel

MOST_SITTINGS = 20
"""Sittings of the evaluations of one dossier."""


def plan(
    dossier: Dossier, command: PlanEvaluation, *, version: Referentiel, kept: Sequence[Holding], today: date
) -> Refused | Done[Dossier]:
    """
    The dossier with its evaluations agreed and sent to the centre de ressources (EVA-01, EVA-02, EVA-05, EVA-07).

    Planned before, what is left out of the command stays as it was, and the whole is judged again. What may be carried
    over needs no mode (INS-12); `kept` is what earlier juries left acquired to the candidate.
    """
    items = {item.key: item for item in items_of(dossier, version)}
    request = _agreed(dossier, command, today)
    problems: list[Problem] = []
    if not items:
        problems.append(unknown_scope())
    given = "agreed_with" in command.model_fields_set
    if command.agreed_with is None and (given or dossier.plan is None):
        problems.append(invalid("Dites avec qui les modalités se conviennent.", "agreedWith"))
    problems += _agreement(dossier, request, today)
    planned: dict[str, list[EvaluationMode]] = {}
    for place, line in enumerate(request.modes):
        key = line.capacite or line.bloc or ""
        problems += _planned_problems(items, key, line, "modes", str(place))
        planned.setdefault(key, []).append(line.mode)
    free = carriable(items, kept, dossier.requested_on).keys()
    left = [item for key, item in items.items() if key not in planned and key not in free]
    if left:
        problems.append(broken("EVA-05", f"Aucune modalité n’est prévue pour {listed(left)}.", "modes"))
    problems += [
        broken("EVA-03", f"L’avis de l’entreprise ne suffit pas pour {items[key].name}.", "modes")
        for key, modes in planned.items()
        if key in items and set(modes) == {EvaluationMode.AVIS_ENTREPRISE}
    ]
    if any(line.mode is EvaluationMode.PROJET for line in request.modes) and request.project_due_on is None:
        text = "La présentation de projets demande une date de remise du rapport, fixée à l’avance."
        problems.append(broken("EVA-07", text, "projectDueOn"))
    problems += _sittings_problems(dossier, request.sittings, items)
    beside = {"compensation", "tutor"} & command.model_fields_set
    return unless(
        problems,
        lambda: dossier.evolve(plan=request, **{name: getattr(command, name) for name in beside}),
        [
            *(
                warning
                for place, line in enumerate(request.modes)
                for warning in _line_warnings(items, line, "modes", str(place))
            ),
            *_contradicted(items, planned),
        ],
    )


def _sittings_problems(
    dossier: Dossier, sittings: Sequence[EvaluationSitting], items: Mapping[str, Item]
) -> list[Problem]:
    """INS-04: none is too early; each is of what is to be evaluated, at an hour that there is."""
    problems, first = list[Problem](), dossier.first_evaluation_on
    if len(sittings) > MOST_SITTINGS:
        problems.append(invalid(f"Un dossier compte {MOST_SITTINGS} séances d’évaluation au plus.", "sittings"))
    for place, sitting in enumerate(sittings):
        path = ("sittings", str(place))
        if sitting.on < first:
            text = f"La commission d’évaluation ne peut pas se réunir avant le {in_french(first)}."
            problems.append(broken("INS-04", text, *path, "on", earliest=first))
        problems += hour_problems(sitting.time, *path, "time")
        problems += [
            invalid(f"{quoted(key)} n’est pas à évaluer dans ce dossier.", *path, "items", str(rank))
            for rank, key in enumerate(sitting.items)
            if key not in items
        ]
    return problems


def _contradicted(items: Mapping[str, Item], planned: Mapping[str, Sequence[EvaluationMode]]) -> list[Problem]:
    """EVA-02: a reconstituted situation beside a mode at work, which it supposes impossible."""
    both = [items[key] for key, modes in planned.items() if key in items and BUILT in modes and AT_WORK & set(modes)]
    if not both:
        return []
    text = (
        f"Une modalité en milieu professionnel est prévue aussi pour {listed(both)} : "
        "la situation reconstituée suppose qu’aucune n’est possible ; retirez l’une des deux."
    )
    return [broken("EVA-02", text, "modes")]


def name_commission(dossier: Dossier, command: NameCommission) -> Refused | Done[Dossier]:
    """The dossier with its commission: several qualified members (EVA-04), which do not meet too early (INS-04)."""
    members, problems = command.members, list[Problem]()
    fewest = fewest_evaluators(dossier)
    if len({folded(member.name) for member in members}) < fewest:
        text = f"La commission d’évaluation compte au moins {in_words(fewest)} membres qualifiés, différents."
        problems.append(broken("EVA-04", text, "members"))
    if len(members) > 20:
        problems.append(invalid("La commission d’évaluation compte 20 membres au plus.", "members"))
    if command.president is not None:
        problems.append(invalid("La présidence de la commission ne se nomme que pour une VAE (VAE-06).", "president"))
    first = dossier.first_evaluation_on
    if command.meeting is not None and command.meeting.on < first:
        text = f"La commission d’évaluation ne peut pas se réunir avant le {in_french(first)}."
        problems.append(broken("INS-04", text, "meeting", "on", earliest=first))
    if command.meeting is not None:
        problems += hour_problems(command.meeting.time, "meeting", "time")
    return unless(problems, lambda: dossier.evolve(commission=members, meeting=command.meeting))


def fewest_evaluators(dossier: Dossier) -> int:
    """« Several » members of the commission, as the regulation has it on the day of registration (EVA-04)."""
    return int(parameter("fewest_evaluators", dossier.opened_on))


def _agreed(dossier: Dossier, command: PlanEvaluation, today: date) -> EvaluationPlan:
    """The plan as it becomes: what is given, the rest as it was; what must be there is empty where nobody gave it."""
    said = {name: getattr(command, name) for name in command.model_fields_set & EvaluationPlan.model_fields.keys()}
    agreed = {**dict(dossier.plan or dict.fromkeys(EvaluationPlan.model_fields)), **said}
    due = {"modes": (), "agreed_with": AgreedWith.CANDIDAT, "sent_on": today, "sittings": ()}
    return EvaluationPlan(**{**agreed, **{name: agreed[name] or least for name, least in due.items()}})


def _agreement(dossier: Dossier, request: EvaluationPlan, today: date) -> list[Problem]:
    problems: list[Problem] = []
    if request.agreed_with is AgreedWith.ENTREPRISE and dossier.advising_company is None:
        why = without_opinion(dossier) or opinion_missing(dossier)
        text = f"Les modalités se conviennent avec le candidat. {why}"
        problems.append(broken("EVA-05", text, "agreedWith"))
    if not dossier.opened_on <= request.sent_on <= today:
        text = (
            "Les modalités sont transmises au centre de ressources entre l’inscription, "
            f"le {in_french(dossier.opened_on)}, et le {in_french(today)}."
        )
        problems.append(broken("EVA-05", text, "sentOn", earliest=dossier.opened_on, latest=today))
    if request.project_due_on is not None and request.project_due_on < dossier.opened_on:
        problems.append(invalid("Le rapport ne peut pas être dû avant l’inscription.", "projectDueOn"))
    return problems


def _planned_problems(items: dict[str, Item], key: str, line: PlannedMode, *path: str) -> list[Problem]:
    if key not in items:
        return [invalid(f"{quoted(key)} n’est pas à évaluer dans ce dossier.", *path)]
    return mode_problems(items[key], line.mode, line.reason, *path)


def _line_warnings(items: dict[str, Item], line: PlannedMode, *path: str) -> list[Problem]:
    """EVA-01: a mode of lower priority without a reason; EVA-02: a référentiel that does not say what it provides."""
    item = items.get(line.capacite or line.bloc or "")
    if item is None:
        return []
    warnings = mode_warnings(item, line.mode, *path)
    if line.mode is EvaluationMode.PROJET and not (line.reason or "").strip():
        text = f"Une modalité moins prioritaire est choisie pour {item.name} sans motif : indiquez-le (reason)."
        warnings.append(broken("EVA-01", text, *path, "mode"))
    return warnings

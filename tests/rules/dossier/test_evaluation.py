"""Evaluation on the formation route: EVA-01 to EVA-07, INS-04, INS-07, INS-08, CON-01, CON-02."""

from datetime import date, timedelta
from typing import Any

import pytest

from rules.dossier.commands import Result
from rules.dossier.commission import CompanyOpinion, Evaluator
from rules.dossier.dossier import Company, Dossier, DossierStatus, JuryDecision, Route
from rules.dossier.holdings import holdings_of, in_version
from rules.dossier.plan import EvaluationPlan, PlannedMode
from rules.dossier.scope import items_of
from rules.lives.life import Outcome
from rules.referentiel.referentiel import EvaluationMode, Referentiel
from tests.rules.samples import judging as rules
from tests.rules.samples.jury import CQPM, FIRST, OPENED, REAL, VERSION, decided, dossier, evaluated, planned

DAY = timedelta(days=1)
BUILT = EvaluationMode.SITUATION_RECONSTITUEE


def broken(judged: Outcome) -> list[str]:
    return [problem.rule or problem.code.value for problem in judged.problems]


def agreed(*modes: PlannedMode, **given: Any) -> EvaluationPlan:
    every = modes or tuple(PlannedMode(capacite=n, mode=REAL) for n in "1234")
    return EvaluationPlan(**{"modes": every, "agreed_with": "ENTREPRISE", "sent_on": OPENED, **given})


def mode(number: str, chosen: EvaluationMode = REAL, **given: Any) -> PlannedMode:
    return PlannedMode(capacite=number, mode=chosen, **given)


def plan(request: EvaluationPlan, found: Dossier | None = None, version: Referentiel = VERSION) -> Outcome:
    return rules.plan(found or dossier(), version, request, None, None, OPENED)


def result(number: str = "1", **given: Any) -> Result:
    return Result(**{"capacite": number, "acquired": True, "mode": REAL, "on": FIRST, **given})


def record(*results: Result, found: Dossier | None = None, kept: Any = (), today: date = FIRST) -> Outcome:
    return rules.record(found or planned(), VERSION, results, kept, today)


def test_a_plan_is_kept_with_its_handicap_and_tutor() -> None:
    """EVA-05, INS-07."""
    judged = rules.plan(dossier(), VERSION, agreed(), "Un tiers du temps en plus", "Tom", OPENED)
    assert judged.entity is not None
    assert (judged.entity.compensation, judged.entity.tutor) == ("Un tiers du temps en plus", "Tom")
    assert judged.entity.status is DossierStatus.OUVERT


def test_planned_again_what_is_left_out_stays() -> None:
    """EVA-05, INS-07."""
    first = rules.plan(dossier(), VERSION, agreed(recommendations="x"), "Un tiers du temps en plus", "Tom", OPENED)
    assert first.entity is not None
    again = rules.ask(
        "planEvaluation", first.entity, {"dossier": "D", "tutor": None}, version=VERSION, kept=(), today=FIRST
    )
    assert again.entity == first.entity.evolve(tutor=None)
    none = rules.ask(
        "planEvaluation", dossier(), {"dossier": "D", "tutor": "Tom"}, version=VERSION, kept=(), today=OPENED
    )
    assert broken(none) == ["INVALID_INPUT", "EVA-05"]


@pytest.mark.rule("EVA-03", "EVA-05", "EVA-07")
@pytest.mark.parametrize(
    ("request_", "refused"),
    [
        (agreed(*(mode(n) for n in "123")), ["EVA-05"]),
        (agreed(*(mode(n) for n in "12349")), ["INVALID_INPUT"]),
        (agreed(sent_on=OPENED - DAY), ["EVA-05"]),
        (agreed(sent_on=OPENED + DAY), ["EVA-05"]),
        (agreed(*(mode(n) for n in "123"), mode("4", EvaluationMode.AVIS_ENTREPRISE)), ["EVA-03"]),
        (agreed(*(mode(n) for n in "123"), mode("4", EvaluationMode.PROJET, reason="x")), ["EVA-07"]),
        (agreed(*(mode(n) for n in "123"), mode("4", BUILT)), ["EVA-02", "EVA-02"]),
    ],
)
def test_a_plan_that_breaks_a_rule(request_: EvaluationPlan, refused: list[str]) -> None:
    assert broken(plan(request_)) == refused


@pytest.mark.rule("EVA-02")
def test_a_reconstituted_situation_needs_the_referentiel_and_a_reason() -> None:
    """EVA-02: what the référentiel does not say is warned of."""
    silent = VERSION.evolve(capacites=tuple(item.evolve(modes=()) for item in VERSION.capacites))
    allowed = VERSION.evolve(capacites=tuple(item.evolve(modes=(REAL, BUILT)) for item in VERSION.capacites))
    given = agreed(*(mode(n) for n in "123"), mode("4", BUILT, reason="Atelier arrêté"))
    assert broken(plan(given)) == ["EVA-02"]
    assert broken(plan(given, version=allowed)) == []
    assert [warning.rule for warning in plan(given, version=silent).warnings] == ["EVA-02"] * 4


PROJECT, OPINION = EvaluationMode.PROJET, EvaluationMode.AVIS_ENTREPRISE


def provides(*modes: EvaluationMode) -> Referentiel:
    return VERSION.evolve(capacites=tuple(item.evolve(modes=modes) for item in VERSION.capacites))


@pytest.mark.rule("EVA-02")
@pytest.mark.parametrize(
    ("chosen", "allowed", "refused"),
    [
        (REAL, (REAL,), []),
        (REAL, (PROJECT,), ["EVA-02"]),
        (REAL, (PROJECT, BUILT), ["EVA-02"]),
        (PROJECT, (REAL,), ["EVA-02"]),
        (PROJECT, (REAL, PROJECT), []),
        (BUILT, (REAL, PROJECT), ["EVA-02"]),
        (BUILT, (BUILT,), []),
    ],
)
def test_every_mode_is_one_that_the_referentiel_provides(
    chosen: EvaluationMode, allowed: tuple[EvaluationMode, ...], refused: list[str]
) -> None:
    """At the plan and at the record; a référentiel that says nothing is warned of at both."""
    others = [mode(n, allowed[0], reason="Atelier arrêté") for n in "123"]
    given = agreed(*others, mode("4", chosen, reason="Atelier arrêté"), project_due_on=FIRST)
    assert broken(plan(given, version=provides(*allowed))) == refused
    found, line = planned(plan=given), result("4", mode=chosen)
    assert broken(rules.record(found, provides(*allowed), [line], (), FIRST)) == refused
    silent = rules.record(found, provides(), [line], (), FIRST)
    assert [(warning.rule, warning.path) for warning in silent.warnings] == [("EVA-02", ("results", "0", "mode"))]
    assert len(plan(given, version=provides()).warnings) == 4


def test_the_opinion_needs_no_referentiel() -> None:
    """EVA-03: it completes every evaluation."""
    given = agreed(*(mode(n) for n in "1234"), mode("4", OPINION))
    for version in (provides(REAL), provides()):
        judged = plan(given, version=version)
        assert broken(judged) == []
        assert len(judged.warnings) == (0 if version.capacites[0].modes else 4)


@pytest.mark.rule("EVA-02")
@pytest.mark.parametrize(("reason", "refused"), [(None, ["EVA-02"]), ("Machine retirée", [])])
def test_a_reconstituted_situation_says_why_neither_mode_at_work_is_possible(
    reason: str | None, refused: list[str]
) -> None:
    allowed = provides(REAL, PROJECT, BUILT)
    given = agreed(*(mode(n) for n in "123"), mode("4", BUILT, reason=reason))
    judged, recorded = plan(given, version=allowed), planned(plan=given)
    assert broken(judged) == refused
    assert broken(rules.record(recorded, allowed, [result("4", mode=BUILT)], (), FIRST)) == refused
    for problem in judged.problems:
        assert "situation réelle" in problem.message
        assert "projets" in problem.message


@pytest.mark.parametrize(("beside", "warned"), [(REAL, ["EVA-02"]), (PROJECT, ["EVA-02"]), (OPINION, [])])
def test_a_mode_at_work_beside_a_reconstituted_situation_is_pointed_out(
    beside: EvaluationMode, warned: list[str]
) -> None:
    """EVA-02: the one supposes that the other is impossible."""
    lines = [*(mode(n) for n in "123"), mode("4", BUILT, reason="x"), mode("4", beside, reason="x")]
    judged = plan(agreed(*lines, project_due_on=FIRST), version=provides(REAL, PROJECT, BUILT))
    assert [warning.rule for warning in judged.warnings] == warned


@pytest.mark.rule("EVA-01")
def test_a_lower_mode_without_a_reason_is_warned_of() -> None:
    """EVA-01."""
    given = agreed(*(mode(n) for n in "123"), mode("4", EvaluationMode.PROJET), project_due_on=FIRST)
    judged = plan(given)
    assert broken(judged) == []
    assert [warning.rule for warning in judged.warnings] == ["EVA-01"]


def test_without_a_company_the_candidate_agrees() -> None:
    """EVA-05."""
    for alone in (
        dossier(company=None, origin="DE", channel="CANDIDAT"),
        dossier(without_employer=True, channel="CANDIDAT"),
        dossier(company=None),
        dossier(DossierStatus.RECEVABLE, route=Route.VAE),
    ):
        assert broken(plan(agreed(), alone)) == ["EVA-05"]
        assert broken(plan(agreed(agreed_with="CANDIDAT"), alone)) == []
    hosted = dossier(company=None, origin="DE", funding="POEI", host_company=Company(name="Accueil"))
    assert broken(plan(agreed(), hosted)) == []


def test_a_referentiel_that_says_nothing_is_completed_first() -> None:
    empty = VERSION.evolve(capacites=(), composition=())
    assert "REF-13" in broken(plan(agreed(), version=empty))


@pytest.mark.rule("EVA-04")
@pytest.mark.parametrize(
    ("names", "refused"), [(["Eva"], ["EVA-04"]), (["Eva", "éva"], ["EVA-04"]), (["Eva", "Paul"], [])]
)
def test_a_commission_has_several_members(names: list[str], refused: list[str]) -> None:
    members = [Evaluator(name=name, function="cheffe") for name in names]
    judged = rules.name_commission(dossier(), members)
    assert broken(judged) == refused
    if refused == ["EVA-04"]:
        said = "La commission d’évaluation compte au moins deux membres qualifiés, différents."
        assert [problem.message for problem in judged.problems] == [said]


@pytest.mark.rule("INS-04")
@pytest.mark.parametrize(("day", "refused"), [(FIRST - DAY, ["INS-04"]), (FIRST, []), (FIRST + DAY, [])])
def test_the_commission_meets_three_months_later(day: date, refused: list[str]) -> None:
    judged = record(result(on=day), today=day + DAY)
    assert broken(judged) == refused
    if refused:
        assert judged.problems[0].earliest_date == FIRST


def test_everything_evaluated_makes_the_dossier_ready() -> None:
    """EVA-06: the state récapitulatif is complete."""
    part = record(*(result(n) for n in "123")).entity
    assert part is not None
    assert part.status is DossierStatus.OUVERT
    assert {item.key for item in items_of(part, VERSION)} - {item.item for item in part.evaluations} == {"4"}
    whole = record(result("4", acquired=False, observations="à revoir"), found=part).entity
    assert whole is not None
    assert whole.status is DossierStatus.EVALUE
    assert whole.evaluations[0].evaluators == ("Eva", "Paul")
    again = record(result("4"), found=whole).entity
    assert again is not None
    assert [item.acquired for item in again.evaluations] == [True] * 4, "the last result counts"


@pytest.mark.rule("EVA-06")
@pytest.mark.parametrize(
    ("results", "refused"),
    [
        ((), ["INVALID_INPUT"]),
        ((result("9"),), ["INVALID_INPUT"]),
        ((result(bloc="RNCP99277BC01"),), ["INVALID_INPUT"]),
        ((result(), result()), ["INVALID_INPUT"]),
        ((result(on=FIRST + DAY),), ["EVA-06"]),
        ((result(mode=EvaluationMode.AVIS_ENTREPRISE),), ["EVA-03"]),
        ((result(mode=EvaluationMode.PROJET),), ["EVA-07"]),
        ((result(mode=BUILT),), ["EVA-02", "EVA-02"]),
        ((result(evaluators=("Inconnu",)),), ["EVA-04"]),
        ((result(observations="x" * 9_000),), ["INVALID_INPUT"]),
    ],
)
def test_results_that_break_a_rule(results: tuple[Result, ...], refused: list[str]) -> None:
    assert broken(record(*results)) == refused


@pytest.mark.rule("EVA-05")
def test_nothing_is_evaluated_before_it_is_agreed() -> None:
    assert broken(record(result(), found=dossier())) == ["EVA-05", "EVA-04"]


@pytest.mark.rule("CON-02", "INS-08")
@pytest.mark.parametrize(
    ("asked_on", "refused"),
    [(date(2032, 4, 14), []), (date(2032, 4, 15), []), (date(2032, 4, 16), ["CON-02"])],
)
def test_a_capacite_is_carried_over_until_its_last_day(asked_on: date, refused: list[str]) -> None:
    """INS-08, CON-02: five years at the RNCP, that day included; what counts is the request."""
    before = decided(JuryDecision.NA, "13", id="old", number="D2026-UT59-00009")
    kept = holdings_of(before, VERSION)
    now = planned(requested_on=asked_on, opened_on=asked_on, engaged_on=asked_on)
    line = result("3", carried_from=before.number, on=before.evaluations[2].on)
    judged = record(line, found=now, kept=kept, today=asked_on)
    assert broken(judged) == refused
    if judged.entity is not None:
        [made] = judged.entity.evaluations
        assert (made.carried_over, made.kept_until, made.evaluators) == (True, date(2032, 4, 15), ())


def test_a_bloc_is_carried_over_for_life() -> None:
    """CON-01: its capacités have no last day."""
    before = decided(JuryDecision.NA, "12", id="old", number="D2026-UT59-00009")
    far = date(2060, 1, 1)
    now = planned(requested_on=far, opened_on=far, engaged_on=far)
    judged = record(result("1", carried_from=before.number), found=now, kept=holdings_of(before, VERSION), today=far)
    assert broken(judged) == []


def test_what_was_acquired_passes_into_a_revised_version_by_its_title() -> None:
    """INS-08: under another number where the title moved, never where it is gone; a bloc by its code."""
    before = decided(JuryDecision.NA, "123", id="old", number="D2026-UT59-00009")
    revised = VERSION.evolve(
        id=f"{CQPM}@2",
        version=2,
        capacites=tuple(
            item.evolve(number=str(9 - int(item.number)), title=f"  {item.title.upper()} ")
            for item in VERSION.capacites
            if item.number != "2"
        ),
        composition=(),
    )
    held = in_version(holdings_of(before, VERSION), VERSION, revised)
    assert [(item.bloc, item.capacite) for item in held if item.bloc] == [(VERSION.composition[0].bloc, None)]
    assert {item.capacite: item.valid_until for item in held if item.capacite} == {"8": None, "6": date(2032, 4, 15)}
    assert {item.referentiel for item in held if item.capacite} == {revised.id}
    assert in_version(held, revised, revised) == held


def test_what_was_not_acquired_is_not_carried_over() -> None:
    before = decided(JuryDecision.NA, "1", id="old", number="D2026-UT59-00009")
    kept = holdings_of(before, VERSION)
    assert broken(record(result("4", carried_from=before.number), kept=kept)) == ["INS-08"]
    assert broken(record(result("1", carried_from="D2026-UT59-99999"), kept=kept)) == ["INS-08"]


def test_what_the_gtp_refused_is_not_kept() -> None:
    refused = decided(JuryDecision.NA, "1")
    assert refused.verdict is not None
    assert holdings_of(refused.evolve(verdict=refused.verdict.evolve(validated=False)), VERSION) == []


@pytest.mark.rule("EVA-03")
@pytest.mark.parametrize(
    ("found", "refused"),
    [
        (evaluated(), []),
        (evaluated(channel="CANDIDAT"), []),
        (evaluated(company=None), ["EVA-03"]),
        (evaluated(without_employer=True), ["EVA-03"]),
        (evaluated(company=None, origin="DE"), ["EVA-03"]),
        (evaluated(company=None, origin="DE", host_company=Company(name="Accueil")), []),
        (evaluated(route=Route.VAE), ["EVA-03"]),
        (evaluated(status=DossierStatus.DELIBERE), ["EVA-03"]),
    ],
)
def test_whose_company_gives_an_opinion(found: Dossier, refused: list[str]) -> None:
    opinion = CompanyOpinion(favourable=True, by="Chef Atelier", on=FIRST)
    assert broken(rules.record_opinion(found, opinion, FIRST)) == refused

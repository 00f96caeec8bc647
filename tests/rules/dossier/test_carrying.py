"""What may be carried over: from earlier juries, from a bloc that the GTP declares shared, in time (INS-08, INS-12)."""

from datetime import date, timedelta
from typing import Any

import pytest

from rules.base.check import Check, CheckState
from rules.base.operation import Operation
from rules.dossier import checklist, todo
from rules.dossier.carrying import carriable, kept_for, lapsed_problems, recognised, settled
from rules.dossier.commands import Result
from rules.dossier.dossier import Dossier, DossierStatus, JuryDecision
from rules.dossier.holdings import Holding, Judged, holdings_of
from rules.dossier.plan import EvaluationPlan, PlannedMode
from rules.dossier.scope import items_of
from rules.equivalence.equivalence import DECLARED, Equivalence, EquivalenceEnd, EquivalenceExtent
from rules.lives.life import Outcome
from rules.referentiel.referentiel import Capacite, EvaluationMode, Referentiel, ReferentielBloc
from tests.rules.samples import judging as rules
from tests.rules.samples.jury import CQPM, FIRST, HELD, OPENED, REAL, VERSION, decided, dossier, planned

A, NA = JuryDecision.A, JuryDecision.NA
OTHER, SHARED, TAKEN = "MQ 2012 0300", "RNCP99300BC01", VERSION.composition[0].bloc
LATER = date(2030, 1, 10)
OTHER_VERSION = Referentiel(
    id=f"{OTHER}@1",
    certification=OTHER,
    version=1,
    capacites=(
        Capacite(number="A", title="CAPACITÉ 1"),
        Capacite(number="B", title="Autre intitulé"),
        Capacite(number="C", title="Sans rapport"),
    ),
    composition=(ReferentielBloc(bloc=SHARED, capacites=("A", "B")), ReferentielBloc(bloc="U2", capacites=("C",))),
)
BEFORE = decided(NA, "123", id="old", number="D2026-UT59-00009")


def end(certification: str, bloc: str | None = None) -> EquivalenceEnd:
    return EquivalenceEnd(certification=certification, bloc=bloc)


HELD_BLOC, GIVEN_BLOC = end(CQPM, TAKEN), end(OTHER, SHARED)


def gives(given: EquivalenceEnd = HELD_BLOC, received: EquivalenceEnd = GIVEN_BLOC, **said: Any) -> Any:
    """What the GTP declares: a bloc of the first CQPM is one of the other."""
    common = {"id": "e", "origin": DECLARED, "extent": EquivalenceExtent.TOTAL, "source": "GTP du 1er mars"}
    return Equivalence(given=(given,), received=(received,), **{**common, **said})


def kept(*equivalences: Equivalence, before: Dossier = BEFORE, on: date = LATER) -> list[Holding]:
    """What may be carried into the other CQPM."""
    return kept_for(OTHER, OTHER_VERSION, [Judged(before, VERSION)], equivalences, on)


def asked(on: date = LATER, **given: Any) -> Dossier:
    """A dossier asked for later, on the same CQPM."""
    return dossier(requested_on=on, opened_on=on, engaged_on=on, **given)


def own(on: date = LATER) -> list[Holding]:
    return kept_for(CQPM, VERSION, [Judged(BEFORE, VERSION)], (), on)


def broken(judged: Outcome) -> list[str]:
    return [problem.rule or problem.code.value for problem in judged.problems]


def record(found: Dossier, *results: Result, kept: Any = (), today: date = LATER, **given: Any) -> Outcome:
    said = {"dossier": found.number, "results": results, **given}
    return rules.ask("recordEvaluation", found, said, version=VERSION, kept=kept, today=today)


@pytest.mark.rule("INS-08", "CON-01")
def test_a_bloc_declared_shared_is_carried_into_the_other_cqpm_for_life() -> None:
    """INS-08: with the mode and the day of the capacité of the same title, else those of the last evaluated."""
    found = kept(gives())
    assert [(item.bloc, item.capacite, item.valid_until) for item in found] == [
        (SHARED, None, None),
        (None, "A", None),
        (None, "B", None),
    ]
    assert {(item.dossier, item.equivalence, item.mode, item.on) for item in found} == {
        (BEFORE.number, "e", REAL, FIRST)
    }


@pytest.mark.rule("INS-08")
@pytest.mark.parametrize(
    ("equivalences", "before"),
    [
        ((), BEFORE),
        ((gives(origin=CQPM),), BEFORE),
        ((gives(extent=EquivalenceExtent.PARTIAL),), BEFORE),
        ((gives(end(OTHER, SHARED), end(CQPM, TAKEN)),), BEFORE),
        ((gives(valid_until=LATER - timedelta(1)),), BEFORE),
        ((gives(valid_from=LATER + timedelta(1)),), BEFORE),
        ((gives(),), decided(NA, "13", id="old", number="D2026-UT59-00009")),
        ((gives(),), decided(NA, "12", at_rncp=False, id="old", number="D2026-UT59-00009")),
        ((gives(),), BEFORE.evolve(unduly=(TAKEN,))),
        ((gives(received=end(OTHER)),), BEFORE),
    ],
)
def test_what_does_not_carry_a_bloc_over(equivalences: tuple[Equivalence, ...], before: Dossier) -> None:
    """Nothing declared, a loaded file, a part, the other way, before or after, a bloc not held, one held unduly."""
    assert kept(*equivalences, before=before) == []


@pytest.mark.parametrize("on", [LATER, LATER + timedelta(1)])
def test_a_declaration_holds_on_its_last_day(on: date) -> None:
    found = kept(gives(valid_from=LATER, valid_until=LATER), on=on)
    assert {item.valid_until for item in found} == ({LATER} if on == LATER else set())


def test_equal_codes_prove_nothing() -> None:
    """INS-08: an RNCP bloc code belongs to one fiche."""
    same = OTHER_VERSION.evolve(composition=(ReferentielBloc(bloc=TAKEN, capacites=("A",)),))
    assert kept_for(OTHER, same, [Judged(BEFORE, VERSION)], (), LATER) == []


@pytest.mark.rule("EQ-01")
def test_equivalences_do_not_chain() -> None:
    held = holdings_of(BEFORE, VERSION)
    chain = [gives(), gives(end(OTHER, SHARED), end("MQ 2014 0400", "B3"), id="f")]
    assert [item.bloc for item in recognised(held, chain, LATER)] == [SHARED]


def test_every_end_is_to_be_held() -> None:
    """EQ-01."""
    both = gives().evolve(given=(end(CQPM, TAKEN), end(CQPM, VERSION.composition[1].bloc)))
    assert recognised(holdings_of(BEFORE, VERSION), [both], LATER) == []
    whole = decided(A, id="old", number="D2026-UT59-00009")
    assert len(recognised(holdings_of(whole, VERSION), [both], LATER)) == 1


def test_a_certification_gives_a_bloc() -> None:
    whole = decided(A, id="old", number="D2026-UT59-00009")
    assert {item.item for item in kept(gives(end(CQPM)), before=whole)} == {SHARED, "A", "B"}
    assert kept(gives(end(CQPM))) == []


@pytest.mark.rule("INS-12")
@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2032, 4, 14), {"1", "2", "3"}),
        (date(2032, 4, 15), {"1", "2", "3"}),
        (date(2032, 4, 16), {"1", "2"}),
    ],
)
def test_what_may_be_carried_over_is_judged_on_the_request(on: date, expected: set[str]) -> None:
    found = asked(on, status=DossierStatus.OUVERT)
    items = {item.key: item for item in items_of(found, VERSION)}
    assert carriable(items, own(on), found.requested_on).keys() == expected


def test_a_result_that_does_not_stand_gives_nothing() -> None:
    """GTP-07: before the GTP, after its refusal, and of a dossier given up, which no jury has seen."""
    assert settled(BEFORE)
    assert BEFORE.verdict is not None
    assert not settled(BEFORE.evolve(verdict=None))
    assert not settled(BEFORE.evolve(verdict=BEFORE.verdict.evolve(validated=False)))
    assert not settled(BEFORE.evolve(deliberation=None, verdict=None, status=DossierStatus.ABANDONNE))


def test_either_dossier_may_be_named_and_the_best_day_counts() -> None:
    """INS-08: what two dossiers left is carried from either, until the later day."""
    again = decided(NA, "3", id="new", number="D2028-UT59-00001")
    assert again.deliberation is not None
    again = again.evolve(deliberation=again.deliberation.evolve(jury_on=date(2028, 6, 1)))
    found = kept_for(CQPM, VERSION, [Judged(BEFORE, VERSION), Judged(again, VERSION)], (), LATER)
    named = [(item.dossier, item.valid_until) for item in found if item.capacite == "3"]
    assert named == [(again.number, date(2033, 6, 1)), (BEFORE.number, date(2033, 6, 1))]


@pytest.mark.rule("INS-12")
def test_what_is_carried_over_asks_for_no_plan_no_mode_and_no_delay() -> None:
    found = asked()
    lines = [Result(capacite=n, carried_from=" d2026-ut59-00009 ") for n in "12"]
    judged = record(found, *lines, kept=own())
    assert broken(judged) == []
    assert [(item.acquired, item.mode, item.on, item.carried_over) for item in judged.entity.evaluations] == [
        (True, REAL, FIRST, True)
    ] * 2


def test_what_is_typed_does_not_change_the_original_evaluation() -> None:
    line = Result(capacite="1", carried_from=BEFORE.number, mode=EvaluationMode.PROJET, on=LATER)
    [made] = record(asked(), line, kept=own()).entity.evaluations
    assert (made.mode, made.on) == (REAL, FIRST)


def test_a_fresh_result_says_everything() -> None:
    judged = record(planned(), Result(capacite="1"), today=FIRST)
    assert [problem.path for problem in judged.problems] == [
        ("results", "0", "acquired"),
        ("results", "0", "mode"),
        ("results", "0", "on"),
    ]


@pytest.mark.rule("INS-12")
def test_everything_is_carried_over_at_once() -> None:
    part = record(asked(), kept=own(), carry_all=True)
    assert broken(part) == []
    assert [(item.item, item.kept_until) for item in part.entity.evaluations] == [
        ("1", None),
        ("2", None),
        ("3", date(2032, 4, 15)),
    ]
    assert part.entity.status is DossierStatus.OUVERT
    again = record(part.entity, kept=own(), carry_all=True)
    assert [(problem.rule, problem.path) for problem in again.problems] == [("INS-08", ("carryAll",))]
    assert broken(record(asked(), carry_all=True)) == ["INS-08"]


def test_what_has_a_result_is_not_replaced_by_what_may_be_carried_over() -> None:
    failed = planned(requested_on=OPENED)
    line = Result(capacite="1", acquired=False, mode=REAL, on=FIRST)
    kept_ = kept_for(CQPM, VERSION, [Judged(BEFORE, VERSION)], (), OPENED)
    judged = record(failed, line, kept=kept_, today=HELD, carry_all=True)
    assert [(item.item, item.acquired) for item in judged.entity.evaluations] == [
        ("1", False),
        ("2", True),
        ("3", True),
    ]


def test_all_carried_over_is_evaluated_and_asks_for_no_opinion() -> None:
    """INS-12, EVA-03: nothing is evaluated that the company would complete."""
    whole = Judged(decided(A, id="old", number="D2026-UT59-00009"), VERSION)
    found = record(asked(), kept=kept_for(CQPM, VERSION, [whole], (), LATER), carry_all=True).entity
    assert found.status is DossierStatus.EVALUE
    assert found.only_carried
    assert not found.opinion_needed
    assert not asked().only_carried


@pytest.mark.rule("INS-12")
def test_a_plan_needs_no_mode_for_what_may_be_carried_over() -> None:
    common = {"agreed_with": "ENTREPRISE", "sent_on": LATER}
    needed = EvaluationPlan(modes=(PlannedMode(capacite="4", mode=REAL),), **common)
    for given, refused in ((own(), []), ((), ["EVA-05"])):
        assert broken(rules.plan(asked(), VERSION, needed, None, None, LATER, kept=given)) == refused
    every = EvaluationPlan(modes=tuple(PlannedMode(capacite=n, mode=REAL) for n in "1234"), **common)
    assert broken(rules.plan(asked(), VERSION, every, None, None, LATER, kept=own())) == []


def test_what_is_left_to_carry_comes_first() -> None:
    """INS-12, PRD-06: no plan, no commission and no day stands before it, nor is asked for before."""
    found = asked(carriable=("1", "2"))
    done = record(found, kept=own(), carry_all=True).entity
    assert (found.left_to_carry, done.left_to_carry) == (True, False)
    assert [line.required_for for line in planned_lines(found)] == [None, None, None]
    assert {line.required_for for line in planned_lines(done)} == {Operation.recordEvaluation}
    assert (todo.plan(found, LATER), todo.name_commission(found, LATER)) == (None, None)
    first, then = todo.evaluate(found, LATER), todo.plan(done, LATER)
    assert (first and first.rule, then and then.rule) == ("INS-12", "EVA-05")
    assert todo.evaluate(done, LATER) is None


def planned_lines(found: Dossier) -> list[Check]:
    """What is asked before an evaluation: agreed, a commission named, its first day come."""
    lines = (checklist.planned, checklist.commission, checklist.first_evaluation)
    return [line for line_of in lines for line in line_of(found, LATER)]


@pytest.mark.parametrize("line", [checklist.planned, checklist.commission, checklist.first_evaluation])
def test_where_everything_is_carried_over_nothing_is_asked(line: Any) -> None:
    whole = Judged(decided(A, id="old", number="D2026-UT59-00009"), VERSION)
    done = record(asked(), kept=kept_for(CQPM, VERSION, [whole], (), LATER), carry_all=True).entity
    assert [item.state for item in line(done, LATER)] == [CheckState.NOT_APPLICABLE]


@pytest.mark.rule("INS-08")
@pytest.mark.parametrize(("unduly", "refused"), [((), []), ((TAKEN,), ["INS-08"]), ((CQPM,), ["INS-08"])])
def test_what_is_held_no_more_does_not_go_before_a_jury(unduly: tuple[str, ...], refused: list[str]) -> None:
    """CER-09: carried over before it was known to be undue."""
    found = record(asked(), kept=own(), carry_all=True).entity
    past = [Judged(BEFORE.evolve(unduly=unduly), VERSION)]
    told = lapsed_problems(found, VERSION, past, (), "add", "0")
    assert [problem.rule for problem in told] == refused
    assert not told or "la capacité 1" in told[0].message

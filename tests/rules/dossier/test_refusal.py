"""GTP-07: what is made again after a refusal of the GTP, by which operation, and what of it is kept."""

from datetime import date, timedelta
from typing import Any

import pytest

from rules.base.check import CheckState
from rules.dossier.commands import Result
from rules.dossier.dossier import Again, Dossier, DossierStatus
from rules.dossier.holdings import holdings_of
from rules.dossier.refusal import judged_in, made_again, put_away, refused_judgment
from rules.lives.family import life_of_entity
from rules.lives.life import Outcome
from rules.session.session import SessionStatus
from tests.rules.samples import judging as rules
from tests.rules.samples import jury
from tests.rules.samples.refused import NEXT, REFUSED_ON, refused, refused_vae
from tests.rules.samples.vae import REGISTERED

DAY = timedelta(days=1)
LATER = date(2027, 8, 1)
JURY, EVALUATIONS, NOTHING = Again.JURY, Again.EVALUATIONS, Again.NOTHING


def _broken(found: Any) -> list[str]:
    return [problem.rule or problem.code.value for problem in found.problems]


def _recorded(found: Dossier, *numbers: str, on: date = LATER, **given: Any) -> Outcome:
    lines = [Result(**{"capacite": n, "acquired": True, "mode": jury.REAL, "on": on, **given}) for n in numbers]
    return rules.record(found, jury.VERSION, lines, [], LATER)


@pytest.mark.parametrize("found", [refused(), refused_vae()])
def test_nothing_of_the_decision_is_kept(found: Dossier) -> None:
    assert holdings_of(found, jury.VERSION) == []
    assert found.upheld is None
    lines = life_of_entity(found).checklist(found, LATER)
    assert not [line for line in lines if line.rule == "CON-02"]


@pytest.mark.rule("GTP-07")
@pytest.mark.parametrize(
    ("found", "may"),
    [
        (refused(JURY), {"assignDossiers", "withdrawDossier"}),
        (refused_vae(JURY), {"assignDossiers", "withdrawDossier"}),
        (refused(EVALUATIONS, "2"), {"planEvaluation", "nameCommission", "recordEvaluation", "withdrawDossier"}),
        (refused_vae(EVALUATIONS, "2"), {"planEvaluation", "nameCommission", "recordEvaluation", "withdrawDossier"}),
        (refused(NOTHING), set()),
        (refused_vae(NOTHING), set()),
        (refused(None), set()),
    ],
)
def test_what_goes_on_is_what_the_verdict_says(found: Dossier, may: set[str]) -> None:
    members: Any = [{"name": "Eva", "function": "x"}, {"name": "Paul", "function": "y"}]
    naming = {"dossier": found.number, "members": members, "president": "Eva" if found.vae else None}
    plan = found.plan
    assert plan is not None
    made = {
        "planEvaluation": rules.plan(found, jury.VERSION, plan.evolve(agreed_with="CANDIDAT"), None, None, LATER),
        "nameCommission": rules.ask("nameCommission", found, naming, certification=REGISTERED),
        "recordEvaluation": _recorded(found, "2"),
        "withdrawDossier": rules.withdraw(found, "Départ", LATER, jury.session(SessionStatus.CLOSE, dossiers=("d",))),
        "assignDossiers": rules.assign(jury.session(id="n", held_on=NEXT), [found], [], {}),
    }
    assert {name for name, outcome in made.items() if not outcome.problems} == may
    assert {rule for name in made.keys() - may for rule in _broken(made[name])} == {"GTP-07"}
    rows = life_of_entity(found).rows
    open_ = {op.value for op, row in rows.items() if op.value in made and row.possible(found) and row.allows(found)}
    assert open_ == may - {"assignDossiers"}


@pytest.mark.parametrize("found", [refused(JURY), refused_vae(JURY)])
def test_a_new_jury_takes_it_as_it_was_evaluated(found: Dossier) -> None:
    [taken] = rules.assign(jury.session(id="n", held_on=NEXT), [found], [], {}).dossiers
    assert (taken.status, taken.session, taken.seat) == (DossierStatus.PRESENTE_AU_JURY, "n", "A")
    assert (taken.deliberation, taken.verdict, taken.at_rncp) == (None, None, None)
    assert (taken.evaluations, taken.vae) == (found.evaluations, found.vae)
    [former] = taken.earlier
    assert (former.session, former.seat, former.deliberation) == ("s", "A1", found.deliberation)
    assert judged_in(taken, "s") == found.evolve(earlier=taken.earlier)
    assert judged_in(taken, "n") is taken
    assert holdings_of(taken, jury.VERSION) == []


@pytest.mark.rule("GTP-07")
@pytest.mark.parametrize(
    ("held_on", "refusals"), [(REFUSED_ON - DAY, ["GTP-07"]), (REFUSED_ON, []), (REFUSED_ON + DAY, [])]
)
def test_the_new_jury_follows_the_refusal(held_on: date, refusals: list[str]) -> None:
    assert _broken(rules.assign(jury.session(id="n", held_on=held_on), [refused()], [], {})) == refusals
    back = put_away(refused()).evolve(status=DossierStatus.EVALUE)
    assert _broken(rules.assign(jury.session(id="n", held_on=held_on), [back], [], {})) == refusals


def test_what_is_evaluated_again_counts_in_the_place_of_the_former_result() -> None:
    found = refused(EVALUATIONS, "2", "3")
    [half] = [_recorded(found, "2", acquired=False).entity]
    assert half.status is DossierStatus.OUVERT
    assert [item.item for item in half.evaluations] == ["1", "2", "4"]
    assert (half.session, half.deliberation, half.verdict) == (None, None, None)
    whole = _recorded(half, "3").entity
    assert whole.status is DossierStatus.EVALUE
    assert {item.item: item.acquired for item in whole.evaluations} == {"1": True, "2": False, "3": True, "4": True}
    assert [item.on for item in whole.evaluations] == [jury.FIRST, LATER, LATER, jury.FIRST]
    [former] = whole.earlier
    assert former.evaluations == found.evaluations
    assert judged_in(whole, "s").evaluations == found.evaluations


def test_the_commission_of_a_vae_concludes_again() -> None:
    made = _recorded(refused_vae(EVALUATIONS, "2"), "2").entity
    assert made.status is DossierStatus.RECEVABLE
    assert (made.vae.evaluated, made.vae.conclusion) == (True, None)
    given = {"dossier": made.number, "extent": "TOTAL"}
    concluded = rules.ask("concludeCommission", made, given, today=LATER).entity
    assert concluded is not None
    assert concluded.status is DossierStatus.EVALUE
    assert len(concluded.earlier) == 1


@pytest.mark.rule("GTP-07")
@pytest.mark.parametrize(
    ("numbers", "given", "refusals"),
    [
        ("2", {"on": REFUSED_ON - DAY}, ["GTP-07"]),
        ("2", {"on": REFUSED_ON}, []),
        ("2", {"on": REFUSED_ON + DAY}, []),
        ("1", {}, ["GTP-07"]),
        ("12", {}, ["GTP-07"]),
        ("2", {"carried_from": "D2025-UT59-00001"}, ["GTP-07"]),
    ],
)
def test_only_what_the_gtp_named_is_evaluated_again(numbers: str, given: dict[str, Any], refusals: list[str]) -> None:
    assert _broken(_recorded(refused(EVALUATIONS, "2"), *numbers, **given)) == refusals


@pytest.mark.rule("GTP-07")
def test_no_result_changes_where_the_jury_alone_is_made_again() -> None:
    back = put_away(refused(JURY)).evolve(status=DossierStatus.EVALUE)
    assert _broken(_recorded(back, "1")) == ["GTP-07"]


def test_withdrawn_it_stays_where_it_was_judged() -> None:
    closed = jury.session(SessionStatus.CLOSE, dossiers=("d",), decided=("d",))
    made = rules.withdraw(refused(), "Départ", LATER, closed)
    assert made.entity is not None
    assert (made.entity.status, made.entity.session) == (DossierStatus.ABANDONNE, "s")
    assert made.entity.verdict == refused().verdict
    assert not getattr(made, "others", ())


def test_refused_twice_each_judgment_is_kept() -> None:
    first = refused(EVALUATIONS, "2")
    again = _recorded(first, "2").entity
    twice = refused(JURY, earlier=again.earlier, session="t", evaluations=again.evaluations)
    assert made_again(twice) is JURY
    [taken] = rules.assign(jury.session(id="n", held_on=NEXT), [twice], [], {}).dossiers
    assert [item.session for item in taken.earlier] == ["s", "t"]
    assert [item.verdict.again for item in taken.earlier] == [EVALUATIONS, JURY]
    assert [judged_in(taken, key).evaluations for key in "st"] == [first.evaluations, again.evaluations]


@pytest.mark.parametrize(
    ("found", "state"),
    [
        (refused(JURY), CheckState.MISSING),
        (refused_vae(EVALUATIONS, "2"), CheckState.MISSING),
        (refused(NOTHING), CheckState.NOT_APPLICABLE),
        (put_away(refused()), CheckState.MISSING),
        (put_away(refused()).evolve(deliberation=refused().deliberation), CheckState.DONE),
    ],
)
def test_the_checklist_says_what_is_made_again(found: Dossier, state: CheckState) -> None:
    [line] = [line for line in life_of_entity(found).checklist(found, LATER) if line.rule == "GTP-07"]
    assert line.state is state
    assert "20 mai 2027" in str(line.detail)


def _detail(found: Dossier, rule: str) -> str:
    return next(str(line.detail) for line in life_of_entity(found).checklist(found, LATER) if line.rule == rule)


@pytest.mark.parametrize("status", [DossierStatus.PRESENTE_AU_JURY, DossierStatus.DELIBERE, DossierStatus.TRANSMIS])
def test_once_before_a_new_jury_nothing_is_to_be_done_again(status: DossierStatus) -> None:
    found = put_away(refused(EVALUATIONS, "2")).evolve(status=status)
    assert _detail(found, "GTP-07").endswith(": le dossier est présenté à un nouveau jury.")


def test_what_is_evaluated_again_is_named_until_it_is() -> None:
    found = refused(EVALUATIONS, "2", "3")
    assert "de nouveau les évaluations 2 et 3 (recordEvaluation)" in _detail(found, "EVA-06")
    assert "fait refaire les évaluations 2 et 3 (recordEvaluation)" in _detail(found, "GTP-07")
    begun = _recorded(found, "2").entity
    assert "fait refaire l’évaluation 3 (recordEvaluation)" in _detail(begun, "GTP-07")
    done = _recorded(begun, "3").entity
    assert _detail(done, "GTP-07").endswith(
        "le centre d’examen présente le dossier à un nouveau jury (assignDossiers)."
    )


def test_a_request_refused_by_the_gtp_still_waits_for_its_jury() -> None:
    """The twelve months run on; the commission whose evaluations are made again concludes again."""
    for found, missing in (
        (refused_vae(JURY), {"VAE-05", "GTP-07"}),
        (refused_vae(EVALUATIONS, "2"), {"VAE-05", "GTP-07", "EVA-06", "VAE-06"}),
    ):
        lines = life_of_entity(found).checklist(found, LATER)
        assert missing <= {line.rule for line in lines if line.state is CheckState.MISSING}
    closed = life_of_entity(refused_vae(NOTHING)).checklist(refused_vae(NOTHING), LATER)
    assert [line.state for line in closed if line.rule == "VAE-05"] == [CheckState.DONE]
    begun = _recorded(refused_vae(EVALUATIONS, "2"), "2").entity
    assert "la commission de validation conclut de nouveau (concludeCommission)" in _detail(begun, "GTP-07")


def test_a_decision_that_stands_is_no_refused_one() -> None:
    assert refused_judgment(jury.decided(jury.JuryDecision.A)) is None
    assert refused_judgment(jury.evaluated()) is None

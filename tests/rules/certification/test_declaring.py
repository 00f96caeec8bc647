"""Declarations of registration: what they need, which wins, what they contradict (REG-01)."""

from datetime import date, timedelta
from typing import Any

import pytest

from rules.base.outcome import Done, Refused
from rules.certification.certification import Certification, CertificationKind, Registration, RegistrationState
from rules.certification.declaring import MOST, DeclareRegistration, declare, told, with_declared
from tests.rules.samples.paper import CERTIFICATION

DAY = timedelta(days=1)
TODAY, START, END = date(2026, 11, 25), date(2022, 4, 25), date(2027, 4, 25)
FICHE = {"registered": True, "number": "RNCP 36376", "from_": START, "until": END}
NONE: dict[str, Any] = {"registered": False}
STATED = Registration(number="RNCP36376", state=RegistrationState.ACTIVE, start=START, end=END, source="RNCP")


def said(found: Certification = CERTIFICATION, bearer: Certification | None = None, **given: Any) -> Any:
    asked = {"certification": found.code, "source": "Décision de France compétences", **given}
    return declare(found, DeclareRegistration(**asked), bearer=bearer, today=TODAY)


def after(*declarations: dict[str, Any], found: Certification = CERTIFICATION) -> Certification:
    for given in declarations:
        outcome = said(found, **given)
        assert isinstance(outcome, Done), outcome.problems
        found = outcome.entity
    return found


def refused(outcome: Any) -> list[tuple[str, str]]:
    assert isinstance(outcome, Refused)
    return [(problem.rule or problem.code.value, ".".join(problem.path)) for problem in outcome.problems]


def test_a_fiche_and_its_period_are_declared_with_their_source() -> None:
    [fiche] = after({**FICHE, "last_award_on": END + DAY, "link": "https://exemple.invalid/rncp"}).registrations
    assert (fiche.number, fiche.state, fiche.start, fiche.end) == ("RNCP36376", RegistrationState.ACTIVE, START, END)
    assert (fiche.last_award_on, fiche.source) == (END + DAY, "Décision de France compétences")
    assert (fiche.link, fiche.declared_on) == ("https://exemple.invalid/rncp", TODAY)
    over = after({**FICHE, "until": TODAY - DAY}).registrations[0]
    assert over.state is RegistrationState.INACTIVE
    assert over.in_force(TODAY - DAY) is True


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({**FICHE, "number": None}, ("INVALID_INPUT", "number")),
        ({**FICHE, "number": "MQ 1989 0021"}, ("INVALID_INPUT", "number")),
        ({**FICHE, "number": "RS6117"}, ("INVALID_INPUT", "number")),
        ({**FICHE, "number": "x" * 10_000}, ("INVALID_INPUT", "number")),
        ({**FICHE, "until": START - DAY}, ("REG-01", "until")),
        ({**FICHE, "last_award_on": END - DAY}, ("REG-01", "lastAwardOn")),
        ({**FICHE, "until": None, "last_award_on": START - DAY}, ("REG-01", "lastAwardOn")),
        ({**FICHE, "link": "javascript:alert(1)"}, ("INVALID_INPUT", "link")),
        ({**NONE, "last_award_on": END}, ("REG-01", "lastAwardOn")),
        ({**NONE, "from_": END, "until": START}, ("REG-01", "until")),
        ({**NONE, "number": "RNCP1"}, ("REG-01", "number")),
        ({**FICHE, "years": 0}, ("INVALID_INPUT", "years")),
        ({**FICHE, "years": 100}, ("INVALID_INPUT", "years")),
        ({**FICHE, "decided_on": END + DAY}, ("REG-01", "decidedOn")),
        ({**NONE, "years": 5}, ("REG-01", "years")),
        ({**NONE, "decided_on": START}, ("REG-01", "decidedOn")),
    ],
)
@pytest.mark.rule("REG-01")
def test_what_contradicts_itself_is_refused(given: dict[str, Any], expected: tuple[str, str]) -> None:
    assert refused(said(**given)) == [expected]


def test_the_decision_and_its_duration_are_declared_and_kept() -> None:
    """CER-05: what a certificate says of the registration; what is not given again stays, with what registers print."""
    printed = STATED.evolve(published_on=START)
    declared = {**FICHE, "decided_on": START - DAY, "years": 5}
    [fiche] = after(declared, found=CERTIFICATION.evolve(registrations=(printed,))).registrations
    assert (fiche.decided_on, fiche.years, fiche.published_on) == (START - DAY, 5, START)
    [fiche] = after(declared, {"registered": True, "number": "RNCP36376", "until": END - DAY}).registrations
    assert (fiche.decided_on, fiche.years) == (START - DAY, 5)
    [fiche] = after(declared, {"registered": True, "number": "RNCP36376", "years": None}).registrations
    assert fiche.years is None, "null clears"


@pytest.mark.parametrize("until", [START, START + DAY])
def test_a_period_may_last_a_day_and_be_awarded_on_its_last(until: date) -> None:
    after({**FICHE, "until": until, "last_award_on": until})


def test_a_fiche_of_another_certification_is_refused_and_says_what_to_do() -> None:
    other = CERTIFICATION.evolve(id="RNCP36376", code="RNCP36376")
    outcome = said(bearer=other, **FICHE)
    assert refused(outcome) == [("REG-01", "number")]
    assert "declareSameCertification" in outcome.problems[0].message
    assert isinstance(said(bearer=CERTIFICATION, **FICHE), Done), "its own may be declared again"


def test_only_a_cqpm_s_is_declared_here() -> None:
    found = CERTIFICATION.evolve(kind=CertificationKind.DIPLOMA)
    assert refused(said(found, **FICHE)) == [("INVALID_INPUT", "certification")]


@pytest.mark.parametrize("given", [FICHE, NONE, {**NONE, "from_": START, "until": END}])
def test_said_twice_alike_nothing_changes(given: dict[str, Any]) -> None:
    found = after(given)
    assert [code for code, _ in refused(said(found, **given))] == ["DUPLICATE"]
    changed = said(found, **{**given, "source": "Une autre source"})
    assert isinstance(changed, Done), "another source is news"


def test_the_last_declaration_on_a_fiche_replaces_the_one_before_and_says_so() -> None:
    outcome = said(after(FICHE), registered=True, number="RNCP36376", until=END - DAY)
    assert [(item.rule, item.path) for item in outcome.warnings] == [("REG-01", ("number",))]
    [fiche] = outcome.entity.registrations
    assert (fiche.start, fiche.end) == (START, END - DAY), "what is left out stays"
    [fiche] = after(FICHE, {"registered": True, "number": "RNCP36376", "until": None}).registrations
    assert fiche.end is None, "null clears"
    found = after(FICHE, {"registered": False, "number": "RNCP36376"})
    assert found.registered_at_rncp(TODAY) is False
    assert after(FICHE, {"registered": False, "number": "RNCP36376"}, FICHE).registered_at_rncp(TODAY) is True


def test_two_fiches_that_overlap_are_warned_of() -> None:
    for start, expected in ((END, ["REG-01"]), (END + DAY, [])):
        outcome = said(after(FICHE), registered=True, number="RNCP40000", from_=start)
        assert [item.rule for item in outcome.warnings] == expected


def test_a_fiche_declared_without_a_first_day_is_warned_of() -> None:
    outcome = said(registered=True, number="RNCP36376", until=END)
    assert [item.path for item in outcome.warnings] == [("from",)]


def test_a_fiche_declared_later_ends_a_period_without_one() -> None:
    outcome = said(after(NONE), **FICHE)
    assert [item.path for item in outcome.warnings] == [("from",)]
    found = outcome.entity
    assert [(hole.start, hole.end) for hole in found.unregistered] == [(None, START - DAY), (END + DAY, None)]
    days = (START - DAY, START, END, END + DAY)
    assert [found.registered_at_rncp(day) for day in days] == [False, True, True, False]


def test_a_period_without_fiche_does_not_undo_a_declared_one() -> None:
    found = after(FICHE)
    assert refused(said(found, **NONE)) == [("REG-01", "from")]
    assert refused(said(found, registered=False, from_=END, until=END + DAY)) == [("REG-01", "from")]
    assert after({**NONE, "from_": END + DAY}, found=found).registered_at_rncp(END + DAY) is False


def test_it_prevails_over_a_register_and_says_so() -> None:
    outcome = said(CERTIFICATION.evolve(registrations=(STATED,)), **NONE)
    assert [item.rule for item in outcome.warnings] == ["REG-01"]
    assert outcome.entity.registered_at_rncp(TODAY) is False
    wider = said(outcome.entity, registered=False, from_=None, until=None, source="Autre")
    assert len(wider.entity.unregistered) == 1, "a period inside another is not kept beside it"


def test_there_is_an_end_to_declarations() -> None:
    many = tuple(Registration(number=f"RNCP{n}", state=RegistrationState.UNKNOWN) for n in range(1, MOST + 1))
    found = CERTIFICATION.evolve(registrations=many)
    assert refused(said(found, **FICHE)) == [("INVALID_INPUT", "number")]
    holes = [{**NONE, "from_": START + n * 2 * DAY, "until": START + n * 2 * DAY} for n in range(MOST)]
    assert refused(said(after(*holes), registered=False, from_=END, until=END)) == [("INVALID_INPUT", "from")]


def test_a_reload_of_registers_does_not_undo_what_is_declared() -> None:
    declared = after({**FICHE, "until": TODAY}).registrations
    newer = STATED.evolve(end=date(2030, 1, 1), number="RNCP40000")
    assert with_declared((STATED, newer), declared) == (*declared, newer)
    assert with_declared((STATED,), (newer,)) == (STATED,), "what a register no longer says is no longer said"


def test_history_says_what_was_declared() -> None:
    fiche, day = {"fiche": "RNCP1", "registered": 1}, "2022-04-01"
    assert told({**fiche, "from": day}) == "Fiche RNCP1 déclarée inscrite au RNCP à partir du 1er avril 2022."
    assert told({**fiche, "until": day}) == "Fiche RNCP1 déclarée inscrite au RNCP jusqu’au 1er avril 2022."
    assert told({**fiche, "registered": 0}) == "Fiche RNCP1 déclarée non inscrite au RNCP."
    assert told({"registered": 0}) == "CQPM déclaré sans inscription au RNCP."

"""REG-02: what a declaration makes of a certification and its fiches, and what is only likely."""

from datetime import date
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.base.outcome import Done
from rules.certification.certification import (
    Certificateur,
    Certification,
    CertificationKind,
    Registration,
    RegistrationState,
)
from rules.certification.likeness import likely
from rules.certification.sameness import DeclareSameCertification, declare, told, with_fiches

TODAY = date(2027, 5, 20)
UIMM = Certificateur(name="UIMM", siret="78471719100018")


def _fiche(number: str, title: str = "CQP Souder", end: date | None = None, **facts: Any) -> Certification:
    registration = Registration(number=number, state=RegistrationState.ACTIVE, start=date(2020, 1, 1), end=end)
    given = {"kind": CertificationKind.CQPM, "registrations": (registration,), **facts}
    return Certification(id=number, code=number, title=title, **given)


MAIN = Certification(id="MQ 1989 0021", code="MQ 1989 0021", kind=CertificationKind.CQPM, title="Soudeur")
ONE, OTHER = _fiche("RNCP1", end=date(2024, 12, 31)), _fiche("RNCP2")


def _declared(main: Certification, *fiches: Certification, same: bool = True, **facts: Any) -> Any:
    command = DeclareSameCertification(
        certification=main.code, fiches=tuple(item.code for item in fiches), same=same, source="GTP"
    )
    needs: dict[str, Any] = {"stated": {item.code: item for item in fiches}, "holders": {}, "following": {}, **facts}
    return declare(main, command, **needs, today=TODAY)


def _joined(main: Certification, *fiches: Certification) -> tuple[Certification, list[Certification]]:
    outcome = _declared(main, *fiches)
    assert isinstance(outcome, Done), outcome
    return outcome.entity, [change.entity for change in outcome.others]  # type: ignore[misc]


@pytest.mark.rule("REG-02")
def test_registrations_are_listed_and_nothing_else_is_taken() -> None:
    """REG-02: each fiche keeps its period; a day is judged by whichever stands."""
    main, fiches = _joined(MAIN, OTHER, ONE)
    assert [item.number for item in main.registrations] == ["RNCP1", "RNCP2"]
    assert main.codes == ("MQ 1989 0021", "RNCP1", "RNCP2")
    assert main.evolve(fiches=(), registrations=()) == MAIN
    assert [item.evolve(belongs_to=None) for item in fiches] == [OTHER, ONE]
    assert {item.belongs_to for item in fiches} == {MAIN.code}
    assert main.registered_at_rncp(date(2019, 12, 31)) is False
    assert main.registered_at_rncp(date(2020, 1, 1)) is True
    assert main.keys() == {"cqpm:0021", "fiche:RNCP1", "fiche:RNCP2"}
    assert [main.fiche_under(key) for key in ("fiche:RNCP2", "cqpm:0021")] == ["RNCP2", None]


def test_what_registers_say_later_replaces_what_they_said_and_no_declaration() -> None:
    main, _ = _joined(MAIN, ONE)
    ended = _fiche("RNCP1", "CQP Souder autrement", end=date(2023, 6, 30))
    again = with_fiches(main, {"RNCP1": ended})
    assert [item.end for item in again.registrations] == [date(2023, 6, 30)]
    assert (again.title, again.fiches[0].title) == ("Soudeur", "CQP Souder autrement")
    declared = ONE.registrations[0].evolve(end=date(2026, 1, 1), source="GTP", declared_on=TODAY)
    kept = with_fiches(main.evolve(registrations=(declared,)), {"RNCP1": ended})
    assert kept.registrations == (declared,)
    assert with_fiches(MAIN, {"RNCP1": ended}) is MAIN


def test_what_is_undone_leaves_no_trace_and_takes_what_was_declared_of_it() -> None:
    main, [one, other] = _joined(MAIN, ONE, OTHER)
    declared = ONE.registrations[0].evolve(source="GTP", declared_on=TODAY)
    changed = main.evolve(registrations=(declared, main.registrations[1]))
    outcome = _declared(changed, one, same=False)
    assert isinstance(outcome, Done)
    assert [item.code for item in outcome.entity.fiches] == ["RNCP2"]
    assert [item.number for item in outcome.entity.registrations] == ["RNCP2"]
    [part] = outcome.others
    assert part.entity == ONE.evolve(registrations=(declared,))
    both = _declared(main, one, other, same=False, following={"RNCP1": 1, "RNCP2": 3})
    assert both.entity == MAIN
    assert [warning.message.split(" le ")[0] for warning in both.warnings] == ["Un dossier suit", "3 dossiers suivent"]


@pytest.mark.rule("REG-02")
@pytest.mark.parametrize(
    ("main", "fiche", "message"),
    [
        (MAIN, _fiche("MQ 1990 0050", registrations=()), "en a qu’un, et celle-ci est MQ 1989 0021"),
        (OTHER, MAIN, "c’est elle la certification"),
        (MAIN, _fiche("RNCP3", kind=CertificationKind.DIPLOMA), "n’est pas un CQPM"),
        (MAIN, _joined(OTHER, ONE)[0], "RNCP2 réunit déjà RNCP1"),
    ],
)
def test_what_is_no_fiche_of_it(main: Certification, fiche: Certification, message: str) -> None:
    [problem] = _declared(main, fiche).problems
    assert (problem.rule, problem.path) == ("REG-02", ("fiches", "0"))
    assert message in problem.message


def test_a_register_that_does_not_say_the_family_is_warned_of() -> None:
    outcome = _declared(MAIN, _fiche("RNCP3", kind=CertificationKind.TITRE_RNCP))
    assert [warning.rule for warning in outcome.warnings] == ["REG-02"]


def test_history_agrees_in_number() -> None:
    assert told({"fiches": ["RNCP1"], "same": 1}) == "Fiche RNCP1 déclarée de cette certification."
    assert told({"fiches": ["RNCP1", "RNCP2"], "same": 0}) == (
        "Fiches RNCP1, RNCP2 déclarées étrangères à cette certification."
    )
    assert told({"fiches": ["RNCP1"], "same": 1, "certification": "MQ 1989 0021"}) == (
        "Fiche RNCP1 déclarée de MQ 1989 0021."
    )


def test_pairs_are_likely_by_a_succession_or_by_their_titles() -> None:
    main = MAIN.evolve(title="Opérateur (trice) en Maintenance Industrielle")
    near = _fiche("RNCP36376", "CQP Opérateur en maintenance industrielle", certificateurs=(UIMM,))
    former = _fiche("RNCP24885", "CQP Agent d’entretien", certificateurs=(UIMM,), succeeded_by=("RNCP36376",))
    other = _fiche("RNCP9", "CQP Soudeur aéronautique", certificateurs=(UIMM,))
    found = likely([other, former, near, main])
    assert [(pair.certification.code, pair.fiche.code) for pair in found] == [
        ("MQ 1989 0021", "RNCP36376"),
        ("RNCP36376", "RNCP24885"),
    ]
    assert found[1].reasons == [
        "Un répertoire dit que RNCP36376 remplace RNCP24885.",
        "Le même certificateur les délivre : UIMM.",
    ]
    assert likely([main, main.evolve(id="MQ 1990 0050", code="MQ 1990 0050")]) == [], "two MQ numbers are two"
    joined, _ = _joined(main, near)
    assert [pair.fiche.code for pair in likely([joined, former])] == ["RNCP24885"]


WORDS = ["soudeur", "régleur", "chaudronnier", "industriel", "maintenance", "opérateur", "qualité", "usinage"]


@given(titles=st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=8, unique=True), max_size=12))
def test_no_pair_of_near_titles_is_overlooked(titles: list[list[str]]) -> None:
    """As when each title is compared with each other one."""
    fiches = [_fiche(f"RNCP{rank + 1}", " ".join(words)) for rank, words in enumerate(titles)]
    near = {
        frozenset({f"RNCP{one + 1}", f"RNCP{other + 1}"})
        for (one, words), (other, more) in combinations(enumerate(map(set, titles)), 2)
        if 5 * len(words & more) >= 4 * len(words | more)
    }
    assert {frozenset({pair.certification.code, pair.fiche.code}) for pair in likely(fiches)} == near

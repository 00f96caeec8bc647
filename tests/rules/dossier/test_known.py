"""What an opening warns of: a dossier that is open, what is held already, a fiche that has ended (INS-11)."""

from datetime import date, timedelta
from typing import Any

import pytest

from rules.certification.certification import Fiche, Registration, RegistrationState
from rules.dossier.dossier import Again, DossierStatus, GtpVerdict, JuryDecision
from rules.dossier.known import OVER, known_warnings
from rules.dossier.opening import Award
from tests.rules.samples.jury import CQPM, VERSION, decided, dossier
from tests.rules.samples.opening import TODAY, opening
from tests.rules.samples.vae import REGISTERED

FIRST, SECOND = (part.bloc for part in VERSION.composition)
AT_HOME, ELSEWHERE = "D2026-UT59-00001", "D2026-UT62-00007"


def told(*, target_blocs: tuple[str, ...] = (), **facts: Any) -> list[str]:
    """The messages of INS-11."""
    warnings = known_warnings(opening(target_blocs=target_blocs, facts=facts))
    assert {warning.rule for warning in warnings} <= {"INS-11"}
    return [warning.message for warning in warnings]


def award(number: str = "MC 2026 11 62 00001", certification: str = CQPM, bloc: str | None = None) -> Award:
    return Award(number=number, certification=certification, bloc=bloc)


def left(acquired: str, **changes: Any) -> dict[str, Any]:
    """Facts of a dossier that a jury left with these capacités."""
    given = decided(JuryDecision.NA, acquired, **changes)
    return {"known_dossiers": (given,), "known_versions": {VERSION.id: VERSION}}


@pytest.mark.rule("INS-11")
@pytest.mark.parametrize("status", DossierStatus)
def test_an_open_dossier_of_the_same_certification_is_pointed_out(status: DossierStatus) -> None:
    found = (dossier(status), dossier(status, certification="MQ 1989 0021"))
    messages = told(known_dossiers=found, told=frozenset({AT_HOME}))
    assert len(messages) == (0 if status in OVER | {DossierStatus.REFUSE} else 1)
    assert all(AT_HOME in message and "withdrawDossier" in message for message in messages)


@pytest.mark.rule("INS-11")
@pytest.mark.parametrize(
    ("again", "expected"), [(None, 0), (Again.NOTHING, 0), (Again.JURY, 1), (Again.EVALUATIONS, 1)]
)
def test_what_the_gtp_refused_is_open_where_something_is_made_again(again: Again | None, expected: int) -> None:
    refused = decided(JuryDecision.NA, verdict=GtpVerdict(on=TODAY, validated=False, again=again))
    found = (refused.evolve(status=DossierStatus.REFUSE),)
    assert len(told(known_dossiers=found, told=frozenset({AT_HOME}))) == expected


@pytest.mark.rule("INS-11")
def test_another_centre_is_never_named() -> None:
    found = dossier(number=ELSEWHERE, exam_centre="UT62")
    [message] = told(known_dossiers=(found,), told=frozenset({AT_HOME}))
    assert "UT62" not in message
    [message] = told(awards=(award(),))
    assert " 62 " not in message
    [message] = told(awards=(award(),), told=frozenset({award().number}))
    assert award().number in message


@pytest.mark.rule("INS-11")
@pytest.mark.parametrize(
    ("awards", "blocs", "expected"),
    [
        ((), (), 0),
        ((award(),), (), 1),
        ((award(), award(bloc=FIRST)), (), 1),
        ((award(certification="MQ 1989 0021"),), (), 0),
        ((award(bloc=FIRST),), (), 1),
        ((award(bloc=FIRST), award(bloc=SECOND)), (), 2),
        ((award(bloc=FIRST),), (FIRST,), 1),
        ((award(bloc=FIRST),), (SECOND,), 0),
        ((award(certification="MQ 1989 0021", bloc=FIRST),), (FIRST,), 1),
        ((award(bloc="RNCP1BC01"),), (), 0),
    ],
)
def test_what_a_certificate_gave_is_pointed_out(awards: Any, blocs: tuple[str, ...], expected: int) -> None:
    assert len(told(target_blocs=blocs, awards=awards)) == expected


@pytest.mark.rule("INS-11")
@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (left("12"), 1),
        (left("123"), 1),
        (left("1"), 0),
        (left("12", at_rncp=False), 0),
        (left("12", verdict=None), 0),
        ({**left("12"), "awards": (award(bloc=FIRST),)}, 1),
    ],
)
def test_a_bloc_that_a_jury_left_for_life_is_pointed_out(facts: dict[str, Any], expected: int) -> None:
    assert len(told(**facts)) == expected


@pytest.mark.rule("INS-11")
@pytest.mark.parametrize(("days", "expected"), [(-1, 0), (0, 0), (1, 1)])
def test_a_fiche_that_has_ended_is_pointed_out(days: int, expected: int) -> None:
    """The day before its last day, the last day, the day after."""
    last = TODAY - timedelta(days=days)
    fiche = Registration(number="RNCP99277", state=RegistrationState.ACTIVE, start=date(2020, 1, 1), end=last)
    warned = known_warnings(opening(facts={"certification": REGISTERED.evolve(registrations=(fiche,))}))
    assert len(warned) == expected
    assert all("RNCP99277" in item.message and item.latest_date == last for item in warned)
    renewed = fiche.evolve(number="RNCP99999", start=last, end=None)
    assert told(certification=REGISTERED.evolve(registrations=(fiche, renewed))) == []


@pytest.mark.rule("INS-11")
@pytest.mark.rule("REG-02")
def test_every_code_of_the_certification_is_looked_at() -> None:
    part = Fiche(code="RNCP99277", title="Souder", source="GTP", declared_on=TODAY)
    joined = REGISTERED.evolve(fiches=(part,))
    found = {"known_dossiers": (dossier(certification=part.code),), "told": frozenset({AT_HOME})}
    held = {"awards": (award(certification=part.code),)}
    assert [len(told(**facts)) for facts in (found, held)] == [0, 0]
    assert [len(told(certification=joined, **facts)) for facts in (found, held)] == [1, 1]

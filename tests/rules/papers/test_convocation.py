"""The convocation: sent by the last day (JUR-02), to a member who is convened."""

from datetime import date, timedelta
from typing import Any

import pytest
from pydantic import ValidationError

from rules.base.civility import Civility
from rules.papers.absence_notice import absence_notice_of
from rules.papers.asked import Asked, Unfit
from rules.papers.common import Recipient, Seat
from rules.papers.convocation import Convocation, convocation_of
from rules.session.session import JuryRole
from tests.rules.samples import jury
from tests.rules.samples.paper import JURY, LETTER, ONE_DAY, SIGNED, table


def convocation(**changes: Any) -> Convocation:
    given = {"organisation": "Atelier", "seat": Seat.EMPLOYER}
    return Convocation(**LETTER | given | changes)


@pytest.mark.parametrize(("late", "refused"), [(-ONE_DAY, False), (0 * ONE_DAY, False), (ONE_DAY, True)])
@pytest.mark.parametrize(("replaces", "latest"), [(None, date(2026, 9, 23)), ("Alix Essai", JURY)])
def test_a_member_is_convened_by_the_last_day(
    replaces: str | None, latest: date, late: timedelta, refused: bool
) -> None:
    if refused:
        with pytest.raises(ValidationError, match="JUR-02"):
            convocation(written_on=latest + late, replaces=replaces)
    else:
        assert convocation(written_on=latest + late, replaces=replaces).convened_by == date(2026, 9, 23)


def test_a_guest_is_invited_at_any_time() -> None:
    assert convocation(seat=Seat.GUEST, written_on=JURY).seat is Seat.GUEST


@pytest.mark.parametrize("seat", [Seat.UNION_VOTING, Seat.UNION, Seat.UNION_TEMPORARY_WORK])
def test_the_union_that_mandated_a_member_gets_a_copy(seat: Seat) -> None:
    with pytest.raises(ValidationError, match="copie"):
        convocation(seat=seat)
    made = convocation(seat=seat, mandated_by="Union exemple", copies=("CPREFP", "Union exemple"))
    assert made.copied_to == ("Union exemple", "CPREFP")


def test_the_absence_rule_is_of_salaried_members_only() -> None:
    assert "JUR-15" not in convocation().rules
    salaried = convocation(salaried=True)
    assert "JUR-15" in salaried.rules
    assert (salaried.notice_by, salaried.notice_days) == (date(2026, 9, 30), 8)


def test_it_is_dated_the_day_on_which_the_member_was_convened() -> None:
    made = convocation_of(table(), SIGNED.evolve(part="Lise"))
    assert (made.part, made.written_on, made.seat) == ("Lise", jury.LAST, Seat.UNION_VOTING)
    assert (made.organisation, made.mandated_by, made.replaces, made.salaried) == ("CFDT", "CFDT", None, True)
    assert not made.notice_enclosed


def test_who_is_convened_after_the_last_day_replaces_somebody() -> None:
    late = jury.member("Marc", convened_on=jury.LAST + ONE_DAY, employer="Atelier")
    made = convocation_of(table(members=(late,)), SIGNED.evolve(part="Marc"))
    assert made.replaces == "le membre désigné d’abord"
    assert made.salaried


def test_a_substitute_is_told_whose_place_they_take() -> None:
    """JUR-02: whoever came before them, by name."""
    late = jury.member("Omar", JuryRole.UNION, "FO", convened_on=jury.LAST + ONE_DAY, replaces=("Luc", "Zoé"))
    made = convocation_of(table(members=(late,)), SIGNED.evolve(part="Omar"))
    assert (made.replaces, made.salaried, made.notice_enclosed) == ("Zoé", True, False)


def test_a_guest_is_invited_in_their_quality_and_has_no_notice() -> None:
    guest = jury.member("Tom", JuryRole.GUEST, function="tuteur", employer="Atelier", civility=Civility.MONSIEUR)
    made = convocation_of(table(members=(guest,)), SIGNED.evolve(part="Tom"))
    assert (made.seat, made.function, made.salaried) == (Seat.GUEST, "tuteur", False)
    assert made.addressee == Recipient(name="Tom", civility=Civility.MONSIEUR)
    with pytest.raises(Unfit, match="sur invitation"):
        absence_notice_of(table(members=(guest,)), SIGNED.evolve(part="Tom"))


def test_a_member_is_of_the_session_and_convened() -> None:
    for part, words in ((None, "Nommez le membre"), ("Zoé", "n’est pas de cette session")):
        with pytest.raises(Unfit, match=words):
            convocation_of(table(), SIGNED.evolve(part=part))
    with pytest.raises(Unfit, match="pas encore convoqué"):
        convocation_of(table(members=(jury.member(convened_on=None),)), Asked(part="Anne"))

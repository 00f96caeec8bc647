"""The attendance sheet (JUR-10): everyone in their own delegation, invited unions too."""

from datetime import timedelta
from typing import Any

import pytest
from pydantic import ValidationError

from rules.base.civility import Civility
from rules.papers.asked import Asked, Unfit
from rules.papers.attendance_sheet import AttendanceSheet, Attendee, President, attendance_sheet_of
from rules.papers.common import Seat
from rules.session.session import DepartedMember, JuryRole
from tests.rules.samples import jury
from tests.rules.samples.paper import COMMON, CQPM, JURY, table


@pytest.mark.parametrize(
    ("delegation", "seat", "refused"),
    [
        *(("employers", seat, seat not in {Seat.EMPLOYER, Seat.EMPLOYER_TEMPORARY_WORK}) for seat in Seat),
        *(("unions", seat, "UNION" not in seat.value) for seat in Seat),
        *(("guests", seat, seat is not Seat.GUEST) for seat in Seat),
    ],
)
def test_everyone_sits_in_their_own_delegation(delegation: str, seat: Seat, refused: bool) -> None:
    given: dict[str, Any] = COMMON | {
        "qualification": CQPM,
        "held_on": JURY,
        "president": President(name="Camille Martin", quality="Directrice", body="UIMM"),
        delegation: (Attendee(name="Zoé", body="Atelier", seat=seat),),
    }
    if refused:
        with pytest.raises(ValidationError, match="JUR-10"):
            AttendanceSheet(**given)
    else:
        assert len(getattr(AttendanceSheet(**given), delegation)) == 1


def test_everyone_named_is_listed_and_a_union_that_named_nobody_too() -> None:
    guest = jury.member("Ada", JuryRole.GUEST)
    made = attendance_sheet_of(table(members=(*jury.jury(), guest)), Asked())
    assert (made.part, made.president.name) == (jury.CQPM, "Anne")
    assert [item.name for item in made.employers] == ["Marc"]
    assert [(item.name, item.body) for item in made.unions] == [
        ("Lise", "CFDT"),
        ("Omar", "FO"),
        (None, "CFE-CGC"),
        (None, "CGT"),
    ]
    assert [item.name for item in made.guests] == ["Ada"]


@pytest.mark.parametrize(
    ("part", "codes", "refused"),
    [
        (None, (jury.CQPM,), False),
        (jury.CQPM, (jury.CQPM, "MQ 1"), False),
        (None, (jury.CQPM, "MQ 1"), True),
        ("MQ 2", (jury.CQPM,), True),
    ],
)
def test_the_qualification_is_named_where_there_are_several(
    part: str | None, codes: tuple[str, ...], refused: bool
) -> None:
    found = table(certifications=codes)
    if refused:
        with pytest.raises(Unfit, match="Nommez la qualification"):
            attendance_sheet_of(found, Asked(part=part))
    else:
        assert attendance_sheet_of(found, Asked(part=part)).part == jury.CQPM


def test_without_a_president_there_is_none() -> None:
    with pytest.raises(Unfit, match="JUR-10"):
        attendance_sheet_of(table(members=()), Asked())


def test_who_was_convened_and_sits_no_more_appears_with_what_followed() -> None:
    seated = jury.member("Omar", JuryRole.UNION, "FO", replaces=("Luc", "Zoé"))
    left = DepartedMember(name="Jean", role=JuryRole.EMPLOYER, organisation="UT59", on=jury.LAST, reason="Maladie")
    found = {"members": (jury.member(civility=Civility.MADAME), seated), "departed": (left,)}
    made = attendance_sheet_of(table(**found), Asked())
    assert [(item.name, item.body, item.replaced_by, item.left_on) for item in made.former] == [
        ("Luc", "FO", "Omar", None),
        ("Zoé", "FO", "Omar", None),
        ("Jean", "UIMM 59", None, jury.LAST),
    ]
    assert (made.president.civility, made.president.quality) == (Civility.MADAME, "Présidente du jury")
    moved = attendance_sheet_of(table(**found, moved_on=jury.LAST + timedelta(days=1)), Asked())
    assert [item.name for item in moved.former] == ["Luc", "Zoé"]

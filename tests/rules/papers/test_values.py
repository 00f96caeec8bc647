"""What the papers of a jury session say: their last days (JUR-01, JUR-02, JUR-15), and what they refuse to say."""

from datetime import date, timedelta
from typing import Any

import pytest
from pydantic import ValidationError

from rules.dossier.dossier import Company, JuryDecision
from rules.papers.attribution import AttributionRequest, JudgedQualification
from rules.papers.letter import ExamCentre, Named, Signatory
from rules.papers.meeting import GTP_SECRETARIAT, CentreSignatory, Meeting, Recipient, Seat
from rules.papers.minutes import Correction, MinutesCandidate, MinutesPaper, Rectification, Rubric
from rules.papers.session import AbsenceNotice, AttendanceSheet, Attendee, Convocation, President, UnionRequest
from rules.rulebook.rule import RULEBOOK
from rules.session import delays

JURY = date(2026, 10, 8)
ONE_DAY = timedelta(days=1)
CQPM = Named(code="MQ 1989 0021", title="Opérateur en maintenance industrielle")
BLOC = Named(code="RNCP36376BC01", title="Préparer")
COMMON: dict[str, Any] = {"centre": ExamCentre(name="Centre", town="Lille"), "reference": "S-2026-59-0001"}
MEETING = Meeting(held_on=JURY, qualifications=(CQPM,))
LETTER: dict[str, Any] = COMMON | {
    "written_on": date(2026, 9, 1),
    "addressee": Recipient(name="Union exemple"),
    "meeting": MEETING,
    "signatory": CentreSignatory(name="Noé Modèle", quality="Le responsable"),
}


def union_request(**changes: Any) -> UnionRequest:
    return UnionRequest(**LETTER | changes)


def convocation(**changes: Any) -> Convocation:
    given = {"organisation": "Atelier", "seat": Seat.EMPLOYER}
    return Convocation(**LETTER | given | changes)


def candidate(**changes: Any) -> MinutesCandidate:
    given: dict[str, Any] = {
        "number": "C-1",
        "name": "Zoé Lefèvre",
        "birth_date": date(1990, 5, 1),
        "birth_town": "Lille",
        "birth_department": "59",
        "birth_country": "France",
        "origin": "SL",
        "funding": "PF",
        "company": Company(name="Atelier", nace="25.62", sector="M"),
        "decision": JuryDecision.A,
    }
    return MinutesCandidate(**given | changes)


def minutes(*candidates: MinutesCandidate, **changes: Any) -> MinutesPaper:
    given = {
        "qualification": CQPM,
        "at_rncp": True,
        "held_on": JURY,
        "president": Signatory(name="Camille Martin"),
        "candidates": candidates or (candidate(),),
    }
    return MinutesPaper(**COMMON | given | changes)


@pytest.mark.parametrize(
    ("held_on", "asked_by", "notice_by"),
    [
        (JURY, date(2026, 9, 23), date(2026, 9, 30)),
        (date(2028, 3, 10), date(2028, 2, 24), date(2028, 3, 2)),
        (date(2027, 3, 10), date(2027, 2, 23), date(2027, 3, 2)),
        (date(2027, 1, 8), date(2026, 12, 24), date(2026, 12, 31)),
    ],
)
def test_the_last_days(held_on: date, asked_by: date, notice_by: date) -> None:
    assert delays.union_request_until(held_on) == delays.convocation_until(held_on) == asked_by
    assert delays.absence_notice_until(held_on) == notice_by


@pytest.mark.parametrize(("late", "refused"), [(-ONE_DAY, False), (0 * ONE_DAY, False), (ONE_DAY, True)])
def test_a_union_is_asked_by_the_last_day(late: timedelta, refused: bool) -> None:
    day = date(2026, 9, 23) + late
    if refused:
        with pytest.raises(ValidationError, match=r"23 septembre 2026 \(JUR-01\)"):
            union_request(written_on=day)
    else:
        made = union_request(written_on=day)
        assert (made.asked_by, made.answered_by, made.days) == (date(2026, 9, 23), date(2026, 9, 23), 15)


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


@pytest.mark.parametrize("day", [date(2026, 9, 29), date(2026, 9, 30), date(2026, 10, 1)])
def test_an_absence_notice_shows_its_last_day_whenever_it_is_made(day: date) -> None:
    given = {name: value for name, value in LETTER.items() if name != "addressee"} | {"written_on": day}
    made = AbsenceNotice(
        **given, member=Recipient(name="Zoé"), employer=Recipient(name="Atelier"), seat=Seat.UNION_VOTING
    )
    assert (made.notice_by, made.notice_days) == (date(2026, 9, 30), 8)


def test_a_meeting_judges_something() -> None:
    with pytest.raises(ValidationError):
        Meeting(held_on=JURY, qualifications=())


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


@pytest.mark.rule("JUR-14")
@pytest.mark.parametrize(("origin", "shown"), [("SL", True), ("ETT", True), ("DE", False)])
def test_nothing_of_a_company_is_kept_of_a_job_seeker(origin: str, shown: bool) -> None:
    """JUR-14."""
    made = candidate(origin=origin, funding="CPF", agreement="Abondement")
    assert (made.company is not None) is shown
    assert (made.agreement is not None) is shown
    assert (made.evolve(origin="DE").company, made.evolve(origin="DE").agreement) == (None, None)


@pytest.mark.parametrize("decision", [JuryDecision.A, None])
@pytest.mark.parametrize("acquired", [{"acquired_capacites": ("1",)}, {"acquired_blocs": (BLOC,)}])
def test_only_a_refusal_lists_what_is_acquired(decision: JuryDecision | None, acquired: dict[str, Any]) -> None:
    with pytest.raises(ValidationError, match="JUR-11"):
        candidate(decision=decision, **acquired)
    assert candidate(decision=JuryDecision.NA, **acquired).decision is JuryDecision.NA


def test_a_bloc_that_is_awarded_is_acquired() -> None:
    with pytest.raises(ValidationError, match="GTP-03"):
        candidate(decision=JuryDecision.NA, awarded_blocs=(BLOC,))


def test_outside_the_rncp_there_are_no_blocs() -> None:
    holder = candidate(decision=JuryDecision.NA, acquired_blocs=(BLOC,), awarded_blocs=(BLOC,))
    assert minutes(holder).candidates == (holder,)
    with pytest.raises(ValidationError, match="hors du RNCP"):
        minutes(holder, at_rncp=False)


def test_the_legends_are_of_what_appears_in_the_order_of_the_model() -> None:
    made = minutes(candidate(origin="DE", funding="POEI"), candidate(funding="PF"), candidate(funding="CP"))
    assert made.origins == {"SL": "Salarié", "DE": "Demandeur d’emploi"}
    assert list(made.fundings) == ["CP", "PF", "POEI"]
    assert made.fundings["PF"] == "Plan de formation"


@pytest.mark.parametrize("wrong", [{"origin": "XX"}, {"funding": "XX"}])
def test_a_code_that_the_model_has_not_is_refused(wrong: dict[str, str]) -> None:
    with pytest.raises(ValidationError, match="XX"):
        minutes(candidate(**wrong))


def test_minutes_count_each_decision() -> None:
    made = minutes(candidate(), candidate(), candidate(decision=JuryDecision.NA), candidate(decision=None))
    assert [made.count(decision) for decision in (JuryDecision.A, JuryDecision.NA, None)] == [2, 1, 1]


@pytest.mark.parametrize(("late", "refused"), [(-ONE_DAY, True), (0 * ONE_DAY, False), (ONE_DAY, False)])
def test_minutes_are_signed_from_the_day_of_the_jury_on(late: timedelta, refused: bool) -> None:
    if refused:
        with pytest.raises(ValidationError, match="JUR-13"):
            minutes(signed_on=JURY + late)
    else:
        assert minutes(signed_on=JURY + late).signed_on == JURY + late


def rectification(number: str = "C-1", on: date = JURY + ONE_DAY) -> Rectification:
    correction = Correction(number=number, rubric=Rubric.NAME, written="Lefevre", meant="Lefèvre")
    return Rectification(rectified_on=on, minutes_signed_on=JURY, corrections=(correction,))


def test_a_rectification_is_about_a_candidate_and_follows_the_signature() -> None:
    assert "CER-07" not in minutes().rules
    assert "CER-07" in minutes(rectification=rectification()).rules
    assert minutes(rectification=rectification(on=JURY)).rectification is not None
    with pytest.raises(ValidationError, match="CER-07"):
        rectification(on=JURY - ONE_DAY)
    with pytest.raises(ValidationError, match="porte sur un candidat"):
        minutes(rectification=rectification("C-2"))
    with pytest.raises(ValidationError, match="signé le 8 octobre 2026"):
        minutes(rectification=rectification(), signed_on=JURY + ONE_DAY)


def test_a_rectification_has_no_rubric_for_a_decision() -> None:
    assert {rubric.value for rubric in Rubric} == {*("NAME", "BIRTH", "ORIGIN", "FUNDING", "COMPANY", "NACE", "SECTOR")}


def attribution(written_on: date, **changes: Any) -> AttributionRequest:
    given: dict[str, Any] = {"qualification": CQPM, "held_on": JURY, "candidates": 3, "admitted": 2} | changes
    judged = (JudgedQualification(**given),)
    return AttributionRequest(**COMMON, written_on=written_on, judged=judged, signatory=LETTER["signatory"])


def test_attribution_is_asked_for_after_the_jury() -> None:
    with pytest.raises(ValidationError, match="suit le jury"):
        attribution(JURY - ONE_DAY)
    assert attribution(JURY).addressee == GTP_SECRETARIAT
    assert attribution(JURY + ONE_DAY).judged[0].admitted == 2


@pytest.mark.parametrize(("admitted", "refused"), [(2, False), (3, False), (4, True)])
def test_no_more_are_admitted_than_were_judged(admitted: int, refused: bool) -> None:
    if refused:
        with pytest.raises(ValidationError, match="pas plus"):
            attribution(JURY, admitted=admitted)
    else:
        assert attribution(JURY, admitted=admitted).judged[0].admitted == admitted


def test_every_rule_that_a_paper_names_is_in_the_rulebook() -> None:
    papers = [union_request(), convocation(), minutes(), attribution(JURY)]
    assert {rule for paper in papers for rule in paper.rules} <= set(RULEBOOK)

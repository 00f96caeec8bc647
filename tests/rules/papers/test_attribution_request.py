"""The request to the GTP (TRA-02): after the jury, with its figures."""

from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from rules.dossier.dossier import JuryDecision
from rules.papers.asked import Asked, Unfit
from rules.papers.attribution_request import (
    GTP_SECRETARIAT,
    AttributionRequest,
    JudgedQualification,
    attribution_request_of,
)
from rules.session.session import Attribution, Minutes, Transmission
from tests.rules.samples import jury
from tests.rules.samples.paper import COMMON, CQPM, JURY, LETTER, ONE_DAY, SIGNED, decisions


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


MINUTES = (Minutes(certification=jury.CQPM, lines=(), signed_by="Anne", signed_on=jury.HELD),)


def test_it_counts_and_is_dated_the_transmission_or_today() -> None:
    dossiers = (jury.decided(JuryDecision.A), jury.decided(JuryDecision.NA, "12", id="e"))
    made = attribution_request_of(decisions(*dossiers, minutes=MINUTES), SIGNED)
    [judged] = made.judged
    assert (judged.qualification.code, judged.candidates, judged.admitted) == (jury.CQPM, 2, 1)
    assert made.written_on == jury.HELD
    day = jury.HELD + ONE_DAY
    transmission = Transmission(on=day, minutes_copied_on=day)
    sent = decisions(*dossiers, minutes=MINUTES, attribution=Attribution(transmission=transmission))
    assert attribution_request_of(sent, SIGNED).written_on == day


def test_there_is_none_before_the_minutes() -> None:
    with pytest.raises(Unfit, match="pas encore signé") as refusal:
        attribution_request_of(decisions(jury.decided(JuryDecision.A)), Asked())
    assert refusal.value.problem.path == ("session",)


def test_it_tells_the_gtp_what_was_typed_late() -> None:
    """INS-10."""
    late = {"typed_on": jury.OPENED + ONE_DAY, "late_reason": "Bulletin égaré"}
    dossiers = (jury.decided(JuryDecision.A, **late), jury.decided(JuryDecision.A, id="e"))
    made = attribution_request_of(decisions(*dossiers, minutes=MINUTES), SIGNED)
    [entry] = made.late
    assert (entry.opened_on, entry.typed_on, entry.reason) == (jury.OPENED, jury.OPENED + ONE_DAY, "Bulletin égaré")
    assert "INS-10" in made.rules
    assert "INS-10" not in attribution_request_of(decisions(dossiers[1], minutes=MINUTES), SIGNED).rules


def test_it_names_the_blocs_that_were_asked_for_and_those_of_who_is_not_admitted() -> None:
    one, two = (part.bloc for part in jury.VERSION.composition)
    dossiers = (
        jury.decided(JuryDecision.A),
        jury.decided(JuryDecision.NA, "12", id="e"),
        jury.decided(JuryDecision.A, "34", id="f", target_blocs=(two,)),
        jury.decided(JuryDecision.NA, "12", id="g", target_blocs=(one, two)),
    )
    made = attribution_request_of(decisions(*dossiers, minutes=MINUTES), SIGNED)
    assert [
        ([bloc.code for bloc in item.target_blocs], item.candidates, item.admitted, item.awarded_blocs)
        for item in made.judged
    ] == [([], 2, 1, 1), ([one, two], 1, 0, 1), ([two], 1, 1, 0)]
    assert [item.bloc.code for item in made.judged[0].awarded] == [one]
    assert "INS-06" in made.rules


def test_a_bloc_carried_over_for_life_is_not_asked_for_again() -> None:
    """GTP-03: it was awarded before; one that dated capacités make complete is."""
    dossier = jury.decided(JuryDecision.NA, "12")
    for until, count in ((None, 0), (jury.HELD, 1)):
        carried = [item.evolve(carried_over=True, kept_until=until) for item in dossier.evaluations]
        found = decisions(dossier.evolve(evaluations=tuple(carried)), minutes=MINUTES)
        assert attribution_request_of(found, SIGNED).judged[0].awarded_blocs == count


def test_there_is_none_where_nobody_was_judged() -> None:
    with pytest.raises(Unfit, match="rien à attribuer"):
        attribution_request_of(decisions(minutes=MINUTES), SIGNED)


def test_each_qualification_of_the_session_has_its_sheet_and_minutes() -> None:
    found = decisions(jury.decided(JuryDecision.A), minutes=MINUTES, certifications=(jury.CQPM, "MQ 1"))
    assert attribution_request_of(found, SIGNED).qualifications == 2

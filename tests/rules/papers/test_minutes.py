"""The minutes (JUR-14): every candidate, the codes of the model, and their rectification (CER-07)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from pydantic import ValidationError

from rules.dossier.dossier import JuryDecision
from rules.papers.asked import Asked, Unfit
from rules.papers.minutes import Correction, Rectified, minutes_of
from rules.session.session import Absence, Line, Minutes, Rectification, Replaced, Rubric
from tests.rules.samples import jury
from tests.rules.samples.paper import BLOC, JURY, ONE_DAY, decisions, listed, minutes


def test_outside_the_rncp_there_are_no_blocs() -> None:
    holder = listed(decision=JuryDecision.NA, acquired_blocs=(BLOC,), awarded_blocs=(BLOC,))
    assert minutes(holder).candidates == (holder,)
    with pytest.raises(ValidationError, match="hors du RNCP"):
        minutes(holder.evolve(at_rncp=False))


def test_the_legends_are_of_what_appears_in_the_order_of_the_model() -> None:
    made = minutes(listed(origin="DE", funding="POEI"), listed(funding="PF"), listed(funding="CP"))
    assert made.origins == {"SL": "Salarié", "DE": "Demandeur d’emploi"}
    assert list(made.fundings) == ["CP", "PF", "POEI"]
    assert made.fundings["PF"] == "Plan de formation"


@pytest.mark.parametrize("wrong", [{"origin": "XX"}, {"funding": "XX"}])
def test_a_code_that_the_model_has_not_is_refused(wrong: dict[str, str]) -> None:
    with pytest.raises(ValidationError, match="XX"):
        minutes(listed(**wrong))


def test_minutes_count_each_decision() -> None:
    made = minutes(listed(), listed(), listed(decision=JuryDecision.NA), listed(decision=None))
    assert [made.count(decision) for decision in (JuryDecision.A, JuryDecision.NA, None)] == [2, 1, 1]


@pytest.mark.parametrize(("late", "refused"), [(-ONE_DAY, True), (0 * ONE_DAY, False), (ONE_DAY, False)])
def test_minutes_are_signed_from_the_day_of_the_jury_on(late: timedelta, refused: bool) -> None:
    if refused:
        with pytest.raises(ValidationError, match="JUR-13"):
            minutes(signed_on=JURY + late)
    else:
        assert minutes(signed_on=JURY + late).signed_on == JURY + late


def rectification(number: str = "C-1", on: date = JURY + ONE_DAY) -> Rectified:
    correction = Correction(number=number, rubric=Rubric.NAME, written="Lefevre", meant="Lefèvre")
    return Rectified(on=on, signed_by="Anne", text="L’accent manquait.", corrections=(correction,))


def test_a_rectification_is_about_a_candidate_and_follows_the_signature() -> None:
    assert "CER-07" not in minutes().rules
    rectified = minutes(rectifications=(rectification(), rectification(on=JURY + 2 * ONE_DAY)), signed_on=JURY)
    assert "CER-07" in rectified.rules
    assert rectified.dated == JURY + 2 * ONE_DAY
    assert minutes(rectifications=(rectification(on=JURY),), signed_on=JURY).dated == JURY
    assert minutes(signed_on=JURY).dated == JURY
    for given, signed_on in ((rectification(on=JURY - ONE_DAY), JURY), (rectification(), None)):
        with pytest.raises(ValidationError, match="suit la signature"):
            minutes(rectifications=(given,), signed_on=signed_on)
    with pytest.raises(ValidationError, match="porte sur un candidat"):
        minutes(rectifications=(rectification("C-2"),), signed_on=JURY)


def test_a_rectification_has_no_rubric_for_a_decision() -> None:
    assert {rubric.value for rubric in Rubric} == {*("NAME", "BIRTH", "ORIGIN", "FUNDING", "COMPANY", "NACE", "SECTOR")}


def test_every_candidate_of_the_qualification_is_listed_once_all_is_decided() -> None:
    admitted = jury.decided(JuryDecision.A)
    other = jury.decided(JuryDecision.A, id="e", certification="MQ 1")
    made = minutes_of(decisions(admitted, other, dossiers=("d",), decided=("d",)), Asked())
    assert [item.name for item in made.candidates] == ["Ñandú Zoé"]
    assert [member.name for member in made.members] == ["Marc", "Lise", "Omar"]
    assert (made.part, made.president.name, made.signed_on) == (jury.CQPM, "Anne", None)


def test_there_are_none_of_a_qualification_without_candidates() -> None:
    with pytest.raises(Unfit, match=f"Aucun candidat n’est présenté à cette session pour {jury.CQPM}"):
        minutes_of(decisions(dossiers=(), decided=()), Asked())


def test_there_are_none_before_the_last_decision() -> None:
    with pytest.raises(Unfit, match="Toutes les décisions") as refusal:
        minutes_of(decisions(jury.evaluated(), dossiers=("d",)), Asked())
    assert refusal.value.problem.path == ("session",)


def test_a_rectification_is_printed_with_what_it_replaced() -> None:
    """CER-07."""
    dossier = jury.decided(JuryDecision.A, session="s", seat="AB12")
    kept = Rectification(
        text="Acte de naissance", signed_by="Anne", on=jury.HELD, dossier=dossier.number, fields=("birthDate",),
        replaced=(Replaced(rubric=Rubric.BIRTH, written="1er mai 1990", meant="5 janvier 1990"),),
    )  # fmt: skip
    alone = Rectification(text="Salle 2, et non 3", signed_by="Anne", on=jury.HELD + ONE_DAY)
    lines = (Line(dossier=dossier.number, decision="A", outcome="TOTAL"),)
    signed = Minutes(
        certification=jury.CQPM, lines=lines, signed_by="Anne", signed_on=jury.HELD, rectifications=(kept, alone)
    )
    made = minutes_of(decisions(dossier, dossiers=("d",), decided=("d",), minutes=(signed,)), Asked())
    assert [(item.text, len(item.corrections)) for item in made.rectifications] == [
        ("Acte de naissance", 1),
        ("Salle 2, et non 3", 0),
    ]
    [correction] = made.rectifications[0].corrections
    assert (correction.number, correction.written, correction.meant) == ("AB12", "1er mai 1990", "5 janvier 1990")


def test_the_absent_are_listed_without_what_a_later_jury_decided() -> None:
    """JUR-19, JUR-14: under the number that they had in this session."""
    later = jury.decided(JuryDecision.NA, "12", id="e", session="t", seat="S9")
    away = (Absence(dossier="e", seat="S2", on=jury.HELD),)
    found = decisions(jury.decided(JuryDecision.A), dossiers=("d",), decided=("d",), absences=away)
    made = minutes_of(replace(found, absent=[later]), Asked())
    assert [(item.number, item.decision) for item in made.candidates] == [("A-1", JuryDecision.A), ("S2", None)]
    assert made.candidates[1].acquired_capacites == ()
    alone = replace(decisions(absences=away), absent=[later])
    assert [item.decision for item in minutes_of(alone, Asked()).candidates] == [None]


def test_who_abstained_is_listed_with_the_decision() -> None:
    """JUR-19."""
    admitted = jury.decided(JuryDecision.A)
    assert admitted.deliberation is not None
    said = admitted.evolve(deliberation=admitted.deliberation.evolve(abstained=("Marc", "Lise")))
    made = minutes_of(decisions(said, dossiers=("d",), decided=("d",)), Asked())
    assert made.candidates[0].abstained == ("Marc", "Lise")


def test_minutes_print_as_they_were_signed_when_a_registration_is_known_later() -> None:
    """REG-01, JUR-13."""
    found = jury.decided(JuryDecision.NA, "123", at_rncp=True)
    given = {"dossiers": ("d",), "decided": ("d",)}
    unknown = Minutes(
        certification=jury.CQPM, lines=(), registration_unknown=(found.number,), signed_by="A", signed_on=jury.HELD
    )
    for signed, expected in ((unknown, None), (unknown.evolve(registration_unknown=()), True)):
        [made] = minutes_of(decisions(found, **given, minutes=(signed,)), Asked()).candidates
        assert made.at_rncp is expected
        assert bool(made.acquired_blocs) is (expected is True)

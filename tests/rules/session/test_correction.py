"""A dossier corrected (PRD-05): only what is given, as an opening would have it, until the minutes are signed."""

from typing import Any

import pytest

from rules.base.command import camel
from rules.dossier.dossier import Company, Dossier, DossierStatus, JuryDecision
from rules.dossier.refusal import put_away
from rules.lives.life import Outcome
from rules.session.correction import FIELD_WORDS, MOST_CORRECTIONS, CorrectDossier, changed_fields
from rules.session.session import Minutes, Session, SessionStatus
from tests.rules.samples.judging import PERSON, ask
from tests.rules.samples.jury import CHAMBER, CQPM, HELD, decided, dossier, jury, session
from tests.rules.samples.refused import refused
from tests.rules.samples.vae import CERTIFICATION


def correct(subject: Dossier, sitting: Session | None = None, **given: Any) -> Outcome:
    said = {"dossier": subject.number, "reason": "Contrat relu", **given}
    known = {"candidate": PERSON, "certification": CERTIFICATION, "centre": CHAMBER, "issued": [], "today": HELD}
    return ask("correctDossier", subject, said, session=sitting, **known)


def broken(judged: Outcome) -> list[str]:
    return [problem.rule or problem.code.value for problem in judged.problems]


def test_a_correction_is_kept_with_its_fields_and_its_reason() -> None:
    judged = correct(dossier(), funding="CPF", company={"nace": "25.62B"})
    assert judged.entity is not None
    [kept] = judged.entity.corrections
    assert (kept.on, kept.fields, kept.reason) == (HELD, ("funding", "company.nace"), "Contrat relu")
    assert judged.entity.company.name == "Ateliers"
    assert judged.facts == {"fields": ["funding", "company.nace"]}


@pytest.mark.rule("PRD-05")
def test_a_correction_changes_something() -> None:
    assert broken(correct(dossier(), funding="PF")) == ["PRD-05"]
    assert broken(correct(dossier())) == ["PRD-05"]


@pytest.mark.rule("CER-07")
@pytest.mark.parametrize(
    ("status", "signed", "expected"),
    [
        (DossierStatus.DELIBERE, False, []),
        (DossierStatus.DELIBERE, True, ["CER-07"]),
        (DossierStatus.TRANSMIS, True, ["CER-07"]),
        (DossierStatus.REMIS, True, ["CER-07"]),
        (DossierStatus.ABANDONNE, False, ["CER-07"]),
    ],
)
def test_until_the_minutes_are_signed(status: DossierStatus, signed: bool, expected: list[str]) -> None:
    minutes = (Minutes(certification=CQPM, lines=(), signed_by="Anne", signed_on=HELD),) if signed else ()
    sitting = session(SessionStatus.DELIBEREE, members=jury(), minutes=minutes, attended_on=HELD)
    judged = decided(JuryDecision.A, session=sitting.id, verdict=None).evolve(status=status)
    assert broken(correct(judged, sitting, funding="CPF")) == expected


@pytest.mark.rule("CER-07")
def test_what_the_signed_minutes_of_a_former_jury_bear_is_rectified() -> None:
    """GTP-07: a dossier judged again; what no minutes bear is corrected still."""
    again = put_away(refused()).evolve(status=DossierStatus.EVALUE)
    judged = correct(again, funding="CPF", company={"nace": "25.62B"}, training_body="Pôle")
    assert [(problem.rule, problem.path) for problem in judged.problems] == [
        ("CER-07", ("company",)),
        ("CER-07", ("funding",)),
    ]
    assert broken(correct(again, training_body="Pôle")) == []


def test_the_minutes_of_another_qualification_close_nothing() -> None:
    minutes = (Minutes(certification="MQ 1989 0021", lines=(), signed_by="Anne", signed_on=HELD),)
    sitting = session(SessionStatus.DELIBEREE, minutes=minutes)
    judged = decided(JuryDecision.A, session=sitting.id, verdict=None).evolve(status=DossierStatus.DELIBERE)
    assert broken(correct(judged, sitting, funding="CPF")) == []


def test_a_dossier_is_not_corrected_for_ever() -> None:
    judged = correct(dossier(), funding="CPF")
    assert judged.entity is not None
    full = judged.entity.evolve(corrections=judged.entity.corrections * MOST_CORRECTIONS)
    assert broken(correct(full, tutor="Tom")) == ["INVALID_INPUT"]


def test_every_field_that_may_be_corrected_has_its_words() -> None:
    companies = {"company": "company", "host_company": "hostCompany"}
    places = {f"{place}.{name}" for place in companies.values() for name in Company.model_fields}
    given = set(CorrectDossier.model_fields) - {"dossier", "reason"}
    assert set(FIELD_WORDS) == places | {camel(name) for name in given}
    assert changed_fields(dossier(), dossier()) == []

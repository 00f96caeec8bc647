"""What is left to do after the GTP: each line in each of its states, and the last day of the declaration."""

from datetime import date
from typing import Any

import pytest

from rules.base.check import Check
from rules.certificate.certificate import Cancellation, CertificateState, Delivery, DeliveryMeans, Recipient, Survey
from rules.certificate.kind import CertificateKind
from rules.dossier.dossier import GtpVerdict, JuryDecision
from rules.papers.delivery import certificate_lines, declaration_until, result_lines
from rules.papers.duties import papers_of
from tests.rules.samples.issued import certificate, issued
from tests.rules.samples.jury import HELD, decided

DAY = date(2027, 5, 25)


def told(lines: list[Check]) -> dict[str, str]:
    return {line.rule: line.state.value for line in lines}


def delivery(**given: Any) -> Delivery:
    return Delivery(**{"to": Recipient.CANDIDATE, "means": DeliveryMeans.LETTER, "on": DAY, **given})


def test_nothing_is_asked_for_before_the_gtp() -> None:
    assert result_lines(decided(JuryDecision.A, verdict=None), [], [], DAY) == []


def test_a_letter_is_missing_until_it_is_issued_and_then_says_its_day() -> None:
    found = decided(JuryDecision.NA, "12", verdict=GtpVerdict(on=HELD, validated=True))
    [line] = result_lines(found, [], [], DAY)
    assert (line.rule, line.state.value) == ("LET-02", "MISSING")
    assert line.detail is not None
    assert "generateDocument" in line.detail
    [paper] = papers_of(found, DAY)
    [line] = result_lines(found, [], [issued(paper, on=DAY)], DAY)
    assert (line.state.value, line.detail) == ("DONE", "Lettre de validation partielle produite le 25 mai 2027.")


def test_a_certificate_is_printed_handed_over_asked_about_and_declared() -> None:
    made = certificate()
    assert told(certificate_lines(made, [], DAY)) == {
        "CER-01": "MISSING",
        "CER-02": "MISSING",
        "CER-04": "MISSING",
        "CER-06": "MISSING",
    }
    [paper, _form] = papers_of(made, DAY)
    printed = [issued(paper, certificate=made.id)]
    given = made.evolve(state=CertificateState.DELIVERED, delivery=delivery(survey_enclosed=True))
    assert told(certificate_lines(given, printed, DAY)) == {
        "CER-01": "DONE",
        "CER-02": "DONE",
        "CER-04": "DONE",
        "CER-06": "MISSING",
    }
    bare = made.evolve(state=CertificateState.DELIVERED, delivery=delivery())
    assert told(certificate_lines(bare, [], DAY)) == {
        "CER-01": "NOT_APPLICABLE",
        "CER-02": "DONE",
        "CER-04": "MISSING",
        "CER-06": "MISSING",
    }
    answered = bare.evolve(survey=Survey(answered_on=DAY, answers=()))
    assert told(certificate_lines(answered, [], DAY))["CER-04"] == "DONE"


def test_what_is_cancelled_asks_for_nothing_more() -> None:
    over = certificate(state=CertificateState.CANCELLED, cancellation=Cancellation(on=DAY, reason="Erreur"))
    assert told(certificate_lines(over, [], DAY)) == {"CER-09": "DONE"}


@pytest.mark.rule("CER-06")
@pytest.mark.parametrize(
    ("issued_on", "until"),
    [
        (date(2021, 6, 30), None),
        (date(2021, 7, 1), date(2021, 10, 1)),
        (date(2026, 11, 30), date(2027, 2, 28)),
        (date(2027, 5, 20), date(2027, 8, 20)),
    ],
)
def test_the_last_day_of_the_declaration_is_three_months_after_the_award(issued_on: date, until: date | None) -> None:
    made = certificate(issued_on=issued_on)
    assert declaration_until(made) == until
    [line] = [item for item in certificate_lines(made, [], DAY) if item.rule == "CER-06"]
    assert (line.state.value, line.due_on) == ("MISSING" if until else "NOT_APPLICABLE", until)


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (CertificateKind.CQPM_RNCP, ["MISSING"]),
        (CertificateKind.BLOC, ["MISSING"]),
        (CertificateKind.CQPM, ["NOT_APPLICABLE"]),
        (CertificateKind.CQPI, []),
    ],
)
def test_only_what_is_registered_is_declared(kind: CertificateKind, expected: list[str]) -> None:
    lines = [line for line in certificate_lines(certificate(kind=kind), [], DAY) if line.rule == "CER-06"]
    assert [line.state.value for line in lines] == expected
    assert all("hors des textes étudiés" in (line.detail or "") for line in lines)

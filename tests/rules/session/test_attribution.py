"""From the centre to the GTP and the certificate: TRA, JUR-09, JUR-16, GTP-01 to GTP-04, CER-02, CER-03, CER-07, PRD-02."""

from datetime import date
from typing import Any

import pytest

from rules.base.outcome import Done
from rules.certificate.certificate import (
    Certificate,
    CertificateState,
    Delivery,
    DeliveryMeans,
    Recipient,
    Survey,
    SurveyAnswer,
)
from rules.certificate.kind import CertificateKind
from rules.dossier import transfer
from rules.dossier.changes import Transfer
from rules.dossier.dossier import Company, Dossier, DossierStatus
from rules.organisation.organisation import Organisation, OrganisationKind
from rules.session.attribution import awards
from rules.session.commands import Verdict
from rules.session.session import (
    JointJury,
    Piece,
    PieceKind,
    SessionStatus,
)
from tests.rules.samples import judging as rules
from tests.rules.samples.attributing import (
    AWARDING,
    BLOCS,
    CERTIFICATION,
    CQPI,
    DAY,
    NA,
    A,
    broken,
    deliberated,
    sent,
    signed,
    verdict,
)
from tests.rules.samples.jury import CQPM, HELD, VERSION, decided, dossier, evaluated, planned

DUE = date(2027, 6, 15)
"""Two months after the jury."""
OTHER = Organisation(id="UT62", code="UT62", name="UIMM 62", kind=OrganisationKind.UIMM_TERRITORIALE)


def pieces() -> list[Piece]:
    kinds = [(PieceKind.ATTESTATION, None), (PieceKind.CPREFP_EXTRACT, None)]
    own = [(PieceKind.ATTENDANCE_SHEET, CQPM), (PieceKind.MINUTES, CQPM)]
    return [Piece(kind=k, certification=c, file="f", sha256="0", received_on=HELD) for k, c in [*kinds, *own]]


@pytest.mark.rule("TRA-01")
@pytest.mark.parametrize(("day", "late"), [(DUE - DAY, []), (DUE, []), (DUE + DAY, ["TRA-01"])])
def test_two_months_to_transmit(day: date, late: list[str]) -> None:
    made = rules.transmit(signed(), [deliberated()], pieces(), HELD, day)
    assert broken(made) == []
    assert [warning.rule for warning in made.warnings] == late
    assert made.session is not None
    assert made.session.status is SessionStatus.TRANSMISE
    assert made.dossiers[0].status is DossierStatus.TRANSMIS


@pytest.mark.rule("TRA-02")
@pytest.mark.parametrize("missing", range(4))
def test_each_of_the_four_pieces_is_asked_for(missing: int) -> None:
    """TRA-02."""
    some = [piece for rank, piece in enumerate(pieces()) if rank != missing]
    assert broken(rules.transmit(signed(), [], some, HELD, HELD)) == ["TRA-02"]


@pytest.mark.rule("JUR-18")
def test_each_qualification_has_its_own_pieces() -> None:
    """JUR-18."""
    two = signed(certifications=(CQPM, "MQ 1989 0021"))
    assert broken(rules.transmit(two, [], pieces(), HELD, HELD)) == ["TRA-02", "TRA-02"]
    wrong = pieces()[2].evolve(certification="ailleurs")
    assert "JUR-18" in broken(rules.transmit(signed(), [], [*pieces(), wrong], HELD, HELD))


@pytest.mark.rule("JUR-09", "JUR-16")
def test_the_cprefp_and_the_copies_come_first() -> None:
    """JUR-09, JUR-16."""
    stale = signed(joint=JointJury())
    assert broken(rules.transmit(stale, [], pieces(), HELD, HELD)) == ["JUR-09"]
    assert broken(rules.transmit(signed(), [], pieces(), None, HELD)) == ["JUR-16"]
    assert broken(rules.transmit(signed(), [], pieces(), HELD - DAY, HELD)) == ["JUR-16"]


@pytest.mark.rule("GTP-01")
def test_complements_are_asked_and_answered() -> None:
    """GTP-01."""
    asked = rules.request_complements(sent(), [deliberated()], "Et la feuille ?", HELD)
    assert asked.session is not None
    assert asked.dossiers[0].status is DossierStatus.COMPLEMENT_DEMANDE
    back = rules.answer(asked.session, asked.dossiers, "La voici.", [], HELD)
    assert back.session is not None
    assert (back.session.status, back.session.attribution.complements[0].answer) == (
        SessionStatus.TRANSMISE,
        "La voici.",
    )
    assert back.dossiers[0].status is DossierStatus.TRANSMIS
    assert broken(rules.request_complements(sent(), [], "", HELD)) == ["INVALID_INPUT"]
    assert broken(rules.answer(sent(), [], "x", [], HELD)) == ["GTP-01"]


@pytest.mark.rule("GTP-01")
@pytest.mark.parametrize(
    ("verdicts", "gtp_on", "refused"),
    [
        ([verdict()], HELD + DAY, []),
        ([verdict()], HELD, ["GTP-01"]),
        ([verdict()], DUE + DAY, ["GTP-01"]),
        ([], HELD + DAY, ["GTP-01"]),
        ([verdict(False)], HELD + DAY, ["GTP-07", "GTP-01"]),
        ([verdict(False, reasons="Émargement illisible")], HELD + DAY, ["GTP-07"]),
        ([verdict(False, reasons="Émargement illisible", again="JURY")], HELD + DAY, []),
        ([verdict(), verdict()], HELD + DAY, ["DUPLICATE"]),
        ([verdict(dossier="D0")], HELD + DAY, ["INVALID_INPUT"]),
    ],
)
def test_the_verdicts_of_the_gtp(verdicts: list[Verdict], gtp_on: date, refused: list[str]) -> None:
    """GTP-01, GTP-02: the jury's decision stays."""
    found = deliberated()
    made = rules.validate(sent(), [found], verdicts, gtp_on, DUE, **AWARDING)
    assert broken(made) == refused
    if not refused:
        assert made.session is not None
        assert made.session.status is SessionStatus.CLOSE
        assert made.dossiers[0].decision is found.decision


def test_an_outcome_may_be_mixed_and_in_two_meetings() -> None:
    """GTP-01: the session closes with its last candidate."""
    both = sent(dossiers=("d", "e"))
    first = rules.validate(both, [deliberated()], [verdict()], HELD + DAY, DUE, **AWARDING)
    assert first.session is not None
    assert first.session.status is SessionStatus.TRANSMISE
    assert broken(rules.validate(first.session, [deliberated()], [verdict()], DUE, DUE, **AWARDING)) == ["GTP-01"]


@pytest.mark.rule("GTP-03")
def test_a_bloc_of_two_dossiers_of_one_person_is_certified_once() -> None:
    """GTP-03: by the same decision of the GTP as by two."""
    first = deliberated(NA, "123")
    other = first.evolve(id="e", number="D2026-UT59-00002")
    both = [verdict(), verdict(dossier=other.number)]
    made = rules.validate(sent(dossiers=("d", "e")), [first, other], both, HELD + DAY, DUE, **AWARDING)
    assert broken(made) == []
    assert isinstance(made.outcome, Done)
    assert [item.bloc for item in made.outcome.changed(Certificate)] == ["RNCP99277BC01"]


@pytest.mark.rule("GTP-03", "GTP-04")
@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (decided(A), [(CertificateKind.CQPM_RNCP, None), (CertificateKind.CQPI, None)]),
        (decided(A, at_rncp=False), [(CertificateKind.CQPM, None), (CertificateKind.CQPI, None)]),
        (decided(A, target_blocs=("RNCP99277BC01",)), [(CertificateKind.BLOC, "RNCP99277BC01")]),
        (decided(NA, "123"), [(CertificateKind.BLOC, "RNCP99277BC01")]),
        (decided(NA, "13"), []),
        (decided(NA, "123", at_rncp=False), []),
        (decided(NA, ""), []),
    ],
)
def test_what_is_awarded(found: Dossier, expected: list[tuple[CertificateKind, str | None]]) -> None:
    """GTP-03, GTP-04: the whole brings no bloc; a complete bloc of somebody not admitted is certified."""
    made = awards(found, VERSION, CERTIFICATION, CQPI, BLOCS, ())
    assert [(award.kind, award.bloc) for award in made] == expected


def test_nothing_is_awarded_twice_or_without_the_gtp() -> None:
    found = decided(NA, "123")
    assert awards(found, VERSION, CERTIFICATION, CQPI, BLOCS, ["RNCP99277BC01"]) == []
    assert found.verdict is not None
    refused = found.evolve(verdict=found.verdict.evolve(validated=False))
    assert awards(refused, VERSION, CERTIFICATION, None, BLOCS, ()) == []


def certificate(**given: Any) -> Certificate:
    common = {
        "id": "MC2027055900001",
        "number": "MC 2027 05 59 00001",
        "kind": CertificateKind.CQPM,
        "certification": CQPM,
        "title": "Technicien",
        "dossier": "D2026-UT59-00001",
        "candidate": "c",
        "exam_centre": "UT59",
        "issued_on": HELD,
    }
    return Certificate(**{**common, **given})


@pytest.mark.rule("CER-04")
@pytest.mark.parametrize(
    ("state", "answered_on", "answers", "refused"),
    [
        (CertificateState.DELIVERED, HELD, (("Êtes-vous en poste ?", "Oui,\nici"),), []),
        (CertificateState.DELIVERED, DUE, (("a", "b"),) * 100, []),
        (CertificateState.DELIVERED, HELD - DAY, (("a", "b"),), ["CER-04"]),
        (CertificateState.DELIVERED, DUE + DAY, (("a", "b"),), ["CER-04"]),
        (CertificateState.ISSUED, HELD, (("a", "b"),), ["CER-04"]),
        (CertificateState.CANCELLED, HELD, (("a", "b"),), ["CER-04"]),
        (CertificateState.DELIVERED, HELD, (), ["INVALID_INPUT"]),
        (CertificateState.DELIVERED, HELD, (("a", "b"),) * 101, ["INVALID_INPUT"]),
        (CertificateState.DELIVERED, HELD, ((" ", "x" * 2_001),), ["INVALID_INPUT", "INVALID_INPUT"]),
    ],
)
def test_what_a_holder_answers(
    state: CertificateState, answered_on: date, answers: tuple[tuple[str, str], ...], refused: list[str]
) -> None:
    """CER-04: from the day the certificate is handed over to today, in the place of earlier answers."""
    found = certificate(state=state, delivery=None if state is CertificateState.ISSUED else delivery())
    survey = Survey(
        answered_on=answered_on, answers=tuple(SurveyAnswer(question=one, answer=two) for one, two in answers)
    )
    judged = rules.record_survey(found.evolve(survey=None), survey, DUE)
    assert [problem.rule or problem.code.value for problem in judged.problems] == refused
    assert (judged.entity is not None and judged.entity.survey == survey) == (not refused)


def delivery(**given: Any) -> Delivery:
    return Delivery(**{"to": Recipient.CANDIDATE, "means": DeliveryMeans.LETTER, "on": HELD, **given})


@pytest.mark.rule("CER-02")
@pytest.mark.parametrize(
    ("found", "given", "refused"),
    [
        (dossier(), delivery(), []),
        (dossier(), delivery(to=Recipient.COMPANY), []),
        (dossier(origin="DE", company=None), delivery(to=Recipient.COMPANY), ["CER-02"]),
        (dossier(company=None), delivery(to=Recipient.COMPANY), ["CER-02"]),
        (dossier(channel="CANDIDAT"), delivery(to=Recipient.COMPANY), []),
        (dossier(channel="CANDIDAT", without_employer=True), delivery(to=Recipient.COMPANY), ["CER-02"]),
        (dossier(without_employer=True), delivery(), []),
        (dossier(origin="DE", company=None, host_company=Company(name="Accueil")), delivery(), []),
        (
            dossier(origin="DE", company=None, host_company=Company(name="Accueil")),
            delivery(to=Recipient.COMPANY),
            ["CER-02"],
        ),
        (dossier(), delivery(means=DeliveryMeans.HAND), ["CER-02"]),
        (dossier(), delivery(means=DeliveryMeans.HAND, receipt="f"), []),
        (dossier(), delivery(on=HELD - DAY), ["CER-02"]),
        (dossier(), delivery(on=DUE + DAY), ["CER-02"]),
    ],
)
def test_to_whom_a_certificate_is_handed(found: Dossier, given: Delivery, refused: list[str]) -> None:
    """CER-02."""
    assert broken(rules.deliver(certificate(), found, given, DUE)) == refused


@pytest.mark.rule("CER-03")
def test_copies_come_after_delivery_under_the_same_number() -> None:
    """CER-03."""
    assert broken(rules.copy(certificate(), "Perte", "Rita", DUE)) == ["CER-03"]
    delivered = certificate(state=CertificateState.DELIVERED)
    made = rules.copy(delivered, "Perte", "Rita", DUE).entity
    assert made is not None
    assert (made.number, [item.on for item in made.copies]) == (delivered.number, [DUE])
    assert broken(rules.copy(delivered, "", "", DUE)) == ["INVALID_INPUT"] * 2


@pytest.mark.rule("CER-07", "NUM-03")
def test_a_cancelled_certificate_keeps_its_number() -> None:
    """CER-07, NUM-03."""
    made = rules.cancel_certificate(certificate(), "Émis par erreur", DUE).entity
    assert made is not None
    assert (made.state, made.number) == (CertificateState.CANCELLED, certificate().number)
    assert broken(rules.cancel_certificate(made, "encore", DUE)) == ["CER-07"]
    assert broken(rules.deliver(made, dossier(), delivery(), DUE)) == ["CER-02"]


@pytest.mark.rule("PRD-02")
def test_a_dossier_moves_by_agreement_of_both() -> None:
    """PRD-02."""
    proposed = rules.move(planned(), "UT59", OTHER, "UT62", "Déménagement", HELD).entity
    assert proposed is not None
    assert (proposed.exam_centre, proposed.transfer) == (
        "UT59",
        Transfer(centre="UT62", reason="Déménagement", proposed_on=HELD),
    )
    assert transfer.concerns(proposed, "UT62")
    assert not transfer.concerns(proposed, "UT13")
    moved = rules.move(proposed, "UT62", None, None, None, HELD).entity
    assert moved is not None
    assert (moved.exam_centre, moved.transfer, moved.exam_centre_reason) == ("UT62", None, "Déménagement")
    assert broken(rules.move(planned(), "UT59", None, "UT99", "x", HELD)) == ["PRD-02"]
    assert broken(rules.move(planned(), "UT59", OTHER, "UT62", None, HELD)) == ["INVALID_INPUT"]
    assert broken(rules.move(decided(A), "UT59", OTHER, "UT62", "x", HELD)) == ["PRD-02"]


def test_a_dossier_is_given_up_before_the_decision() -> None:
    made = rules.withdraw(evaluated(), "Nouvel emploi", HELD).entity
    assert made is not None
    assert made.status is DossierStatus.ABANDONNE
    assert broken(rules.withdraw(decided(A), "Trop tard", HELD)) == ["JUR-13"]
    assert broken(rules.withdraw(evaluated(), " ", HELD)) == ["INVALID_INPUT"]

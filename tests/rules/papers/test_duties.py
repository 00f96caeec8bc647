"""When each paper is due, and when it is due again: each state by hand."""

from datetime import date

import pytest

from documents.registry import REGISTRY
from rules.base.entity import Entity
from rules.certificate.certificate import (
    CertificateState,
    Copy,
    Delivery,
    DeliveryMeans,
    Recipient,
    Survey,
    SurveyAnswer,
)
from rules.document.document import DocumentKind
from rules.dossier.dossier import CommissionMeeting, DossierStatus, GtpVerdict, JuryDecision, Route
from rules.dossier.plan import EvaluationSitting
from rules.dossier.vae import Notice, VaeRequest
from rules.papers.duties import ON_REQUEST, basis_of, left, papers_of
from rules.session.session import Absence, JuryRole, Minutes, Rectification, Session, SessionStatus
from tests.rules.samples.issued import certificate, issued
from tests.rules.samples.jury import CQPM, HELD, LAST, UNIONS, asked, decided, dossier, jury, member, planned, session

DAY = date(2027, 3, 20)
S = SessionStatus
HANDED = Delivery(to=Recipient.CANDIDATE, means=DeliveryMeans.LETTER, on=DAY, survey_enclosed=True)


def kinds(entity: Entity, on: date = DAY) -> list[str]:
    return list(dict.fromkeys(paper.kind.value for paper in papers_of(entity, on)))


def whole(status: SessionStatus) -> Session:
    """A session of which everything that may be recorded is."""
    members = (*jury(), member("Zoé", JuryRole.UNION, "CGT", employer="Fonderie"))
    return session(status, joint=asked(), members=members, dossiers=("d",), decided=("d",))


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (S.PROGRAMMEE, ["UNION_REQUEST"]),
        (S.SYNDICATS_SAISIS, ["UNION_REQUEST"]),
        (S.CONVOQUEE, ["UNION_REQUEST", "CONVOCATION", "ABSENCE_NOTICE", "ATTENDANCE_SHEET"]),
        (S.TENUE, []),
        (S.DELIBEREE, ["MINUTES"]),
        (S.SIGNEE, ["MINUTES", "ATTRIBUTION_REQUEST"]),
        (S.TRANSMISE, []),
        (S.COMPLEMENT_DEMANDE, []),
        (S.CLOSE, []),
        (S.ANNULEE, []),
    ],
)
def test_the_papers_of_a_session_in_each_of_its_states(status: SessionStatus, expected: list[str]) -> None:
    assert kinds(whole(status)) == expected


@pytest.mark.parametrize("status", [S.DELIBEREE, S.SIGNEE])
def test_a_jury_before_which_nobody_came_has_no_minutes_to_print(status: SessionStatus) -> None:
    assert kinds(whole(status).evolve(dossiers=(), decided=())) == []


def test_each_paper_of_a_session_says_for_whom_and_by_which_day() -> None:
    papers = papers_of(whole(S.CONVOQUEE), DAY)
    assert [(paper.part, paper.due_on) for paper in papers if paper.kind is DocumentKind.UNION_REQUEST] == [
        (union, LAST) for union in UNIONS
    ]
    convened = [paper for paper in papers if paper.kind is DocumentKind.CONVOCATION]
    assert [(paper.part, paper.due_on) for paper in convened] == [
        (name, LAST) for name in ("Anne", "Marc", "Lise", "Omar", "Zoé")
    ]
    [absence] = [paper for paper in papers if paper.kind is DocumentKind.ABSENCE_NOTICE]
    assert (absence.part, absence.due_on, absence.rule) == ("Zoé", date(2027, 4, 7), "JUR-15")
    [sheet] = [paper for paper in papers if paper.kind is DocumentKind.ATTENDANCE_SHEET]
    assert (sheet.part, sheet.due_on) == (CQPM, HELD)
    assert all(paper.summary.endswith(".") for paper in papers)


def test_nobody_is_convened_by_a_paper_before_they_are() -> None:
    members = (member(), member("Marc", JuryRole.EMPLOYER, convened_on=None))
    papers = papers_of(session(S.CONVOQUEE, members=members), DAY)
    assert [paper.part for paper in papers if paper.kind is DocumentKind.CONVOCATION] == ["Anne"]


def test_whoever_takes_a_place_late_is_convened_until_the_day() -> None:
    late = member("Ines", JuryRole.UNION, "FO", convened_on=date(2027, 4, 10))
    [paper] = [
        item
        for item in papers_of(session(S.CONVOQUEE, members=(late,)), date(2027, 4, 10))
        if item.kind is DocumentKind.CONVOCATION
    ]
    assert paper.due_on == HELD


def test_minutes_are_due_again_once_rectified() -> None:
    minutes = Minutes(certification=CQPM, lines=(), signed_by="Anne", signed_on=HELD)
    over = session(S.CLOSE, minutes=(minutes,))
    assert papers_of(over, DAY) == []
    wrong = Rectification(text="Le code NACE est 33.12Z.", signed_by="Anne", on=date(2027, 6, 1))
    [paper] = papers_of(over.evolve(minutes=(minutes.evolve(rectifications=(wrong,)),)), DAY)
    assert (paper.kind, paper.rule, paper.part) == (DocumentKind.MINUTES, "CER-07", CQPM)
    assert paper.due_on is None, "it was sent in time (TRA-01)"


@pytest.mark.parametrize(
    ("on", "expected"), [(date(2027, 3, 19), True), (date(2027, 3, 20), True), (date(2027, 3, 21), False)]
)
def test_a_candidate_is_convened_until_the_day_of_the_commission(on: date, expected: bool) -> None:
    found = dossier(meeting=CommissionMeeting(on=date(2027, 3, 20), place="Lille"))
    assert kinds(found, on) == (["COMMISSION_CONVOCATION"] if expected else [])
    assert kinds(found.evolve(status=DossierStatus.EVALUE), on) == []


def test_a_request_of_vae_has_its_receipt_then_its_notice() -> None:
    request = VaeRequest(complete_on=DAY)
    found = dossier(DossierStatus.RECEVABILITE_EN_INSTRUCTION, route=Route.VAE, vae=request)
    assert kinds(found) == ["PIECES_RECEIPT"]
    assert kinds(found.evolve(vae=VaeRequest())) == []
    noticed = request.evolve(notice=Notice(favourable=True, on=DAY))
    for status in (DossierStatus.RECEVABLE, DossierStatus.IRRECEVABLE):
        assert kinds(found.evolve(vae=noticed, status=status)) == ["RECEVABILITE_DECISION"]
    assert kinds(found.evolve(vae=noticed, status=DossierStatus.ABANDONNE)) == []


@pytest.mark.parametrize(
    ("decision", "acquired", "validated", "letter"),
    [
        (JuryDecision.A, "1234", True, "AWARD_LETTER"),
        (JuryDecision.NA, "12", True, "PARTIAL_VALIDATION_LETTER"),
        (JuryDecision.NA, "", True, "NON_ADMISSION_LETTER"),
        (JuryDecision.A, "1234", False, "GTP_REFUSAL_LETTER"),
        (JuryDecision.NA, "", False, "GTP_REFUSAL_LETTER"),
    ],
)
def test_the_letter_of_each_result(decision: JuryDecision, acquired: str, validated: bool, letter: str) -> None:
    verdict = GtpVerdict(on=HELD, validated=validated)
    found = decided(decision, acquired, verdict=verdict).evolve(status=DossierStatus.CERTIFIE)
    assert kinds(found) == [letter]
    assert kinds(found.evolve(verdict=None)) == [], "never before the GTP (GTP-06)"


def test_nothing_that_was_undue_is_told_as_awarded() -> None:
    """CER-09: the dossier is back where nothing of it is held."""
    assert kinds(decided(JuryDecision.A).evolve(status=DossierStatus.VALIDE)) == []


def test_a_certificate_is_printed_until_it_is_handed_over_and_its_copies_after() -> None:
    made = certificate()
    assert kinds(made) == ["CERTIFICATE", "SURVEY_FORM"]
    copied = made.evolve(
        state=CertificateState.DELIVERED,
        delivery=HANDED,
        copies=(Copy(on=DAY, reason="Perte", certified_by="La directrice"),),
    )
    [copy] = papers_of(copied, DAY)
    assert (copy.kind, copy.part) == (DocumentKind.CERTIFIED_COPY, "1")
    assert kinds(copied.evolve(state=CertificateState.CANCELLED)) == []


@pytest.mark.rule("CER-04")
def test_a_questionnaire_that_did_not_go_with_the_certificate_is_still_to_be_sent() -> None:
    late = certificate(state=CertificateState.DELIVERED, delivery=HANDED.evolve(survey_enclosed=False))
    assert kinds(late) == ["SURVEY_FORM"]
    answered = Survey(answered_on=DAY, answers=(SurveyAnswer(question="Où ?", answer="Ici"),))
    assert kinds(late.evolve(survey=answered)) == []
    assert kinds(late.evolve(state=CertificateState.CANCELLED)) == []


@pytest.mark.parametrize(
    ("status", "decided", "expected"),
    [
        (S.SYNDICATS_SAISIS, (), False),
        (S.CONVOQUEE, (), True),
        (S.TENUE, (), True),
        (S.TENUE, ("d",), True),
        (S.TENUE, ("d", "e"), False),
        (S.DELIBEREE, ("d", "e"), False),
    ],
)
def test_the_jury_has_its_summary_until_it_has_decided(
    status: SessionStatus, decided: tuple[str, ...], expected: bool
) -> None:
    """EVA-06."""
    found = session(status, members=jury(), dossiers=("d", "e"), decided=decided)
    assert ("EVALUATION_SUMMARY" in kinds(found)) is expected
    assert "EVALUATION_SUMMARY" not in kinds(found.evolve(dossiers=(), decided=()))


def test_a_candidate_who_does_not_come_changes_nothing_of_the_summary() -> None:
    """JUR-19: their dossier leaves the session; another who joins it changes what the jury reads."""
    found = session(S.TENUE, dossiers=("d", "e"))
    [summary] = papers_of(found, DAY)
    absent = Absence(dossier="e", seat="A", on=HELD)
    assert left(papers_of(found.evolve(dossiers=("d",), absences=(absent,)), DAY), [issued(summary)]) == []
    assert left(papers_of(found.evolve(dossiers=("d", "e", "f")), DAY), [issued(summary)]) != []


@pytest.mark.parametrize(
    ("on", "due_on"),
    [(date(2027, 3, 19), date(2027, 3, 20)), (date(2027, 3, 20), date(2027, 3, 20)), (date(2027, 3, 21), HELD)],
)
def test_a_candidate_is_convened_to_evaluations_until_the_last_of_them(on: date, due_on: date) -> None:
    sittings = tuple(EvaluationSitting(on=day, place="Atelier") for day in (HELD, date(2027, 3, 20)))
    found = planned()
    assert found.plan is not None
    found = found.evolve(plan=found.plan.evolve(sittings=sittings))
    [paper] = papers_of(found, on)
    assert (paper.kind, paper.rule, paper.due_on) == (DocumentKind.EVALUATION_CONVOCATION, "INS-04", due_on)
    assert papers_of(found, date(2027, 4, 16)) == []
    assert kinds(found.evolve(status=DossierStatus.EVALUE), on) == []
    moved = found.evolve(plan=found.plan.evolve(sittings=sittings[:1]))
    assert left(papers_of(moved, on), [issued(paper)]) != []


def test_a_paper_is_due_no_more_once_issued_and_again_once_its_content_changes() -> None:
    convened = whole(S.CONVOQUEE)
    papers = papers_of(convened, DAY)
    made = [issued(paper) for paper in papers]
    assert left(papers, made) == []
    assert left(papers, made[1:]) == papers[:1]
    moved = papers_of(convened.evolve(place="Douai"), DAY)
    assert left(moved, made) == moved, "every one names the place"
    one = convened.members[0].evolve(name="Annie")
    renamed = left(papers_of(convened.evolve(members=(one, *convened.members[1:])), DAY), made)
    assert [(paper.kind.value, paper.part) for paper in renamed] == [
        ("CONVOCATION", "Anne"),
        ("ATTENDANCE_SHEET", CQPM),
    ]


def test_what_was_issued_before_bases_were_kept_counts() -> None:
    [paper, _form] = papers_of(certificate(), DAY)
    assert left([paper], [issued(paper, basis=None)]) == []
    assert left([paper], [issued(paper, basis="")]) == [paper], "made before its time, it is due in its time"
    assert left([paper], [issued(paper, outdated_on=DAY)]) == [paper], "a rectification has changed it (CER-07)"


def test_a_document_keeps_the_basis_of_what_it_is() -> None:
    papers = papers_of(whole(S.CONVOQUEE), DAY)
    assert basis_of(papers, DocumentKind.CONVOCATION, "Lise") == papers[6].basis
    assert basis_of(papers, DocumentKind.MINUTES, CQPM) == ""


def test_everything_that_is_made_here_is_due_at_some_time() -> None:
    due = {
        *(kind for status in SessionStatus for kind in kinds(whole(status))),
        *kinds(dossier(meeting=CommissionMeeting(on=DAY, place="Lille"))),
        *("EVALUATION_SUMMARY", "EVALUATION_CONVOCATION"),
        *("PIECES_RECEIPT", "RECEVABILITE_DECISION"),
        *("AWARD_LETTER", "PARTIAL_VALIDATION_LETTER", "NON_ADMISSION_LETTER", "GTP_REFUSAL_LETTER"),
        *("CERTIFICATE", "SURVEY_FORM", "CERTIFIED_COPY"),
    }
    assert due == {kind.value for kind in REGISTRY.keys() - ON_REQUEST}

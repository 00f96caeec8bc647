"""What follows from why a certificate is cancelled: reissued in error, held no more where unduly awarded (CER-09)."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from rules.certificate.certificate import (
    CancellationKind,
    Certificate,
    CertificateState,
    Copy,
    Delivery,
    DeliveryMeans,
    Recipient,
    Survey,
    SurveyAnswer,
    standing,
)
from rules.certificate.kind import CertificateKind as Kind
from rules.document.document import Document, DocumentKind
from rules.dossier.dossier import Dossier, DossierStatus, JuryDecision
from rules.dossier.holdings import holdings_of
from tests.rules.samples import judging as rules
from tests.rules.samples.jury import CQPM, HELD, VERSION, decided, evaluated

AWARDED, TODAY = HELD + timedelta(days=35), HELD + timedelta(days=400)
BLOCS = tuple(part.bloc for part in VERSION.composition)
ISSUED, DELIVERED, CANCELLED = CertificateState.ISSUED, CertificateState.DELIVERED, CertificateState.CANCELLED
HANDED = Delivery(to=Recipient.CANDIDATE, means=DeliveryMeans.LETTER, on=AWARDED)


def certificate(rank: int = 1, **given: Any) -> Certificate:
    if given.get("state") is DELIVERED:
        given = {"delivery": HANDED, **given}
    return Certificate(**{
        "id": f"MC20270559{rank:05d}", "number": f"MC 2027 05 59 {rank:05d}", "kind": Kind.CQPM_RNCP,
        "certification": CQPM, "title": "Technicien", "dossier": "D2026-UT59-00001", "candidate": "c",
        "exam_centre": "UT59", "issued_on": AWARDED, "revision": 1, **given,
    })  # fmt: skip


def cqpi(rank: int = 2, **given: Any) -> Certificate:
    return certificate(rank, kind=Kind.CQPI, certification="CQPI X", title="Technicien (CQPI)", **given)


def dossier(status: DossierStatus = DossierStatus.CERTIFIE, **given: Any) -> Dossier:
    return decided(JuryDecision.A).evolve(status=status, at_rncp=True, **given)


def paper(key: str, kind: DocumentKind, **given: Any) -> Document:
    return Document(
        id=key, kind=kind, exam_centre="UT59", file_name="x.docx", size=1, sha256="0",
        created_on=datetime(2027, 5, 21, tzinfo=UTC), **given,
    )  # fmt: skip


def cancelled(found: Certificate, kind: str | None, *others: Certificate, **known: Any) -> Any:
    facts = {"dossier": dossier(), "siblings": [found, *others], **known}
    return rules.cancel_certificate(found, "Motif", TODAY, kind, **facts)


def told(outcome: Any) -> list[str]:
    return [f"{item.rule} {item.message}" for item in outcome.warnings]


@pytest.mark.rule("CER-09")
def test_it_is_said_why() -> None:
    [problem] = cancelled(certificate(), None).problems
    assert (problem.rule, problem.path) == ("CER-09", ("kind",))


@pytest.mark.rule("CER-09", "NUM-03")
def test_an_error_is_made_good_by_another_that_awards_nothing_new() -> None:
    """The day of the GTP stays, hence the year and month of the number; what was done with the first does not."""
    survey = Survey(answered_on=AWARDED, answers=(SurveyAnswer(question="a", answer="b"),))
    found = certificate(state=DELIVERED, copies=(Copy(on=AWARDED, reason="x", certified_by="y"),), survey=survey)
    done = cancelled(found, "ERROR", titled="Technicien supérieur")
    assert (done.entity.state, done.entity.cancellation.kind) == (CANCELLED, CancellationKind.ERROR)
    [new] = done.changed(Certificate)
    assert (new.number, new.id, new.revision, new.state, new.replaces) == ("", "", 0, ISSUED, found.number)
    assert (new.issued_on, new.reissued_on, new.made_on) == (AWARDED, TODAY, TODAY)
    assert (new.kind, new.certification, new.bloc, new.dossier) == (found.kind, CQPM, None, found.dossier)
    assert (new.title, new.delivery, new.copies, new.survey) == ("Technicien supérieur", None, (), survey)
    [beside] = done.changed(Dossier)
    assert beside.unduly == ()


@pytest.mark.rule("CER-09")
@pytest.mark.parametrize(
    ("kind", "others", "status", "unduly"),
    [
        ("ERROR", (), DossierStatus.CERTIFIE, ()),
        ("ERROR", (cqpi(state=DELIVERED),), DossierStatus.CERTIFIE, ()),
        ("UNDUE", (), DossierStatus.VALIDE, (CQPM,)),
        ("UNDUE", (cqpi(state=DELIVERED),), DossierStatus.VALIDE, (CQPM, "CQPI X")),
        ("UNDUE", (cqpi(state=CANCELLED),), DossierStatus.VALIDE, (CQPM,)),
        ("UNDUE", (certificate(2, bloc="B2", kind=Kind.BLOC),), DossierStatus.CERTIFIE, (CQPM,)),
        ("UNDUE", (certificate(2, bloc="B2", kind=Kind.BLOC, state=DELIVERED),), DossierStatus.REMIS, (CQPM,)),
    ],
)
@pytest.mark.parametrize("before", [DossierStatus.CERTIFIE, DossierStatus.REMIS])
@pytest.mark.parametrize("state", [ISSUED, DELIVERED])
def test_where_the_dossier_stands_afterwards(
    kind: str, others: Any, status: DossierStatus, unduly: Any, before: DossierStatus, state: CertificateState
) -> None:
    """It waits for what is to be handed over, and is only validated once nothing of it stands."""
    done = cancelled(certificate(state=state), kind, *others, dossier=dossier(before))
    [beside] = done.changed(Dossier)
    assert (beside.status, beside.unduly) == (status, unduly)


@pytest.mark.rule("CER-09")
def test_a_cqpi_goes_with_its_cqpm_and_not_the_other_way() -> None:
    whole, beside = certificate(), cqpi()
    done = cancelled(whole, "UNDUE", beside)
    assert [(item.number, item.state) for item in done.changed(Certificate)] == [(beside.number, CANCELLED)]
    assert [line for line in told(done) if line.startswith("GTP-04")] == [
        "GTP-04 Le certificat MC 2027 05 59 00002, émis avec lui, est annulé de même."
    ]
    done = cancelled(beside, "UNDUE", whole)
    assert done.changed(Certificate) == []
    assert told(done) == ["CER-09 Le certificat MC 2027 05 59 00001 reste valable."]
    [after] = done.changed(Dossier)
    assert (after.unduly, after.status) == (("CQPI X",), DossierStatus.CERTIFIE)
    assert len(holdings_of(after, VERSION)) == 7


@pytest.mark.rule("CER-09")
def test_what_is_warned_of() -> None:
    found = certificate(state=DELIVERED)
    assert told(cancelled(found, "ERROR", cqpi(), titled="Autre")) == [
        "CER-09 Le certificat MC 2027 05 59 00002 reste valable ; s’il porte la même erreur, annulez-le aussi.",
        "CER-09 Le certificat MC 2027 05 59 00001, annulé, a été remis le 20 mai 2027 : "
        "faites-le rendre en remettant le nouveau.",
        "CER-06 Si le certificat MC 2027 05 59 00001 a été déclaré à la Caisse des Dépôts, "
        "il en est retiré par un flux de suppression.",
        "CER-09 L’intitulé a changé depuis : « Technicien » devient « Autre » sur le nouveau certificat.",
    ]
    relying = evaluated(number="D2028-UT59-00002")
    assert told(cancelled(certificate(kind=Kind.CQPM), "UNDUE", relying=[relying], titled="Autre")) == [
        "CER-09 Rien de ce dossier n’est plus tenu : pour être certifiée, la personne repasse par un nouveau dossier.",
        "CER-09 Le dossier D2028-UT59-00002 reprend ce qui venait de celui-ci : voyez ce qu’il devient.",
    ]


@pytest.mark.rule("CER-09")
@pytest.mark.parametrize(
    ("unduly", "held"),
    [
        ((), [CQPM, *BLOCS, "1", "2", "3", "4"]),
        ((CQPM,), []),
        ((BLOCS[0],), [BLOCS[1], "3", "4"]),
        (BLOCS, []),
        (("CQPI X",), [CQPM, *BLOCS, "1", "2", "3", "4"]),
    ],
)
def test_what_was_awarded_unduly_is_held_no_more(unduly: Any, held: list[str]) -> None:
    found = holdings_of(dossier(unduly=unduly), VERSION)
    assert [item.item or item.certification for item in found] == held


def test_papers_that_bear_its_number_are_printed_anew() -> None:
    found = certificate()
    papers = [
        paper("own", DocumentKind.CERTIFICATE, certificate=found.id),
        paper("other", DocumentKind.CERTIFICATE, certificate="MC2027055900009"),
        paper("letter", DocumentKind.AWARD_LETTER),
        paper("notice", DocumentKind.RECEVABILITE_DECISION),
        paper("before", DocumentKind.AWARD_LETTER, outdated_on=date(2027, 6, 1)),
    ]
    for kind in ("ERROR", "UNDUE"):
        outdated = cancelled(found, kind, papers=papers).changed(Document)
        assert [(item.id, item.outdated_on) for item in outdated] == [("own", TODAY), ("letter", TODAY)]


def test_what_still_counts() -> None:
    assert standing([certificate(), cqpi(state=CANCELLED)]) == [certificate()]

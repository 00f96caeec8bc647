"""Every missing line of every checklist says what is missing, by whom and by which operation, in every state."""

import re
from collections.abc import Iterator
from datetime import date

import pytest

from rules.base.check import Check, CheckState
from rules.base.operation import Operation
from rules.certificate.certificate import Certificate, CertificateState, Delivery, DeliveryMeans, Recipient
from rules.certificate.kind import CertificateKind
from rules.dossier.dossier import Again, Dossier, DossierStatus, GtpVerdict, JuryDecision, Route
from rules.dossier.vae import Notice, VaeRequest
from rules.papers.delivery import certificate_lines, result_lines
from rules.referentiel.checklist import referentiel_checklist
from rules.referentiel.referentiel import Referentiel
from rules.session.session import Session, SessionStatus
from rules.views.actions import dossier_lines, session_lines
from tests.rules.samples import submission
from tests.rules.samples.issued import certificate
from tests.rules.samples.jury import (
    HELD,
    OPENED,
    VERSION,
    asked,
    decided,
    dossier,
    evaluated,
    jury,
    member,
    planned,
    session,
)

DAYS = (OPENED, HELD, date(2028, 1, 1))
TIME_ALONE = frozenset({"CER-06"})
"""Lines about what somebody outside does: no operation of ours."""
NAMED = re.compile(r"\((\w+(?:, \w+)*)\)\.$")


def _dossiers() -> Iterator[Dossier]:
    for status in DossierStatus:
        for made in (dossier(status), planned(status=status), evaluated("12", status)):
            yield made
            for request in (
                None,
                VaeRequest(),
                VaeRequest(complete_on=OPENED),
                VaeRequest(complete_on=OPENED, notice=Notice(favourable=True, on=OPENED)),
                VaeRequest(complete_on=OPENED, notice=Notice(favourable=False, on=OPENED, reasons="x"), evaluated=True),
            ):
                yield made.evolve(route=Route.VAE, company=None, vae=request)
    for decision, acquired in ((JuryDecision.A, "1234"), (JuryDecision.NA, "12"), (JuryDecision.NA, "")):
        yield decided(decision, acquired)
        for again in Again:
            verdict = GtpVerdict(on=HELD, validated=False, reasons="x", again=again, evaluations=("1",))
            yield decided(decision, acquired, verdict=verdict).evolve(status=DossierStatus.REFUSE)


def _sessions() -> Iterator[Session]:
    for status in SessionStatus:
        yield session(status)
        yield session(status, joint=asked(), members=jury(), dossiers=("d", "e"), decided=("d",))
        yield session(status, members=(member(convened_on=None),), dossiers=("d",), attended_on=HELD)


def _certificates(day: date) -> Iterator[Certificate]:
    bare = Delivery(to=Recipient.CANDIDATE, means=DeliveryMeans.LETTER, on=day)
    for kind in CertificateKind:
        yield certificate(kind=kind)
        yield certificate(kind=kind, state=CertificateState.DELIVERED, delivery=bare)


def _versions() -> Iterator[Referentiel | None]:
    yield from (None, submission.made(submission.revision()), VERSION)
    yield from (VERSION.evolve(composition=()), VERSION.evolve(capacites=(), composition=()))


def _lines() -> Iterator[Check]:
    for day in DAYS:
        for found in _dossiers():
            yield from (*dossier_lines(found, day), *result_lines(found, [certificate()], [], day))
        for one in _sessions():
            yield from session_lines(one, day)
        for paper in _certificates(day):
            yield from certificate_lines(paper, [], day)
    for version in _versions():
        yield from referentiel_checklist(version)


def test_every_missing_line_says_what_by_whom_and_how() -> None:
    seen = set()
    for line in _lines():
        assert line.detail is None or line.detail.endswith("."), line
        if line.state is not CheckState.MISSING:
            continue
        assert line.detail, f"{line.rule} is missing without a word"
        seen.add(line.rule)
        if line.rule in TIME_ALONE:
            continue
        named = NAMED.search(line.detail)
        assert named, line
        assert set(named[1].split(", ")) <= {item.value for item in Operation}, line
    assert len(seen) >= 25


@pytest.mark.parametrize("status", [DossierStatus.ABANDONNE, DossierStatus.IRRECEVABLE])
def test_nothing_is_missing_of_a_dossier_that_is_over(status: DossierStatus) -> None:
    found = dossier(status, route=Route.VAE, vae=VaeRequest(notice=Notice(favourable=False, on=OPENED, reasons="x")))
    lines = dossier_lines(found, HELD)
    assert [line for line in lines if line.state is CheckState.MISSING] == []
    [notice] = [line for line in lines if line.rule == "VAE-08" and line.detail and "défavorable" in line.detail]
    assert "1er janvier 2027" in (notice.detail or "")


def test_nothing_is_missing_of_a_session_that_is_cancelled() -> None:
    lines = session_lines(session(SessionStatus.ANNULEE), HELD)
    assert {line.state for line in lines} <= {CheckState.NOT_APPLICABLE, CheckState.DONE}

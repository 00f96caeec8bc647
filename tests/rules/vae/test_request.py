"""What is brought to a request of VAE: pieces once each, dated, until the notice; the help of a third party."""

from datetime import date
from typing import Any

import pytest

from rules.base.problems import ProblemCode
from rules.dossier.dossier import Dossier, DossierStatus, Evaluation
from rules.dossier.vae import VaePieceKind, VaeRequest
from rules.vae.commands import RecordActivities, RecordSupport, SubmitPiece
from rules.vae.request import MOST_PIECES, record_activities, record_support, submit
from tests.rules.samples import jury
from tests.rules.samples.vae import (
    ASKED,
    CANDIDATE,
    CENTRE,
    COMPLETE,
    complete,
    dossier,
    experience,
    file,
    noticed,
    piece,
)


def _brought(subject: Dossier, kind: VaePieceKind, key: str = "f", viewer: Any = CENTRE, **given: Any) -> Any:
    command = SubmitPiece(dossier="D", kind=kind, file=key, **given)
    return submit(subject, command, files={"f": file(), "g": file("g")}, viewer=viewer, today=COMPLETE)


def test_the_file_is_complete_on_the_day_of_its_last_part() -> None:
    lacking = complete(pieces=complete().pieces[1:], complete_on=None)
    outcome = _brought(dossier(lacking), VaePieceKind.CV, received_on=date(2026, 11, 20))
    assert outcome.entity.vae.complete_on == COMPLETE
    again = _brought(outcome.entity, VaePieceKind.CV, "g")
    assert again.entity.vae.complete_on == COMPLETE
    assert [item.file for item in again.entity.vae.pieces if item.kind is VaePieceKind.CV] == ["g"]
    last = dossier(complete(experiences=(), activities_on=None, complete_on=None))
    done = record_activities(
        last, RecordActivities(dossier="D", experiences=(experience(),)), candidate=None, viewer=CENTRE, today=COMPLETE
    )
    assert done.entity is not None
    assert done.entity.vae is not None
    assert done.entity.vae.complete_on == COMPLETE


def test_several_diplomas_each_in_its_place() -> None:
    one = _brought(dossier(), VaePieceKind.DIPLOMA, label="CAP").entity
    two = _brought(one, VaePieceKind.DIPLOMA, "g", label="Bac pro").entity
    assert [item.label for item in two.vae.pieces] == ["CAP", "Bac pro"]
    swapped = _brought(one, VaePieceKind.DIPLOMA, "g", label="CAP, lisible", replaces="f").entity
    assert [item.label for item in swapped.vae.pieces] == ["CAP, lisible"]


@pytest.mark.parametrize(
    ("subject", "kind", "given", "code", "rule"),
    [
        (dossier(), VaePieceKind.EVIDENCE, {}, ProblemCode.RULE, "VAE-08"),
        (dossier(noticed(), status=DossierStatus.RECEVABLE), VaePieceKind.CV, {}, ProblemCode.RULE, "VAE-02"),
        (dossier(), VaePieceKind.CV, {"key": "unknown"}, ProblemCode.NOT_FOUND, None),
        (dossier(), VaePieceKind.DIPLOMA, {"replaces": "g"}, ProblemCode.NOT_FOUND, None),
        (dossier(), VaePieceKind.CV, {"received_on": date(2026, 12, 1)}, ProblemCode.RULE, "VAE-02"),
        (dossier(), VaePieceKind.CV, {"received_on": date(2026, 11, 1)}, ProblemCode.RULE, "VAE-02"),
        (dossier(), VaePieceKind.CV, {"viewer": CANDIDATE, "received_on": ASKED}, ProblemCode.RULE, "VAE-02"),
        (
            dossier(VaeRequest(pieces=(piece(VaePieceKind.CV, sha256="sha-f"),))),
            VaePieceKind.CV,
            {},
            ProblemCode.DUPLICATE,
            None,
        ),
        (
            dossier(VaeRequest(pieces=(piece(VaePieceKind.DIPLOMA),) * MOST_PIECES)),
            VaePieceKind.DIPLOMA,
            {},
            ProblemCode.INVALID_INPUT,
            None,
        ),
        (
            dossier(
                noticed(),
                status=DossierStatus.RECEVABLE,
                evaluations=(Evaluation(capacite="1", acquired=True, mode=jury.REAL, on=jury.FIRST),),
            ),
            VaePieceKind.EVIDENCE,
            {},
            ProblemCode.RULE,
            "VAE-08",
        ),
    ],
)
def test_what_is_not_brought(
    subject: Dossier, kind: VaePieceKind, given: dict[str, Any], code: ProblemCode, rule: str | None
) -> None:
    [problem] = _brought(subject, kind, **given).problems
    assert (problem.code, problem.rule) == (code, rule)


def test_a_complete_file_stays_complete() -> None:
    """VAE-02: the delay that it started is not stopped by saying less."""
    pieces = tuple(item for item in complete().pieces if item.kind is not VaePieceKind.DIPLOMA)
    subject = dossier(complete(pieces=pieces, without_diploma=True))
    for without, rules in ((True, []), (False, ["VAE-02"])):
        command = RecordActivities(dossier="D", experiences=(experience(),), without_diploma=without)
        outcome = record_activities(subject, command, candidate=None, viewer=CENTRE, today=COMPLETE)
        assert [item.rule for item in outcome.problems] == rules


@pytest.mark.parametrize(("on", "rules"), [(date(2026, 12, 6), ["VAE-08"]), (date(2026, 12, 7), [])])
def test_the_evidence_follows_the_notice(on: date, rules: list[str]) -> None:
    """VAE-08: whatever day it is said to be received."""
    subject = dossier(noticed(pieces=complete().pieces), status=DossierStatus.RECEVABLE)
    command = SubmitPiece(dossier="D", kind=VaePieceKind.EVIDENCE, file="f", received_on=on)
    outcome = submit(subject, command, files={"f": file()}, viewer=CENTRE, today=date(2027, 1, 15))
    assert [item.rule for item in outcome.problems] == rules


@pytest.mark.rule("VAE-09")
def test_help_is_recorded_and_never_asked_for() -> None:
    command = RecordSupport(dossier="D", by="Alix Conseillère", starts_on=ASKED, hours=24)
    outcome = record_support(dossier(), command, today=COMPLETE)
    assert outcome.entity is not None
    assert outcome.entity.vae is not None
    assert outcome.entity.vae.support is not None
    assert outcome.entity.vae.support.hours == 24
    early = record_support(dossier(), command.evolve(starts_on=date(2026, 11, 1)), today=COMPLETE)
    assert [item.rule for item in early.problems] == ["VAE-09"]
    assert len(record_support(dossier(), command.evolve(hours=0), today=COMPLETE).problems) == 1

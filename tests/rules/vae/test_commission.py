"""The commission de validation: who presides, after what, and what it may conclude (VAE-06, VAE-08)."""

from datetime import date, timedelta
from typing import Any

import pytest

from rules.dossier.commands import NameCommission, RecordEvaluation, Result
from rules.dossier.commission import CommissionMeeting, Evaluator
from rules.dossier.dossier import DossierStatus, Evaluation
from rules.dossier.vae import Conclusion, Extent
from rules.vae.commands import ConcludeCommission
from rules.vae.commission import conclude, name, record
from rules.vae.jury import unheard
from tests.rules.samples import jury
from tests.rules.samples.vae import REGISTERED, complete, dossier, noticed

EVIDENCE, MET = date(2027, 1, 15), date(2027, 2, 23)
MEMBERS = (
    Evaluator(name="Rose Représentante", function="Responsable"),
    Evaluator(name="Paul Valuateur", function="Formateur"),
)


def _recevable(request: Any = None, **given: Any) -> Any:
    return dossier(request or noticed(), **{"status": DossierStatus.RECEVABLE, **given})


def _examined(acquired: str, **request: Any) -> Any:
    evaluations = tuple(Evaluation(capacite=n, acquired=n in acquired, mode=jury.REAL, on=MET) for n in "1234")
    return _recevable(noticed(evaluated=True, **request), evaluations=evaluations)


@pytest.mark.parametrize(
    ("given", "rules"),
    [
        ({}, []),
        ({"president": None}, ["VAE-06"]),
        ({"president": "Quelqu’un d’Autre"}, ["VAE-06"]),
        ({"members": MEMBERS[:1]}, ["EVA-04"]),
        ({"meeting": CommissionMeeting(on=EVIDENCE, place="Lille")}, []),
        ({"meeting": CommissionMeeting(on=EVIDENCE - timedelta(days=1), place="Lille")}, ["VAE-08"]),
    ],
)
@pytest.mark.rule("VAE-06")
def test_the_centre_presides(given: dict[str, Any], rules: list[str]) -> None:
    asked = {"dossier": "D", "members": MEMBERS, "president": "Rose Représentante"} | given
    assert [
        item.rule for item in name(_recevable(), NameCommission(**asked), certification=REGISTERED).problems
    ] == rules


@pytest.mark.parametrize(("days", "rules"), [(-1, ["VAE-08"]), (0, []), (1, [])])
@pytest.mark.rule("VAE-08")
def test_the_evidence_comes_before_the_commission(days: int, rules: list[str]) -> None:
    subject = jury.planned(**{**_recevable().model_dump(), "commission": MEMBERS, "plan": jury.planned().plan})
    on = EVIDENCE + timedelta(days=days)
    lines = tuple(Result(capacite=n, acquired=True, mode=jury.REAL, on=on) for n in "1234")
    command = RecordEvaluation(dossier="D", results=lines)
    outcome = record(subject, command, version=jury.VERSION, kept=(), today=MET)
    assert [item.rule for item in outcome.problems] == rules
    if not rules:
        assert outcome.entity is not None
        assert (outcome.entity.status, outcome.entity.vae.evaluated) == (DossierStatus.RECEVABLE, True)  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("acquired", "extent", "rules", "warned"),
    [
        ("1234", Extent.TOTAL, [], []),
        ("1234", Extent.PARTIAL, ["VAE-06"], []),
        ("12", Extent.PARTIAL, [], []),
        ("12", Extent.TOTAL, ["VAE-06"], []),
        ("", Extent.PARTIAL, [], ["VAE-06"]),
    ],
)
def test_total_or_partial_and_never_none(acquired: str, extent: Extent, rules: list[str], warned: list[str]) -> None:
    command = ConcludeCommission(dossier="D", extent=extent)
    outcome = conclude(_examined(acquired), command, today=MET)
    assert [item.rule for item in outcome.problems] == rules
    assert [item.rule for item in outcome.warnings] == warned


@pytest.mark.parametrize(("days", "rules"), [(-1, ["VAE-06"]), (0, []), (1, ["VAE-06"])])
def test_it_concludes_between_its_last_sitting_and_today(days: int, rules: list[str]) -> None:
    command = ConcludeCommission(dossier="D", extent=Extent.TOTAL, on=MET + timedelta(days=days))
    assert [item.rule for item in conclude(_examined("1234"), command, today=MET).problems] == rules


def test_nothing_is_concluded_before_all_is_evaluated() -> None:
    command = ConcludeCommission(dossier="D", extent=Extent.TOTAL)
    assert [item.rule for item in conclude(_recevable(), command, today=MET).problems] == ["EVA-06"]


def test_no_jury_hears_what_skipped_a_step() -> None:
    """VAE-08: without a favourable notice, or without conclusions."""
    concluded = Conclusion(extent=Extent.TOTAL, on=MET, president="Rose Représentante")
    assert unheard(_examined("1234", conclusion=concluded)) == []
    for request in (noticed(), complete(conclusion=concluded)):
        assert [item.rule for item in unheard(_recevable(request))] == ["VAE-08"]

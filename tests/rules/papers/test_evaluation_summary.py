"""The état récapitulatif (EVA-06): every seat, whole, and nothing that names anybody (JUR-08)."""

import json

import pytest

from rules.dossier.commission import CompanyOpinion, Evaluator
from rules.dossier.dossier import Company, Route
from rules.dossier.vae import Conclusion, Extent, VaeRequest
from rules.papers.asked import Asked, Unfit
from rules.papers.evaluation_summary import EvaluationSummary, evaluation_summary_of
from tests.rules.samples import jury
from tests.rules.samples.paper import decisions

NAMES = ("Ñandú", "Zoé", "Fonderie", "Eva", "Tuteur", "Patron", "D2026", "Lille")


def summary(*dossiers: object) -> EvaluationSummary:
    return evaluation_summary_of(decisions(*dossiers), Asked())  # type: ignore[arg-type]


def named_everywhere() -> object:
    """A dossier whose every free text names somebody."""
    one = jury.evaluated(
        "12",
        seat="7F3A-001",
        session="s",
        company=Company(name="Fonderie Ñandú"),
        tutor="Tuteur Ñandú",
        commission=(Evaluator(name="Eva Ñandú", function="cheffe de Zoé"),) * 2,
        company_opinion=CompanyOpinion(favourable=True, by="Patron de Zoé", on=jury.FIRST, text="Zoé travaille bien."),
    )
    told = (item.evolve(observations="Zoé Ñandú hésite", evaluators=("Eva Ñandú",)) for item in one.evaluations)
    return one.evolve(evaluations=tuple(told))


@pytest.mark.rule("JUR-08")
def test_it_holds_every_result_and_no_name() -> None:
    made = summary(named_everywhere())
    [seat] = made.seats
    assert (seat.seat, seat.acquired, seat.lacking, seat.opinion) == ("7F3A-001", 2, ("3", "4"), True)
    assert [(item.number, item.title, item.acquired) for item in seat.evaluated] == [
        (n, f"Capacité {n}", n in "12") for n in "1234"
    ]
    said = json.dumps(made.evolve(centre=made.centre.evolve(name="", town=None)).model_dump(mode="json"))
    assert [name for name in NAMES if name in said] == []


@pytest.mark.rule("JUR-08")
def test_the_order_is_that_of_the_seats() -> None:
    """The order of the assignment would lead to the person."""
    seats = [jury.evaluated(id=key, seat=seat, session="s") for key, seat in (("a", "C"), ("b", "A"), ("c", "B"))]
    assert [item.seat for item in summary(*seats).seats] == ["A", "B", "C"]


def test_what_is_carried_over_is_said_and_where_it_comes_from_is_not() -> None:
    one = jury.evaluated(seat="A", session="s")
    again = one.evaluations[0].evolve(carried_over=True, carried_from="D2024-UT59-00007")
    made = summary(one.evolve(evaluations=(again, *one.evaluations[1:])))
    assert [item.carried_over for item in made.seats[0].evaluated] == [True, False, False, False]
    assert "D2024" not in made.model_dump_json()


def test_a_bloc_known_as_a_whole_goes_by_its_title() -> None:
    one = jury.evaluated(seat="A", session="s")
    whole = one.evaluations[0].evolve(capacite=None, bloc="RNCP99277BC01")
    made = summary(one.evolve(evaluations=(whole,), target_blocs=("RNCP99277BC01",)))
    assert made.seats[0].evaluated[0].title == "Bloc RNCP99277BC01"
    assert [bloc.code for bloc in made.seats[0].target_blocs] == ["RNCP99277BC01"]


def test_by_vae_the_commission_concludes_and_no_company_gives_an_opinion() -> None:
    concluded = Conclusion(extent=Extent.PARTIAL, on=jury.FIRST, president="Rose", observations="Zoé")
    request = VaeRequest(evaluated=True, conclusion=concluded)
    made = summary(jury.evaluated(seat="A", session="s", route=Route.VAE, vae=request))
    assert (made.seats[0].by_vae, made.seats[0].conclusion) == (True, Extent.PARTIAL)
    assert not made.seats[0].opinion_asked
    assert "Rose" not in made.model_dump_json()


def test_nobody_before_the_jury() -> None:
    with pytest.raises(Unfit, match="assignDossiers"):
        summary()

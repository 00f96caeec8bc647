"""A completion told from a revision: blanks are filled, nothing is changed (REF-06, REF-12, REF-13)."""

from datetime import date
from typing import Any

import pytest

from rules.certification.completeness import Completeness
from rules.referentiel.commands import ProposedCapacite, ProposedPart
from rules.referentiel.referentiel import Bloc, Capacite, ReferentielBloc, referentiel_for
from tests.rules.samples.submission import CODE, COMPANY, FULL, ONE, REEL, TODAY, TWO, UNIT, made, submit, told, version


def test_a_completion_counts_at_once_and_keeps_what_was_said() -> None:
    """REF-12, REF-13: blanks are filled, what is not said again stays, the day is that of the version completed."""
    base = version(effective_on=date(2020, 1, 1), mission="Souder")
    found = made(submit(base=base, capacites=(FULL,), composition=(UNIT,)))
    assert (found.id, found.version, found.effective_on, found.draft) == (f"{CODE}@2", 2, date(2020, 1, 1), False)
    assert (found.mission, found.source) == ("Souder", "Référentiel papier")
    assert found.capacites[0] == Capacite(
        number="1", title="Souder", conditions="À l’atelier", criteria=("Sans défaut",), modes=(REEL,)
    )
    assert found.capacites[1] == TWO
    assert found.composition == (ReferentielBloc(bloc=f"{CODE} U1", title="Préparer", capacites=("1", "2")),)
    assert found.submission is not None
    assert (found.submission.completes, found.submission.organisation) == (base.id, "UT59")
    assert referentiel_for([base, found], TODAY) == found
    assert referentiel_for([base, found], date(2019, 12, 31)) is None, "before the first takes effect there is none"


def test_what_is_complete_says_so() -> None:
    both = (FULL, FULL.evolve(number="2"))
    assert made(submit(capacites=both)).completeness is Completeness.CRITERIA
    partial = version(capacites_complete=False)
    assert made(submit(base=partial, capacites=both, capacites_complete=False)).completeness is Completeness.TITLE
    assert made(submit(base=partial, capacites=both)).completeness is Completeness.CRITERIA


BASE = version(
    mission="Souder",
    activities=("Souder",),
    capacites=(ONE.evolve(conditions="Seul", criteria=("Net",), modes=(REEL,)), TWO),
    composition=(ReferentielBloc(bloc="RNCP36376BC01", capacites=("1",)), ReferentielBloc(bloc="RNCP36376BC02")),
)
KNOWN = tuple(Bloc(id=f"RNCP36376BC0{rank}", code=f"RNCP36376BC0{rank}", title=f"Bloc {rank}") for rank in (1, 2))


@pytest.mark.parametrize(
    ("request_", "path"),
    [
        ({"mission": "Braser"}, "mission"),
        ({"activities": ("Souder", "Braser")}, "activities"),
        ({"capacites": (ProposedCapacite(number="1", title="Braser"),)}, "capacites.0.title"),
        ({"capacites": (ProposedCapacite(number="1", conditions="En équipe"),)}, "capacites.0.conditions"),
        ({"capacites": (ProposedCapacite(number="1", criteria=("Net", "Vite")),)}, "capacites.0.criteria"),
        ({"capacites": (ProposedCapacite(number="1", modes=(REEL, COMPANY)),)}, "capacites.0.modes"),
        ({"capacites": (ProposedCapacite(number="3", title="Livrer"),)}, "capacites.0.number"),
        ({"composition": (ProposedPart(title="Autre"),)}, "composition.0"),
        ({"composition": (ProposedPart(code="RNCP36376BC01", capacites=("1", "2")),)}, "composition.0.capacites"),
        ({"composition": (ProposedPart(code="RNCP36376BC01", optional=True),)}, "composition.0.optional"),
        ({"effective_on": date(2026, 1, 1)}, "effectiveOn"),
    ],
)
def test_what_changes_something_is_a_revision(request_: dict[str, Any], path: str) -> None:
    """REF-06: the GTP decides it, so a completion may not hold it; as a revision it is a projet."""
    base = BASE.evolve(effective_on=date(2020, 1, 1)) if path == "effectiveOn" else BASE
    assert told(submit(base=base, blocs=KNOWN, **request_).problems) == [("REF-06", path)]


@pytest.mark.parametrize(
    "request_",
    [
        {"mission": "Souder"},
        {"capacites": (ProposedCapacite(number="1", title="souder !", conditions="Seul", criteria=("Net",), modes=(REEL,)),)},
        {"composition": (ProposedPart(code="RNCP36376 BC01", title="BLOC 1", optional=False, capacites=("1",)),)},
        {},
    ],
)  # fmt: skip
def test_what_says_nothing_new_is_refused(request_: dict[str, Any]) -> None:
    assert told(submit(base=BASE, blocs=KNOWN, **request_).problems) == [("DUPLICATE", "")]


def test_the_blanks_of_a_version_known_by_its_blocs_can_all_be_filled() -> None:
    base = BASE.evolve(
        mission=None, capacites=(), composition=tuple(part.evolve(capacites=()) for part in BASE.composition)
    )
    found = made(
        submit(
            base=base,
            blocs=KNOWN,
            mission="Souder",
            capacites=(FULL.evolve(title="Souder"),),
            composition=(ProposedPart(code="rncp36376bc02", capacites=("1",)),),
        )
    )
    assert found.composition == (
        ReferentielBloc(bloc="RNCP36376BC01"),
        ReferentielBloc(bloc="RNCP36376BC02", title="Bloc 2", capacites=("1",)),
    )
    assert found.completeness is Completeness.CRITERIA
    untitled = submit(base=base, blocs=KNOWN, capacites=(FULL,))
    assert told(untitled.problems) == [("INVALID_INPUT", "capacites.0.title")]


@pytest.mark.parametrize(
    ("units", "added"),
    [
        ((("1",),), True),
        ((("1",), ()), False),
        ((("1", "2"),), False),
        ((), True),
    ],
)
def test_a_unit_is_added_for_capacites_that_no_unit_holds(units: tuple[tuple[str, ...], ...], added: bool) -> None:
    """REF-12: beside units that are known whole; whoever moves a capacité from one unit to another revises."""
    composition = tuple(
        ReferentielBloc(bloc=f"{CODE} U{rank}", title=f"Unité {rank}", capacites=numbers)
        for rank, numbers in enumerate(units, 1)
    )
    found = submit(base=version(composition=composition), composition=(ProposedPart(title="Autre", capacites=("2",)),))
    if added:
        assert [part.bloc for part in made(found).composition][-1] == f"{CODE} U{len(units) + 1}"
        assert made(found).composition[:-1] == composition
    else:
        assert told(found.problems) == [("REF-06", "composition.0")]


@pytest.mark.parametrize(("day", "refused"), [(22, False), (23, False), (24, True)])
def test_a_completion_may_bring_the_day_that_was_not_known(day: int, refused: bool) -> None:
    """The day before, the day, the day after."""
    found = submit(capacites=(FULL,), effective_on=date(2026, 11, day))
    assert told(found.problems) == ([("REF-06", "effectiveOn")] if refused else [])
    if not refused:
        assert made(found).effective_on == date(2026, 11, day)

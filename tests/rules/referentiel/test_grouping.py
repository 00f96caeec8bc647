"""The codes of blocs and unités cohérentes, and the blocs that a version makes (REF-12, REF-06)."""

from typing import Any

import pytest

from rules.referentiel.commands import ProposedPart
from rules.referentiel.referentiel import Bloc
from rules.referentiel.submission import blocs_of
from tests.rules.samples.submission import CODE, RNCP, cqpm, made, revision, submit, told


def test_the_codes_of_units_are_allotted_once() -> None:
    """REF-12: one title keeps its code, another takes the next; a projet's count too."""
    first = made(revision(composition=(ProposedPart(title="A", capacites=("1",)), ProposedPart(title="B"))))
    assert [part.bloc for part in first.composition] == [f"{CODE} U1", f"{CODE} U2"]
    second = made(
        revision(
            others=(first,), composition=(ProposedPart(title="C"), ProposedPart(title=" b "), ProposedPart(title="D"))
        )
    )
    assert [(part.bloc, part.title) for part in second.composition] == [
        (f"{CODE} U3", "C"), (f"{CODE} U2", "B"), (f"{CODE} U4", "D"),
    ]  # fmt: skip
    again = revision(others=(first,), composition=(ProposedPart(code="mq 1989 0021 u1", title="Autre"),))
    assert told(again.problems) == [("REF-12", "composition.0.title")]
    twice = revision(composition=(ProposedPart(title="A"), ProposedPart(title="a")))
    assert told(twice.problems) == [("DUPLICATE", "composition.1")]


SHARED = Bloc(id="RNCP1BC01", code="RNCP1BC01", title="Contrôler", certifications=("RNCP1",))
OWN = cqpm(registrations=(RNCP,), aliases=("MQ 1989 04 59 0021",), resource_centres=("UT59",))


@pytest.mark.parametrize(
    ("part", "expected"),
    [
        (ProposedPart(code="rncp 1 bc01"), "RNCP1BC01"),
        (ProposedPart(code="RNCP1BC01", title="controler"), "RNCP1BC01"),
        (ProposedPart(code="RNCP1BC01", title="Souder"), ("REF-12", "composition.0.title")),
        (ProposedPart(code="RNCP36376 BC3", title="Souder"), "RNCP36376BC03"),
        (ProposedPart(code="RNCP36376BC03"), ("INVALID_INPUT", "composition.0.title")),
        (ProposedPart(code="M BDC 0007 2015 03 59 0021 R", title="Souder"), "M BDC 0007 2015 03 59 0021R"),
        (ProposedPart(code="M BDC 0007 2015 03 59 0999 R", title="Souder"), ("REF-12", "composition.0.code")),
        (ProposedPart(code="RNCP2BC01", title="Souder"), ("REF-12", "composition.0.code")),
        (ProposedPart(code="n’importe quoi", title="Souder"), ("REF-12", "composition.0.code")),
        (ProposedPart(title="Souder"), ("REF-12", "composition.0.code")),
    ],
)
def test_the_blocs_of_a_cqpm_at_the_rncp(part: ProposedPart, expected: Any) -> None:
    """REF-12: one code, one title; a new bloc bears a number of the certification."""
    found = revision(certification=OWN, blocs=(SHARED,), composition=(part,))
    if isinstance(expected, tuple):
        assert told(found.problems) == [expected]
    else:
        assert [item.bloc for item in made(found).composition] == [expected]


def test_a_bloc_of_the_rncp_is_not_made_where_no_fiche_is_known() -> None:
    part = ProposedPart(code="M BDC 0007 2015 03 59 0021", title="Souder")
    unregistered = cqpm(aliases=("MQ 1989 04 59 0021",), resource_centres=("UT59",))
    assert told(revision(certification=unregistered, composition=(part,)).problems) == [
        ("REF-12", "composition.0.code")
    ]
    unit = ProposedPart(code=f"{CODE} U1")
    known = Bloc(id=f"{CODE} U1", code=f"{CODE} U1", title="Souder")
    assert told(revision(certification=OWN, blocs=(known,), composition=(unit,)).problems) == [
        ("REF-12", "composition.0.code")
    ]


def test_a_completion_makes_and_joins_blocs_and_a_projet_none() -> None:
    """REF-06, REF-12."""
    parts = (ProposedPart(code="RNCP1BC01", capacites=("2",)), ProposedPart(title="Souder", capacites=("1",)))
    found = made(submit(blocs=(SHARED,), composition=parts))
    known = {SHARED.code: SHARED}
    assert blocs_of(found, known) == [
        SHARED.evolve(certifications=(CODE, "RNCP1")),
        Bloc(id=f"{CODE} U1", code=f"{CODE} U1", title="Souder", certifications=(CODE,)),
    ]
    assert blocs_of(found.evolve(draft=True), known) == []
    assert blocs_of(found, {bloc.code: bloc for bloc in blocs_of(found, known)}) == []


def test_numbers_lead_somewhere() -> None:
    wrong = submit(composition=(ProposedPart(title="A", capacites=("1", "9", "1")),))
    assert told(wrong.problems) == [
        ("INVALID_INPUT", "composition.0.capacites.1"),
        ("DUPLICATE", "composition.0.capacites.2"),
    ]

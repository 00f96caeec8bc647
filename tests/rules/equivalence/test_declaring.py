"""Equivalences that the GTP declares: their ends, their extent, their days; the same word twice (EQ-01)."""

from datetime import date
from typing import Any

import pytest

from rules.base.outcome import Done
from rules.certification.certification import Certification, CertificationKind
from rules.certification.identifiers import code_key
from rules.equivalence.declaring import DeclaredEnd, DeclareEquivalence, declare, declared_ids
from rules.equivalence.equivalence import DECLARED, Equivalence, EquivalenceExtent
from rules.referentiel.referentiel import Bloc

ONE, OTHER = "MQ 2010 0277", "MQ 2012 0300"
TOTAL, PARTIAL = EquivalenceExtent.TOTAL, EquivalenceExtent.PARTIAL
CERTIFICATIONS = {
    code_key(code): Certification(id=code, code=code, kind=CertificationKind.CQPM, title=code) for code in (ONE, OTHER)
}
BLOCS = {
    code_key(code): Bloc(id=code, code=code, title=code, certifications=(owner,))
    for code, owner in (("RNCP99277BC01", ONE), ("RNCP99300BC01", OTHER))
}


def end(certification: str = ONE, bloc: str | None = "RNCP99277BC01") -> DeclaredEnd:
    return DeclaredEnd(certification=certification, bloc=bloc)


THERE = end(OTHER, "RNCP99300BC01")


def said(**given: Any) -> DeclareEquivalence:
    common = {"from_": (end(),), "to": (THERE,), "extent": TOTAL, "source": "GTP du 3 mars 2026"}
    return DeclareEquivalence(**{**common, **given})


def ask(command: DeclareEquivalence, **stored: Equivalence) -> Any:
    return declare(None, command, certifications=CERTIFICATIONS, blocs=BLOCS, stored=stored)


def told(outcome: Any) -> list[tuple[str, str]]:
    return [(problem.rule or problem.code.value, ".".join(problem.path)) for problem in outcome.problems]


def test_one_way_or_both() -> None:
    one = ask(said(extent=PARTIAL, valid_from=date(2026, 1, 1), valid_until=date(2026, 12, 31)))
    assert isinstance(one, Done)
    assert (one.entity.declared, one.entity.extent, one.others) == (True, PARTIAL, ())
    assert [item.in_force(date(2026, 12, 31)) for item in (one.entity,)] == [True]
    assert not one.entity.in_force(date(2027, 1, 1))
    shared = ask(said(shared=True, extent=None))
    [back] = [change.entity for change in shared.others]
    assert (back.given, back.received, back.extent) == (shared.entity.received, shared.entity.given, TOTAL)


@pytest.mark.rule("EQ-01")
@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"from_": (end("MQ 1900 0001"),)}, [("NOT_FOUND", "from.0.certification")]),
        ({"to": (end(OTHER, "RNCP1BC01"),)}, [("NOT_FOUND", "to.0.bloc")]),
        ({"to": (end(OTHER),)}, [("EQ-01", "to.0.bloc")]),
        ({"to": (end(),)}, [("EQ-01", "to")]),
        ({"from_": (end(), THERE)}, [("EQ-01", "to")]),
        ({"from_": ()}, [("INVALID_INPUT", "from")]),
        ({"to": (THERE, THERE)}, [("INVALID_INPUT", "to.1")]),
        ({"extent": None}, [("INVALID_INPUT", "extent")]),
        ({"extent": EquivalenceExtent.UNSPECIFIED}, [("INVALID_INPUT", "extent")]),
        ({"shared": True, "extent": PARTIAL}, [("INVALID_INPUT", "extent")]),
        ({"shared": True, "to": (end(OTHER, None),)}, [("INVALID_INPUT", "to")]),
        ({"valid_from": date(2026, 3, 2), "valid_until": date(2026, 3, 1)}, [("INVALID_INPUT", "validUntil")]),
        ({"valid_from": date(2026, 3, 1), "valid_until": date(2026, 3, 1)}, []),
    ],
)
def test_a_declaration_that_is_refused(given: dict[str, Any], expected: list[tuple[str, str]]) -> None:
    assert told(ask(said(**given))) == expected


def test_declared_again_it_changes_or_is_told() -> None:
    first = ask(said()).entity.evolve(revision=1)
    assert declared_ids(said(), CERTIFICATIONS, BLOCS) == [first.id]
    assert told(ask(said(), **{first.id: first})) == [("DUPLICATE", "")]
    ended = ask(said(valid_until=date(2026, 6, 30)), **{first.id: first})
    assert (ended.entity.id, ended.entity.revision, ended.entity.valid_until) == (first.id, 1, date(2026, 6, 30))


def test_what_is_shared_beside_what_was_said_of_one_way() -> None:
    """What is the same already is not written again."""
    first = ask(said()).entity.evolve(revision=1)
    both = ask(said(shared=True), **{first.id: first})
    assert both.entity.revision == 1
    assert len(both.others) == 1
    back = both.others[0].entity.evolve(revision=1)
    assert told(ask(said(shared=True), **{first.id: first, back.id: back})) == [("DUPLICATE", "")]


def test_what_a_file_states_is_another_equivalence() -> None:
    assert ask(said()).entity.id.startswith(f"{DECLARED}>")

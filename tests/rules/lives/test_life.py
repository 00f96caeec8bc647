"""A life as a table: what is derived from its rows, and a row that its function would betray."""

from dataclasses import replace
from typing import Any

import pytest

from rules.base.operation import Operation
from rules.base.outcome import Done
from rules.certification.certification import CertificationKind
from rules.dossier.commands import WithdrawDossier
from rules.dossier.dossier import DossierStatus, Route
from rules.lives.common import COMMON, TO_COME
from rules.lives.cqpm import FORMATION
from rules.lives.cqpm_vae import VAE
from rules.lives.family import LIVES, ROWS, life_of, life_of_entity
from rules.lives.life import stays, table
from rules.views.rights import OPERATIONS
from tests.rules.samples.jury import dossier, session


def test_the_family_and_the_route_say_the_life() -> None:
    assert life_of(CertificationKind.CQPM, Route.FORMATION) is FORMATION
    assert life_of(CertificationKind.CQPM, Route.VAE) is VAE
    assert life_of(CertificationKind.CQPM) is FORMATION
    assert life_of(CertificationKind.DIPLOMA, Route.VAE) is None
    assert life_of_entity(dossier(route=Route.VAE)) is VAE
    assert life_of_entity(session()) is FORMATION


def test_every_operation_is_a_row_or_is_known_to_be_none() -> None:
    assert {*ROWS, *TO_COME} == set(Operation)
    assert not ROWS.keys() & TO_COME.keys()


def test_rights_are_those_of_the_rows() -> None:
    for operation, rows in ROWS.items():
        assert OPERATIONS[operation.value] == frozenset().union(*(row.roles for row in rows))


def test_every_row_names_a_decision_and_its_words() -> None:
    for life in (COMMON, *LIVES.values()):
        for row in life.rows.values():
            assert row.words.label.endswith(".")
            assert row.words.does.endswith(".")
            assert row.command.__name__ == row.operation.value[0].upper() + row.operation.value[1:]
            assert not row.starts or row.words.refusal.endswith(".")


def test_two_rows_of_one_operation_are_a_mistake() -> None:
    row = FORMATION.rows[Operation.planEvaluation]
    with pytest.raises(ValueError, match="two rows"):
        table((row,), (row,))


def test_a_decision_that_leaves_its_table_is_a_fault() -> None:
    """The table is the truth: it says every state that an operation leads to."""

    def wrong(found: Any, _command: Any) -> Done[Any]:
        return Done(found.evolve(status=DossierStatus.REMIS))

    row = replace(FORMATION.rows[Operation.withdrawDossier], decide=wrong, moves=(stays(DossierStatus.OUVERT),))
    command = WithdrawDossier(dossier="D", reason="x")
    with pytest.raises(ValueError, match="does not name"):
        row.decided(dossier(), command)
    refused = row.decided(dossier(DossierStatus.REMIS), command)
    assert [problem.rule for problem in refused.problems] == ["JUR-13"]

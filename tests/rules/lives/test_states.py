"""The tables of states in full: every operation in every state, each refusal with the rule behind."""

import pytest

from rules.base.operation import Operation
from rules.certificate.certificate import CertificateState
from rules.dossier.dossier import DossierStatus
from rules.lives.cqpm import FORMATION
from rules.lives.life import STATE_WORDS, Row
from rules.session.session import SessionStatus
from tests.rules.samples.jury import dossier, session
from tests.support.states import DOSSIERS, SESSIONS, refusals


def test_the_tables_are_complete() -> None:
    rows = FORMATION.rows.values()
    assert {row.operation.value for row in rows if _starts(row, SessionStatus)} == SESSIONS.keys()
    assert {row.operation.value for row in rows if _starts(row, DossierStatus)} == DOSSIERS.keys()
    assert STATE_WORDS.keys() == {*DossierStatus, *SessionStatus, *CertificateState}


@pytest.mark.parametrize("operation", SESSIONS)
@pytest.mark.parametrize("status", list(SessionStatus))
def test_each_operation_in_each_state_of_a_session(operation: str, status: SessionStatus) -> None:
    problems = refusals(operation, session(status), "session")
    if status.value in SESSIONS[operation].split():
        assert problems == []
        return
    [problem] = problems
    assert problem.rule == FORMATION.rows[Operation(operation)].rule
    assert problem.path == ("session",)
    assert problem.message.endswith(f"pour une session {STATE_WORDS[status]}.")


@pytest.mark.parametrize("operation", DOSSIERS)
@pytest.mark.parametrize("status", list(DossierStatus))
def test_each_operation_in_each_state_of_a_dossier(operation: str, status: DossierStatus) -> None:
    problems = refusals(operation, dossier(status))
    if status.value in DOSSIERS[operation].split():
        assert problems == []
        return
    [problem] = problems
    row = FORMATION.rows[Operation(operation)]
    assert problem.rule == (row.dossier_rule or row.rule)
    assert problem.message.endswith(f"pour un dossier {STATE_WORDS[status]}.")


def _starts(row: Row, kind: type) -> set[object]:
    moves = (*row.moves, *row.session, *row.dossiers)
    return {state for move in moves for state in move.starts if isinstance(state, kind)}

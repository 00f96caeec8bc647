"""The state tables in full: every operation in every state, each refusal with the rule behind."""

import pytest

from rules.base.operation import Operation
from rules.dossier.dossier import DossierStatus
from rules.lives.states import DOSSIER_STEPS, SESSION_STEPS, WORDS, dossier_state_problems, session_state_problems
from rules.session.session import SessionStatus
from tests.support.states import DOSSIERS, SESSIONS


def test_the_tables_are_complete() -> None:
    assert {operation.value for operation in SESSION_STEPS} == SESSIONS.keys()
    assert {operation.value for operation in DOSSIER_STEPS} == DOSSIERS.keys()
    assert WORDS.keys() == {*DossierStatus, *SessionStatus}


@pytest.mark.parametrize("operation", SESSIONS)
@pytest.mark.parametrize("status", list(SessionStatus))
def test_each_operation_in_each_state_of_a_session(operation: str, status: SessionStatus) -> None:
    problems = session_state_problems(Operation(operation), status, "session")
    if status.value in SESSIONS[operation].split():
        assert problems == []
        return
    [problem] = problems
    assert problem.rule == SESSION_STEPS[Operation(operation)].rule
    assert problem.path == ("session",)
    assert problem.message.endswith(f"pour une session {WORDS[status]}.")


@pytest.mark.parametrize("operation", DOSSIERS)
@pytest.mark.parametrize("status", list(DossierStatus))
def test_each_operation_in_each_state_of_a_dossier(operation: str, status: DossierStatus) -> None:
    problems = dossier_state_problems(Operation(operation), status)
    if status.value in DOSSIERS[operation].split():
        assert problems == []
        return
    [problem] = problems
    assert problem.rule == DOSSIER_STEPS[Operation(operation)].rule
    assert problem.message.endswith(f"pour un dossier {WORDS[status]}.")

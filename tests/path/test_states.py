"""Every operation of the path in every state of a session and of a dossier, asked over HTTP, as a dry run."""

from typing import Any

from rules.base.event import EventDraft
from rules.base.operation import Operation
from rules.dossier.dossier import Dossier, DossierStatus
from rules.lives.life import STATE_WORDS
from rules.session.session import Complement, Session, SessionStatus
from tests.support.asking import actor_of, ask
from tests.support.states import DOSSIERS, SESSIONS, refusals
from tests.support.walk import CQPM, HELD, Path, president
from tests.support.world import NOW, TODAY

MEMBER = {"name": "Nouveau Membre", "role": "EMPLOYER", "organisation": "UT59", "qualified": True}
SITTING = {
    "assignDossiers": SessionStatus.CONVOQUEE,
    "recordDecision": SessionStatus.TENUE,
    "recordDecisions": SessionStatus.TENUE,
    "validateAttribution": SessionStatus.TRANSMISE,
}
"""The state of the session in which an operation changes its dossiers."""


async def _held(path: Path) -> tuple[Session, Dossier]:
    """A session that meets, and the dossier before it."""
    number = await path.dossier("Assis")
    await path.held(number)
    session = await path.api.store.sessions.by_number(path.session)
    dossier = await path.api.store.dossiers.by_number(number)
    assert session is not None
    assert dossier is not None
    return session, dossier


async def _put(path: Path, entity: Session | Dossier, **changes: Any) -> Any:
    """Writes what the walk to a state would have left."""

    async def work(unit: Any) -> Any:
        return unit.update(entity.evolve(**changes), EventDraft(action=Operation.importCertifications))

    return await path.api.store.transact(work, actor="tests", on=TODAY, at=NOW)


async def _refusals(path: Path, operation: str, status: SessionStatus | DossierStatus, **given: Any) -> set[Any]:
    """What an operation is told of a state, each message with its rule."""
    actor = president(HELD) if operation == "recordDecision" else actor_of(operation)
    payload = await ask(path, operation, actor, dryRun=True, **given)
    assert isinstance(payload, dict), (operation, status, payload)
    return {
        (problem["message"], problem["rule"] and problem["rule"]["id"])
        for problem in payload["problems"]
        if problem["message"].endswith(f" {STATE_WORDS[status]}.")
    }


async def test_each_operation_in_each_state_of_a_session(path: Path) -> None:
    session, dossier = await _held(path)
    given: dict[str, dict[str, Any]] = {
        "nameJuryMember": {"member": MEMBER},
        "replaceJuryMember": {"member": MEMBER, "replaced": session.members[1].id},
        "rectifyMinutes": {"certification": CQPM, "text": "x", "signedBy": "y"},
    }
    found, expected = {}, {}
    asked = session.attribution.evolve(complements=(Complement(question="?", asked_on=HELD),))
    for status in SessionStatus:
        session = await _put(path, session, status=status, attribution=asked)
        for operation in SESSIONS:
            subject = {"dossier": dossier.number} if operation == "recordDecision" else {"session": session.number}
            cell = operation, status.value
            found[cell] = await _refusals(path, operation, status, **subject, **given.get(operation, {}))
            expected[cell] = {(item.message, item.rule) for item in refusals(operation, session.evolve(status=status))}
            assert bool(expected[cell]) == (status.value not in SESSIONS[operation].split())
    assert len(found) == len(SESSIONS) * len(SessionStatus)
    assert found == expected


async def test_each_operation_in_each_state_of_a_dossier(path: Path) -> None:
    session, dossier = await _held(path)
    given: dict[str, dict[str, Any]] = {
        "assignDossiers": {"session": session.number, "add": [dossier.number]},
        "recordDecisions": {
            "session": session.number,
            "decisions": [{"dossier": dossier.number, "decision": "A"}],
        },
        "validateAttribution": {
            "session": session.number,
            "verdicts": [{"dossier": dossier.number, "validated": True}],
        },
    }
    found, expected = {}, {}
    for operation in DOSSIERS:
        here = () if operation == "assignDossiers" else (dossier.id,)
        session = await _put(path, session, status=SITTING.get(operation, SessionStatus.CONVOQUEE), dossiers=here)
        before = session.id if here else None
        for status in DossierStatus:
            dossier = await _put(path, dossier, status=status, session=before)
            cell = operation, status.value
            found[cell] = await _refusals(path, operation, status, **given.get(operation, {"dossier": dossier.number}))
            expected[cell] = {(item.message, item.rule) for item in refusals(operation, dossier.evolve(status=status))}
            assert bool(expected[cell]) == (status.value not in DOSSIERS[operation].split())
    assert len(found) == len(DOSSIERS) * len(DossierStatus)
    assert found == expected

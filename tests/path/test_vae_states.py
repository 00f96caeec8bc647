"""Every operation of the VAE route in every state of a dossier, and those of the other route; asked as a dry run."""

from typing import Any

import pytest

from rules.access.viewer import Role
from rules.base.operation import Operation
from rules.dossier.dossier import DossierStatus, Route
from rules.dossier.vae import Notice, VaeRequest
from rules.lives.cqpm import FORMATION
from rules.lives.cqpm_vae import VAE as VAE_LIFE
from rules.lives.family import ROWS
from rules.lives.life import STATE_WORDS, Subject
from rules.session.session import SessionStatus
from tests.support.asking import actor_of, ask
from tests.support.states import VAE, refusals
from tests.support.vae import WELDER, VaePath
from tests.support.vae_stages import put, put_session
from tests.support.walk import HELD, as_, centre, president

HEARD = VaeRequest(notice=Notice(favourable=True, on=HELD))
"""A request that time does not change any more."""
SITTING = {
    "assignDossiers": SessionStatus.CONVOQUEE,
    "recordDecision": SessionStatus.TENUE,
    "recordDecisions": SessionStatus.TENUE,
    "validateAttribution": SessionStatus.TRANSMISE,
}
"""The state of the session in which an operation changes its dossiers."""
FOREIGN = {
    Route.VAE: set(FORMATION.rows) - set(VAE_LIFE.rows),
    Route.FORMATION: set(VAE_LIFE.rows) - set(FORMATION.rows),
}
"""By route, the operations of the other that are not of its life."""


async def _told(vae: VaePath, operation: str, number: str, status: DossierStatus, **given: Any) -> set[Any]:
    """What an operation is told of a state, each message with its rule."""
    actor = president(HELD) if operation == "recordDecision" else actor_of(operation)
    asked = given or {"dossier": number}
    if operation == "submitPiece":
        asked["file"] = await vae.upload(actor)
    payload = await ask(vae, operation, actor, dryRun=True, **asked)
    assert isinstance(payload, dict), (operation, status, payload)
    return {
        (problem["message"], problem["rule"] and problem["rule"]["id"])
        for problem in payload["problems"]
        if problem["message"].endswith(f" {STATE_WORDS[status]}.")
    }


async def test_each_operation_in_each_state_of_a_request(vae: VaePath) -> None:
    number = await vae.requested("Assise")
    await vae.convened()
    session = await put_session(vae.api.store, vae.session)
    given: dict[str, dict[str, Any]] = {
        "assignDossiers": {"session": session.number, "add": [number]},
        "recordDecisions": {"session": session.number, "decisions": [{"dossier": number, "decision": "A"}]},
        "validateAttribution": {
            "session": session.number,
            "verdicts": [{"dossier": number, "validated": True}],
        },
    }
    found, expected = {}, {}
    for operation, allowed in VAE.items():
        there = operation != "assignDossiers"
        dossier = await put(vae.api.store, number, vae=HEARD, session=session.id if there else None)
        sitting = SITTING.get(operation, SessionStatus.CONVOQUEE)
        await put_session(vae.api.store, vae.session, status=sitting, dossiers=(dossier.id,) if there else ())
        for status in DossierStatus:
            dossier = await put(vae.api.store, number, status=status)
            cell = operation, status.value
            found[cell] = await _told(vae, operation, number, status, **given.get(operation, {}))
            expected[cell] = {(item.message, item.rule) for item in refusals(operation, dossier)}
            assert bool(expected[cell]) == (status.value not in allowed.split()), cell
    assert len(found) == len(VAE) * len(DossierStatus)
    assert found == expected


def test_the_table_names_every_operation_on_a_request() -> None:
    opens = {Operation.openDossier}
    of_dossiers = {row.operation for row in VAE_LIFE.of(Subject.DOSSIER)}
    of_sessions = {row.operation for row in VAE_LIFE.of(Subject.SESSION) if row.dossiers}
    assert {Operation(name) for name in VAE} == (of_dossiers | of_sessions) - opens


def test_what_is_of_one_route_only() -> None:
    assert {operation.value for operation in FOREIGN[Route.VAE]} == {"recordCompanyOpinion"}
    assert {operation.value for operation in FOREIGN[Route.FORMATION]} == {
        "recordActivities",
        "submitPiece",
        "decideRecevabilite",
        "recordSupport",
        "concludeCommission",
    }


@pytest.mark.parametrize(
    ("route", "operation"),
    [(route, operation.value) for route, them in FOREIGN.items() for operation in sorted(them, key=str)],
)
async def test_an_operation_of_the_other_route_in_each_state(vae: VaePath, route: Route, operation: str) -> None:
    by_vae = route is Route.VAE
    number = await (vae.requested if by_vae else vae.opened)("Ailleurs")
    title = "CQPM par la VAE" if by_vae else "CQPM par la formation"
    given: dict[str, Any] = {"dossier": number}
    if operation == "submitPiece":
        given["file"] = await vae.upload(centre(HELD))
    events = await vae.api.store.driver.count("events", {})
    for rank, status in enumerate(DossierStatus, start=1):
        dossier = await put(vae.api.store, number, status=status, vae=HEARD if by_vae else None)
        payload = await ask(vae, operation, centre(HELD), **given, expectedRevision=dossier.revision)
        [problem] = payload["problems"]
        assert problem["message"] == f"Cette opération n’est pas de ce parcours : {title}."
        assert problem["rule"] == {"id": ROWS[Operation(operation)][0].rule}
        assert await vae.api.store.driver.count("events", {}) == events + rank, "nothing beside what the test put"


async def test_a_candidate_on_the_other_route_is_told_so_too(vae: VaePath) -> None:
    number = await vae.opened("Formée")
    payload = await ask(vae, "recordActivities", await vae.own(number, HELD), dossier=number, experiences=[WELDER])
    assert [problem["rule"]["id"] for problem in payload["problems"]] == ["VAE-02"]
    await vae.mandated(number)
    adviser = as_(Role.ADVISER, HELD, None, subject="conseiller-essai")
    payload = await ask(vae, "recordActivities", adviser, dossier=number, experiences=[WELDER])
    assert [problem["code"] for problem in payload["problems"]] == ["NOT_FOUND"], "an adviser sees VAE only"

"""Worlds in which a request of VAE stands further on its route: asked, complete, admissible, examined, concluded."""

from collections.abc import Awaitable, Callable
from typing import Any

from repositories.store import Store
from rules.base.event import EventDraft
from rules.base.operation import Operation
from rules.dossier.dossier import Dossier
from rules.session.session import Session
from tests.support.vae import VaePath
from tests.support.walk import furnished_for_juries
from tests.support.world import NOW, TODAY, Api


async def requested(store: Store) -> str:
    """A request of VAE just opened."""
    return await _staged(store, lambda vae: vae.requested("Candidate"))


async def complete(store: Store) -> str:
    """The same, its recevabilité file complete."""
    return await _staged(store, lambda vae: vae.completed("Candidate"))


async def admissible(store: Store) -> str:
    """The same, with a favourable notice."""
    return await _staged(store, lambda vae: vae.admissible("Candidate"))


async def examined(store: Store) -> str:
    """The same, the evidence received and everything acquired before the commission."""
    return await _staged(store, _examined)


async def concluded(store: Store) -> str:
    """The same, the commission having concluded."""
    return await _staged(store, lambda vae: vae.judged_next("Candidate"))


async def put(store: Store, number: str, **changes: Any) -> Dossier:
    """Writes what a walk would have left of a dossier."""

    async def work(unit: Any) -> Any:
        found = await unit.dossiers.by_number(number)
        return unit.update(found.evolve(**changes), EventDraft(action=Operation.importCertifications))

    made: Dossier = await store.transact(work, actor="tests", on=TODAY, at=NOW)
    return made


async def put_session(store: Store, number: str, **changes: Any) -> Session:
    """The same of a session."""

    async def work(unit: Any) -> Any:
        found = await unit.sessions.by_number(number)
        return unit.update(found.evolve(**changes), EventDraft(action=Operation.importCertifications))

    made: Session = await store.transact(work, actor="tests", on=TODAY, at=NOW)
    return made


async def _staged(store: Store, walk: Callable[[VaePath], Awaitable[str]]) -> str:
    await furnished_for_juries(store)
    async with Api.over(store) as api:
        return await walk(VaePath(api))


async def _examined(vae: VaePath) -> str:
    number = await vae.admissible("Candidate")
    await vae.evidence(number)
    payload = await vae.examined(number, "1234")
    assert payload["problems"] == [], payload["problems"]
    return number

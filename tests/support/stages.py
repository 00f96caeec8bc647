"""Worlds in which a session stands further on the path: held, deliberated, signed, sent, over, its certificate given."""

from collections.abc import Awaitable, Callable
from typing import NamedTuple

from repositories.store import Store
from tests.support.stores import Stores
from tests.support.walk import GTP, Path, centre, furnished_for_juries
from tests.support.world import Api


class Stage(NamedTuple):
    """What a world of this module is about."""

    dossier: str
    session: str
    members: dict[str, str]
    certificates: tuple[str, ...] = ()
    """The CQPM's, then that of the CQPI that it matches."""


async def held(store: Store) -> Stage:
    """A session whose members are all there, and one dossier before it, evaluated as acquired."""
    return await _staged(store, _attended)


async def deliberated(store: Store) -> Stage:
    """The same, the candidate admitted."""
    return await _staged(store, _decided)


async def signed(store: Store) -> Stage:
    """The same, the minutes signed by the president."""
    return await _staged(store, _signed)


async def transmitted(store: Store) -> Stage:
    """The same, sent to the GTP with its pieces."""
    return await _staged(store, _transmitted)


async def certified(store: Store) -> Stage:
    """The same, validated by the GTP: a certificate of the CQPM and one of its CQPI."""
    return await _staged(store, _validated)


async def delivered(store: Store) -> Stage:
    """The same, the certificate of the CQPM handed over."""
    return await _staged(store, _delivered)


def stand(path: Path, stores: Stores, world: Callable[[Store], Awaitable[Stage]]) -> Stage:
    """Puts a walk where a world stands, and tells what is there."""
    found: Stage = stores.told(world)
    path.session, path.members = found.session, dict(found.members)
    return found


async def _staged(store: Store, walk: Callable[[Path, str], Awaitable[None]]) -> Stage:
    await furnished_for_juries(store)
    async with Api.over(store) as api:
        path = Path(api)
        number = await path.dossier("Candidat")
        await path.convened(number)
        await walk(path, number)
        given = (await path.read(number))["certificates"]
    return Stage(number, path.session, path.members, tuple(item["number"] for item in given))


async def _attended(path: Path, _number: str) -> None:
    await path.attended()


async def _decided(path: Path, number: str) -> None:
    await path.attended()
    payload = await path.decide(number, "A")
    assert payload["problems"] == [], payload["problems"]


async def _signed(path: Path, number: str) -> None:
    await path.attended()
    await path.signed(**{number: "A"})


async def _transmitted(path: Path, number: str) -> None:
    await _signed(path, number)
    await path.transmitted()


async def _validated(path: Path, number: str) -> None:
    await _transmitted(path, number)
    payload = await path.validated(number)
    assert payload["problems"] == [], payload["problems"]


async def _delivered(path: Path, number: str) -> None:
    await _validated(path, number)
    first = (await path.read(number))["certificates"][0]["number"]
    await path.done("deliverCertificate", centre(GTP), certificate=first, to="CANDIDATE", means="LETTER")

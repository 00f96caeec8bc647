"""The worlds of a first start: the facts that ship with the project, and the demonstration beside them."""

from repositories.store import Store
from resolvers.demonstration.loading import load_demonstration
from resolvers.statement.shipping import load_shipped
from tests.support.places import ROOT
from tests.support.world import NOW

DATA = ROOT / "data"


async def shipped(store: Store) -> None:
    """Puts the shipped facts into a store."""
    await load_shipped(store, DATA, NOW, lambda _done, _total: None)


async def demonstrated(store: Store) -> None:
    """The same with the demonstration data, as the first start of `make run` leaves it."""
    await shipped(store)
    await load_demonstration(store, DATA / "demonstration.toml", NOW)

"""The world of the facts that ship with the project."""

from repositories.store import Store
from resolvers.statement.shipping import load_shipped
from tests.support.places import ROOT
from tests.support.world import NOW

DATA = ROOT / "data"


async def shipped(store: Store) -> None:
    """Puts the shipped facts into a store."""
    await load_shipped(store, DATA, NOW, lambda _done, _total: None)

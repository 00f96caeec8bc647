"""Opens the store that the settings name, the embedded one included, for the time of a command."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, nullcontext

from commands.settings import Settings
from repositories.embedded import running
from repositories.layout import LAYOUT, LayoutError, layout_of
from repositories.store import Store


@asynccontextmanager
async def open_store(settings: Settings, *, migrating: bool = False) -> AsyncIterator[Store]:
    """
    A prepared store of the present layout; the embedded one is started, and stopped at the end.

    An embedded store of an older layout is brought to it first; for another server, that is `migrating`'s business.
    Raises EmbeddedStoreError or StoreUnavailable when there is none, LayoutError for one of another layout.
    """
    embedded = running(settings.folder) if settings.mongodb_url is None else nullcontext()
    with embedded as child:
        url = child.url if child is not None else settings.mongodb_url or ""
        store = Store.connect(url, settings.database, journal_key=settings.journal_key.encode(), driver=settings.driver)
        try:
            await store.prepare()
            await _brought_up(store, migrating=migrating or child is not None)
            yield store
        finally:
            await store.close()


async def _brought_up(store: Store, *, migrating: bool) -> None:
    layout = await layout_of(store.driver)
    if layout > LAYOUT:
        raise LayoutError("il vient d’une version plus récente de Poinçon : mettez Poinçon à jour")
    if layout < LAYOUT:
        if not migrating:
            raise LayoutError("il vient d’une version précédente de Poinçon : lancez d’abord « poincon migrate »")
        changed = await store.migrate(_progress)
        print(f"Magasin mis au format de cette version : {changed} documents réécrits.", flush=True)


def _progress(name: str, done: int) -> None:
    print(f"Mise à jour du magasin : {name} {done}", end="\r", flush=True)

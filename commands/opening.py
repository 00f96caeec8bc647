"""Opens the store that the settings name, the embedded one included, for the time of a command."""

import logging
from collections.abc import AsyncIterator
from contextlib import AbstractContextManager, asynccontextmanager, nullcontext
from functools import partial

from commands.settings import Settings
from repositories.capabilities import demand
from repositories.embedded import EmbeddedStore, has_room, running
from repositories.embedded_server import PREPARED, EmbeddedStoreError
from repositories.layout import LAYOUT, LayoutError, layout_of
from repositories.store import Store

log = logging.getLogger("poincon.store")


@asynccontextmanager
async def open_store(
    settings: Settings, *, migrating: bool = False, embedded: EmbeddedStore | None = None, kept: bool = False
) -> AsyncIterator[Store]:
    """
    A prepared store of the present layout; the embedded one is started, unless it is given, and stopped at the end.

    It is `kept` where the server that the settings name is the embedded one of another process, whose disk may fill.
    An embedded store of an older layout is brought to it first; for another server, that is `migrating`'s business.
    Raises EmbeddedStoreError or StoreUnavailable when there is none, or it was emptied; UnfitStore before anything is
    made in one that lacks a capability; LayoutError for one of another layout.
    """
    begun = embedded_of(settings) if embedded is None and settings.mongodb_url is None else nullcontext(embedded)
    with begun as child:
        url = child.url if child is not None else settings.mongodb_url or ""
        store = Store.connect(url, settings.database, journal_key=settings.journal_key.encode(), driver=settings.driver)
        try:
            if child is not None and child.prepared and not await store.made():
                raise EmbeddedStoreError(
                    f"Le magasin embarqué de « {settings.folder} » a été vidé : restaurez une sauvegarde dans un autre "
                    f"dossier. Pour en commencer un nouveau ici, supprimez « {settings.folder / PREPARED} »."
                )
            await demand(store.driver)
            await store.prepare()
            await _brought_up(store, migrating=migrating or child is not None)
            if child is not None:
                child.prepared = True
            if child is not None or kept:
                store.has_room = partial(has_room, settings.folder)
            yield store
        finally:
            await store.close()


def embedded_of(settings: Settings) -> AbstractContextManager[EmbeddedStore]:
    """The embedded store of the settings' folder for the time of a block, started again when it dies."""
    return running(settings.folder, log.warning)


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

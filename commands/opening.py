"""Opens the store that the settings name, the embedded one included, for the time of a command."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, nullcontext

from commands.settings import Settings
from repositories.embedded import running
from repositories.store import Store


@asynccontextmanager
async def open_store(settings: Settings) -> AsyncIterator[Store]:
    """
    A prepared store; the embedded one is started, and stopped at the end.

    Raises EmbeddedStoreError or StoreUnavailable when there is none.
    """
    embedded = running(settings.folder) if settings.mongodb_url is None else nullcontext()
    with embedded as child:
        url = child.url if child is not None else settings.mongodb_url or ""
        store = Store.connect(url, settings.database, journal_key=settings.journal_key.encode(), driver=settings.driver)
        try:
            await store.prepare()
            yield store
        finally:
            await store.close()

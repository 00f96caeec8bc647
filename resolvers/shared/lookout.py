"""The state of the store and of the queue of PDF, looked at every so often for whoever watches the service."""

import asyncio

from prometheus_client import Gauge

from repositories.errors import StoreError
from resolvers.shared.house import STORE_FULL, House

READY = Gauge("poincon_store_ready", "Whether the store just took a write: 1 or 0.", multiprocess_mode="livemin")
FULL = Gauge("poincon_store_full", "Whether the store has no room left: 1 or 0.", multiprocess_mode="livemax")
PACKS_WAITING = Gauge("poincon_packs_waiting", "Packs whose PDF is yet to be made.", multiprocess_mode="livemax")

EVERY = 15.0
"""Seconds between two looks."""


async def keep_watch(house: House) -> None:
    """Looks every so often, until it is cancelled."""
    while True:
        await look(house)
        await asyncio.sleep(EVERY)


async def look(house: House) -> None:
    """Tells whether the store takes a write, and how many packs wait."""
    reason = await house.unready()
    READY.set(reason is None)
    FULL.set(reason == STORE_FULL)
    if reason is None:
        try:
            PACKS_WAITING.set(await house.packs_waiting())
        except StoreError:
            READY.set(False)

"""How a server is reached: what is waited for, and how many connections are held."""

from typing import Any

from motor.motor_asyncio import AsyncIOMotorClient
from pymongo import AsyncMongoClient

from repositories.counting import CommandCounter
from repositories.driver import Driver, DriverName
from repositories.mongo import over
from repositories.watching import StoreWatch

PATIENCE = 30.0
"""Seconds for which what was asked is asked again while the server is away: longer than an election."""
SELECTION = 13.0
"""Seconds to wait for a server that takes writes: an election takes 12 where nobody has set it otherwise."""
SILENCE = 30.0
"""Seconds after which a connection on which nothing comes back is given up."""
_CONNECTIONS = 50


def connect(
    url: str,
    database: str,
    name: DriverName,
    counter: CommandCounter | None = None,
    *,
    patience: float = PATIENCE,
) -> Driver:
    """
    The driver of this name on a server, which is waited for with so much patience; nothing is sent before it is used.

    What the URL says of timeouts and connections comes first.
    """
    ours: dict[str, Any] = {
        "serverSelectionTimeoutMS": int(min(SELECTION, patience) * 1000),
        "connectTimeoutMS": 5_000,
        "socketTimeoutMS": int(SILENCE * 1000),
        "maxPoolSize": _CONNECTIONS,
        "maxIdleTimeMS": 300_000,
        "appName": "poincon",
    }
    given = url.lower()
    options: dict[str, Any] = {
        **{option: value for option, value in ours.items() if f"{option.lower()}=" not in given},
        "tz_aware": True,
        "event_listeners": [counter or CommandCounter(), StoreWatch()],
    }
    client: Any = AsyncIOMotorClient(url, **options) if name == "motor" else AsyncMongoClient(url, **options)
    return over(client, database, patience)

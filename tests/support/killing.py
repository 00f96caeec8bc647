"""The service in a process of its own, over a store in another, each to be killed."""

import asyncio
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from tests.support.places import ROOT
from tests.support.world import Api


@dataclass
class Serving:
    """A service in a process of its own, over a store in another."""

    process: subprocess.Popen[str]
    store: int
    api: Api
    url: str
    """Where the store answers."""


@asynccontextmanager
async def serving(folder: Path, patience: float = 0.5) -> AsyncIterator[Serving]:
    """The service of `tests.support.walk_server` over the store of a folder; little patience for one that is killed."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.support.walk_server", str(folder), str(patience)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout is not None
        told = (await asyncio.to_thread(process.stdout.readline)).split()
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{told[0]}", timeout=30) as client:
            yield Serving(process, int(told[1]), Api(client, None), told[2])  # type: ignore[arg-type]
    finally:
        process.kill()
        process.wait()
        assert process.stdout is not None
        process.stdout.close()

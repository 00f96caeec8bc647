"""The service as it is served, in a process of its own over a database that is there: python -m tests.support.standing."""

import asyncio
import ipaddress
import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graph.transport.app import application
from graph.transport.connections import open_files, server_config
from graph.transport.limits import Limits
from graph.transport.service import Service
from graph.transport.tokens import TokenReader
from repositories.store import Store
from resolvers.shared.house import House
from resolvers.shared.pace import settled
from tests.support.listening import begun
from tests.support.places import ROOT
from tests.support.world import KEY, NOW, SECRET


@dataclass
class Standing:
    """A service that answers on a port of this machine."""

    process: subprocess.Popen[str]
    port: int

    @property
    def memory(self) -> int:
        """Bytes of it that are in memory (Linux)."""
        [line] = [line for line in self._status() if line.startswith("VmRSS:")]
        return int(line.split()[1]) * 1024

    @property
    def files(self) -> int:
        """Files and connections that it has open (Linux)."""
        return sum(1 for _ in Path(f"/proc/{self.process.pid}/fd").iterdir())

    def _status(self) -> list[str]:
        return Path(f"/proc/{self.process.pid}/status").read_text(encoding="ascii").splitlines()


@contextmanager
def standing(url: str, database: str, **limits: Any) -> Iterator[Standing]:
    """Serves a prepared database for the time of a block, behind a proxy on this machine; some limits as given."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.support.standing", url, database, json.dumps(limits)],
        cwd=ROOT, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    with process:
        assert process.stdout is not None
        try:
            yield Standing(process, int(process.stdout.readline()))
        finally:
            process.kill()


async def _serve(url: str, database: str, limits: Limits) -> None:
    store = Store.connect(url, database, journal_key=KEY)
    await store.prepare()
    service = Service(House(store), TokenReader(SECRET, ("HS256",), "poincon", True), limits=limits, clock=lambda: NOW)
    open_files()
    proxies = [ipaddress.ip_network("127.0.0.1")]
    _, serving, port = await begun(server_config(application(service), limits=limits, proxies=proxies))
    settled()
    print(port, flush=True)
    await serving


if __name__ == "__main__":
    asyncio.run(_serve(sys.argv[1], sys.argv[2], Limits(**json.loads(sys.argv[3]))))

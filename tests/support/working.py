"""`poincon serve --workers 2` in processes of its own, on a database of its own."""

import os
import socket
import subprocess
import sys
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.support.places import ROOT
from tests.support.world import KEY, SECRET


@dataclass
class Working:
    """Two workers, where they answer, and what they serve."""

    process: subprocess.Popen[str]
    address: str
    url: str
    database: str
    figures: str
    """Where its figures are read."""
    journal_key: bytes = KEY


@contextmanager
def working(url: str, folder: Path, rations: str = "ACCOUNT_REQUESTS=0, ACCOUNT_COST=0") -> Iterator[Working]:
    """Two workers for the time of a block; nobody is rationed but as is asked."""
    database, port, other = f"test_{uuid.uuid4().hex}", _free_port(), _free_port()
    environment = {
        **os.environ,
        "MONGODB_URL": url,
        "POINCON_DATABASE": database,
        "POINCON_STORE": str(folder),
        "POINCON_TOKEN_KEY": SECRET,
        "POINCON_JOURNAL_KEY": KEY.decode(),
        "POINCON_METRICS": f"127.0.0.1:{other}",
        "POINCON_RATIONS": rations,
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "commands", "serve", "--workers", "2", "--port", str(port)],
        cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    with process:
        assert process.stdout is not None
        assert any("Prêt" in line for line in process.stdout)
        try:
            yield Working(process, f"http://127.0.0.1:{port}", url, database, f"http://127.0.0.1:{other}/metrics")
        finally:
            process.terminate()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])

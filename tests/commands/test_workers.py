"""`poincon serve --workers N`: one port, several processes, and none left behind."""

import os
import signal
import socket
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from tests.support.places import ROOT


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _children(pid: int) -> list[int]:
    told = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [int(child) for child in told]


def _until(done: Callable[[], bool], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < end
        time.sleep(0.1)


def _gone(pid: int) -> bool:
    try:
        return "Z" in Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return True


@pytest.fixture
def served(store_url: str, tmp_path: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Two workers on a database of their own, and where they answer."""
    port = _free_port()
    environment = {
        **os.environ, "MONGODB_URL": store_url, "POINCON_DATABASE": f"test_{uuid.uuid4().hex}",
        "POINCON_STORE": str(tmp_path),
    }  # fmt: skip
    process = subprocess.Popen(
        [sys.executable, "-m", "commands", "serve", "--workers", "2", "--port", str(port)],
        cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    with process:
        assert process.stdout is not None
        assert any("Prêt" in line for line in process.stdout)
        yield process, f"http://127.0.0.1:{port}"
        process.kill()


def _ready(address: str) -> bool:
    return httpx.get(f"{address}/ready", timeout=60).json() == {"status": "ok"}


def test_a_worker_that_dies_is_replaced_and_all_end_together(served: tuple[subprocess.Popen[str], str]) -> None:
    process, address = served
    assert _ready(address)
    first = _children(process.pid)
    assert len(first) == 2
    os.kill(first[0], signal.SIGKILL)
    assert _ready(address)
    _until(lambda: len(set(_children(process.pid)) - set(first)) == 1)
    assert _ready(address)
    workers = _children(process.pid)
    process.send_signal(signal.SIGTERM)
    assert process.wait(60) == 0
    assert all(map(_gone, workers))


def test_workers_go_with_whoever_started_them(served: tuple[subprocess.Popen[str], str]) -> None:
    process, address = served
    assert _ready(address)
    workers = _children(process.pid)
    process.kill()
    _until(lambda: all(map(_gone, workers)))

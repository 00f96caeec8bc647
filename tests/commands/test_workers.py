"""`poincon serve --workers N`: one port, several processes, and none left behind."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families

from commands.settings import SettingsError
from commands.workers import listening_to
from graph.transport.listening import listening_on
from tests.support.places import ROOT
from tests.support.working import Working, working


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
def served(store_url: str, tmp_path: Path) -> Iterator[Working]:
    """Two workers on a database of their own."""
    with working(store_url, tmp_path) as found:
        yield found


def _ready(address: str) -> bool:
    return httpx.get(f"{address}/ready", timeout=60).json() == {"status": "ok"}


def _ready_answers(figures: str) -> float:
    """How many times all workers together answered that they are ready."""
    families = text_string_to_metric_families(httpx.get(figures).text)
    told = [sample for family in families for sample in family.samples]
    asked = {"route": "ready", "status": "200"}
    return sum(item.value for item in told if (item.name, item.labels) == ("poincon_request_seconds_count", asked))


@pytest.mark.parametrize("more", [[], ["--workers", "2"]])
def test_a_port_that_is_taken_is_told_before_anything_else(more: list[str], tmp_path: Path) -> None:
    with listening_on("127.0.0.1", 0) as held:
        port = held.getsockname()[1]
        told = subprocess.run(
            [sys.executable, "-m", "commands", "serve", "--port", str(port), *more],
            cwd=ROOT,
            env={"PATH": os.environ["PATH"], "POINCON_STORE": str(tmp_path / "store")},
            capture_output=True,
            text=True,
        )
    assert told.returncode != 0
    assert f"Le port {port} est déjà pris : arrêtez ce qui l’occupe, ou donnez --port." in told.stderr
    assert "Traceback" not in told.stderr
    assert {file.name for file in (tmp_path / "store").iterdir()} == {"journal_key", "token_key"}, "no store is begun"


@pytest.mark.parametrize(("host", "port"), [("192.0.2.1", 0), ("nulle.part.invalid", 0)])
def test_an_address_that_is_not_ours_is_told_as_such(host: str, port: int) -> None:
    with pytest.raises(SettingsError, match=f"Impossible d’écouter sur {host}, port {port} .*donnez --host"):
        listening_to(host, port)


def test_a_worker_that_dies_is_replaced_and_all_end_together(served: Working) -> None:
    process, address = served.process, served.address
    assert _ready(address)
    first = _children(process.pid)
    assert len(first) == 2
    _until(lambda: _ready_answers(served.figures) > 0)
    counted = _ready_answers(served.figures)
    os.kill(first[0], signal.SIGKILL)
    assert _ready(address)
    _until(lambda: len(set(_children(process.pid)) - set(first)) == 1)
    assert _ready(address)
    _until(lambda: _ready_answers(served.figures) >= counted + 2)  # what the dead one counted is not lost
    workers = _children(process.pid)
    process.send_signal(signal.SIGTERM)
    assert process.wait(60) == 0
    assert all(map(_gone, workers))


def test_workers_go_with_whoever_started_them(served: Working) -> None:
    process, address = served.process, served.address
    assert _ready(address)
    workers = _children(process.pid)
    process.kill()
    _until(lambda: all(map(_gone, workers)))

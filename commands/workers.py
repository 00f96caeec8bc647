"""Several processes that serve one port: `poincon serve --workers N`."""

import asyncio
import errno
import logging
import os
import signal
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Awaitable, Callable, Mapping
from contextlib import nullcontext
from types import FrameType

from prometheus_client.multiprocess import mark_process_dead

from commands.metrics import SHARED, shared_metrics_served
from commands.opening import embedded_of, open_store
from commands.settings import ROOT, Settings, SettingsError
from graph.transport.listening import Listening, listening_on
from repositories.embedded import EmbeddedStore
from repositories.store import Store

Prepared = Callable[[Store, Settings], Awaitable[None]]
"""What is done once with a store that was just opened."""

log = logging.getLogger("poincon.workers")

MOST_DEATHS = 5
DEATHS_WITHIN = 60.0
"""Seconds within which so many deaths of workers are too many."""
_LEAVING = 20.0
"""Seconds that workers have to finish what they do."""


class Workers:
    """Workers that are started again when they die, and stopped together."""

    def __init__(
        self, number: int, listening: Listening, host: str, environment: Mapping[str, str], *, kept: bool
    ) -> None:
        self._listening, self._environment = listening, environment
        self._arguments = ["--host", host, "--socket", str(listening.fileno()), *(["--kept"] if kept else [])]
        self._deaths: deque[float] = deque(maxlen=MOST_DEATHS)
        self._stopping = threading.Event()
        self._processes = [self._started() for _ in range(number)]

    def stop(self, *_: int | FrameType | None) -> None:
        """Asks for the end, as a signal does."""
        self._stopping.set()

    def run(self) -> int:
        """Keeps them at work until the end is asked for; 1 when they keep dying."""
        while not self._stopping.wait(0.2):
            for place, process in enumerate(self._processes):
                if process.poll() is None:
                    continue
                self._deaths.append(time.monotonic())
                if len(self._deaths) == MOST_DEATHS and self._deaths[-1] - self._deaths[0] < DEATHS_WITHIN:
                    log.error("Les processus qui servent s’arrêtent sans cesse.")
                    self._end()
                    return 1
                log.warning("Un processus s’est arrêté ; un autre prend sa place.")
                if shared := self._environment.get(SHARED):
                    mark_process_dead(process.pid, shared)  # type: ignore[no-untyped-call]
                if process.stdin is not None:
                    process.stdin.close()
                self._processes[place] = self._started()
        self._end()
        return 0

    def _end(self) -> None:
        for process in self._processes:
            process.terminate()
        end = time.monotonic() + _LEAVING
        for process in self._processes:
            try:
                process.wait(max(0.0, end - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def _started(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-m", "commands", "serve", *self._arguments],
            cwd=ROOT,
            env=self._environment,
            stdin=subprocess.PIPE,  # its end tells a worker that we are gone
            pass_fds=[self._listening.fileno()],
            start_new_session=True,  # Ctrl-C is ours to pass on
        )


def serve_with(
    settings: Settings, number: int, host: str, port: int, prepared: Prepared, ready: Callable[[], None]
) -> int:
    """
    Serves with so many processes until told to stop; their exit code.

    The store is opened once beforehand, and `prepared` is awaited with it; `ready` is called when somebody answers.
    Raises SettingsError when the port is taken.
    """
    begun = embedded_of(settings) if settings.mongodb_url is None else nullcontext()
    with listening_to(host, port) as listening, begun as embedded, shared_metrics_served(settings.metrics) as shared:
        environment = {**os.environ, "POINCON_BASE_URL": settings.base_url or f"http://{host}:{port}"}
        if embedded is not None:
            environment["MONGODB_URL"] = embedded.url
        if shared is not None:
            environment[SHARED] = shared
        asyncio.run(_prepared(settings, embedded, prepared))
        workers = Workers(number, listening, host, environment, kept=embedded is not None)
        for name in (signal.SIGINT, signal.SIGTERM):
            signal.signal(name, workers.stop)
        ready()
        return workers.run()


async def _prepared(settings: Settings, embedded: EmbeddedStore | None, prepared: Prepared) -> None:
    async with open_store(settings, embedded=embedded) as store:
        await prepared(store, settings)


def end_with_parent() -> None:
    """Ends this worker in order when whoever started it is gone, even by kill -9."""

    def watch() -> None:
        while os.read(0, 4096):
            pass
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=watch, daemon=True).start()


def listening_to(host: str, port: int) -> Listening:
    """The socket of the service, on which who comes before it is ready waits. Raises SettingsError."""
    try:
        return listening_on(host, port)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            text = f"Le port {port} est déjà pris : arrêtez ce qui l’occupe, ou donnez --port."
        else:
            text = f"Impossible d’écouter sur {host}, port {port} ({error.strerror}) : donnez --host, ou --port."
        raise SettingsError(text) from None

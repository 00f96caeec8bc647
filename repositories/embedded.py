"""The embedded store: a child process that speaks MongoDB's protocol over one folder (docs/adr/0002)."""

import contextlib
import fcntl
import importlib.util
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from pymongo import MongoClient
from pymongo.errors import PyMongoError

PATIENCE = 60.0
"""Seconds that a start may take, recovery after a kill included."""


LAST_BREATH = 12.0
"""Seconds to wait for a folder whose former parent was killed: its child is ending."""


class EmbeddedStoreError(Exception):
    """Why the embedded store did not start, in French, for the operator."""


class EmbeddedStore:
    """A running embedded store: where to connect, and how to stop it."""

    def __init__(self, process: subprocess.Popen[bytes], port: int, lock: IO[str]) -> None:
        self._process, self.port, self._lock = process, port, lock

    @property
    def url(self) -> str:
        """Where to connect."""
        return f"mongodb://127.0.0.1:{self.port}/?directConnection=true"

    @property
    def pid(self) -> int:
        """The child's process."""
        return self._process.pid

    def stop(self) -> None:
        """Stops it in order, then by force when it does not end; releases the folder."""
        self._close()
        try:
            self._process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def _close(self) -> None:
        if self._process.stdin is not None:
            with contextlib.suppress(OSError):
                self._process.stdin.close()
        self._lock.close()

    def kill(self) -> None:
        """Ends it at once, as a crash would."""
        self._process.kill()
        self._process.wait()
        self._close()


def start(folder: Path) -> EmbeddedStore:
    """
    Starts the embedded store on a folder, made when absent, and waits until it answers.

    Raises EmbeddedStoreError when the optional package is absent, the folder is in use, or it does not start.
    """
    if importlib.util.find_spec("secantus") is None:
        raise EmbeddedStoreError(
            "Le magasin embarqué n’est pas installé (requirements/embedded.txt) : installez-le, ou donnez MONGODB_URL."
        )
    folder.mkdir(parents=True, exist_ok=True)
    lock = _locked(folder)
    port = _free_port()
    errors = (folder / "store.log").open("ab")
    process = subprocess.Popen(
        [sys.executable, "-m", "repositories.embedded_child", str(port), str(folder / "data")],
        cwd=Path(__file__).resolve().parent.parent,
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=errors,
        start_new_session=True,
        pass_fds=[lock.fileno()],
    )
    errors.close()
    store = EmbeddedStore(process, port, lock)
    try:
        _wait_until_it_answers(store, process, folder)
    except BaseException:
        store.kill()
        raise
    return store


@contextlib.contextmanager
def running(folder: Path) -> Iterator[EmbeddedStore]:
    """The embedded store for the time of a block."""
    store = start(folder)
    try:
        yield store
    finally:
        store.stop()


def _locked(folder: Path) -> IO[str]:
    """The folder's lock, shared with the child: it outlives a killed parent for as long as the child does."""
    lock = (folder / "lock").open("w")
    deadline = time.monotonic() + LAST_BREATH
    while True:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            if time.monotonic() < deadline:
                time.sleep(0.1)
                continue
            lock.close()
            raise EmbeddedStoreError(
                f"Le dossier « {folder} » sert déjà à un autre magasin : arrêtez-le, ou choisissez un autre dossier."
            ) from None
        return lock


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_until_it_answers(store: EmbeddedStore, process: subprocess.Popen[bytes], folder: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    client: MongoClient[dict[str, Any]] = MongoClient(store.url, serverSelectionTimeoutMS=500)
    with client:
        while time.monotonic() < deadline:
            if process.poll() is not None:
                raise EmbeddedStoreError(f"Le magasin embarqué ne démarre pas ; voir « {folder / 'store.log'} ».")
            try:
                client.admin.command("ping")
            except PyMongoError:
                time.sleep(0.05)
            else:
                return
    raise EmbeddedStoreError(f"Le magasin embarqué ne répond pas ; voir « {folder / 'store.log'} ».")

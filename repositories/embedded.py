"""The embedded store: a child process that speaks MongoDB's protocol over one folder (docs/adr/0002)."""

import contextlib
import fcntl
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any

from pymongo import MongoClient
from pymongo.errors import OperationFailure, PyMongoError

from repositories.embedded_server import DATA, PREPARED, EmbeddedStoreError, Server, chosen, noted, opened

PATIENCE = 60.0
"""Seconds that a start may take, recovery after a kill included."""

LAST_BREATH = 12.0
"""Seconds to wait for a folder whose former parent was killed: its child is ending."""
ROOM = 64 * 1024 * 1024
"""Bytes that are to be free on the disk: without any, the server breaks in the middle of what it writes."""
LOOKS_EVERY = 1.0
"""Seconds between two looks at the disk and at the server."""
MOST_DEATHS = 5
DEATHS_WITHIN = 60.0
"""Seconds within which so many deaths are too many."""


class EmbeddedStore:
    """A running embedded store: where to connect, and how to stop it."""

    def __init__(self, folder: Path, port: int, lock: IO[str], server: Server) -> None:
        self.port, self._folder, self._lock, self._server = port, folder, lock, server
        self._ending = threading.Event()
        self._process = _spawned(folder, port, lock, server)

    @property
    def url(self) -> str:
        """Where to connect."""
        return f"mongodb://127.0.0.1:{self.port}/?directConnection=true"

    @property
    def pid(self) -> int:
        """The child's process."""
        return self._process.pid

    @property
    def prepared(self) -> bool:
        """Whether it was ever prepared; its folder remembers."""
        return (self._folder / PREPARED).exists()

    @prepared.setter
    def prepared(self, value: bool) -> None:
        if value:
            (self._folder / PREPARED).touch()

    @property
    def running(self) -> bool:
        """Whether the child has not ended."""
        return self._process.poll() is None

    def has_room(self) -> bool:
        """Whether the disk has room for it."""
        return has_room(self._folder)

    def watch(self, told: Callable[[str], None]) -> None:
        """Starts the child again when it dies, on the same port, and tells so in French; not one that keeps dying."""
        threading.Thread(target=self._watch, args=(told,), daemon=True).start()

    def _watch(self, told: Callable[[str], None]) -> None:
        deaths: deque[float] = deque(maxlen=MOST_DEATHS)
        while self._ended(told):
            if not self.has_room():
                self._wait_for_room(told)
            else:
                deaths.append(time.monotonic())
                if len(deaths) == MOST_DEATHS and deaths[-1] - deaths[0] < DEATHS_WITHIN:
                    told(f"Le magasin embarqué s’arrête sans cesse ; voir « {self._folder / 'store.log'} ».")
                    return
                told("Le magasin embarqué s’est arrêté ; il redémarre.")
            if self._ending.is_set():
                return
            _let_go(self._process)
            self._process = _spawned(self._folder, self.port, self._lock, self._server)

    def _ended(self, told: Callable[[str], None]) -> bool:
        """Waits until the child has ended, or ends it for want of room or of sense; False when all is to end."""
        with _client(self.url) as client:
            while not self._ending.wait(LOOKS_EVERY):
                if not self.running:
                    return True
                if not self.has_room():
                    _let_go(self._process)
                    _gone(self._process)
                    return True
                if _broken(client):
                    told("Le magasin embarqué ne lit plus ses fichiers ; il est arrêté.")
                    self._process.kill()
                    self._process.wait()
                    return True
        return False

    def _wait_for_room(self, told: Callable[[str], None]) -> None:
        told(f"{_no_room(self._folder)} Le magasin embarqué est arrêté ; il redémarrera quand il y en aura.")
        while not self.has_room() and not self._ending.wait(LOOKS_EVERY):
            pass

    def stop(self) -> None:
        """Stops it in order, then by force when it does not end; releases the folder."""
        self._close()
        _gone(self._process)
        noted(self._folder)

    def kill(self) -> None:
        """Ends it at once, as a crash would."""
        self._ending.set()
        self._process.kill()
        self._process.wait()
        self._close()

    def _close(self) -> None:
        self._ending.set()
        _let_go(self._process)
        self._lock.close()


def start(folder: Path) -> EmbeddedStore:
    """
    Starts the embedded store on a folder, made when absent, and waits until it answers.

    Raises EmbeddedStoreError when no server is there, the folder is in use or has lost its data, the disk is full, or
    it does not start.
    """
    folder.mkdir(parents=True, exist_ok=True)
    if not has_room(folder):
        raise EmbeddedStoreError(f"{_no_room(folder)} Libérez-en, puis recommencez.")
    lock = _locked(folder)
    try:
        server = chosen(folder)
        store = EmbeddedStore(folder, _free_port(), lock, server)
    except BaseException:
        lock.close()
        raise
    try:
        _wait_until_it_answers(store, folder)
    except BaseException:
        store.kill()
        raise
    opened(folder, server)
    return store


@contextlib.contextmanager
def running(folder: Path, told: Callable[[str], None] | None = None) -> Iterator[EmbeddedStore]:
    """The embedded store for the time of a block; where somebody is told of it, started again when it dies."""
    store = start(folder)
    if told is not None:
        store.watch(told)
    try:
        yield store
    finally:
        store.stop()


def has_room(folder: Path) -> bool:
    """Whether the disk of a folder has room for a store, whoever keeps it."""
    return shutil.disk_usage(folder).free >= ROOM


def _no_room(folder: Path) -> str:
    return f"Il reste moins de {ROOM // 1024**2} Mo de place sur le disque de « {folder} »."


def _client(url: str) -> MongoClient[dict[str, Any]]:
    return MongoClient(url, serverSelectionTimeoutMS=500, socketTimeoutMS=10_000, connect=False)


def _broken(client: MongoClient[dict[str, Any]]) -> bool:
    """Whether the server answers to everything that it cannot; one that is slow, or not there yet, is no such one."""
    try:
        client.list_database_names()
    except OperationFailure:
        return True
    except PyMongoError:
        return False
    return False


def _gone(process: subprocess.Popen[bytes]) -> None:
    """Waits for the end of a child that was told to end, and ends it by force when it does not come."""
    try:
        process.wait(timeout=15)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _let_go(process: subprocess.Popen[bytes]) -> None:
    """Closes the pipe that a child reads, which is how it is told to end."""
    if process.stdin is not None:
        with contextlib.suppress(OSError):
            process.stdin.close()


def _spawned(folder: Path, port: int, lock: IO[str], server: Server) -> subprocess.Popen[bytes]:
    with (folder / "store.log").open("ab") as errors:
        return subprocess.Popen(
            [sys.executable, "-m", "repositories.embedded_child", str(port), str(folder / DATA), *server.program],
            cwd=Path(__file__).resolve().parent.parent,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=errors,
            start_new_session=True,
            pass_fds=[lock.fileno()],
        )


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


def _wait_until_it_answers(store: EmbeddedStore, folder: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    with _client(store.url) as client:
        while time.monotonic() < deadline:
            if not store.running:
                raise EmbeddedStoreError(
                    f"Le magasin embarqué ne démarre pas : ses données, dans « {folder / DATA} », sont peut-être "
                    f"abîmées. Rien n’y a été changé ; voir « {folder / 'store.log'} », et restaurez au besoin une "
                    "sauvegarde."
                )
            try:
                client.admin.command("ping")
            except PyMongoError:
                time.sleep(0.05)
            else:
                return
    raise EmbeddedStoreError(f"Le magasin embarqué ne répond pas ; voir « {folder / 'store.log'} ».")

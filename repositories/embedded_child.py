"""
The process of the embedded store: serves one folder, and ends when its parent does.

Run as `python -m repositories.embedded_child PORT FOLDER [PROGRAM]`, the last for secantusd-rs, which it then becomes.
It, or who watches it, reads its standard input, which the parent holds open: the end of that pipe means that the parent
is gone, even by kill -9, and with it the reason to serve.
"""

import os
import select
import signal
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

GRACE = 10.0
"""Seconds that an orderly stop may take before the process ends without it."""


def _end_with_parent() -> None:
    while os.read(0, 4096):
        pass
    threading.Timer(GRACE, os._exit, [1]).start()
    os.kill(os.getpid(), signal.SIGTERM)


def _end_beside(server: int) -> None:
    """Ends a server, our parent, when the pipe does; and itself when the server has ended."""
    while os.getppid() == server:
        if select.select([0], [], [], 0.5)[0] and not os.read(0, 4096):
            break
    with suppress(ProcessLookupError):
        os.kill(server, signal.SIGTERM)
        end = time.monotonic() + GRACE
        while os.getppid() == server and time.monotonic() < end:
            time.sleep(0.05)
        if os.getppid() == server:
            os.kill(server, signal.SIGKILL)


def _become(program: str, arguments: list[str]) -> None:
    server = os.getpid()
    if os.fork() == 0:
        os.closerange(3, 256)  # the lock of the folder is the server's
        _end_beside(server)
        os._exit(0)
    os.execv(program, [program, *arguments])  # noqa: S606


def let_go_of_what_was_swept() -> None:
    """
    Has the sweeper of expired documents let go of the snapshot that it read, before it waits for its next minute.

    SecantusDB 0.7.0b3 keeps it meanwhile: nothing that was written over since could leave the memory, and half a minute
    of many writes later each write waited some fifty milliseconds for a page that had grown.
    """
    from secantus.storage import Storage

    sweep = Storage.prune_ttl_all_collections

    def swept(self: Storage, **named: Any) -> int:
        try:
            return int(sweep(self, **named))
        finally:
            self.release_thread_snapshot()

    Storage.prune_ttl_all_collections = swept


def main() -> int:
    """Serves until told to stop."""
    port, folder, *program = sys.argv[1:]
    settings = Path(folder).with_name("secantusd.toml")
    settings.touch()  # an empty file of our own: no other settings of the machine apply
    arguments = ["--config", str(settings), "--host", "127.0.0.1", "--port", port, "--storage-path", folder]
    arguments += ["--sync-on-commit", "--log-level", "ERROR"]
    if program:
        _become(program[0], [*arguments, "--cache-size", "512M"])
    from secantus.cli import main as serve

    let_go_of_what_was_swept()
    threading.Thread(target=_end_with_parent, daemon=True).start()
    return int(serve(arguments))


if __name__ == "__main__":
    raise SystemExit(main())

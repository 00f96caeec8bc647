"""
The process of the embedded store: serves one folder, and ends when its parent does.

Run as `python -m repositories.embedded_child PORT FOLDER`. It reads its standard input, which the parent holds open:
the end of that pipe means that the parent is gone, even by kill -9, and with it the reason to serve.
"""

import os
import signal
import sys
import threading
from pathlib import Path

GRACE = 10.0
"""Seconds that an orderly stop may take before the process ends without it."""


def _end_with_parent() -> None:
    while os.read(0, 4096):
        pass
    threading.Timer(GRACE, os._exit, [1]).start()
    os.kill(os.getpid(), signal.SIGTERM)


def main() -> int:
    """Serves until told to stop."""
    from secantus.cli import main as serve

    port, folder = sys.argv[1:3]
    settings = Path(folder).with_name("secantusd.toml")
    settings.touch()  # an empty file of our own: no other settings of the machine apply
    threading.Thread(target=_end_with_parent, daemon=True).start()
    arguments = ["--config", str(settings), "--host", "127.0.0.1", "--port", port, "--storage-path", folder]
    return int(serve([*arguments, "--sync-on-commit", "--log-level", "ERROR"]))


if __name__ == "__main__":
    raise SystemExit(main())

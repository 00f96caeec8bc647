"""Where the service listens: whoever connects is given way to before uvicorn hears of it."""

import socket
from typing import Any

from resolvers.shared.pace import give_way


class Listening(socket.socket):
    """A listening socket; two rounds of the loop go by between its `accept` and the connection's first word."""

    def accept(self) -> tuple[socket.socket, Any]:
        """Who connects, as of any socket."""
        came = super().accept()
        give_way()
        return came


def bound(host: str, port: int) -> Listening:
    """A socket of this address and port, or of a free one for 0, that does not listen yet. Raises OSError."""
    listening = Listening(socket.AF_INET6 if ":" in host else socket.AF_INET)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
    except OSError:
        listening.close()
        raise
    return listening

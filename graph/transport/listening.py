"""Where the service listens: whoever connects is given way to before uvicorn hears of it."""

import socket
from typing import Any

from resolvers.shared.pace import give_way

_BACKLOG = 2_048
"""Connections that wait to be accepted."""


class Listening(socket.socket):
    """A listening socket of the running loop, of which a round goes by before uvicorn hears who was accepted."""

    def accept(self) -> tuple[socket.socket, Any]:
        """Who connects, as of any socket, and gives way to them."""
        came = super().accept()
        give_way()
        return came


def listening_on(host: str, port: int) -> Listening:
    """A socket that listens on an address and a port, or on a free one for 0. Raises OSError."""
    listening = Listening(socket.AF_INET6 if ":" in host else socket.AF_INET)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((host, port))
        listening.listen(_BACKLOG)
    except OSError:
        listening.close()
        raise
    return listening

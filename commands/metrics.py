"""Where Prometheus reads the figures: an address of their own, away from what the public asks."""

import ipaddress
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from prometheus_client import REGISTRY, CollectorRegistry, disable_created_metrics, start_http_server
from prometheus_client.multiprocess import MultiProcessCollector

SHARED = "PROMETHEUS_MULTIPROC_DIR"
"""The variable that tells workers where to keep their figures, for one process to add them up."""


class MetricsAddress(NamedTuple):
    """A host and a port."""

    host: str
    port: int


class MetricsUnserved(Exception):
    """Why the figures cannot be served, in French for the operator."""


def address_of(text: str) -> MetricsAddress | None:
    """The address that « 127.0.0.1:9464 » or « [::1]:9464 » names; None where it names none."""
    host, _, port = text.rpartition(":")
    host = host.removeprefix("[").removesuffix("]")
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return None
    if not (port.isascii() and port.isdecimal() and int(port) < 65536):
        return None
    return MetricsAddress(host, int(port))


@contextmanager
def metrics_served(address: MetricsAddress | None) -> Iterator[None]:
    """Serves the figures of this process for the time of a block, where an address is given. Raises MetricsUnserved."""
    if address is None:
        yield
        return
    disable_created_metrics()  # type: ignore[no-untyped-call]
    with _served(address, REGISTRY):
        yield


@contextmanager
def shared_metrics_served(address: MetricsAddress | None) -> Iterator[str | None]:
    """Serves the sum of what workers keep in a folder, for the time of a block. Raises MetricsUnserved."""
    if address is None:
        yield None
        return
    with tempfile.TemporaryDirectory(prefix="poincon-metrics-") as folder:
        registry = CollectorRegistry()
        MultiProcessCollector(registry, folder)  # type: ignore[no-untyped-call]
        with _served(address, registry):
            yield folder


@contextmanager
def _served(address: MetricsAddress, registry: CollectorRegistry) -> Iterator[None]:
    try:
        server, thread = start_http_server(address.port, address.host, registry)
    except OSError as error:
        raise MetricsUnserved(f"POINCON_METRICS : {address.host}:{address.port} : {error.strerror}.") from None
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join()

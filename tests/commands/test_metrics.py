"""Figures are served on an address of their own, and nowhere unless the operator gives one."""

import socket
import urllib.request

import pytest
from prometheus_client.parser import text_string_to_metric_families

from commands.metrics import MetricsAddress, MetricsUnserved, address_of, metrics_served


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("127.0.0.1:9464", ("127.0.0.1", 9464)),
        ("0.0.0.0:1", ("0.0.0.0", 1)),
        ("[::1]:9464", ("::1", 9464)),
        ("9464", None),
        (":9464", None),
        ("localhost:9464", None),
        ("127.0.0.1:", None),
        ("127.0.0.1:99999", None),
        ("127.0.0.1:²", None),
        ("http://127.0.0.1:9464", None),
    ],
)
def test_an_address_and_its_port(text: str, address: MetricsAddress | None) -> None:
    assert address_of(text) == address


def test_figures_are_read_there_and_no_more_afterwards() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        address = MetricsAddress("127.0.0.1", probe.getsockname()[1])
    url = f"http://127.0.0.1:{address.port}/metrics"
    with metrics_served(address):
        with urllib.request.urlopen(url, timeout=5) as answer:
            names = {family.name for family in text_string_to_metric_families(answer.read().decode())}
        assert {"poincon_places_working", "poincon_operation_cost", "poincon_errors", "process_open_fds"} <= names
        with pytest.raises(MetricsUnserved, match="POINCON_METRICS"), metrics_served(address):
            pass
    with pytest.raises(OSError, match="refused"):
        urllib.request.urlopen(url, timeout=5)

"""Which addresses are those of a proxy."""

import ipaddress

import pytest

from graph.transport.proxies import among


@pytest.mark.parametrize(
    ("host", "is_one"),
    [
        ("127.0.0.1", True),
        ("::ffff:127.0.0.1", True),
        ("127.0.0.2", False),
        ("::ffff:127.0.0.2", False),
        ("2001:db8::7", True),
        ("2001:db9::7", False),
        ("", False),
        ("proxy", False),
    ],
)
def test_an_address_of_ipv4_is_one_on_a_socket_of_ipv6_too(host: str, *, is_one: bool) -> None:
    networks = [ipaddress.ip_network("127.0.0.1/32"), ipaddress.ip_network("2001:db8::/32")]
    assert among(host, networks) is is_one

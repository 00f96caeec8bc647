"""deploy/Caddyfile: its bounds agree with the service's, and a Caddy that is at hand does with them what it should."""

import json
import re
import shutil
import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx
import pytest

from graph.transport.connections import server_config
from graph.transport.limits import Limits
from rules.file.file import LARGEST
from tests.support.places import ROOT

FILE = ROOT / "deploy" / "Caddyfile"
TEXT = FILE.read_text(encoding="utf-8")
LIMITS = Limits()
REFUSED = {413, 502}
"""What Caddy says of a body past its bound: 413, or in older versions that nothing came through."""
UNITS = {"KiB": 1024, "MiB": 1024**2, "s": 1, "m": 60}


def _given(name: str, after: str = "") -> float:
    """The first amount that a directive is given, in bytes or seconds, at or after a text."""
    found = re.search(rf"\b{name} (\d+)(\w+)", TEXT[TEXT.index(after) :])
    assert found is not None, name
    return int(found[1]) * UNITS[found[2]]


def test_what_the_service_takes_comes_through_and_hardly_more() -> None:
    assert LARGEST < _given("max_size", "request_body @file") <= LARGEST + UNITS["MiB"]
    assert LIMITS.body_bytes < _given("max_size", "request_body @other") <= 2 * LIMITS.body_bytes
    assert _given("max_header_size") == LIMITS.head_bytes


def test_the_service_refuses_what_is_late_before_the_proxy_does() -> None:
    assert _given("read_header") == LIMITS.head_seconds
    assert LIMITS.file_seconds < _given("read_body") <= LIMITS.file_seconds + 10
    longest = LIMITS.patience + LIMITS.file_seconds + LIMITS.mutation_seconds
    assert longest < _given("response_header_timeout") < _given("write")


def test_the_proxy_leaves_idle_connections_before_the_service_does() -> None:
    config = server_config(None)
    assert _given("keepalive") < config.timeout_keep_alive < LIMITS.head_seconds


def test_it_keeps_no_log_of_addresses_and_no_door_for_orders() -> None:
    assert "admin off" in TEXT
    assert not re.search(r"^\s*log\b", TEXT, re.MULTILINE)


class _Upstream(BaseHTTPRequestHandler):
    """Stands in for the service: answers with what it was asked."""

    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("content-length", 0)))
        told = {"path": self.path, "bytes": len(body), **{name.lower(): value for name, value in self.headers.items()}}
        answer = json.dumps(told).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(answer)))
        self.send_header("Server", "upstream")
        self.end_headers()
        self.wfile.write(answer)

    do_GET = do_POST  # noqa: N815

    def handle_one_request(self) -> None:
        with suppress(ConnectionError):
            super().handle_one_request()

    def log_message(self, *_: object) -> None:
        """Nothing."""


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def caddy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[int, httpx.Client]]:
    """The port of plain HTTP, and a client of the proxy before a stand-in for the service."""
    program = shutil.which("caddy")
    if program is None:
        pytest.skip("caddy is not installed")
    folder = tmp_path_factory.mktemp("caddy")
    upstream = ThreadingHTTPServer(("127.0.0.1", 0), _Upstream)
    threading.Thread(target=upstream.serve_forever).start()
    plain, secure, health = _free_port(), _free_port(), _free_port()
    environment = {
        "HOME": str(folder),
        "XDG_DATA_HOME": str(folder),
        "POINCON_UPSTREAM": f"127.0.0.1:{upstream.server_port}",
        "POINCON_HTTP_PORT": str(plain),
        "POINCON_HTTPS_PORT": str(secure),
        "POINCON_HEALTH_PORT": str(health),
    }
    command = [program, "run", "--config", str(FILE), "--adapter", "caddyfile"]
    with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            authority = folder / "caddy" / "pki" / "authorities" / "local" / "root.crt"
            _until(lambda: authority.exists() and httpx.get(f"http://127.0.0.1:{health}/").text == "ok")
            context = ssl.create_default_context(cafile=str(authority))
            with httpx.Client(base_url=f"https://localhost:{secure}", verify=context) as client:
                yield plain, client
        finally:
            process.terminate()
            upstream.shutdown()
            upstream.server_close()


def _until(done: Callable[[], bool]) -> None:
    end = time.monotonic() + 20
    while time.monotonic() < end:
        try:
            if done():
                return
        except httpx.HTTPError:
            pass
        time.sleep(0.05)
    raise AssertionError("the proxy does not answer")


def test_caddy_takes_the_file_as_it_is_written(caddy: tuple[int, httpx.Client]) -> None:
    program = shutil.which("caddy") or "caddy"
    written = subprocess.run([program, "fmt", str(FILE)], capture_output=True, text=True, check=False).stdout
    assert written == TEXT


def test_what_is_asked_in_clear_is_sent_to_tls(caddy: tuple[int, httpx.Client]) -> None:
    plain, _ = caddy
    answer = httpx.get(f"http://localhost:{plain}/graphql?query=x")
    assert answer.status_code == 308
    assert answer.headers["location"] == "https://localhost/graphql?query=x"


def test_answers_are_for_tls_alone_from_then_on(caddy: tuple[int, httpx.Client]) -> None:
    for path in ("/graphql", "/ready"):
        assert caddy[1].get(path).headers["strict-transport-security"] == "max-age=31536000"


def test_who_asks_is_told_by_the_proxy_alone(caddy: tuple[int, httpx.Client]) -> None:
    forged = {"X-Forwarded-For": "198.51.100.7", "X-Forwarded-Proto": "http", "X-Forwarded-Host": "other.example"}
    traced = {"X-Request-Id": "mine", "traceparent": f"00-{'a' * 32}-{'b' * 16}-01", "tracestate": "x=y"}
    told = caddy[1].get("/graphql", headers={**forged, **traced}).json()
    assert told["x-forwarded-for"] == "127.0.0.1"
    assert told["x-forwarded-proto"] == "https"
    assert told["x-forwarded-host"].startswith("localhost")
    assert told["host"].startswith("localhost")
    assert re.fullmatch(r"[0-9a-f-]{36}", told["x-request-id"])
    assert not {"traceparent", "tracestate"} & set(told)


def test_other_names_are_not_answered(caddy: tuple[int, httpx.Client]) -> None:
    assert caddy[1].get("/graphql", headers={"Host": "other.example"}).status_code == 421


@pytest.mark.parametrize(
    "path", ["/ready", "/metrics", "/metrics/", "/METRICS", "//metrics", "/%6detrics", "/x/../ready"]
)
def test_what_watches_the_service_is_not_public(caddy: tuple[int, httpx.Client], path: str) -> None:
    answer = caddy[1].send(httpx.Request("GET", str(caddy[1].base_url).rstrip("/") + path))
    assert answer.status_code == 404
    assert answer.content == b""


@pytest.mark.parametrize(("path", "size", "status"), [
    ("/graphql", LIMITS.body_bytes + 1, {200}),
    ("/graphql", 2 * LIMITS.body_bytes + 1, REFUSED),
    ("/files", LARGEST + 1, {200}),
    ("/files", LARGEST + UNITS["MiB"] + 1, REFUSED),
])  # fmt: skip
def test_bodies_are_bounded_a_little_above_the_service(
    caddy: tuple[int, httpx.Client], path: str, size: int, status: set[int]
) -> None:
    answer = caddy[1].post(path, content=b"x" * size)
    assert answer.status_code in status
    if answer.status_code == 200:
        assert answer.json()["bytes"] == size

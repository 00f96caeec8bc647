"""What issuers are asked over HTTP: short answers, in time, from the address itself."""

import gzip

import httpx2
import pytest

from graph.identity.asking import LONGEST, Asking
from graph.identity.keys import Unreachable


def answering(**given: object) -> Asking:
    return Asking(httpx2.MockTransport(lambda _request: httpx2.Response(**given)))  # type: ignore[arg-type]


async def test_json_is_read() -> None:
    asking = answering(status_code=200, json={"keys": []})
    assert await asking("https://sso.example") == {"keys": []}
    await asking.close()


@pytest.mark.parametrize(
    "given",
    [
        {"status_code": 500, "json": {}},
        {"status_code": 302, "headers": {"Location": "https://elsewhere.example"}},
        {"status_code": 200, "text": "<html>"},
        {"status_code": 200, "content": b"\xff\xfe"},
        {"status_code": 200, "content": b"[" * 100_000},
        {"status_code": 200, "content": b" " * (LONGEST + 1)},
        {"status_code": 200, "content": gzip.compress(b"{}"), "headers": {"Content-Encoding": "gzip"}},
    ],
)
async def test_anything_else_is_no_answer(given: dict[str, object]) -> None:
    asking = answering(**given)
    with pytest.raises(Unreachable):
        await asking("https://sso.example")
    await asking.close()


async def test_a_line_that_is_cut_is_no_answer() -> None:
    def cut(_request: httpx2.Request) -> httpx2.Response:
        raise httpx2.ReadError("cut")

    asking = Asking(httpx2.MockTransport(cut))
    with pytest.raises(Unreachable):
        await asking("https://sso.example")
    await asking.close()

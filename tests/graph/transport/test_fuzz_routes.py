"""Bytes that nobody means, on every route: a refusal in the words of the service, never a fault of it."""

import base64
import io
import json
import zipfile
from collections.abc import AsyncIterator
from urllib.parse import quote

import httpx
import pytest
from hypothesis import given, note
from hypothesis import strategies as st

from rules.access.viewer import Role
from tests.support.fuzzing import TOLD_STATUS, judged, long, short
from tests.support.generated import walked
from tests.support.letterheads import good
from tests.support.stores import Stores
from tests.support.walk import CQPM, GTP, centre
from tests.support.world import CENTRE, Api, token

pytestmark = pytest.mark.xdist_group("fuzz")
QUERY = "query Q($x: String, $n: Int) { certifications(search: $x, first: $n) { totalCount } viewer { name } }"
LINKED = (
    """mutation($input: GenerateDocumentInput!) { generateDocument(input: $input) { document { url downloadUrl } } }"""
)
METHODS = st.sampled_from(("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE", "x"))
KEYS = st.binary(max_size=40).map(quote) | st.text(max_size=40).map(lambda text: quote(text, errors="replace"))
PREFIXES = ("/files/", "/documents/", "/packs/", "/v/", "/.well-known/", "/static/", "/graphql/", "/")
WORDS = st.binary(max_size=60).map(lambda data: bytes(byte for byte in data if byte >= 32 and byte != 127))
"""Values of headers as a server lets them through."""
NAMED = st.sampled_from(
    (b"accept", b"authorization", b"content-type", b"content-length", b"cookie", b"expect", b"host", b"if-none-match",
     b"origin", b"poincon-as", b"range", b"te", b"transfer-encoding", b"upgrade", b"x-forwarded-for", b"x-request-id")
)  # fmt: skip
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=10), inner, max_size=4),
    max_leaves=12,
)
PARAMETERS = st.sampled_from(("query", "variables", "operationName", "extensions", "documentId", "x"))
ASKED = st.dictionaries(PARAMETERS, JSON, max_size=4) | st.fixed_dictionaries(
    {"query": st.just(QUERY), "variables": st.dictionaries(st.sampled_from("xny"), JSON, max_size=3)}
)
MAGIC = (b"%PDF-1.7 ", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0", b"PK\x03\x04", b"\xef\xbb\xbf", b"Nom;Age\n", b"")
PARTS = ("[Content_Types].xml", "word/document.xml", "xl/workbook.xml", "word/_rels/document.xml.rels", "../x", "x")


def _zipped(parts: list[tuple[str, bytes]]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, data in dict(parts).items():
            archive.writestr(name, data)
    return packed.getvalue()


def _damaged(content: bytes, at: int, cut: int, put: bytes) -> bytes:
    place = at % len(content)
    return content[:place] + put + content[place + cut :]


WORD = good()
DAMAGED = st.builds(_damaged, st.just(WORD), st.integers(0), st.integers(0, 50), st.binary(max_size=20))
CONTENTS = (
    st.builds(bytes.__add__, st.sampled_from(MAGIC), st.binary(max_size=200))
    | st.lists(st.tuples(st.sampled_from(PARTS), st.binary(max_size=80)), max_size=5).map(_zipped)
    | DAMAGED
)


@pytest.fixture(scope="module")
async def api(stores: Stores) -> AsyncIterator[Api]:
    """The service over three dossiers certified by one session."""
    async with stores.lent("motor", walked) as store, Api.over(store) as made:
        yield made


@pytest.fixture(scope="module")
async def link(api: Api) -> str:
    """A signed link that opens a document."""
    [session] = await api.store.sessions.where({})
    asked = {"input": {"kind": "MINUTES", "session": session.number, "part": CQPM}}
    made = (await api.data(LINKED, asked, centre(GTP)))["generateDocument"]["document"]
    assert (await api.client.get(made["downloadUrl"])).status_code == 200
    address: str = made["downloadUrl"]
    return address


def told(answer: httpx.Response) -> None:
    """What holds of every answer: in JSON where it refuses, and nothing of 5xx."""
    if answer.status_code < 400 or not answer.content:
        assert answer.status_code in TOLD_STATUS | {204, 304, 307}, (answer.status_code, answer.text)
    elif answer.headers["content-type"].startswith("text/html"):
        assert answer.status_code in TOLD_STATUS, answer.text
    elif answer.headers["content-type"].startswith("text/plain"):
        assert answer.status_code == 400, answer.text
        assert "CORS" in answer.text
    else:
        judged(answer)


async def asks(api: Api, method: str, path: str, headers: list[tuple[bytes, bytes]], body: bytes = b"") -> None:
    """Sends a request as it is drawn."""
    note(f"{method} {path} {headers} {body!r}")
    request = httpx.Request(method, httpx.URL(f"http://essai{path}"), headers=headers, content=body)
    told(await api.client.send(request))


async def uploads(api: Api, content: bytes, name: str, declared: bytes) -> None:
    """A file is kept and read again as it was, or refused; a table is judged, or refused."""
    who = {"Authorization": f"Bearer {CENTRE}"}
    note(f"{content!r} {name!r} {declared!r}")
    url = httpx.URL("http://essai/files", params={"name": name})
    answer = await api.client.put(url, content=content, headers={**who, "Content-Type": declared})
    body = judged(answer)
    if answer.status_code != 201:
        assert all(error["message"].endswith(".") for error in body["errors"]), body
        return
    read = await api.client.get(body["url"], headers=who)
    assert (read.status_code, read.content) == (200, content)
    mutation = """mutation($input: RegisterCandidatesInput!) { registerCandidates(input: $input) {
      problems { code message path } } }"""
    asked = {"query": mutation, "variables": {"input": {"file": body["id"], "dryRun": True}}}
    judged(await api.client.post("/graphql", json=asked, headers=who))


async def with_token(api: Api, given: str) -> None:
    """A token that is not the one that was signed opens nothing."""
    note(given)
    headers = {"Authorization": f"Bearer {given}".encode("utf-8", errors="surrogatepass")}
    for path, who in (("/graphql", "query"), ("/files/x", "")):
        answer = await api.client.request(
            "POST" if who else "GET", path, json={"query": "{ viewer { name } }"} if who else None, headers=headers
        )
        judged(answer)
        assert answer.status_code == 401, (answer.status_code, answer.text)
        assert answer.headers["www-authenticate"] == "Bearer"


def _wrong(part: int, at: int, put: str) -> str:
    """The token of a centre with one of its parts changed, to what decodes to something else."""
    parts = CENTRE.split(".")
    place = at % len(parts[part])
    changed = parts[part][:place] + put + parts[part][place + 1 :]
    parts[part] = changed
    return ".".join(parts)


def _bits(text: str) -> list[bytes]:
    """What a token says, its parts decoded; the bits that base64 leaves over say nothing."""
    try:
        return [base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)) for part in text.split(".")]
    except ValueError:
        return []


WRONG_TOKENS = st.builds(
    _wrong, st.integers(0, 2), st.integers(0), st.text("ABCDEFxyz0123456789-_.", max_size=3)
).filter(lambda given: _bits(given) != _bits(CENTRE))


async def follows(api: Api, link: str, at: int, put: str) -> None:
    """A link that was changed opens nothing."""
    path, _, signed = link.partition("lien=")
    place = at % len(signed)
    changed = signed[:place] + put + signed[place + 1 :]
    note(changed)
    if changed == signed:
        return
    answer = await api.client.get(f"{path}lien={quote(changed)}")
    told(answer)
    assert answer.status_code in {401, 403}, answer.text


async def checks(api: Api, rank: int, number: str, signature: str) -> None:
    """The page of a certificate tells that one is unknown, or its signature wrong; each asks from its own account."""
    who = {"Authorization": f"Bearer {token(Role.CENTRE, subject=f'essai-{rank}')}"}
    url = httpx.URL(f"http://essai/v/{quote(number)}", params={"s": signature})
    note(str(url))
    answer = await api.client.get(url, headers=who)
    assert answer.status_code in {200, 400, 404, 429}, answer.text
    assert answer.headers["content-type"].startswith(("text/html", "application/json"))
    assert "<script" not in answer.text


HEADERS = st.lists(st.tuples(NAMED, WORDS), max_size=4)
PATHS = st.builds(lambda prefix, key, query: f"{prefix}{key}?{query}", st.sampled_from(PREFIXES), KEYS, KEYS)
BODIES = st.binary(max_size=200) | ASKED.map(lambda asked: json.dumps(asked).encode())
JSON_HEADERS = HEADERS.map(lambda headers: [(b"content-type", b"application/json"), *headers])
PLACES = st.integers(0, 200)
LETTERS = st.text(max_size=3)
NUMBERS = st.text(max_size=30) | st.sampled_from(("MC 2027 05 59 00001", "mc20270559 00001", "MC 2027 05 59 99999"))


@short(80)
@given(METHODS, PATHS, HEADERS)
async def test_any_address(api: Api, method: str, path: str, headers: list[tuple[bytes, bytes]]) -> None:
    await asks(api, method, path, headers)


@short(80)
@given(st.sampled_from(("/graphql", "/federation")), JSON_HEADERS, BODIES)
async def test_any_body(api: Api, path: str, headers: list[tuple[bytes, bytes]], body: bytes) -> None:
    await asks(api, "POST", path, headers, body)


@short(30)
@given(CONTENTS, st.text(max_size=30), st.sampled_from((b"", b"application/octet-stream", b"text/csv", b"\xe9;x")))
async def test_any_file(api: Api, content: bytes, name: str, declared: bytes) -> None:
    await uploads(api, content, name, declared)


@short(80)
@given(WRONG_TOKENS)
async def test_any_token_made_wrong(api: Api, given: str) -> None:
    await with_token(api, given)


@short(60)
@given(PLACES, LETTERS)
async def test_any_link_made_wrong(api: Api, link: str, at: int, put: str) -> None:
    await follows(api, link, at, put)


@short(60)
@given(st.integers(0, 10**9), NUMBERS, st.text(max_size=100))
async def test_any_certificate_checked(api: Api, rank: int, number: str, signature: str) -> None:
    await checks(api, rank, number, signature)


@pytest.mark.soak
@long(5_000)
@given(METHODS, PATHS, HEADERS)
async def test_any_address_at_length(api: Api, method: str, path: str, headers: list[tuple[bytes, bytes]]) -> None:
    await asks(api, method, path, headers)


@pytest.mark.soak
@long(5_000)
@given(st.sampled_from(("/graphql", "/federation")), JSON_HEADERS, BODIES)
async def test_any_body_at_length(api: Api, path: str, headers: list[tuple[bytes, bytes]], body: bytes) -> None:
    await asks(api, "POST", path, headers, body)


@pytest.mark.soak
@long(3_000)
@given(CONTENTS, st.text(max_size=30), st.binary(max_size=20).map(lambda data: bytes(b for b in data if b >= 32)))
async def test_any_file_at_length(api: Api, content: bytes, name: str, declared: bytes) -> None:
    await uploads(api, content, name, declared)


@pytest.mark.soak
@long(5_000)
@given(WRONG_TOKENS)
async def test_any_token_made_wrong_at_length(api: Api, given: str) -> None:
    await with_token(api, given)


@pytest.mark.soak
@long(3_000)
@given(PLACES, LETTERS)
async def test_any_link_made_wrong_at_length(api: Api, link: str, at: int, put: str) -> None:
    await follows(api, link, at, put)


@pytest.mark.soak
@long(3_000)
@given(st.integers(0, 10**9), NUMBERS, st.text(max_size=100))
async def test_any_certificate_checked_at_length(api: Api, rank: int, number: str, signature: str) -> None:
    await checks(api, rank, number, signature)

"""
A crowd at work on one service: each member under accounts of its own, asking again as it is told to when that is busy.

Whole walks, openings, readings of every role, checks of certificates, bytes that nobody means.
"""

import asyncio
import ipaddress
import itertools
import json
import random
import uuid
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

import httpx
import jwt

from graph.schema.schema import GRAPHQL
from tests.support.fuzzing import VIEWERS, judged
from tests.support.generated import REGISTERS, Drawn
from tests.support.papers import SIGNATORY
from tests.support.walk import CQPI, CQPM, GTP, MEMBER, OPENED, PARTS, PRESIDENT, Path, centre, gtp
from tests.support.world import CENTRE, REGISTERED, SECRET, Api

PASSING = frozenset({"UNAVAILABLE", "TIMEOUT", "RATE_LIMITED"})
"""Refusals that time alone mends."""
NAMES: Mapping[str, Any] = {
    **REGISTERS,
    "code": [json.dumps(code) for code in (CQPM, CQPI, REGISTERED, *PARTS)],
    "number": ['"D2026-UT59-00001"', '"S2027-UT59-0001"', '"MC 2027 05 59 00001"'],
    "candidate.id": ['"x"'],
    "dossiers.filter": [f'{{certification: "{CQPM}"}}'],
}
HERE = "59"
"""The department of walks, whose centre is UT59."""
DEPARTMENTS = (HERE, "21", *(f"{rank:02}" for rank in range(1, 20)))
"""Those whose centres a large crowd works at; numbers are given one after the other within a centre."""
LOST = "a connection lost"
"""What a member meets beside codes: it asks again, under the same key where it writes."""
_NETWORK = ipaddress.ip_network("198.18.0.0/15")
"""Addresses for such trials (RFC 2544); each member has one."""
_ranks: Iterator[int] = itertools.count()


class Refused(AssertionError):
    """An answer that no member of the crowd should ever read."""


@dataclass
class Asked:
    """A mutation that was sent, to be sent again under its key."""

    query: str
    variables: Any
    headers: Mapping[str, str]
    acknowledged: bool = False


@dataclass
class Member(Api):
    """A client with accounts of its own, which asks until it is answered."""

    rank: int = 0
    department: str = HERE
    """Where its centre is, and its candidates."""
    patience: float = 120.0
    """Seconds for which it asks again."""
    met: Counter[str] = field(default_factory=Counter)
    """Codes of what it was told to ask again."""
    asked: list[Asked] = field(default_factory=list)
    """Its mutations, oldest first."""

    async def post(
        self,
        query: str,
        variables: Any = None,
        as_: str | None = CENTRE,
        path: str = "/graphql",
        *,
        whole: bool = True,
    ) -> Any:
        """The answer, once it is neither too busy nor late, nor a part of it, unless it need not be `whole` (below)."""
        given, headers, sent = self._own(variables), self.headers(as_), None
        if query.lstrip().startswith("mutation") and "input" in given:
            given["input"].setdefault("idempotencyKey", uuid.uuid4().hex)
            sent = Asked(query, given, headers)
            self.asked.append(sent)
        asked = {"query": query, "variables": given}
        body = await self._until_answered(
            lambda: self.client.post(path, json=asked, headers=headers, timeout=60), whole=whole
        )
        if sent is not None:
            sent.acknowledged = True
        return body

    async def put(self, path: str, content: bytes, as_: str) -> Any:
        """What is told of a file that was sent."""
        return await self._until_answered(
            lambda: self.client.put(path, content=content, headers=self.headers(as_), timeout=60)
        )

    def headers(self, as_: str | None) -> dict[str, str]:
        """Who asks, by a proxy: the same role, under an account of this member's, at its centre and its address."""
        sent_on = {"X-Forwarded-For": str(_NETWORK[self.rank])}
        if not as_:
            return sent_on
        claims = jwt.decode(as_, options={"verify_signature": False})
        own = {"sub": self._account(claims["sub"])}
        if claims.get("organisation") == f"UT{HERE}":
            own["organisation"] = f"UT{self.department}"
        return {"Authorization": f"Bearer {jwt.encode({**claims, **own}, SECRET)}", **sent_on}

    def _account(self, name: str) -> str:
        return f"{name}-{self.rank}"

    def _own(self, variables: Any) -> Any:
        """Variables in which the accounts of a jury are this member's, and so is the centre."""
        text = json.dumps(variables or {})
        for name in (HERE, f"UT{HERE}"):
            text = text.replace(f'"{name}"', f'"{name.replace(HERE, self.department)}"')
        for name in (PRESIDENT, MEMBER):
            text = text.replace(f'"{name}"', f'"{self._account(name)}"')
        return json.loads(text)

    async def _until_answered(self, send: Callable[[], Awaitable[Any]], *, whole: bool = True) -> Any:
        """
        The body of an answer that time does not mend.

        Where it need not be `whole`, a part of it will do, and so will that it takes too long: who reads asks for less.
        """
        end = asyncio.get_running_loop().time() + self.patience
        while True:
            try:
                answer = await send()
            except httpx.TransportError:
                if asyncio.get_running_loop().time() > end:
                    raise
                self.met[LOST] += 1
                await asyncio.sleep(0.5)
                continue
            body = judged(answer, busy=True)
            codes = {error["extensions"]["code"] for error in body.get("errors", ()) if "extensions" in error}
            self.met.update(codes & PASSING)
            if not codes & PASSING or (not whole and (body.get("data") or "TIMEOUT" in codes)):
                return body
            if asyncio.get_running_loop().time() > end:
                raise Refused(f"still refused after {self.patience} s: {body}")
            await asyncio.sleep(min(5.0, float(answer.headers.get("retry-after", 0.5))) * random.uniform(0.5, 1))


class Walk(Path):
    """A walk of a member of the crowd."""

    async def upload(self, actor: str, content: bytes = b"%PDF-1.7 essai", name: str = "piece.pdf") -> str:
        """The identifier of a file just uploaded, which is nobody else's."""
        member = self.api
        assert isinstance(member, Member)
        own = content + f" {member.rank}".encode()
        identifier: str = (await member.put(f"/files?name={name}", own, actor))["id"]
        return identifier


def _named(rank: int) -> str:
    """A name for each rank, of letters alone."""
    return "Foule " + "".join(chr(97 + int(digit)) for digit in str(rank))


async def walks(member: Member) -> None:
    """A dossier from its opening to its certificate, which is printed."""
    walk = Walk(member)
    number = await walk.dossier(_named(next(_ranks)))
    await walk.held(number)
    await walk.signed(**{number: "A"})
    await walk.transmitted()
    assert (await walk.validated(number))["problems"] == []
    [first, *_] = (await walk.read(number))["certificates"]
    made = """mutation($input: GenerateDocumentInput!) { generateDocument(input: $input) {
      document { url sha256 } problems { message } } }"""
    given = {"kind": "CERTIFICATE", "certificate": first["number"], "signatory": SIGNATORY}
    paper = (await member.data(made, {"input": given}, centre(GTP)))["generateDocument"]
    assert paper["problems"] == [], paper


async def opens(member: Member) -> None:
    """A candidate registered, and a dossier opened."""
    await Walk(member).opened(_named(next(_ranks)))


async def reads(member: Member) -> None:
    """Operations drawn from the schema, as each role in turn."""
    drawn = Drawn(GRAPHQL, NAMES, random.randrange(10**9), depth=4, sizes=("1", "5", "20"))
    for viewer in VIEWERS:
        await member.post(drawn.query(), None, viewer, whole=False)
    await member.data("{ viewer { worklist(first: 20) { nodes { summary } totalCount } } }", None, gtp(GTP))


async def checks(member: Member) -> None:
    """Pages that anybody opens: a certificate, known or not, the keys, whether the service lives."""
    for path in ("/v/MC%202027%2005%2059%2000001?s=x", "/v/x", "/.well-known/poincon-keys.json", "/health", "/ready"):
        try:
            answer = await member.client.get(path, headers=member.headers(centre(OPENED)), timeout=60)
        except httpx.TransportError:
            member.met[LOST] += 1
            continue
        assert answer.status_code in {200, 400, 404, 429, 503}, (path, answer.status_code, answer.text)


async def errs(member: Member) -> None:
    """Bytes that nobody means, which are refused and trouble nobody."""
    noise = random.randbytes(random.randrange(300))
    for method, path in (("POST", "/graphql"), ("POST", "/federation"), ("PUT", "/files?name=x"), ("GET", "/files/x")):
        who = member.headers(centre(OPENED)) | {"Content-Type": "application/json"}
        with suppress(httpx.TransportError):  # what is refused before its body came may be cut short
            judged(await member.client.request(method, path, content=noise, headers=who, timeout=60), busy=True)
    assert "errors" in await member.post("{ " + "a " * random.randrange(3_000) + "}")


WORK = (walks, walks, walks, opens, reads, reads, reads, checks, errs, opens)
"""What members do, by their ranks."""


async def busy(member: Member, until: Callable[[], bool], pause: float = 0.0) -> int:
    """Works as its rank has it, until it is time; how often it came to an end."""
    work, done = WORK[member.rank % len(WORK)], 0
    while not until():
        await work(member)
        done += 1
        await asyncio.sleep(random.uniform(0, pause))
    return done

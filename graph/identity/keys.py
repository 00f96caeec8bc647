"""
The keys that an issuer signs with: found by discovery, kept, and asked for again when they turn.

Known keys check tokens without a word to the issuer; old ones are asked for again behind the requests. A token signed
with an unknown key makes everybody wait for one and the same question, and questions are counted: tokens that nobody
signed cannot turn the service against the issuer.
"""

import asyncio
import logging
import time
from collections.abc import Callable, Mapping
from typing import Any, Protocol
from urllib.parse import urlsplit

from jwt import PyJWK, PyJWTError

from graph.identity.issuer import Issuer
from graph.identity.strength import public_fault

FRESH = 5 * 60
"""Seconds after which keys are asked for again, while those that are known still serve."""
STALE = 6 * 3600
"""Seconds after which keys serve no more: an issuer that does not answer for so long may have taken them back."""
QUESTIONS = 10
"""Asked at once; then one more every EVERY seconds."""
EVERY = 1.0
MOST_KEYS = 100
LONGEST_KID = 300
DISCOVERY = "/.well-known/openid-configuration"
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})

log = logging.getLogger("poincon.identity")


class Unreachable(Exception):
    """An issuer that does not answer, in French for the operator."""


class Unfit(Exception):
    """An issuer whose answer cannot be used: another name, no key that is strong enough."""


class Fetch(Protocol):
    """What asks an address for its JSON. Raises Unreachable."""

    async def __call__(self, url: str) -> Any:
        """The JSON of an answer."""


class Keys:
    """The keys of one issuer, for the life of the service."""

    def __init__(
        self, issuer: Issuer, fetch: Fetch, *, secure: bool = True, clock: Callable[[], float] = time.monotonic
    ) -> None:
        """`secure` asks for https everywhere; without it, http is taken on the loopback too."""
        self._issuer, self._fetch, self._secure, self._clock = issuer, fetch, secure, clock
        self._keys: dict[tuple[str | None, str], PyJWK] = {}
        self._asked_at: float | None = None
        self._address: str | None = None
        self._asking: asyncio.Task[None] | None = None
        self._left, self._counted_at = float(QUESTIONS), clock()

    async def key(self, kid: str | None, algorithm: str) -> PyJWK | None:
        """
        The key of this name for an algorithm; without a name, the only one for it. None where the issuer has none.

        Raises Unreachable where the issuer would have to be asked and does not answer, Unfit where its answer does not
        do.
        """
        age = self._age()
        if age > STALE:
            self._keys = {}
            await self._ask()
        elif age > FRESH:
            self._ask_behind()
        found = self._found(kid, algorithm)
        while found is None and self._may_ask():
            joined = self._asking is not None
            await self._ask()
            found = self._found(kid, algorithm)
            if not joined:  # a question that was under way may have been answered before the keys turned
                break
        return found

    async def warm(self) -> None:
        """Asks for the keys before the first token comes. Raises Unreachable or Unfit."""
        await self._ask()

    def _age(self) -> float:
        return float("inf") if self._asked_at is None else self._clock() - self._asked_at

    def _found(self, kid: str | None, algorithm: str) -> PyJWK | None:
        if kid is not None:
            return self._keys.get((kid, algorithm))
        fitting = [key for (_, known), key in self._keys.items() if known == algorithm]
        return fitting[0] if len(fitting) == 1 else None

    def _may_ask(self) -> bool:
        """Whether there is a question to join, or one left to ask."""
        now = self._clock()
        self._left = min(float(QUESTIONS), self._left + (now - self._counted_at) / EVERY)
        self._counted_at = now
        return self._asking is not None or self._left >= 1

    async def _ask(self) -> None:
        """Joins the question under way, or asks one where there is one left."""
        if not self._may_ask():
            raise Unreachable(f"L’émetteur {self._issuer.url} ne répond pas.")
        await asyncio.shield(self._question())

    def _ask_behind(self) -> None:
        if self._asking is None and self._may_ask():
            self._question()

    def _question(self) -> asyncio.Task[None]:
        if self._asking is None:
            self._left -= 1
            self._asking = asyncio.create_task(self._renew())
            self._asking.add_done_callback(_told)
        return self._asking

    async def _renew(self) -> None:
        try:
            if self._address is None:
                self._address = await self._discovered()
            self._keys = self._usable(await self._fetch(self._address))
            self._asked_at = self._clock()
        except (Unreachable, Unfit):
            self._address = None
            raise
        finally:
            self._asking = None

    async def _discovered(self) -> str:
        told = await self._fetch(self._issuer.url.rstrip("/") + DISCOVERY)
        if not isinstance(told, Mapping) or told.get("issuer") != self._issuer.url:
            raise Unfit(f"{self._issuer.url} ne se nomme pas ainsi dans sa découverte : corrigez « url ».")
        address = told.get("jwks_uri")
        if not isinstance(address, str) or not trusted_address(address, secure=self._secure):
            raise Unfit(f"{self._issuer.url} donne ses clés à une adresse sans TLS, ou n’en donne pas.")
        return address

    def _usable(self, told: Any) -> dict[tuple[str | None, str], PyJWK]:
        """The keys that are strong enough, under their names and algorithms. Raises Unfit where there is none."""
        listed = told.get("keys") if isinstance(told, Mapping) else None
        usable: dict[tuple[str | None, str], PyJWK] = {}
        faults: list[str] = []
        for jwk in (listed if isinstance(listed, list) else [])[:MOST_KEYS]:
            if not isinstance(jwk, dict) or jwk.get("use", "sig") != "sig" or not _named(jwk.get("kid")):
                continue
            for algorithm in self._issuer.algorithms:
                if jwk.get("alg", algorithm) != algorithm:
                    continue
                key, fault = _read(jwk, algorithm)
                if key is not None:
                    usable.setdefault((jwk.get("kid"), algorithm), key)
                elif fault:
                    faults.append(fault)
        if not usable:
            why = f" ({faults[0]})" if faults else ""
            raise Unfit(f"{self._issuer.url} ne publie aucune clé assez forte pour « algorithms »{why}.")
        return usable


def trusted_address(url: str, *, secure: bool) -> bool:
    """Whether an address keeps what it answers from being changed on the way: TLS, or, to try out, this machine."""
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return False
    if host is None or parts.username is not None:
        return False
    return parts.scheme == "https" or (not secure and parts.scheme == "http" and host in LOOPBACK)


def _named(kid: Any) -> bool:
    return kid is None or (isinstance(kid, str) and len(kid) <= LONGEST_KID)


def _read(jwk: dict[str, Any], algorithm: str) -> tuple[PyJWK | None, str | None]:
    try:
        key = PyJWK(jwk, algorithm)
    except PyJWTError:
        return None, None
    fault = public_fault(key.key, algorithm)
    return (None, fault) if fault else (key, None)


def _told(task: asyncio.Task[None]) -> None:
    """Tells the operator of a question without a good answer; the keys that are known go on serving."""
    if not task.cancelled() and (error := task.exception()) is not None:
        log.warning("%s", error)

"""The settings of a process, read once from its environment."""

import ipaddress
import os
import re
import secrets
from collections.abc import Mapping, Sequence
from datetime import date
from enum import Enum
from pathlib import Path
from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict

from commands.identity import Identity, IdentityError, read_identity
from commands.logs import LogForm
from commands.metrics import MetricsAddress, address_of
from graph.identity.strength import fault_of, secret_fault
from graph.transport.proxies import Network
from resolvers.shared.rations import RATIONS, Ration
from rules.papers.passport import PassportSites

ROOT = Path(__file__).resolve().parent.parent
LONGEST_SITE = 120
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_SITE = re.compile(r"(https?://)?[a-z0-9-]+(\.[a-z0-9-]+)+(/[\w./%?=&#~+-]*)?", re.IGNORECASE | re.ASCII)
_HOST = re.compile(r"[a-z0-9]([a-z0-9.-]*[a-z0-9])?|\[?[0-9a-f:]*:[0-9a-f:.]*\]?", re.ASCII)
_ORIGIN = re.compile(r"https?://[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:[0-9]{1,5})?")


class Mode(Enum):
    """How much is allowed for trying out."""

    DEMONSTRATION = "demonstration"
    PRODUCTION = "production"


class SettingsError(Exception):
    """Why the environment does not do, in French, for the operator."""


class Settings(BaseModel):
    """Everything that a deployment decides. Each text variable NAME may be given as NAME_FILE, a path to a file."""

    model_config = ConfigDict(frozen=True)

    mode: Mode
    mongodb_url: str | None
    """None: the embedded store."""
    database: str
    driver: Literal["motor", "pymongo"]
    folder: Path
    """Where the embedded store and the demonstration's secrets are kept."""
    token_key: str | None
    """None: the tokens of trusted issuers alone are taken."""
    token_algorithms: tuple[str, ...]
    token_issuer: str
    journal_key: str
    identity: Identity = Identity()
    """The issuers that are trusted, and what administrators may borrow (commands/identity)."""
    base_url: str | None
    hosts: tuple[str, ...] = ()
    """The names that the service answers to beside those of its own addresses (graph/transport/hosts)."""
    origins: tuple[str, ...] = ()
    """Origins of the browsers that may ask as somebody (graph/transport/origins)."""
    proxies: tuple[Network, ...] = ()
    """Who is believed when it says for whom it asks (graph/transport/connections)."""
    rations: Mapping[Ration, int] = RATIONS
    """What a client may ask for in a while (resolvers/shared/rations)."""
    logs: LogForm = "text"
    """How the lines of the log are written (commands/logs)."""
    metrics: MetricsAddress | None = None
    """Where Prometheus reads the figures; None: nowhere (commands/metrics)."""
    passport_sites: tuple[PassportSites, ...] = ()
    """Where models of the passport are found, list by list (LET-06)."""
    signing_keys: tuple[str, ...] = ()
    """The secrets that certificates are signed with: the present one, then those before it."""
    backup_recipients: tuple[str, ...] = ()
    """The public keys of age that exports are encrypted for."""
    backup_identities: tuple[str, ...] = ()
    """The secret keys of age that encrypted exports are read with."""

    @classmethod
    def read(cls, environment: Mapping[str, str] | None = None) -> Self:
        """The settings of an environment, by default this process's. Raises SettingsError."""
        given = _Environment(os.environ if environment is None else environment)
        mode = _choice(given, "POINCON_MODE", "demonstration", [item.value for item in Mode])
        driver = _choice(given, "POINCON_DRIVER", "motor", ["motor", "pymongo"])
        folder = Path(given.get("POINCON_STORE") or ROOT / ".store")
        production = mode == Mode.PRODUCTION.value
        url = given.get("MONGODB_URL")
        if production and url is None:
            raise SettingsError("En production, MONGODB_URL est demandé : le magasin embarqué n’y sert pas.")
        if production and given.get("POINCON_DEMONSTRATION"):
            raise SettingsError("Le mode démonstration ne s’ouvre pas en production : retirez POINCON_DEMONSTRATION.")
        issuer = given.get("POINCON_TOKEN_ISSUER") or "poincon"
        identity = _identity(given.get("POINCON_IDENTITY"), issuer, secure=production)
        algorithms = tuple((given.get("POINCON_TOKEN_ALGORITHMS") or "HS256").replace(" ", "").split(","))
        token_key, journal_key = given.get("POINCON_TOKEN_KEY"), given.get("POINCON_JOURNAL_KEY")
        if production and token_key is None and not identity.issuers:
            raise SettingsError("En production, POINCON_TOKEN_KEY est demandé, ou POINCON_IDENTITY avec un émetteur.")
        if production and journal_key is None:
            raise SettingsError("En production, POINCON_JOURNAL_KEY est demandé.")
        if not production and "HS256" not in algorithms:
            raise SettingsError("La démonstration signe ses propres jetons : POINCON_TOKEN_ALGORITHMS y garde HS256.")
        token_key = token_key or (None if production else kept_secret(folder, "token_key"))
        journal_key = journal_key or kept_secret(folder, "journal_key")
        _check_keys(token_key, algorithms, journal_key)
        return cls(
            mode=Mode(mode),
            mongodb_url=url,
            database=given.get("POINCON_DATABASE") or "poincon",
            driver=driver,
            folder=folder,
            token_key=token_key,
            token_algorithms=algorithms,
            token_issuer=issuer,
            journal_key=journal_key,
            identity=identity,
            base_url=given.get("POINCON_BASE_URL"),
            hosts=_hosts(given.get("POINCON_HOSTS")),
            origins=_origins(given.get("POINCON_ORIGINS"), secure=production),
            proxies=_proxies(given.get("POINCON_PROXIES")),
            rations=_rations(given.get("POINCON_RATIONS")),
            logs=_choice(given, "POINCON_LOGS", "text", ["text", "json"]),
            metrics=_metrics(given.get("POINCON_METRICS")),
            passport_sites=_passport_sites(given.get("POINCON_PASSPORT_SITES")),
            signing_keys=_signing_keys(given),
            backup_recipients=_age_keys(given, "POINCON_BACKUP_RECIPIENTS", "age1"),
            backup_identities=_age_keys(given, "POINCON_BACKUP_IDENTITY", "AGE-SECRET-KEY-1"),
        )

    @property
    def demonstration(self) -> bool:
        """Whether tokens may set the business date and the demonstration data are loaded."""
        return self.mode is Mode.DEMONSTRATION


def kept_secret(folder: Path, name: str) -> str:
    """A secret of the demonstration, drawn once and kept in its folder, readable by its owner alone."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="utf-8")
    secret = secrets.token_urlsafe(48)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(secret)
    return secret


class _Environment:
    def __init__(self, environment: Mapping[str, str]) -> None:
        self._environment = environment

    def get(self, name: str) -> str | None:
        path = self._environment.get(f"{name}_FILE")
        if path:
            try:
                return Path(path).read_text(encoding="utf-8").strip()
            except OSError as error:
                raise SettingsError(f"{name}_FILE ne peut pas être lu : {error.strerror}.") from None
        return self._environment.get(name) or None


def _choice(given: _Environment, name: str, default: str, choices: list[str]) -> Any:
    value = given.get(name) or default
    if value not in choices:
        raise SettingsError(f"{name} est l’un de : {', '.join(choices)}.")
    return value


def _origins(listed: str | None, *, secure: bool) -> tuple[str, ...]:
    origins = tuple(item.strip().lower() for item in (listed or "").split(",") if item.strip())
    for origin in origins:
        if not _ORIGIN.fullmatch(origin) or (secure and not origin.startswith("https://")):
            scheme = "https://" if secure else "http:// ou https://"
            what = f"{scheme}, un nom, un port au besoin, rien après"
            raise SettingsError(f"POINCON_ORIGINS : « {origin} » n’est pas une origine ({what}).")
    return origins


def _proxies(listed: str | None) -> tuple[Network, ...]:
    try:
        return tuple(ipaddress.ip_network(item.strip()) for item in (listed or "").split(",") if item.strip())
    except ValueError:
        text = "attend des adresses ou des réseaux séparés par des virgules (10.0.0.4, 10.1.0.0/16)"
        raise SettingsError(f"POINCON_PROXIES {text}.") from None


def _metrics(text: str | None) -> MetricsAddress | None:
    if text is None:
        return None
    address = address_of(text)
    if address is None:
        raise SettingsError(f"POINCON_METRICS : « {text[:80]} » n’est pas une adresse et son port (127.0.0.1:9464).")
    return address


def _rations(listed: str | None) -> Mapping[Ration, int]:
    """The rations, those of an operator in place of the usual ones: « VISITOR_REQUESTS=600, FILES=0 »; 0 is no end."""
    rations = dict(RATIONS)
    for item in filter(None, (part.strip() for part in (listed or "").split(","))):
        name, _, amount = (part.strip() for part in item.partition("="))
        if name not in Ration.__members__ or not (amount.isascii() and amount.isdecimal()):
            known = ", ".join(Ration.__members__)
            raise SettingsError(f"POINCON_RATIONS : « {item[:80]} » n’est pas une ration (NOM=nombre ; {known}).")
        rations[Ration[name]] = int(amount)
    return {ration: amount for ration, amount in rations.items() if amount}


def _signing_keys(given: _Environment) -> tuple[str, ...]:
    """The present key first, then those before it: one a line, or between blanks."""
    keys = tuple((given.get("POINCON_SIGNING_KEYS") or "").split())
    if fault := next(filter(None, map(secret_fault, keys)), None):
        raise SettingsError(f"POINCON_SIGNING_KEYS : {fault}")
    return keys


def _age_keys(given: _Environment, name: str, beginning: str) -> tuple[str, ...]:
    """Keys, one a line or between blanks; lines that begin with # are remarks, as age's own files have them."""
    lines = (given.get(name) or "").splitlines()
    keys = tuple(key for line in lines if not line.startswith("#") for key in line.replace(",", " ").split())
    if not all(key.startswith(beginning) for key in keys):
        raise SettingsError(f"{name} : une clé d’age est attendue ({beginning}…).")
    return keys


def _passport_sites(listed: str | None) -> tuple[PassportSites, ...]:
    """Lists from a day on, one a line or after a semicolon: « 2026-01-01 a.example b.example/modeles; 2027-01-01 »."""
    lists: list[PassportSites] = []
    for line in filter(None, (item.split() for item in re.split(r"[;\n]", listed or ""))):
        day, *sites = line
        if not _DAY.fullmatch(day):
            raise SettingsError(f"POINCON_PASSPORT_SITES : « {day} » n’est pas un jour (2026-01-31).")
        for site in sites:
            if len(site) > LONGEST_SITE or not _SITE.fullmatch(site):
                text = "n’est pas l’adresse d’un site, sans blanc ni point-virgule"
                raise SettingsError(f"POINCON_PASSPORT_SITES : « {site[:80]} » {text}.")
        try:
            lists.append(PassportSites(since=date.fromisoformat(day), sites=tuple(sites)))
        except ValueError:
            raise SettingsError(f"POINCON_PASSPORT_SITES : « {day} » n’est pas un jour (2026-01-31).") from None
    if len({item.since for item in lists}) < len(lists):
        raise SettingsError("POINCON_PASSPORT_SITES : deux listes commencent le même jour.")
    return tuple(lists)


def _hosts(listed: str | None) -> tuple[str, ...]:
    hosts = tuple(item.strip().lower() for item in (listed or "").split(",") if item.strip())
    for host in hosts:
        if not _HOST.fullmatch(host):
            raise SettingsError(f"POINCON_HOSTS : « {host[:80]} » n’est pas un nom de machine, sans port ni adresse.")
    return tuple(host.strip("[]") for host in hosts)


def _identity(path: str | None, own_issuer: str, *, secure: bool) -> Identity:
    if path is None:
        return Identity()
    try:
        return read_identity(Path(path), own_issuer, secure=secure)
    except IdentityError as error:
        raise SettingsError(f"POINCON_IDENTITY, {path} : {error}") from None


def _check_keys(token_key: str | None, algorithms: Sequence[str], journal_key: str) -> None:
    """Refuses what is weak or mixed."""
    if token_key is not None and (fault := fault_of(token_key, algorithms)):
        raise SettingsError(f"POINCON_TOKEN_KEY, POINCON_TOKEN_ALGORITHMS : {fault}")
    if fault := secret_fault(journal_key):
        raise SettingsError(f"POINCON_JOURNAL_KEY : {fault}")
    if token_key == journal_key:
        raise SettingsError("POINCON_TOKEN_KEY et POINCON_JOURNAL_KEY sont la même clé : tirez-en deux.")

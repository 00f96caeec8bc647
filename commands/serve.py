"""`poincon serve`: the API over its store, the data of a first start included."""

import argparse
import asyncio
import contextlib
import json
import sys
from typing import Any
from urllib.parse import urlsplit

import uvicorn

from commands.logs import start_logs
from commands.metrics import MetricsUnserved, metrics_served
from commands.opening import open_store
from commands.settings import ROOT, Settings, SettingsError
from commands.token import demonstration_token
from commands.traces import TracesUnsent, traces_sent
from commands.workers import end_with_parent, listening_to, serve_with
from documents.pdf import office
from graph.identity.asking import Asking
from graph.identity.keys import Keys, Unfit, Unreachable
from graph.transport.app import application
from graph.transport.connections import open_files, server_config
from graph.transport.explorer import Explorer
from graph.transport.hosts import LOOPBACK
from graph.transport.listening import Listening
from graph.transport.service import Service
from graph.transport.tokens import TokenReader, Trusted
from repositories.errors import StoreError
from repositories.store import Store
from resolvers.demonstration.loading import load_demonstration
from resolvers.document.printing import keep_printing
from resolvers.shared.house import House
from resolvers.shared.lookout import keep_watch
from resolvers.shared.pace import settled
from resolvers.shared.press import Press
from resolvers.shared.stopping import stopped
from resolvers.statement.shipping import load_shipped
from rules.access.viewer import Role
from rules.base.calendar import utc_now

EXAMPLES = ROOT / "examples" / "operations"


def add(commands: Any) -> None:
    """Adds the command to the command line."""
    parser = commands.add_parser("serve", help="servir l’API")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--workers", type=int, default=1, metavar="N", help="le nombre de processus qui servent")
    parser.add_argument("--socket", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--kept", action="store_true", help=argparse.SUPPRESS)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Serves until told to stop. Raises SettingsError when the port is taken."""
    settings = Settings.read()
    start_logs(settings.logs)
    try:
        return _run(arguments, settings)
    except (MetricsUnserved, TracesUnsent) as error:
        raise SettingsError(str(error)) from None


def _run(arguments: argparse.Namespace, settings: Settings) -> int:
    host, port = arguments.host, arguments.port
    if arguments.workers > 1:
        base_url = settings.base_url or f"http://{host}:{port}"
        _say("Ouverture du magasin de données…")
        code = serve_with(
            settings, arguments.workers, host, port, _first_data, lambda: _announce(base_url, explorer_of(settings))
        )
        _say("Arrêté.")
        return code
    alone = arguments.socket is None
    if alone:
        listening, metrics = listening_to(host, port), settings.metrics
    else:
        end_with_parent()
        listening, metrics = Listening(fileno=arguments.socket), None  # whoever started a worker serves its figures
    with listening, traces_sent(), metrics_served(metrics), contextlib.suppress(asyncio.CancelledError):
        asyncio.run(_serve(settings, host, port, listening, alone=alone, kept=arguments.kept))
    return 0


async def _serve(settings: Settings, host: str, port: int, listening: Listening, *, alone: bool, kept: bool) -> None:
    """Serves, and says so where it is `alone`; otherwise it is a worker of one that may have `kept` the store."""
    base_url = settings.base_url or f"http://{host}:{port}"
    if alone:
        _say("Ouverture du magasin de données…")
    async with open_store(settings, kept=kept) as store:
        await _first_data(store, settings)
        asking = Asking()
        reader = await reader_of(settings, asking)
        explorer = explorer_of(settings)
        press = Press() if office() is not None else None
        house = House(
            store,
            base_url=base_url,
            rations=settings.rations,
            passport_sites=settings.passport_sites,
            secret=settings.journal_key.encode(),
            press=press,
            signing=[key.encode() for key in settings.signing_keys],
        )
        service = Service(house, reader, lending=settings.identity.impersonation, explorer=explorer)
        hosts = hosts_of(settings, host, base_url)
        app = application(service, close=asking.close, origins=settings.origins, hosts=hosts)
        open_files()
        server = uvicorn.Server(server_config(app, proxies=settings.proxies))
        serving = asyncio.create_task(server.serve(sockets=[listening]))
        watching = asyncio.create_task(keep_watch(house)) if settings.metrics is not None else None
        printing = asyncio.create_task(keep_printing(store, press, utc_now)) if press is not None else None
        while not server.started and not serving.done():
            await asyncio.sleep(0.02)
        settled()
        if server.started and alone:
            _announce(base_url, explorer)
        try:
            await serving
        finally:
            await _ended(*filter(None, (printing, watching)))
    if alone:
        _say("Arrêté.")


async def reader_of(settings: Settings, asking: Asking) -> TokenReader:
    """
    What reads tokens, the keys of every issuer asked for; one that does not answer yet is told, and asked again later.

    Raises SettingsError for one whose answer can never do: another name, no key that is strong enough.
    """
    secure = not settings.demonstration
    trusted = {item.url: Trusted(item, Keys(item, asking, secure=secure)) for item in settings.identity.issuers}
    for known in trusted.values():
        try:
            await known.keys.warm()
        except Unfit as error:
            raise SettingsError(f"POINCON_IDENTITY : {error}") from None
        except Unreachable as error:
            _say(f"Attention : {error} Ses jetons seront acceptés dès qu’il répondra.")
    key, algorithms = settings.token_key, settings.token_algorithms
    return TokenReader(key, algorithms, settings.token_issuer, settings.demonstration, trusted)


def hosts_of(settings: Settings, host: str, base_url: str) -> tuple[str, ...]:
    """
    The names that the service answers to: in the demonstration, whose page gives a token to whoever reads it, this
    machine's, that of its address and those that the operator lists; in production, any, unless some are listed.
    """
    if not settings.demonstration and not settings.hosts:
        return ()
    return (*LOOPBACK, host, urlsplit(base_url).hostname or host, *settings.hosts)


async def _ended(*aside: "asyncio.Task[None]") -> None:
    """Ends what is done beside the requests: another process or the next start goes on with it."""
    await stopped(*aside)
    for task in aside:
        with contextlib.suppress(asyncio.CancelledError, StoreError):
            task.result()


async def _first_data(store: Store, settings: Settings) -> None:
    """The branch's certifications, and the demonstration data where they belong; nothing on a second start."""
    loaded = await load_shipped(store, ROOT / "data", utc_now(), _progress)
    if loaded:
        _say(f"{loaded} objets de la branche chargés.")
    if settings.demonstration and await load_demonstration(store, ROOT / "data" / "demonstration.toml", utc_now()):
        _say("Données de démonstration chargées.")


def explorer_of(settings: Settings) -> Explorer:
    """The explorer's example operations, with a token for each role in demonstration mode."""
    index = json.loads((EXAMPLES / "index.json").read_text(encoding="utf-8"))
    examples = [
        {
            "name": item["name"],
            "role": item.get("role", ""),
            "query": (EXAMPLES / item["file"]).read_text(encoding="utf-8"),
            "variables": item.get("variables", {}),
        }
        for item in index
    ]
    tokens = [
        {"role": role.value, "label": role.value, "token": demonstration_token(settings, role)}
        for role in Role
        if settings.demonstration
    ]
    logins = [
        {
            "name": issuer.name,
            "issuer": issuer.url,
            "client": issuer.explorer.client,
            "scopes": issuer.explorer.scopes,
            "resource": issuer.explorer.resource or "",
        }
        for issuer in settings.identity.issuers
        if issuer.explorer is not None
    ]
    return Explorer(examples, tokens, logins)


def _announce(base_url: str, explorer: Explorer) -> None:
    _say(f"API        {base_url}/graphql (GraphiQL dans un navigateur)")
    _say(f"Partenaires {base_url}/federation")
    if explorer.tokens:
        _say("Un jeton de démonstration par rôle (Authorization: Bearer …), valable 30 jours :")
        for token in explorer.tokens:
            _say(f"{token['role']:<16} {token['token']}")
    _say("Prêt. Ctrl-C pour arrêter.")


def _progress(done: int, total: int) -> None:
    end = "\n" if done == total else "\r"
    print(f"Chargement des certifications : {done}/{total}", end=end, flush=True)


def _say(text: str) -> None:
    print(text, flush=True)
    sys.stdout.flush()

"""GraphQL over HTTP: what the specification asks of a server, both media types, GET and POST."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import orjson
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from graph.transport.admission import Place
from graph.transport.body import body_of
from graph.transport.engine import Chosen, Engine
from graph.transport.errors import as_service_error, formatted, headers_of, refusal, refusal_of, retry_header, status_of
from graph.transport.metrics import OPERATIONS
from graph.transport.presence import while_there
from graph.transport.service import Asker, Service
from graph.transport.watching import LONGEST_NAME, seen
from resolvers.shared.deadline import within
from resolvers.shared.errors import ErrorCode, ServiceError
from resolvers.shared.watching import span

GRAPHQL_JSON = "application/graphql-response+json"
JSON = "application/json"


class HttpRefusal(Exception):
    """A request that is no GraphQL request: an HTTP status, a message, headers."""

    def __init__(self, status: int, message: str, headers: dict[str, str] | None = None) -> None:
        super().__init__(message)
        self.status, self.message, self.headers = status, message, headers or {}


@dataclass(frozen=True)
class Asked:
    """The parameters of a well-formed GraphQL request."""

    query: str
    variables: dict[str, Any]
    operation_name: str | None


class Endpoint:
    """One GraphQL endpoint of the ASGI application."""

    def __init__(self, engine: Engine, service: Service) -> None:
        self._engine, self._service = engine, service

    async def __call__(self, request: Request) -> Response:
        """Answers one request."""
        request_id = seen().request_id
        try:
            media_type = _negotiated(request)
        except HttpRefusal as refused:
            return _response(refused.status, _plain(refused.message, request_id), JSON, refused.headers)
        try:
            _check_form(request)
            asker = await self._service.asker(request)
            asked = await self._asked(request)
        except HttpRefusal as refused:
            return _response(refused.status, _plain(refused.message, request_id), media_type, refused.headers)
        except ClientDisconnect:
            return Response(status_code=400)  # nobody reads it
        except Exception as error:
            return _failed(error, request_id, media_type)
        try:
            async with while_there(request) as stay, self._service.places.of(asker.client) as place:
                return await self._answer(request, asker, asked, media_type, request_id, stay, place)
        except ClientDisconnect:
            return Response(status_code=400)
        except Exception as error:
            return _failed(error, request_id, media_type)

    async def _answer(
        self,
        request: Request,
        asker: Asker,
        asked: Asked,
        media_type: str,
        request_id: str,
        stay: Callable[[], None],
        place: Place,
    ) -> Response:
        prepared = await self._engine.prepare(asked.query)
        rejected = 400 if media_type == GRAPHQL_JSON else 200
        if prepared.refusal is not None:
            return _response(rejected, {"errors": [refusal(prepared.refusal, request_id)]}, media_type)
        if prepared.document is None:
            return _response(rejected, {"errors": formatted(prepared.errors, request_id)}, media_type)
        chosen = self._engine.chosen(prepared.document, asked.operation_name)
        _note(chosen)
        if request.method == "GET" and chosen.is_mutation:
            return _response(
                405, _plain("Une mutation se demande par POST.", request_id), media_type, {"Allow": "POST"}
            )
        cost = self._engine.cost(prepared.document, asked.variables, asked.operation_name)
        limits = self._service.limits
        await place.take(dear=cost.announced > limits.dear)
        if chosen.is_mutation:
            stay()  # what has begun to be written is written, or not, whoever is there to read it
        with _watched(chosen):
            async with within(limits.mutation_seconds if chosen.is_mutation else limits.seconds):
                context = await self._service.context(asker)
                result = await self._engine.run(prepared.document, asked.variables, asked.operation_name, cost, context)
        body: dict[str, Any] = {}
        if result.errors:
            body["errors"] = formatted(result.errors, request_id)
        started = result.data is not None or not result.errors or any(error.path for error in result.errors)
        if started:
            body["data"] = result.data
        body["extensions"] = {"cost": cost, "requestId": request_id}
        headers = retry_header(map(as_service_error, result.errors or ()))
        return _response(200 if started else rejected, body, media_type, headers)

    async def _asked(self, request: Request) -> Asked:
        if request.method == "GET":
            return _asked(dict(request.query_params), text=True)
        limits = self._service.limits
        try:
            body = orjson.loads(await body_of(request, limits.body_bytes, limits.body_seconds))
        except ValueError:
            raise HttpRefusal(400, "Le corps n’est pas du JSON en UTF-8.") from None
        if isinstance(body, list):
            raise HttpRefusal(400, "Une requête à la fois : les lots ne sont pas acceptés.")
        if not isinstance(body, dict):
            raise HttpRefusal(400, "Le corps est attendu sous la forme d’un objet JSON.")
        return _asked(body, text=False)


def _note(chosen: Chosen) -> None:
    """Notes which operation runs, for whoever watches."""
    mine = seen()
    mine.type, mine.operation, mine.name = chosen.type, chosen.field, (chosen.name or "")[:LONGEST_NAME] or None


@contextmanager
def _watched(chosen: Chosen) -> Iterator[None]:
    """Times an operation, in a span of its own."""
    began = time.perf_counter()
    try:
        with span(f"{chosen.type} {chosen.field}", type=chosen.type, operation=chosen.field):
            yield
    finally:
        OPERATIONS.labels(chosen.type, chosen.field).observe(time.perf_counter() - began)


def _check_form(request: Request) -> None:
    """Raises HttpRefusal for what cannot be a GraphQL request, before anything of it is read."""
    if request.method == "GET":
        return
    if request.method != "POST":
        raise HttpRefusal(405, "GraphQL se demande par GET ou POST.", {"Allow": "GET, POST"})
    content_type, _, parameters = request.headers.get("content-type", "").partition(";")
    if content_type.strip().lower() != JSON:
        raise HttpRefusal(415, f"Le corps est attendu en {JSON}.", {"Accept-Post": JSON})
    charset = parameters.lower().partition("charset=")[2].strip(' "')
    if charset not in {"", "utf-8", "utf8"}:
        raise HttpRefusal(415, "Le corps est attendu en UTF-8.")


def _failed(error: Exception, request_id: str, media_type: str) -> Response:
    """The answer to a request that came to nothing."""
    known = refusal_of(error, request_id)
    return _response(status_of(known), {"errors": [refusal(known, request_id)]}, media_type, headers_of(known))


def _asked(given: dict[str, Any], *, text: bool) -> Asked:
    query, operation_name = given.get("query"), given.get("operationName")
    if not isinstance(query, str) or not query.strip():
        raise HttpRefusal(400, "« query » est attendu : le texte d’une requête GraphQL.")
    if operation_name is not None and not isinstance(operation_name, str):
        raise HttpRefusal(400, "« operationName » est attendu sous forme de texte.")
    variables = _object(given.get("variables"), "variables", text=text)
    _object(given.get("extensions"), "extensions", text=text)
    return Asked(query, variables, operation_name or None)


def _object(value: Any, name: str, *, text: bool) -> dict[str, Any]:
    if text and isinstance(value, str):
        try:
            value = orjson.loads(value) if value else None
        except ValueError:
            raise HttpRefusal(400, f"« {name} » n’est pas du JSON.") from None
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise HttpRefusal(400, f"« {name} » est attendu sous la forme d’un objet JSON.")
    return value


def _negotiated(request: Request) -> str:
    """The media type of the answer; JSON for clients that do not say. Raises 406 when none is acceptable."""
    accepted = request.headers.get("accept", "").lower()
    if not accepted.strip():
        return JSON
    ranked = []
    for rank, part in enumerate(accepted.split(",")):
        name, *parameters = (piece.strip() for piece in part.split(";"))
        quality = next((parameter[2:] for parameter in parameters if parameter.startswith("q=")), "1")
        try:
            weight = float(quality)
        except ValueError:
            weight = 0.0
        if weight > 0:
            ranked.append((-weight, rank, name))
    for _, _, name in sorted(ranked):
        if name == GRAPHQL_JSON:
            return GRAPHQL_JSON
        if name in {JSON, "application/*", "*/*"}:
            return JSON
    raise HttpRefusal(406, f"La réponse existe en {GRAPHQL_JSON} et en {JSON}.")


def _plain(message: str, request_id: str) -> dict[str, Any]:
    return {"errors": [refusal(ServiceError(ErrorCode.BAD_REQUEST, message), request_id)]}


def _response(status: int, body: Any, media_type: str, headers: dict[str, str] | None = None) -> Response:
    return Response(
        orjson.dumps(body),
        status_code=status,
        headers={"Content-Type": f"{media_type}; charset=utf-8", "Cache-Control": "no-store", **(headers or {})},
    )

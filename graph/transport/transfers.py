"""Files outside GraphQL: issued documents and uploaded papers, with the same rights as what they are about."""

import asyncio
from collections.abc import Awaitable, Callable
from urllib.parse import quote

from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response, StreamingResponse

from graph.schema.base.bind import check_access
from graph.schema.base.relay import global_id
from graph.transport.body import Memory, body_of
from graph.transport.errors import refusal_of, refused
from graph.transport.service import Asker, Service
from graph.transport.watching import seen
from resolvers.document import packs
from resolvers.document import reading as documents
from resolvers.file import files
from resolvers.shared.errors import ErrorCode, ServiceError, invalid_input
from rules.file.file import LARGEST

_MISSING = 404
_OVER = ServiceError(ErrorCode.FORBIDDEN, "Ce lien n’est plus valable : demandez-en un autre (downloadUrl).")
LINK = "lien"
"""The parameter of an address that a signed link stands in (resolvers.shared.links)."""


class Transfers:
    """The routes that carry bytes."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._memory = Memory(service.limits.upload_bytes, service.limits.patience)

    async def document(self, request: Request) -> Response:
        """An issued document; 404 where it does not exist for the viewer (GTP-06, JUR-08), 403 where a link is over."""
        key, link = request.path_params["key"][:100], request.query_params.get(LINK)

        async def answer(asker: Asker) -> Response:
            if not link:
                check_access(asker.viewer, "document")
            async with self._service.working(asker) as context:
                kept = await documents.linked(context, key, link) if link else await documents.content(context, key)
            if kept is None and link:
                return refused(_OVER)
            if kept is None:
                return _missing("Ce document n’existe pas pour vous.")
            return _bytes(kept[1], kept[0].media_type, kept[0].file_name, kept[0].sha256)

        return await self._answered(request, answer)

    async def pack(self, request: Request) -> Response:
        """The file of a pack, as it comes; 404 where it does not exist for the viewer or is not ready."""
        key, link = request.path_params["key"][:100], request.query_params.get(LINK)

        async def answer(asker: Asker) -> Response:
            if not link:
                check_access(asker.viewer, "pack")
            async with self._service.working(asker) as context:
                file = await packs.linked(context, key, link) if link else await packs.file_of(context, key)
            if file is None and link:
                return refused(_OVER)
            if file is None:
                return _missing("Ce lot n’existe pas pour vous, ou son fichier n’est pas prêt.")
            return StreamingResponse(file.chunks, media_type=file.media_type, headers=_headers(file.name, file.digest))

        return await self._answered(request, answer)

    async def file(self, request: Request) -> Response:
        """An uploaded file; 404 where it does not exist for the viewer."""

        async def answer(asker: Asker) -> Response:
            check_access(asker.viewer, "file")
            async with self._service.working(asker) as context:
                kept = await files.content(context, request.path_params["key"][:100])
            if kept is None:
                return _missing("Ce fichier n’existe pas pour vous.")
            return _bytes(kept[1], kept[0].media_type, kept[0].name, kept[0].sha256)

        return await self._answered(request, answer)

    async def upload(self, request: Request) -> Response:
        """Keeps the body as a file named by `?name=`; 201 with its identifier, digest and address."""

        async def answer(asker: Asker) -> Response:
            check_access(asker.viewer, "uploadFile")
            async with self._memory.of(request, LARGEST):
                data = await body_of(request, LARGEST, self._service.limits.file_seconds)
                async with self._service.working(asker) as context:
                    if faults := await asyncio.to_thread(files.faults, data, request.headers.get("content-type")):
                        return refused(*(invalid_input(fault) for fault in faults))
                    file = await files.upload(context, request.query_params.get("name"), data)
            body = {
                "id": global_id("File", file.id),
                "name": file.name,
                "mediaType": file.media_type,
                "size": file.size,
                "sha256": file.sha256,
                "url": files.url_of(context, file),
            }
            return JSONResponse(body, status_code=201)

        return await self._answered(request, answer)

    async def _answered(self, request: Request, answer: Callable[[Asker], Awaitable[Response]]) -> Response:
        try:
            return await answer(await self._service.asker(request))
        except ClientDisconnect:
            return refused(ServiceError(ErrorCode.BAD_REQUEST, "Le fichier n’est pas arrivé entier."))
        except Exception as error:
            return refused(refusal_of(error, seen().request_id))


def _bytes(data: bytes, media_type: str, name: str, sha256: str) -> Response:
    return Response(data, media_type=media_type, headers=_headers(name, sha256))


def _headers(name: str, digest: str) -> dict[str, str]:
    return {
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}",
        "ETag": f'"{digest}"',
        "Cache-Control": "private, no-store",
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
    }


def _missing(message: str) -> Response:
    return refused(invalid_input(message), status=_MISSING)

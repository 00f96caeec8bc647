"""The schema as a text to download, for those who make clients."""

import hashlib
from functools import cache

from graphql import GraphQLSchema, print_schema
from starlette.requests import Request
from starlette.responses import Response


class SchemaText:
    """The route that serves it, the same bytes until the service is upgraded."""

    def __init__(self, schema: GraphQLSchema) -> None:
        self._text = _printed(schema)
        self._tag = f'"{hashlib.sha256(self._text).hexdigest()[:32]}"'

    async def __call__(self, request: Request) -> Response:
        """The text; 304 to whoever has it already."""
        headers = {
            "ETag": self._tag,
            "Cache-Control": "public, max-age=300",
            "Content-Disposition": 'inline; filename="schema.graphql"',
        }
        if self._known(request.headers.get("if-none-match", "")):
            return Response(status_code=304, headers=headers)
        return Response(self._text, media_type="text/plain; charset=utf-8", headers=headers)

    def _known(self, asked: str) -> bool:
        tags = [tag.strip().removeprefix("W/") for tag in asked.split(",")]
        return self._tag in tags or "*" in tags


@cache
def _printed(schema: GraphQLSchema) -> bytes:
    return (print_schema(schema) + "\n").encode()

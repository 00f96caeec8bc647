"""Papers made and read over HTTP."""

from typing import Any

from tests.support.walk import Path

QUERY = """mutation($input: GenerateDocumentInput!) { generateDocument(input: $input) {
  document { id kind fileName url size sha256 } problems { code message path rule { id } } } }"""
SIGNATORY = {"name": "Rita Responsable", "quality": "La responsable des examens"}


async def made(path: Path, actor: str, **given: Any) -> Any:
    """The payload of generateDocument."""
    return (await path.api.data(QUERY, {"input": given}, actor))["generateDocument"]


async def bytes_of(path: Path, url: str, actor: str) -> Any:
    """The answer to a download."""
    return await path.api.client.get(url, headers={"Authorization": f"Bearer {actor}"})

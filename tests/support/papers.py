"""Papers made and read over HTTP."""

import io
from datetime import date
from typing import Any

from docx import Document

from tests.support.walk import Path, centre

QUERY = """mutation($input: GenerateDocumentInput!) { generateDocument(input: $input) {
  document { id kind fileName url size sha256 } problems { code message path rule { id } } } }"""
SIGNATORY = {"name": "Rita Responsable", "quality": "La responsable des examens"}


async def made(path: Path, actor: str, **given: Any) -> Any:
    """The payload of generateDocument."""
    return (await path.api.data(QUERY, {"input": given}, actor))["generateDocument"]


async def bytes_of(path: Path, url: str, actor: str) -> Any:
    """The answer to a download."""
    return await path.api.client.get(url, headers={"Authorization": f"Bearer {actor}"})


async def printed(path: Path, day: date, **asked: Any) -> str:
    """The text of a paper of the centre, tables included, with plain blanks; the message of its refusal."""
    payload = await made(path, centre(day), **asked)
    if payload["document"] is None:
        return str(payload["problems"][0]["message"])
    answer = await bytes_of(path, payload["document"]["url"], centre(day))
    document = Document(io.BytesIO(answer.content))
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells]).replace("\xa0", " ")

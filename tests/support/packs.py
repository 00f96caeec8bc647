"""Packs made and read over HTTP."""

import io
import zipfile
from typing import Any

from tests.support.papers import SIGNATORY, bytes_of
from tests.support.walk import Path

SHOWN = """id sessionRevision format papers state done total fileName url downloadUrl failure session { number }
  documents { id kind fileName url sha256 } missing { kind part of summary rule { id } message }"""
QUERY = f"""mutation($input: GeneratePackInput!) {{ generatePack(input: $input) {{
  pack {{ {SHOWN} }} problems {{ code message path rule {{ id }} currentRevision }} }} }}"""
READ = f"query($id: ID!) {{ node(id: $id) {{ ... on Pack {{ {SHOWN} }} }} }}"


async def packed(path: Path, actor: str, **given: Any) -> Any:
    """The payload of generatePack, for the session of the path, signed by somebody unless it says otherwise."""
    asked = {"session": path.session, "signatory": SIGNATORY, **given}
    return (await path.api.data(QUERY, {"input": asked}, actor))["generatePack"]


async def pack_of(path: Path, actor: str, **given: Any) -> Any:
    """The pack, which must be made."""
    payload = await packed(path, actor, **given)
    assert payload["problems"] == [], payload["problems"]
    return payload["pack"]


async def reread(path: Path, actor: str, pack: Any) -> Any:
    """The pack as it is now."""
    return (await path.api.data(READ, {"id": pack["id"]}, actor))["node"]


async def files_of(path: Path, actor: str, pack: Any) -> dict[str, bytes]:
    """What its archive holds, by name."""
    answer = await bytes_of(path, pack["url"], actor)
    assert answer.status_code == 200, answer.text
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        assert len({name.casefold() for name in names}) == len(names)
        return {name: archive.read(name) for name in names}

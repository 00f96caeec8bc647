"""Word files as people write them, and as they should not be."""

import io
import zipfile
from collections.abc import Mapping

import docx

RELS = "word/_rels/document.xml.rels"


def plain() -> bytes:
    """A Word file with a hyperlink, as anybody writes one."""
    document = docx.Document()
    document.add_paragraph("Mon parcours")
    document.part.relate_to(
        "https://exemple.test/",
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink",
        is_external=True,
    )
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def changed(parts: Mapping[str, bytes] = {}, relation: str = "") -> bytes:
    """The same with other parts, or one relation more."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(plain())) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = parts.get(name, old.read(name))
            if relation and name == RELS:
                data = data.replace(b"</Relationships>", relation.encode() + b"</Relationships>")
            new.writestr(name, data)
        for name in parts.keys() - set(old.namelist()):
            new.writestr(name, parts[name])
    return file.getvalue()


def linked(kind: str, target: str) -> bytes:
    """The same with a relation to elsewhere."""
    base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    return changed(relation=f'<Relationship Id="rId99" Type="{base}/{kind}" Target="{target}" TargetMode="External"/>')

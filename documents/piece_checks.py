"""What an uploaded Word file or workbook must not be: a program, a bomb, something that calls out when it is opened."""

import io
import re
import zipfile
from collections.abc import Iterator

from lxml import etree

from documents.package_checks import package_faults

LARGEST_PART = 50 * 1024 * 1024
"""Bytes that one part may unpack to."""
MOST_PARTS = 2_000
_WHAT = "Le fichier"
_HYPERLINK = "/hyperlink"
_TEMPLATE = "/attachedTemplate"
_OWN_DISK = re.compile(r"^(file:///)?[A-Za-z]:|^[^:/\\]+$")
"""A template of whoever wrote it: Word names it, and finds nothing there on another machine."""


def piece_faults(data: bytes) -> list[str]:
    """What is wrong with an office file, in French; nothing of a file that is no archive."""
    if not data.startswith(b"PK\x03\x04"):
        return []
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            if len(entries) > MOST_PARTS or any(entry.file_size > LARGEST_PART for entry in entries):
                return [f"{_WHAT} est trop volumineux une fois décompressé : allégez-le."]
            content_types = archive.read("[Content_Types].xml")
            return [*package_faults(archive, content_types, _WHAT), *_calling(archive)]
    except Exception:  # a damaged archive fails in as many ways as it has bytes
        return [f"{_WHAT} est abîmé : ouvrez-le, enregistrez-le de nouveau, puis déposez-le."]


def _calling(archive: zipfile.ZipFile) -> Iterator[str]:
    """A template, an image or an object that would be fetched from elsewhere as soon as the file is opened."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    for name in archive.namelist():
        if not name.lower().endswith(".rels"):
            continue
        for relation in etree.fromstring(archive.read(name), parser).iter("{*}Relationship"):
            kind, target = relation.get("Type") or "", relation.get("Target") or ""
            outside = (relation.get("TargetMode") or "").lower() == "external" and not kind.endswith(_HYPERLINK)
            if outside and not (kind.endswith(_TEMPLATE) and _OWN_DISK.match(target)):
                yield f"{_WHAT} va chercher un modèle, une image ou un objet ailleurs : incorporez-le ou retirez-le."
                return

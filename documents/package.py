"""The .docx as a package: opened from a letterhead, written as the same bytes every time."""

import io
import zipfile
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time
from functools import lru_cache
from typing import cast
from xml.sax.saxutils import quoteattr

from docx import Document
from docx.document import Document as WordDocument
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.package import Unmarshaller
from docx.opc.packuri import PackURI
from docx.opc.part import Part, PartFactory
from docx.opc.pkgreader import PackageReader
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.package import Package

_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest instant a zip can hold: the hour of rendering must leave no trace."""
_CONTENT_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONSHIPS = "application/vnd.openxmlformats-package.relationships+xml"
_LEVEL = 6


def opened(package: bytes) -> WordDocument:
    """The document that these bytes hold. Raises what python-docx raises on anything else."""
    return Document(io.BytesIO(package))


def copied(package: bytes, *, restyled: bool = False) -> WordDocument:
    """
    The same, of a package of which many documents are made: unzipped and read once, while it is in use.

    Its styles are taken as they are, so that they cannot be changed, but where they are to be `restyled`.
    """
    made = Package()
    Unmarshaller.unmarshal(_read(package), made, PartFactory if restyled else _part)  # type: ignore[no-untyped-call]
    document = made.main_document_part.document
    if not isinstance(document, WordDocument):
        raise TypeError("no Word document")
    return document


def _part(partname: PackURI, content_type: str, reltype: str, blob: bytes, package: Package) -> Part:
    if content_type == CONTENT_TYPE.WML_STYLES:
        return cast("Part", Part.load(partname, content_type, blob, package))
    return cast("Part", PartFactory(partname, content_type, reltype, blob, package))


def styles_of(document: WordDocument) -> Mapping[str, BaseOxmlElement]:
    """The styles of a document by their identifiers, to be read only."""
    return _styles(document.part.part_related_by(RELATIONSHIP_TYPE.STYLES).blob)


@lru_cache(maxsize=16)
def _styles(blob: bytes) -> Mapping[str, BaseOxmlElement]:
    return {str(style.get(qn("w:styleId"))): style for style in parse_xml(blob).iter(qn("w:style"))}


@lru_cache(maxsize=16)
def _read(package: bytes) -> PackageReader:
    reader: PackageReader = PackageReader.from_file(io.BytesIO(package))  # type: ignore[no-untyped-call]
    return reader


def describe(document: WordDocument, *, title: str, author: str, on: date) -> None:
    """Sets what file browsers and screen readers show; created and modified on the paper's own date."""
    properties = document.core_properties
    instant = datetime.combine(on, time(), UTC).replace(tzinfo=None)
    properties.title = title[:255]
    properties.author = properties.last_modified_by = author[:255]
    properties.created = properties.modified = instant
    properties.language = "fr-FR"
    properties.revision = 1


def to_bytes(document: WordDocument) -> bytes:
    """The package in canonical form: parts in a fixed order, no clock, one compression level."""
    package = document.part.package
    if package is None:  # python-docx allows a part without a package; `opened` never makes one
        raise ValueError("Le document n’appartient à aucun fichier.")
    parts = sorted(package.iter_parts(), key=lambda part: part.partname)
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED, compresslevel=_LEVEL) as archive:
        _add(archive, "[Content_Types].xml", _content_types(parts))
        _add(archive, "_rels/.rels", package.rels.xml)
        for part in parts:
            _add(archive, part.partname.membername, part.blob)
            if len(part.rels):
                _add(archive, part.partname.rels_uri.membername, part.rels.xml)
    return written.getvalue()


def repacked(entries: Iterator[tuple[str, bytes]]) -> bytes:
    """A package made of loose entries, in the order given."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED, compresslevel=_LEVEL) as archive:
        for name, data in entries:
            _add(archive, name, data)
    return written.getvalue()


def entry(name: str) -> zipfile.ZipInfo:
    """A file of an archive that says neither when nor where it was made."""
    info = zipfile.ZipInfo(name, _EPOCH)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.create_system = 0  # the same on every operating system
    return info


def _add(archive: zipfile.ZipFile, name: str, data: bytes | str) -> None:
    archive.writestr(entry(name), data)


def _content_types(parts: list[Part]) -> str:
    lines = [
        f"<Override PartName={quoteattr(part.partname)} ContentType={quoteattr(part.content_type)}/>" for part in parts
    ]
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<Types xmlns="{_CONTENT_TYPES}"><Default Extension="rels" ContentType="{_RELATIONSHIPS}"/>'
        f"{''.join(lines)}</Types>"
    )

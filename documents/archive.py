"""An archive of papers, written as it is read: one paper in memory at a time, the same bytes every time."""

import zipfile

from documents.package import entry

_LEVEL = 1
"""A .docx is compressed already."""


class _Sink:
    """What was written since it was last asked for."""

    def __init__(self) -> None:
        self._written = bytearray()

    def write(self, data: bytes) -> int:
        """Takes bytes."""
        self._written += data
        return len(data)

    def flush(self) -> None:
        """Nothing is held back."""

    def close(self) -> None:
        """Nothing is held open."""

    def taken(self) -> bytes:
        """What was written, once."""
        written, self._written = bytes(self._written), bytearray()
        return written


class Archive:
    """A zip in the making: `add` and `end` give the bytes that come next."""

    def __init__(self) -> None:
        self._sink = _Sink()
        self._zip = zipfile.ZipFile(self._sink, "w", zipfile.ZIP_DEFLATED, compresslevel=_LEVEL)

    def add(self, name: str, data: bytes) -> bytes:
        """The bytes of one file of the archive."""
        self._zip.writestr(entry(name), data)
        return self._sink.taken()

    def end(self) -> bytes:
        """The last bytes: the list of what is in it, without which no program opens it."""
        self._zip.close()
        return self._sink.taken()

"""An archive as it is read: every file of it, in order, by one paper at a time, the same bytes every time."""

import io
import zipfile

from documents.archive import Archive

FILES = {"a.docx": b"PK" * 5000, "Éléonore-名前.docx": b"", "c.docx": bytes(range(256)) * 40}


def _written() -> list[bytes]:
    archive = Archive()
    return [*(archive.add(name, data) for name, data in FILES.items()), archive.end()]


def test_every_file_is_there_and_the_bytes_are_the_same_twice() -> None:
    first, again = b"".join(_written()), b"".join(_written())
    assert first == again
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert archive.testzip() is None
        assert {name: archive.read(name) for name in archive.namelist()} == FILES
        assert {item.date_time for item in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_what_is_cut_is_no_archive() -> None:
    """A file that a fault cuts short must not pass for whole."""
    assert not zipfile.is_zipfile(io.BytesIO(b"".join(_written()[:-1])))


def test_each_piece_comes_when_it_is_added() -> None:
    pieces = _written()
    assert all(pieces)
    assert len(pieces[0]) < len(FILES["a.docx"])

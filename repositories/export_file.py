"""
The file of an export: whole or absent, readable by its owner alone, encrypted for whom the operator names.

Encryption is that of age (age-encryption.org/v1), by pyrage: whoever writes has the recipients' public keys alone, so
that a stolen machine gives none of its former exports away.
"""

import gzip
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import pyrage

from repositories.errors import StoreError

_AGE = b"age-encryption.org/v1"


@contextmanager
def writing(file: Path, recipients: Sequence[str] = ()) -> Iterator[IO[str]]:
    """
    Lines to be compressed and, with recipients (`age1…`), encrypted; the file appears at the end, when it is whole.

    Raises StoreError on a recipient that is no key of age.
    """
    try:
        keys = [pyrage.x25519.Recipient.from_str(key) for key in recipients]
    except pyrage.RecipientError as error:
        raise StoreError("un destinataire de sauvegarde n’est pas une clé publique d’age (age1…)") from error
    with (
        whole(file) as raw,
        _encrypted(raw, keys) if keys else _plain(raw) as target,
        gzip.open(target, "wt", encoding="utf-8") as lines,
    ):
        yield lines


@contextmanager
def whole(file: Path) -> Iterator[IO[bytes]]:
    """A file of its owner's alone, which appears at the end, when it is whole and on the disk; or not at all."""
    partial = file.with_name(f"{file.name}.partial")
    partial.unlink(missing_ok=True)
    try:
        with os.fdopen(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as raw:
            yield raw
            raw.flush()
            os.fsync(raw.fileno())
        partial.replace(file)
    finally:
        partial.unlink(missing_ok=True)


@contextmanager
def reading(file: Path, identities: Sequence[str] = ()) -> Iterator[IO[str]]:
    """
    The lines of a file that `writing` made; an encrypted one is read with the identities (`AGE-SECRET-KEY-1…`).

    Raises StoreError when it cannot be decrypted, OSError, EOFError or ValueError when it cannot be read.
    """
    with file.open("rb") as raw:
        encrypted = raw.read(len(_AGE)) == _AGE
        raw.seek(0)
        with (
            _decrypted(raw, identities) if encrypted else _plain(raw) as source,
            gzip.open(source, "rt", encoding="utf-8") as lines,
        ):
            yield lines


@contextmanager
def _plain(raw: IO[bytes]) -> Iterator[IO[bytes]]:
    yield raw


@contextmanager
def _encrypted(raw: IO[bytes], keys: Sequence[pyrage.x25519.Recipient]) -> Iterator[IO[bytes]]:
    source, sink = os.pipe()

    def encrypt() -> None:
        with os.fdopen(source, "rb") as plain:
            pyrage.encrypt_io(plain, raw, keys)

    with ThreadPoolExecutor(1) as thread, os.fdopen(sink, "wb") as plain:
        done = thread.submit(encrypt)
        try:
            yield plain
            plain.close()
        except BrokenPipeError:  # it stopped reading: its own error says why
            done.result()
            raise
        done.result()


@contextmanager
def _decrypted(raw: IO[bytes], identities: Sequence[str]) -> Iterator[IO[bytes]]:
    if not identities:
        raise StoreError("cet export est chiffré : donnez POINCON_BACKUP_IDENTITY_FILE, qui nomme la clé secrète d’age")
    try:
        keys = [pyrage.x25519.Identity.from_str(key) for key in identities]
    except pyrage.IdentityError as error:
        raise StoreError("POINCON_BACKUP_IDENTITY n’est pas une clé secrète d’age (AGE-SECRET-KEY-1…)") from error
    source, sink = os.pipe()

    def decrypt() -> None:
        with os.fdopen(sink, "wb") as plain:
            pyrage.decrypt_io(raw, plain, keys)

    with ThreadPoolExecutor(1) as thread:
        done: Future[None] = thread.submit(decrypt)
        with os.fdopen(source, "rb") as plain:
            try:
                yield plain
            finally:  # whatever was read, its own error says why first
                plain.close()
                _told(done)


def _told(done: Future[None]) -> None:
    try:
        done.result()
    except pyrage.DecryptError as error:
        raise StoreError("cet export n’est pas chiffré pour cette clé, ou il est abîmé") from error
    except BrokenPipeError:
        return  # the reader had read enough

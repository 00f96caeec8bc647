"""Word to tagged PDF through LibreOffice, and several PDF into one: what leaves the process, bounded in time."""

import asyncio
import contextlib
import os
import shutil
import signal
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from documents.binding import BOUND, Leaf, write_contents

TIMEOUT = 60.0
"""Seconds: a cold start of LibreOffice takes a few, a letter less than one."""
_FILTER = 'pdf:writer_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"true"}}'
_ROOT = Path(__file__).resolve().parent.parent


class PdfError(RuntimeError):
    """No PDF could be made; the message says why, in French."""


class OfficeMissing(PdfError):
    """There is no LibreOffice."""

    def __init__(self) -> None:
        super().__init__("LibreOffice est introuvable : installez-le pour obtenir un PDF (commande « soffice »).")


def office() -> str | None:
    """The program that makes PDF; None where it is not installed."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def to_pdf(document: bytes, *, timeout: float = TIMEOUT) -> bytes:
    """The tagged PDF of a .docx. Blocks while LibreOffice works: call it from a thread. Raises PdfError."""
    [printed] = asyncio.run(to_pdfs([document], timeout=timeout))
    if isinstance(printed, PdfError):
        raise printed
    return printed


async def to_pdfs(documents: Sequence[bytes], *, timeout: float = TIMEOUT) -> list[bytes | PdfError]:
    """
    The tagged PDF of each .docx, or why there is none, by one run of LibreOffice.

    Each call has a profile of its own, so that calls at the same time and a LibreOffice already open do not meet.
    Raises PdfError when LibreOffice is absent or is not done in time; no process outlives the call, cancelled or not.
    """
    program = office()
    if program is None:
        raise OfficeMissing
    with tempfile.TemporaryDirectory(prefix="poincon-pdf-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        sources = [folder / f"{rank:04d}.docx" for rank in range(len(documents))]
        for source, document in zip(sources, documents, strict=True):
            source.write_bytes(document)
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        command = [program, profile, "--headless", "--norestore", "--convert-to", _FILTER, "--outdir", str(folder)]
        said = await _run([*command, *map(str, sources)], timeout, "LibreOffice")
        # LibreOffice ends with 0 whatever happens: only the file tells.
        return [_printed(source.with_suffix(".pdf"), said) for source in sources]


async def bound(leaves: Sequence[tuple[Leaf, bytes]], title: str, *, timeout: float = TIMEOUT) -> bytes:
    """One PDF of several, in their order, each with its bookmark (documents.binding). Raises PdfError."""
    with tempfile.TemporaryDirectory(prefix="poincon-pdf-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        for leaf, data in leaves:
            (folder / leaf.file).write_bytes(data)
        write_contents(folder, title, [leaf for leaf, _ in leaves])
        said = await _run([sys.executable, "-m", "documents.binding", str(folder)], timeout, "L’assemblage du PDF")
        made = folder / BOUND
        if not made.is_file():
            raise PdfError(f"L’assemblage du PDF a échoué : {said[-300:] or 'sans explication'}")
        return made.read_bytes()


def _printed(path: Path, said: str) -> bytes | PdfError:
    if path.is_file():
        return path.read_bytes()
    return PdfError(f"LibreOffice n’a pas su convertir le document : {said[-300:] or 'sans explication'}")


async def _run(command: Sequence[str], timeout: float, who: str) -> str:
    """Runs a command in a process group of its own and returns what it said; the group dies with the delay."""
    # The command is ours and goes through no shell; only the document, a file by then, comes from outside.
    process = await asyncio.create_subprocess_exec(
        *command,
        cwd=_ROOT,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
        start_new_session=True,
    )
    try:
        said, _ = await asyncio.wait_for(process.communicate(), timeout)
    except TimeoutError:
        raise PdfError(f"{who} n’a pas terminé dans le délai ({timeout:g} s).") from None
    finally:
        # soffice is a script that starts the real program: ending it alone would leave the other behind.
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
        await process.wait()
    return said.decode(errors="replace").strip()

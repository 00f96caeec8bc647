"""Word to PDF through LibreOffice: the one file of this room that leaves the process."""

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

TIMEOUT = 60.0
"""Seconds: a cold start of LibreOffice takes a few, a letter less than one."""


class PdfError(RuntimeError):
    """No PDF could be made; the message says why, in French."""


def to_pdf(document: bytes, *, timeout: float = TIMEOUT) -> bytes:
    """
    The PDF of a .docx. Blocks while LibreOffice works: call it from a thread.

    Each call has a profile of its own, so that calls at the same time and a LibreOffice already open do not meet.
    Raises PdfError when LibreOffice is absent, fails, or is not done in time; no process outlives the call.
    """
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        raise PdfError("LibreOffice est introuvable : installez-le pour obtenir un PDF (commande « soffice »).")
    with tempfile.TemporaryDirectory(prefix="poincon-pdf-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        source = folder / "document.docx"
        source.write_bytes(document)
        said = _run(
            [
                office,
                f"-env:UserInstallation={(folder / 'profile').as_uri()}",
                "--headless",
                "--norestore",
                "--convert-to",
                "pdf:writer_pdf_Export",
                "--outdir",
                str(folder),
                str(source),
            ],
            timeout,
        )
        # LibreOffice ends with 0 whatever happens: only the file tells.
        printed = source.with_suffix(".pdf")
        if not printed.is_file():
            raise PdfError(f"LibreOffice n’a pas su convertir le document : {said[-300:] or 'sans explication'}")
        return printed.read_bytes()


def _run(command: list[str], timeout: float) -> str:
    """Runs a command in a process group of its own and returns what it said; the group dies with the delay."""
    # The command is ours and goes through no shell; only the document, a file by then, comes from outside.
    with subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True
    ) as process:
        try:
            said, _ = process.communicate(timeout=timeout)
        except BaseException as error:
            # soffice is a script that starts the real program: ending it alone would leave the other behind.
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            if isinstance(error, subprocess.TimeoutExpired):
                raise PdfError(f"LibreOffice n’a pas terminé dans le délai ({timeout:g} s).") from error
            raise
    return said.decode(errors="replace").strip()

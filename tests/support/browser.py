"""A page as a reader's browser shows it, by headless Chromium, for tests marked `chromium`."""

import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

from tests.support.tools import require_tool

_FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--enable-logging=stderr",
    "--window-size=1400,850",
)


@dataclass(frozen=True)
class Page:
    """What the browser made of an address: the document after its scripts ran, and what they told the console."""

    html: str
    console: list[str]


def open_page(url: str, profile: Path, milliseconds: int = 10_000, screenshot: Path | None = None) -> Page:
    """Open `url` with a new profile in the folder `profile`, and let `milliseconds` of the page's own time go by.

    A `screenshot` is a PNG file to write; the document is then not read (Chromium does one or the other).
    Skips (or fails, see tests/support/tools.py) without Chromium.
    """
    chromium = require_tool("chromium")
    wanted = f"--screenshot={screenshot}" if screenshot else "--dump-dom"
    command = [
        str(chromium),
        *_FLAGS,
        f"--user-data-dir={profile}",
        f"--virtual-time-budget={milliseconds}",
        wanted,
        url,
    ]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True)
    console = re.findall(r":CONSOLE:\d+\] (.*)", done.stderr)
    return Page(html=done.stdout, console=console)

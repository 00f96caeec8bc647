"""`make run` as a newcomer lives it, in the checkout it is given: start, ask, stop, start again, be killed.

    python3 tests/smoke/smoke_run.py [CHECKOUT]

Only the standard library and curl; nothing of the caller's environment is handed on. Prints what it saw with the time
each start took; exit code 1 with the reason, and the end of the server's output, when something is not as promised.
"""

import calendar
import contextlib
import datetime as dt
import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from zoneinfo import ZoneInfo

ADDRESS = "http://127.0.0.1:8000"
QUERY = '{ certification(code: "MQ89 04 59 0021") { code title } }'
TITLE = "maintenance industrielle"
READY_WITHIN = 300.0
GONE_WITHIN = 30.0


class BrokenPromiseError(Exception):
    """Something that was promised did not happen."""


def main(checkout: Path) -> None:
    """Two lives of the server: one ended by Ctrl-C, one by kill -9 of everything but the store."""
    if answers():
        raise BrokenPromiseError(f"something already answers at {ADDRESS}")
    with tempfile.TemporaryDirectory() as home:
        for end in (ctrl_c, kill_server):
            one_life(checkout, Path(home), end)


def one_life(checkout: Path, home: Path, end: Callable[["subprocess.Popen[bytes]", Path], None]) -> None:
    """Start, wait until ready, ask, end it, and see that no process of the checkout is left."""
    log = home / "output"
    ours = set(processes_of(checkout))  # who runs this very script from there
    environment = {"PATH": "/usr/bin:/bin", "HOME": str(home)}
    started = time.monotonic()
    with log.open("wb") as output:
        make = subprocess.Popen(
            ["make", "run"],
            cwd=checkout,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        until(answers, READY_WITHIN, "the server is not ready", lambda: make.poll() is None)
        print(f"ready after {time.monotonic() - started:.1f} s")
        ask()
        if end is ctrl_c:
            walk(checkout, home)
        end(make, checkout)
        make.wait(timeout=GONE_WITHIN)
        until(lambda: processes_of(checkout).keys() <= ours, GONE_WITHIN, "processes are left")
        print(f"{end.__name__}: no process is left")
    except (BrokenPromiseError, subprocess.SubprocessError):
        print(log.read_text(errors="replace")[-4000:], file=sys.stderr)
        print(processes_of(checkout), file=sys.stderr)
        raise
    finally:
        for pid in processes_of(checkout).keys() - ours:
            kill(pid, signal.SIGKILL)


def ask() -> None:
    """One query by curl, as the README shows it; its answer holds a real certification."""
    command = ["curl", "--silent", "--show-error", "--fail", "--max-time", "30", f"{ADDRESS}/graphql"]
    command += ["--header", "Content-Type: application/json", "--data", json.dumps({"query": QUERY})]
    answer = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    if TITLE not in str(answer.get("data")).lower():
        raise BrokenPromiseError(f"unexpected answer: {answer}")
    print(json.dumps(answer, ensure_ascii=False))


def walk(checkout: Path, home: Path) -> None:
    """The README's tour, as it stands there; each of its promises is looked for in what it prints."""
    text = (checkout / "README.md").read_text(encoding="utf-8")
    script = "\n".join(re.findall(r"^```sh\n(.*?)^```", text, re.DOTALL | re.MULTILINE))
    environment = {"PATH": "/usr/bin:/bin", "HOME": str(home)}
    done = subprocess.run(
        ["sh", "-eu", "-c", script], cwd=checkout, env=environment, capture_output=True, text=True, check=True
    )
    first = months_after(dt.datetime.now(tz=ZoneInfo("Europe/Paris")).date(), 3)
    vae = ("RECEVABILITE_EN_INSTRUCTION", "Il manque : le dossier d’activités", '"tacitOn":"2027-02-05"', '"RECEVABLE"')
    for promised in (TITLE, "lastName", "VAE-01", "VAE-03", "INS-04", str(first), '"genuine":true', *vae):
        if promised not in done.stdout and promised not in done.stdout.lower():
            raise BrokenPromiseError(f"{promised} is missing from the README's tour: {done.stdout}{done.stderr}")
    if not Path("/tmp/lettre.docx").read_bytes().startswith(b"PK"):
        raise BrokenPromiseError("the letter of the README's tour is no Word document")
    print("the README's tour holds")


def months_after(day: dt.date, months: int) -> dt.date:
    """The same day number so many months later, or that month's last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def ctrl_c(make: "subprocess.Popen[bytes]", _checkout: Path) -> None:
    """What a terminal does on Ctrl-C: SIGINT to the whole foreground group."""
    os.killpg(make.pid, signal.SIGINT)


def kill_server(_make: "subprocess.Popen[bytes]", checkout: Path) -> None:
    """SIGKILL to the server alone: it cannot tell its store, which must notice by itself."""
    servers = [pid for pid, command in processes_of(checkout).items() if "-m commands serve" in command]
    if not servers:
        raise BrokenPromiseError("no process runs `-m commands serve`")
    for pid in servers:
        kill(pid, signal.SIGKILL)


def processes_of(checkout: Path) -> dict[int, str]:
    """Every other process that works in the checkout or was started from it, with its command line."""
    found = {}
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit() or int(entry.name) == os.getpid():
            continue
        try:
            command = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace").strip()
            working = (entry / "cwd").readlink()
        except OSError:
            continue
        if command and (working.is_relative_to(checkout) or f"{checkout}/" in command) and "smoke_run" not in command:
            found[int(entry.name)] = command
    return found


def answers() -> bool:
    """Whether /health says yes."""
    command = ["curl", "--silent", "--output", os.devnull, "--fail", "--max-time", "2", f"{ADDRESS}/health"]
    return subprocess.run(command, check=False).returncode == 0


def until(
    true: Callable[[], bool], seconds: float, otherwise: str, possible: Callable[[], bool] = lambda: True
) -> None:
    """Wait for something; BrokenPromiseError when it takes too long or has become impossible."""
    end = time.monotonic() + seconds
    while not true():
        if time.monotonic() > end or not possible():
            raise BrokenPromiseError(otherwise)
        time.sleep(0.1)


def kill(pid: int, with_signal: signal.Signals) -> None:
    """Signal a process that may be gone already."""
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, with_signal)


if __name__ == "__main__":
    try:
        main(Path(sys.argv[1] if len(sys.argv) > 1 else ".").resolve())
    except (BrokenPromiseError, subprocess.SubprocessError) as broken:
        sys.exit(f"smoke test: {broken}")

"""`poincon load FILE...`: loads national registers and the branch's lists, or says what would come of it."""

import argparse
import asyncio
import sys
import time
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from commands.opening import open_store
from commands.settings import Settings
from exchange.files import Piece, pieces
from exchange.reading import Unreadable
from resolvers.statement.importing import Importer
from resolvers.statement.report import Report
from rules.base.calendar import utc_now

_FICHES = {
    "new": "nouvelles",
    "changed": "changées",
    "unchanged": "inchangées",
    "titled": "titrées par un autre fichier",
    "pending": "en attente d’un intitulé",
    "refused": "refusées",
}
_PARTS = {"loaded": "chargés", "pending": "en attente", "refused": "refusés"}
_SHOWN = 20


def add(commands: Any) -> None:
    """Adds the command to the command line."""
    parser = commands.add_parser(
        "load",
        help="charger des répertoires nationaux ou des listes de la branche",
        description="Charge des fichiers, des dossiers ou des archives (.gz, .zip) : export XML V4.1 ou CSV du RNCP et "
        "du RS, listes de la branche, kit de l’apprentissage, référentiels de CQPM, correspondances, successions. "
        "Charger deux fois la même chose ne change rien.",
    )
    parser.add_argument("paths", nargs="+", type=Path, metavar="FICHIER")
    parser.add_argument("--dry-run", action="store_true", help="dire ce qui changerait, sans rien écrire")
    parser.add_argument(
        "--as-of", type=_day, metavar="AAAA-MM-JJ", help="le jour des fichiers dont le nom n’en porte pas"
    )
    parser.add_argument("--all", action="store_true", help="dire chaque refus, chaque changement et chaque attente")
    parser.set_defaults(run=run)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"« {text[:20]} » n’est pas un jour AAAA-MM-JJ") from None


def run(arguments: argparse.Namespace) -> int:
    """Loads, reports; 1 when a file could not be read to its end, else 0."""
    return asyncio.run(_load(arguments))


async def _load(arguments: argparse.Namespace) -> int:
    read: list[Piece] = []
    failed = False
    for path in arguments.paths:
        try:
            read += pieces(path, arguments.as_of)
        except Unreadable as error:
            failed = True
            print(f"poincon : {error}", file=sys.stderr)
    if not read:
        return 1
    async with open_store(Settings.read()) as store:
        importer = Importer(store, utc_now(), dry_run=arguments.dry_run)
        reports = []
        for piece in read:
            bar = _Bar(piece)
            reports.append(await importer.load(piece.name, piece.read(bar.told), bar.draw))
            bar.clear()
        waiting = await importer.settle(reports)
    for piece, report in zip(read, reports, strict=True):
        print("\n".join(_lines(piece, report, None if arguments.all else _SHOWN)))
    if waiting:
        print(f"{waiting} correspondances attendent une certification ou un bloc que rien n’a encore nommé.")
    if arguments.dry_run:
        print("Rien n’a été écrit (--dry-run).")
    return 1 if failed or any(report.unreadable for report in reports) else 0


def _lines(piece: Piece, report: Report, most: int | None) -> Iterable[str]:
    dated = f"du {piece.as_of:%d/%m/%Y}" if piece.as_of != date.min else "sans date : tout ce qui est daté l’emporte"
    yield f"{report.name} ({dated})"
    yield f"  fiches : {_counts(report.fiches, _FICHES)}"
    for name, counted in (("blocs", report.blocs), ("correspondances", report.correspondances)):
        if sum(counted.values()):
            yield f"  {name} : {_counts(counted, _PARTS)}"
    if report.organisations:
        yield f"  organisations : {_counts(report.organisations, _FICHES)}"
    yield from _listed("changée", [f"{told.code} : {', '.join(told.what)}" for told in report.changes], most)
    pending = [f"{item.code} ({item.blocs} blocs)" for item in report.pending.values()]
    yield from _listed("en attente", sorted(pending), most)
    yield from _listed("version engagée par des dossiers, laissée telle quelle", report.pinned, most)
    yield from _listed("refus", [f"{refusal.place} : {refusal.reason}" for refusal in report.refusals], most)
    if report.unreadable:
        before = " Ce qui précède est chargé." if report.fiches else ""
        yield f"  ARRÊT : {report.unreadable}.{before}"


def _counts(counted: Any, names: dict[str, str]) -> str:
    told = [f"{counted[key]} {name}" for key, name in names.items() if counted[key]]
    return f"{sum(counted.values())}" + (f" ({', '.join(told)})" if told else "")


def _listed(what: str, lines: list[str], most: int | None) -> Iterable[str]:
    for line in lines[:most]:
        yield f"    {what} : {line}"
    if most is not None and len(lines) > most:
        yield f"    … et {len(lines) - most} autres (--all les dit toutes)"


class _Bar:
    """How far a file is read, on a terminal."""

    def __init__(self, piece: Piece) -> None:
        self._piece, self._read, self._shown = piece, 0, 0.0

    def told(self, read: int) -> None:
        """Bytes read so far, unpacked."""
        self._read = read

    def draw(self) -> None:
        """One line, a few times a second."""
        if not sys.stderr.isatty() or time.monotonic() - self._shown < 0.2:
            return
        self._shown = time.monotonic()
        share = min(99, 100 * self._read // self._piece.size) if self._piece.size and not self._packed else None
        so_far = f"{share} %" if share is not None else f"{self._read / 1e6:.1f} Mo lus"
        print(f"\r\033[K{self._piece.name} : {so_far}", end="", file=sys.stderr, flush=True)

    def clear(self) -> None:
        """Leaves the line free."""
        if sys.stderr.isatty():
            print("\r\033[K", end="", file=sys.stderr, flush=True)

    @property
    def _packed(self) -> bool:
        return self._read > self._piece.size

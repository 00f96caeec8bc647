"""Exports of the register, as short as a test needs them, and their loading."""

from pathlib import Path

from exchange.files import pieces
from repositories.store import Store
from resolvers.statement.importing import Importer
from resolvers.statement.report import Report
from tests.support.world import NOW

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'


def fiche(number: str, *, title: str = "Souder", blocs: str = "", more: str = "") -> str:
    """A fiche that is in force."""
    numbered = f"<NUMERO_FICHE>{number}</NUMERO_FICHE>" if number else ""
    return (
        f"<FICHE>{numbered}<INTITULE>{title}</INTITULE><ACTIF>Oui</ACTIF>{more}"
        f"<BLOCS_COMPETENCES>{blocs}</BLOCS_COMPETENCES></FICHE>\n"
    )


def bloc(code: str, title: str = "Un bloc") -> str:
    """A bloc of a fiche."""
    return (
        f"<BLOC_COMPETENCES><CODE>{code}</CODE><LIBELLE>{title}</LIBELLE>"
        "<LISTE_COMPETENCES>&lt;p&gt;Souder&lt;/p&gt;</LISTE_COMPETENCES></BLOC_COMPETENCES>"
    )


def export(*fiches: str, version: str = "<VERSION_FLUX>4.1</VERSION_FLUX>", head: str = HEAD) -> str:
    """A whole file of the register."""
    return f"{head}<FICHES>\n{version}\n{''.join(fiches)}</FICHES>"


async def load(store: Store, path: Path) -> Report:
    """Loads a file of one piece, as `poincon load` does."""
    [piece] = pieces(path)
    return await Importer(store, NOW).load(piece.name, piece.read(lambda _read: None))


def correspondance(source: str, towards: str, bloc_code: str) -> str:
    """What a bloc gives of another fiche."""
    return (
        "<CORRESPONDANCES><CORRESPONDANCE>"
        f"<SOURCE><BLOC_COMPETENCES><CODE>{source}</CODE></BLOC_COMPETENCES></SOURCE>"
        f"<DESTINATION><NUMERO_FICHE>{towards}</NUMERO_FICHE>"
        f"<BLOC_COMPETENCES><CODE>{bloc_code}</CODE></BLOC_COMPETENCES></DESTINATION>"
        "</CORRESPONDANCE></CORRESPONDANCES>"
    )


def chained(number: int, last: int) -> str:
    """A fiche whose second bloc gives the first of the next."""
    own, after = f"RNCP{number}", f"RNCP{number + 1}"
    more = correspondance(f"{own}BC02", after, f"{after}BC01") if number < last else ""
    return fiche(own, title=f"Titre {number:03d}", blocs=bloc(f"{own}BC01") + bloc(f"{own}BC02"), more=more)

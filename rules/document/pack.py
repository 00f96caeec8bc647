"""A pack: the papers of a session made in one request, under file names of their own; what is in it never changes."""

from collections.abc import Mapping
from datetime import date, datetime

from rules.base.entity import Entity, Value
from rules.base.worded import Worded
from rules.document.document import DocumentKind

MOST_PAPERS = 1000
"""Papers of one pack: those of the largest session that there may be."""


class PackFormat(Worded):
    """What a pack is read as."""

    ZIP = "ZIP", "Une archive zip des documents Word, chacun sous un nom de fichier qui n’est qu’à lui."
    PDF = "PDF", "Un seul PDF balisé, avec un signet pour chaque papier ; il se prépare en arrière-plan."


class PackPapers(Worded):
    """Which papers of a session a pack holds."""

    DUE = "DUE", "Ceux qui restent à produire : de la session, de ses dossiers et de leurs certificats."
    ALL = "ALL", "Tous ceux qui peuvent l’être, ceux qui sont déjà produits étant rendus tels quels."


class PackState(Worded):
    """Where a pack stands."""

    WAITING = "WAITING", "Attend son tour : les PDF se font l’un après l’autre."
    RUNNING = "RUNNING", "Se prépare ; « done » dit combien de papiers sont prêts."
    READY = "READY", "Prêt à être lu."
    FAILED = "FAILED", "Ne se fera pas ; « failure » dit pourquoi et ce qu’il faut faire."


class PackPaper(Value):
    """One paper of a pack."""

    document: str
    """Identifier of the document."""
    sha256: str
    name: str
    """Its file name in the pack, like no other there."""
    group: str
    """Whom or what it is about, as a bookmark names it: the jury, or one candidate."""
    title: str
    """What it is, as a bookmark below that one says."""


class PackFault(Value):
    """A paper that could not be made, which stopped no other."""

    kind: DocumentKind
    part: str | None = None
    of: str
    """Number of what it is about."""
    summary: str
    """What it was to be, in French."""
    message: str
    rule: str | None = None
    """The rule that refuses it, or else the one that asks for it; None where no rule does, but the machine."""


class Pack(Entity):
    """The papers of a session, all issued at one revision of it."""

    session: str
    """Identifier of the session."""
    session_number: str
    session_revision: int
    exam_centre: str
    format: PackFormat
    asked: PackPapers
    papers: tuple[PackPaper, ...] = ()
    faults: tuple[PackFault, ...] = ()
    created_on: datetime
    on: date
    destroyed_on: date | None = None
    """Day on which a paper of it was destroyed, and with it what it held (ARC-01)."""

    @property
    def file_name(self) -> str:
        """« papiers-S2026-UT59-0001.zip »."""
        return f"papiers-{self.session_number}.{self.format.value.lower()}"


class Printing(Value):
    """How far the PDF of a pack is (repositories.printing)."""

    done: int = 0
    """Papers of which a PDF was made."""
    tries: int = 0
    """How often somebody took it up."""
    missing: Mapping[str, str] = {}
    """Why there is no PDF of a paper, by the identifier of its document."""
    failure: str | None = None
    """Why there will be none at all."""
    parts: tuple[str, ...] = ()
    """The digests of the pieces of the file, in order, once it is made."""
    size: int = 0


def state_of(pack: Pack, printing: Printing | None) -> PackState:
    """Where a pack stands; an archive of what is issued is ready at once."""
    if pack.destroyed_on is not None:
        return PackState.FAILED
    if pack.format is PackFormat.ZIP:
        return PackState.READY
    if printing is None or printing.failure is not None:
        return PackState.FAILED
    if printing.parts:
        return PackState.READY
    return PackState.RUNNING if printing.tries else PackState.WAITING


def done_of(pack: Pack, printing: Printing | None) -> int:
    """How many of its papers are in the file already."""
    if pack.format is PackFormat.ZIP:
        return len(pack.papers)
    return printing.done if printing is not None else 0

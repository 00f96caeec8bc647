"""The signed papers of a session, as they are brought to an operation (TRA-02, JUR-18)."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from rules.base.problems import Problem, broken, invalid, not_found
from rules.file.file import UploadedFile
from rules.session.commands import GivenPiece
from rules.session.session import Piece, PieceKind, Session

PIECE_WORDS: Mapping[PieceKind, str] = {
    PieceKind.ATTESTATION: "la lettre qui atteste la conformité de la procédure",
    PieceKind.CPREFP_EXTRACT: "l’extrait du procès-verbal de la CPREFP, ou les courriers échangés avec son secrétariat",
    PieceKind.ATTENDANCE_SHEET: "la feuille d’émargement signée",
    PieceKind.MINUTES: "le procès-verbal signé",
    PieceKind.COMPLEMENT: "le complément demandé",
}
"""The pieces as a message names them."""


def brought(
    session: Session, given: Sequence[GivenPiece], files: Mapping[str, UploadedFile], today: date
) -> tuple[list[Piece], list[Problem]]:
    """The pieces that an operation brings, among the `files` of who asks, and a problem for each that is unknown."""
    pieces, problems = [], []
    for place, piece in enumerate(given):
        file = files.get(piece.file)
        if file is None:
            words = PIECE_WORDS[piece.kind]
            text = f"Le fichier donné pour {words} n’existe pas parmi les vôtres : versez-le d’abord (PUT /files)."
            problems.append(not_found(text, "pieces", str(place), "file"))
            continue
        pieces.append(
            Piece(
                kind=piece.kind,
                certification=session.code_of(piece.certification) or piece.certification,
                file=file.id,
                sha256=file.sha256,
                received_on=today,
            )
        )
    return pieces, problems


def piece_problems(session: Session, pieces: Sequence[Piece], allowed: Iterable[PieceKind]) -> list[Problem]:
    """What is wrong with the pieces given with an operation: of another step, or of no qualification of the session."""
    problems, kinds = [], set(allowed)
    for place, piece in enumerate(pieces):
        path = ("pieces", str(place))
        own = piece.kind in {PieceKind.ATTENDANCE_SHEET, PieceKind.MINUTES}
        if piece.kind not in kinds:
            text = f"À cette étape, {PIECE_WORDS[piece.kind]} ne se verse pas."
            problems.append(invalid(text, *path, "kind"))
        elif own and piece.certification not in session.certifications:
            text = f"Nommez la qualification de la session que concerne {PIECE_WORDS[piece.kind]}."
            problems.append(broken("JUR-18", text, *path, "certification"))
        elif not own and piece.certification is not None:
            text = f"Ne nommez aucune qualification : toute la session est concernée par {PIECE_WORDS[piece.kind]}."
            problems.append(invalid(text, *path, "certification"))
    return problems


def with_pieces(session: Session, pieces: Iterable[Piece]) -> tuple[Piece, ...]:
    """The session's pieces with these, each in the place of the one before of its kind and qualification."""
    by_place: Mapping[tuple[object, ...], Piece] = {
        (piece.kind, piece.certification, piece.file if piece.kind.value == "COMPLEMENT" else None): piece
        for piece in (*session.pieces, *pieces)
    }
    return tuple(by_place.values())

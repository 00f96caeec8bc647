"""The words of the receipt of the pieces of a request of VAE (VAE-02)."""

from collections.abc import Iterator

from documents.framing import framed
from documents.letterhead import Letterhead
from documents.recevabilite import VAE
from documents.result_words import opening
from documents.session_words import CORPS, capital, closing, items, named
from documents.text import NBSP, long_date
from documents.writing import Column, Element, Strong, paragraph, table
from rules.papers.pieces_receipt import PiecesReceipt

_DAY = 2_600
"""Width of the column of days, in twentieths of a point."""


def pieces_receipt(letter: PiecesReceipt, letterhead: Letterhead) -> bytes:
    """The .docx of the receipt. Raises LetterheadError."""
    return framed(
        lambda width: _body(letter, width),
        letterhead,
        centre=letter.centre,
        reminder=f"Dossier {letter.reference}",
        title=f"Récépissé de pièces, dossier {letter.reference}",
        on=letter.written_on,
        demonstration=letter.demonstration,
    )


def _body(letter: PiecesReceipt, width: int) -> Iterator[Element]:
    yield from opening(
        letter.centre, letter.reference, letter.written_on, letter.addressee, "demande de VAE, pièces reçues"
    )
    yield paragraph(
        CORPS,
        f"Nous avons reçu les pièces suivantes de votre demande de {VAE} pour le certificat de qualification paritaire "
        f"de la métallurgie (CQPM) {named(letter.certification)}.",
    )
    yield table(
        f"Pièces reçues{NBSP}: nature et jour",
        [Column("Pièce", width - _DAY), Column("Reçue le", _DAY)],
        [(capital(item.what), long_date(item.on)) for item in letter.received],
    )
    if letter.missing:
        yield paragraph("CourrierTitre", "Ce qui manque encore")
        yield from items([f"{item}{NBSP};" for item in letter.missing[:-1]] + [f"{letter.missing[-1]}."])
        yield paragraph(
            CORPS,
            "Le délai d’instruction commence le jour où votre dossier est complet. Envoyez-nous ces pièces dès que "
            "vous le pouvez, depuis votre compte ou par courrier.",
        )
    elif letter.notice_until is not None and letter.complete_on is not None:
        yield paragraph("CourrierTitre", "Votre dossier est complet")
        yield from _complete(letter)
    yield from closing(
        "Notre équipe répond volontiers à vos questions.", letter.addressee.civility.value, letter.signatory
    )


def _complete(letter: PiecesReceipt) -> Iterator[Element]:
    """VAE-04: until when a notice is awaited, and what silence stands for."""
    if letter.complete_on is None or letter.notice_until is None:
        return
    start = f"Il l’est depuis le {long_date(letter.complete_on)}. "
    if letter.silence_until is None:
        yield paragraph(
            CORPS,
            f"{start}Nous vous dirons s’il est recevable ",
            Strong(f"au plus tard le {long_date(letter.notice_until)}"),
            ".",
        )
        return
    yield paragraph(
        CORPS,
        f"{start}Nous vous dirons s’il est recevable ",
        Strong(f"au plus tard le {long_date(letter.silence_until)}"),
        f"{NBSP}: sans réponse de notre part ce jour-là, notre silence vaudra avis favorable.",
    )

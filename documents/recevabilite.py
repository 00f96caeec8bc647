"""The words of the notice on a request of VAE (VAE-04)."""

from collections.abc import Iterator

from documents.framing import framed
from documents.letterhead import Letterhead
from documents.result_words import opening
from documents.session_words import CORPS, JURY, closing, items, named
from documents.text import NBSP, enumerated, long_date
from documents.writing import Element, Strong, paragraph
from rules.base.civility import agreed
from rules.papers.recevabilite import RecevabiliteNotice

VAE = "validation des acquis de l’expérience (VAE)"


def recevabilite(letter: RecevabiliteNotice, letterhead: Letterhead) -> bytes:
    """The .docx of the letter. Raises LetterheadError."""
    return framed(
        lambda _: _body(letter),
        letterhead,
        centre=letter.centre,
        reminder=f"Dossier {letter.reference}",
        title=f"Recevabilité de la demande de VAE, dossier {letter.reference}",
        on=letter.notice_on,
        demonstration=letter.demonstration,
    )


def _body(letter: RecevabiliteNotice) -> Iterator[Element]:
    word = "avis favorable tacite" if letter.tacit else "avis favorable" if letter.favourable else "avis défavorable"
    yield from opening(
        letter.centre,
        letter.reference,
        letter.notice_on,
        letter.addressee,
        f"demande de VAE, {word} sur sa recevabilité",
    )
    aim = f"le certificat de qualification paritaire de la métallurgie (CQPM) {named(letter.certification)}"
    if letter.target_blocs:
        many = len(letter.target_blocs) > 1
        listed = enumerated([named(item) for item in letter.target_blocs])
        aim = f"{'les blocs' if many else 'le bloc'} de compétences {listed} du CQPM {named(letter.certification)}"
    yield paragraph(
        CORPS,
        f"Vous demandez {aim} par la {VAE}. Votre dossier de recevabilité est complet depuis le "
        f"{long_date(letter.complete_on)}.",
    )
    yield from (_favourable(letter) if letter.favourable else _unfavourable(letter))
    yield from closing(
        "Notre équipe répond volontiers à vos questions.", letter.addressee.civility.value, letter.signatory
    )


def _favourable(letter: RecevabiliteNotice) -> Iterator[Element]:
    if letter.tacit:
        yield paragraph(
            CORPS,
            "Aucun avis ne vous a été adressé dans le délai que la loi donne. Ce silence vaut ",
            Strong(f"avis favorable depuis le {long_date(letter.notice_on)}"),
            f"{NBSP}: votre demande est recevable, et cette lettre en fait foi.",
        )
    else:
        yield paragraph(
            CORPS,
            "Au vu de vos pièces, votre demande est ",
            Strong("déclarée recevable"),
            ".",
        )
    yield paragraph("CourrierTitre", "La suite")
    yield from items(
        [
            f"votre dossier de preuves{NBSP}: rédigez-le, puis remettez-le-nous. Si vous le souhaitez, un tiers peut "
            f"vous accompagner{NBSP}; rien ne vous y oblige{NBSP};",
            "la commission de validation, que préside le représentant de notre centre d’examen, vous reçoit ensuite. "
            f"Nous vous y convoquons{NBSP};",
            f"le {JURY} décide, au vu de ses conclusions, de ce qui vous est acquis.",
        ]
    )
    if letter.jury_due_on is not None:
        yield paragraph(
            CORPS,
            "La décision du jury est attendue ",
            Strong(f"au plus tard le {long_date(letter.jury_due_on)}"),
            f", douze mois après l’avis{NBSP}: remettez votre dossier de preuves assez tôt.",
        )


def _unfavourable(letter: RecevabiliteNotice) -> Iterator[Element]:
    e = agreed(letter.addressee.civility, "e", "")
    yield paragraph(
        CORPS,
        "Au vu de vos pièces, votre demande n’est ",
        Strong("pas déclarée recevable"),
        ", pour le motif suivant.",
    )
    yield paragraph(CORPS, letter.reasons or "")
    yield paragraph("CourrierTitre", "La suite")
    again = (
        f"déposer une nouvelle demande de VAE pour ce CQPM, à partir du {long_date(letter.next_request_on)}"
        if letter.next_request_on is not None
        else "déposer une nouvelle demande de VAE"
    )
    yield paragraph(CORPS, f"Votre dossier est clos. Vous n’êtes pas écarté{e} pour autant{NBSP}: vous pouvez")
    yield from items([f"{again}{NBSP};", "suivre un parcours de formation qui prépare à cette certification."])

"""The words of the letter on a refusal of the GTP: the day, the reasons, what comes next (LET-05)."""

from collections.abc import Iterator

from documents.framing import framed
from documents.letterhead import Letterhead
from documents.result_words import GTP, closing, opening, vae_again
from documents.session_words import CORPS, JURY, items, named
from documents.text import NBSP, enumerated, long_date, unbroken
from documents.writing import Column, Element, paragraph, table
from rules.dossier.dossier import Again
from rules.papers.gtp_refusal import GtpRefusalLetter

_TOLD = "Une lettre vous dira son résultat, après une nouvelle décision du GTP."
_CODE = 2_381
"""Width of the column of numbers and codes, in twentieths of a point."""


def gtp_refusal(letter: GtpRefusalLetter, letterhead: Letterhead) -> bytes:
    """The .docx of the letter of LET-05. Raises LetterheadError."""
    return framed(
        lambda width: _body(letter, width),
        letterhead,
        centre=letter.centre,
        reminder=f"Dossier {letter.reference}",
        title=f"Refus de l’attribution, dossier {letter.reference}",
        on=letter.gtp_on,
        demonstration=letter.demonstration,
    )


def _body(letter: GtpRefusalLetter, width: int) -> Iterator[Element]:
    aim = letter.target_blocs or (letter.certification,)
    what = "CQPM" if not letter.target_blocs else "bloc de compétences" if len(aim) == 1 else "blocs de compétences"
    listed = enumerated([named(item) for item in aim])
    yield from opening(
        letter.centre, letter.reference, letter.gtp_on, letter.addressee, f"attribution refusée, {what} {listed}"
    )
    once_more = f", comme il l’avait fait le {long_date(letter.refused_before)}" if letter.refused_before else ""
    yield paragraph(
        CORPS,
        f"Le {JURY} s’est prononcé sur votre dossier le {long_date(letter.jury_on)}. Le {GTP}, qui vérifie la "
        f"procédure avant toute attribution, a refusé la vôtre le {long_date(letter.gtp_on)}{once_more}. Ce refus "
        "porte sur la procédure et ne juge pas vos compétences. La décision de ce jury reste sans effet"
        f"{NBSP}: rien n’en est délivré ni conservé.",
    )
    many = len(letter.reasons) > 1
    yield paragraph("CourrierTitre", "Les motifs du GTP" if many else "Le motif du GTP")
    if many:
        yield from items(letter.reasons)
    else:
        yield paragraph(CORPS, letter.reasons[0])
    yield paragraph("CourrierTitre", "Ce qui suit")
    yield from _next(letter, width)
    yield from closing(letter.addressee, letter.signatory, letter.copies)


def _next(letter: GtpRefusalLetter, width: int) -> Iterator[Element]:
    if letter.again is Again.JURY:
        stay = "Les conclusions de la commission de validation restent" if letter.by_vae else "Vos évaluations restent"
        yield paragraph(
            CORPS,
            f"{stay} valables{NBSP}: vous n’avez rien à refaire. Nous présentons votre dossier à un nouveau jury. "
            f"{_TOLD}",
        )
    elif letter.again is Again.EVALUATIONS:
        yield from _evaluations(letter, width)
    elif letter.again is Again.NOTHING:
        again = vae_again(letter.next_vae_on).replace("nouvelle demande", "nouvelle demande de VAE")
        yield paragraph(
            CORPS,
            f"Le GTP ne fait rien refaire{NBSP}: votre dossier {unbroken(letter.reference)} est clos. Vous pouvez vous "
            "inscrire de nouveau auprès de nous, par l’intermédiaire d’une entreprise ou d’un organisme de formation, "
            f"ou par vous-même{again}.",
        )
    else:
        yield paragraph(
            CORPS, "Le GTP n’a pas précisé ce qui est à refaire : nous vous dirons quelle suite est donnée."
        )


def _evaluations(letter: GtpRefusalLetter, width: int) -> Iterator[Element]:
    """What is evaluated again, by number and title."""
    one = len(letter.evaluations) == 1
    others = " Vos autres résultats restent." if letter.others_stay else ""
    concludes = " La commission de validation conclura ensuite de nouveau." if letter.by_vae else ""
    yield paragraph(
        CORPS,
        f"{'Une évaluation est' if one else 'Des évaluations sont'} à refaire{NBSP}: nous vous dirons quand et où."
        f"{others}{concludes} Nous présenterons alors votre dossier à un nouveau jury. {_TOLD}",
    )
    yield paragraph("CourrierAnnonce", f"{'Évaluation' if one else 'Évaluations'} à refaire{NBSP}:")
    yield table(
        f"Évaluations à refaire{NBSP}: numéro et intitulé",
        [Column("Numéro", _CODE), Column("Intitulé", width - _CODE)],
        [(unbroken(item.code), item.title) for item in letter.evaluations],
    )

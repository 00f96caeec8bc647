"""The words of the letter to a candidate who acquired nothing (LET-01)."""

from collections.abc import Iterator

from documents.framing import framed
from documents.letterhead import Letterhead
from documents.result_words import GTP, a_jury, closing, examined, opening, vae_way
from documents.session_words import CORPS, items, named
from documents.text import NBSP, enumerated, long_date
from documents.writing import Element, paragraph
from rules.base.civility import agreed
from rules.papers.common import WayBack
from rules.papers.non_admission import NonAdmissionLetter


def non_admission(letter: NonAdmissionLetter, letterhead: Letterhead) -> bytes:
    """The .docx of the letter of LET-01. Raises LetterheadError."""
    return framed(
        lambda _: _body(letter),
        letterhead,
        centre=letter.centre,
        reminder=f"Dossier {letter.reference}",
        title=f"Non-admission, dossier {letter.reference}",
        on=letter.gtp_on,
        demonstration=letter.demonstration,
    )


def _body(letter: NonAdmissionLetter) -> Iterator[Element]:
    e = agreed(letter.addressee.civility, "e", "")
    aim = letter.target_blocs or (letter.certification,)
    what = "CQPM" if not letter.target_blocs else "bloc de compétences" if len(aim) == 1 else "blocs de compétences"
    to = "au" if len(aim) == 1 else "aux"
    listed = enumerated([named(item) for item in aim])
    yield from opening(letter.centre, letter.reference, letter.gtp_on, letter.addressee, f"résultat, {what} {listed}")
    yield paragraph(
        CORPS,
        f"{a_jury(letter.refused_before)} a examiné {examined(letter.by_vae)} le {long_date(letter.jury_on)}, et le "
        f"{GTP} s’est prononcé le {long_date(letter.gtp_on)}. Aucune des capacités professionnelles demandées "
        f"n’est acquise à ce jour{NBSP}: vous n’êtes pas admis{e} {to} {what} {listed}.",
    )
    yield paragraph("CourrierTitre", "Vous représenter")
    yield paragraph(
        CORPS,
        "Ce résultat ne ferme rien. Vous pouvez vous inscrire de nouveau auprès de nous, par l’intermédiaire d’une "
        "entreprise ou d’un organisme de formation, ou par vous-même.",
    )
    yield paragraph("CourrierAnnonce", f"Deux voies mènent à la certification{NBSP}:")
    vae = vae_way(letter, WayBack.VAE in letter.ways_back)
    yield from items(
        [
            f"la formation{NBSP}: un parcours de préparation, puis les évaluations{NBSP};",
            f"la validation des acquis de l’expérience (VAE){NBSP}: {vae}",
        ]
    )
    yield from closing(letter.addressee, letter.signatory, letter.copies)

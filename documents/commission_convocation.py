"""The words of the letter that convenes a candidate to the commission (INS-04, VAE-06, VAE-08)."""

from collections.abc import Iterator

from documents.framing import framed
from documents.letterhead import Letterhead
from documents.result_words import opening
from documents.session_words import CORPS, JURY, closing, fact, hour, named
from documents.text import NBSP, long_date
from documents.writing import Element, paragraph
from rules.papers.commission_convocation import CommissionConvocation


def commission_convocation(letter: CommissionConvocation, letterhead: Letterhead) -> bytes:
    """The .docx of the letter. Raises LetterheadError."""
    return framed(
        lambda _: _body(letter),
        letterhead,
        centre=letter.centre,
        reminder=f"Dossier {letter.reference}",
        title=f"Convocation à la commission, dossier {letter.reference}",
        on=letter.written_on,
        demonstration=letter.demonstration,
    )


def _body(letter: CommissionConvocation) -> Iterator[Element]:
    commission = "commission de validation" if letter.by_vae else "commission d’évaluation"
    aim = f"convocation à la {commission} du {long_date(letter.meets_on)}"
    yield from opening(letter.centre, letter.reference, letter.written_on, letter.addressee, aim)
    yield paragraph(CORPS, f"Nous vous convoquons à la {commission} dont voici la date, le lieu et l’objet.")
    at = f" à {hour(letter.starts_at)}" if letter.starts_at is not None else ""
    yield fact("Date", f"{long_date(letter.meets_on)}{at}")
    yield fact("Lieu", letter.place)
    yield fact("Qualification", named(letter.certification))
    if letter.president is not None:
        yield fact("Présidence", f"{letter.president}, pour le centre d’examen")
    yield paragraph("CourrierTitre", "Ce qui vous attend")
    yield paragraph(CORPS, _VALIDATION if letter.by_vae else _EVALUATION)
    if letter.compensation is not None:
        yield paragraph(CORPS, f"Les aménagements convenus avec vous seront en place{NBSP}: {letter.compensation}.")
    yield paragraph(
        CORPS,
        "Présentez-vous avec une pièce d’identité et cette lettre. En cas d’empêchement, prévenez-nous dès que possible"
        f"{NBSP}: nous conviendrons d’un autre jour.",
    )
    yield from closing("", letter.addressee.civility.value, letter.signatory)


_VALIDATION = (
    "La commission a lu votre dossier de preuves. Elle s’en entretient avec vous et vérifie, capacité par capacité, ce "
    f"que votre expérience vous a fait acquérir. Elle rend ensuite ses conclusions au {JURY}, qui décide."
)
_EVALUATION = (
    "La commission évalue, capacité par capacité, ce que vous avez acquis, selon les modalités convenues. Ses "
    f"résultats vont ensuite au {JURY}, qui décide."
)

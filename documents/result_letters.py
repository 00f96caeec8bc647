"""The words of the letters that tell a candidate the result: not admitted (LET-01), admitted (LET-04)."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from documents.framing import framed
from documents.partial_validation import capacity
from documents.session_words import CORPS, JURY, closing, dated, items, named
from documents.text import NBSP, enumerated, long_date, quoted, unbroken
from documents.writing import Column, Element, paragraph, table, window
from rules.base.entity import Value
from rules.certificate.kind import CertificateKind
from rules.document.document import DocumentKind
from rules.papers.award import AwardLetter
from rules.papers.common import Addressee, Civility, ExamCentre, WayBack
from rules.papers.non_admission import NonAdmissionLetter

_RNCP = "Répertoire national des certifications professionnelles (RNCP)"
_GTP = f"groupe technique paritaire (GTP) {quoted('Qualifications')}"
_NUMBER = 3_000
"""Width of the column of certificate numbers, in twentieths of a point."""
_KINDS = {
    CertificateKind.CQPM: "CQPM",
    CertificateKind.CQPM_RNCP: "CQPM inscrit au RNCP",
    CertificateKind.BLOC: "Bloc de compétences",
    CertificateKind.CQPI: "CQPI",
}


def non_admission(letter: NonAdmissionLetter, letterhead: bytes | None) -> bytes:
    """The .docx of the letter of LET-01. Raises LetterheadError."""
    return framed(
        lambda _: _refusal(letter),
        letterhead,
        centre=letter.centre,
        reminder=f"Dossier {letter.reference}",
        title=f"Non-admission, dossier {letter.reference}",
        on=letter.gtp_on,
        demonstration=letter.demonstration,
    )


def award(letter: AwardLetter, letterhead: bytes | None) -> bytes:
    """The .docx of the letter of LET-04. Raises LetterheadError."""
    return framed(
        lambda width: _award(letter, width),
        letterhead,
        centre=letter.centre,
        reminder=f"Dossier {letter.reference}",
        title=f"Attribution, dossier {letter.reference}",
        on=letter.gtp_on,
        demonstration=letter.demonstration,
    )


def _opening(centre: ExamCentre, reference: str, day: date, to: Addressee, aim: str) -> Iterator[Element]:
    """To whom, from where, dated the day of the GTP, about what."""
    yield window(paragraph("CourrierDestinataire", "\n".join([f"{to.civility.value} {to.name}", *to.address_lines])))
    yield paragraph("CourrierReperes", f"Notre référence{NBSP}: dossier {unbroken(reference)}\t{dated(centre, day)}")
    yield paragraph("CourrierObjet", f"Objet{NBSP}:\t{aim}")
    yield paragraph(CORPS, f"{to.civility.value},")


def _refusal(letter: NonAdmissionLetter) -> Iterator[Element]:
    e = "e" if letter.addressee.civility is Civility.MADAME else ""
    aim = letter.target_blocs or (letter.certification,)
    what = "CQPM" if not letter.target_blocs else "bloc de compétences" if len(aim) == 1 else "blocs de compétences"
    to = "au" if len(aim) == 1 else "aux"
    listed = enumerated([named(item) for item in aim])
    yield from _opening(letter.centre, letter.reference, letter.gtp_on, letter.addressee, f"résultat, {what} {listed}")
    yield paragraph(
        CORPS,
        f"Le {JURY} a examiné vos résultats le {long_date(letter.jury_on)}, et le {_GTP} s’est prononcé le "
        f"{long_date(letter.gtp_on)}. Aucune des capacités professionnelles demandées n’est acquise à ce jour{NBSP}: "
        f"vous n’êtes pas admis{e} {to} {what} {listed}.",
    )
    yield paragraph("CourrierTitre", "Vous représenter")
    yield paragraph(
        CORPS,
        "Ce résultat ne ferme rien. Vous pouvez vous inscrire de nouveau auprès de nous, par l’intermédiaire d’une "
        "entreprise ou d’un organisme de formation, ou par vous-même.",
    )
    yield paragraph("CourrierAnnonce", f"Deux voies mènent à la certification{NBSP}:")
    vae = (
        "si votre expérience est en rapport avec ce CQPM, vous demandez qu’elle soit reconnue."
        if WayBack.VAE in letter.ways_back
        else f"réservée aux CQPM inscrits au {_RNCP}{NBSP}; ce n’était pas le cas de celui-ci le jour du jury."
    )
    yield from items(
        [
            f"la formation{NBSP}: un parcours de préparation, puis les évaluations{NBSP};",
            f"la validation des acquis de l’expérience (VAE){NBSP}: {vae}",
        ]
    )
    yield paragraph(
        "CourrierPolitesse",
        "Notre équipe se tient à votre disposition pour préparer la suite avec vous. Je vous prie d’agréer, "
        f"{letter.addressee.civility.value}, l’expression de mes salutations distinguées.",
    )
    yield paragraph("CourrierQualite", capacity(letter.signatory))
    yield paragraph("CourrierSignataire", letter.signatory.name)
    if letter.copies:
        yield paragraph("CourrierCopie", f"Copie{NBSP}:\t" + "\n".join(letter.copies))


def _award(letter: AwardLetter, width: int) -> Iterator[Element]:
    e = "e" if letter.addressee.civility is Civility.MADAME else ""
    many = len(letter.certificates) > 1
    yield from _opening(
        letter.centre, letter.reference, letter.gtp_on, letter.addressee, "attribution de votre certification"
    )
    yield paragraph(
        CORPS,
        f"Le {JURY} du {long_date(letter.jury_on)} vous a déclaré{e} admissible, et le {_GTP} a validé "
        f"l’attribution le {long_date(letter.gtp_on)}. Toutes nos félicitations{NBSP}!",
    )
    yield paragraph("CourrierTitre", "Vos certificats" if many else "Votre certificat")
    yield table(
        f"Certificats attribués{NBSP}: numéro et intitulé",
        [Column("Numéro", _NUMBER), Column("Certification", width - _NUMBER)],
        [
            (unbroken(item.number), f"{_KINDS.get(item.kind, item.kind.value)}{NBSP}: {item.title}")
            for item in letter.certificates
        ],
    )
    handed = (
        "par lettre, par lettre recommandée, ou en main propre contre décharge, à vous-même ou à votre entreprise"
        if letter.by_company
        else "à vous seul" + e + ", par lettre, par lettre recommandée, ou en main propre contre décharge"
    )
    kept = "Ils vous sont remis" if many else "Il vous est remis"
    yield paragraph("CourrierTitre", "Comment les recevoir" if many else "Comment le recevoir")
    yield paragraph(
        CORPS,
        f"{kept} {handed}. Gardez l’original{NBSP}: en cas de perte, nous établissons une copie certifiée conforme, "
        "sous le même numéro. Chacun peut vérifier ce numéro auprès du service, sans rien apprendre d’autre de vous.",
    )
    yield paragraph(
        CORPS,
        "Un questionnaire sur votre situation professionnelle accompagne le certificat. Vos réponses aident la branche "
        "à suivre ce que deviennent les titulaires de ses qualifications.",
    )
    yield from closing(
        "Notre équipe répond volontiers à vos questions.", letter.addressee.civility.value, letter.signatory
    )
    if letter.copies:
        yield paragraph("CourrierCopie", f"Copie{NBSP}:\t" + "\n".join(letter.copies))


PAPERS: Mapping[DocumentKind, tuple[type[Value], Callable[[Any, bytes | None], bytes]]] = {
    DocumentKind.NON_ADMISSION_LETTER: (NonAdmissionLetter, non_admission),
    DocumentKind.AWARD_LETTER: (AwardLetter, award),
}
"""From the kind of a letter to the value it is made from and the function that makes it."""

"""The words of the letter to a candidate who is admitted (LET-04)."""

from collections.abc import Iterator

from documents.framing import framed
from documents.letterhead import Letterhead
from documents.result_words import GTP, a_jury, informed, opening
from documents.session_words import CORPS, closing, named
from documents.text import NBSP, long_date, unbroken
from documents.writing import Column, Element, paragraph, table
from rules.base.civility import agreed
from rules.certificate.kind import CertificateKind
from rules.papers.award import AwardedCertificate, AwardLetter

_NUMBER = 3_000
"""Width of the column of certificate numbers, in twentieths of a point."""
_KINDS = {
    CertificateKind.CQPM: "CQPM",
    CertificateKind.CQPM_RNCP: "CQPM inscrit au RNCP",
    CertificateKind.BLOC: "Bloc de compétences",
    CertificateKind.CQPI: "CQPI",
}
_BY_VAE = "Au terme de votre validation des acquis de l’expérience (VAE), "


def award(letter: AwardLetter, letterhead: Letterhead) -> bytes:
    """The .docx of the letter of LET-04. Raises LetterheadError."""
    return framed(
        lambda width: _body(letter, width),
        letterhead,
        centre=letter.centre,
        reminder=f"Dossier {letter.reference}",
        title=f"Attribution, dossier {letter.reference}",
        on=letter.written_on or letter.gtp_on,
        demonstration=letter.demonstration,
    )


def _awarded(item: AwardedCertificate) -> str:
    """« Bloc de compétences : title (code), du CQPM « title » (code) »."""
    code = f" ({unbroken(item.code)})" if item.code else ""
    within = f", du CQPM {named(item.within)}" if item.within else ""
    return f"{_KINDS.get(item.kind, 'Certification')}{NBSP}: {item.title}{code}{within}"


def _body(letter: AwardLetter, width: int) -> Iterator[Element]:
    e = agreed(letter.addressee.civility, "e", "")
    many = len(letter.certificates) > 1
    jury = a_jury(letter.refused_before)
    if letter.by_vae:
        jury = f"{_BY_VAE}{jury[:1].lower()}{jury[1:]}"
    day = letter.written_on or letter.gtp_on
    yield from opening(letter.centre, letter.reference, day, letter.addressee, "attribution de votre certification")
    yield paragraph(
        CORPS,
        f"{jury} du {long_date(letter.jury_on)} vous a déclaré{e} admissible, et "
        f"le {GTP} a validé l’attribution le {long_date(letter.gtp_on)}. Toutes nos félicitations{NBSP}!",
    )
    yield paragraph("CourrierTitre", "Vos certificats" if many else "Votre certificat")
    yield table(
        f"Certificats attribués{NBSP}: numéro et intitulé",
        [Column("Numéro", _NUMBER), Column("Certification", width - _NUMBER)],
        [(unbroken(item.number), _awarded(item)) for item in letter.certificates],
    )
    for item in letter.certificates:
        if item.replaces:
            yield paragraph(
                CORPS,
                f"Le certificat n°{NBSP}{unbroken(item.number)} remplace le n°{NBSP}{unbroken(item.replaces)}, qui est "
                f"annulé{NBSP}: rendez-nous celui-ci s’il vous a été remis.",
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
        "sous le même numéro. Chacun peut vérifier ce numéro en ligne, sans rien apprendre d’autre de vous.",
    )
    yield paragraph(
        CORPS,
        "Un questionnaire sur votre situation professionnelle accompagne le certificat. Vos réponses aident la branche "
        "à suivre ce que deviennent les titulaires de ses qualifications.",
    )
    yield from closing(
        "Notre équipe répond volontiers à vos questions.", letter.addressee.civility.value, letter.signatory
    )
    yield from informed(letter.copies)

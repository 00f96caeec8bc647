"""The words of the letter that convenes one person to a jury (JUR-02)."""

from collections.abc import Iterator

from documents.framing import framed
from documents.letterhead import Letterhead
from documents.session_words import (
    CORPS,
    JURY,
    ROLES,
    capital,
    closing,
    fact,
    greeting,
    meeting_facts,
    opening,
    pieces,
)
from documents.text import NBSP, long_date, unbroken
from documents.writing import Element, Strong, paragraph
from rules.papers.common import UNION_SEATS, Seat
from rules.papers.convocation import Convocation


def convocation(letter: Convocation, letterhead: Letterhead) -> bytes:
    """The .docx of the letter. Raises LetterheadError."""
    return framed(
        lambda _: _body(letter),
        letterhead,
        centre=letter.centre,
        reminder=f"Session {letter.reference}",
        title=f"Convocation au jury, session {letter.reference}",
        on=letter.written_on,
        demonstration=letter.demonstration,
    )


def _body(letter: Convocation) -> Iterator[Element]:
    called = greeting(letter.addressee)
    word = "invitation" if letter.seat is Seat.GUEST else "convocation"
    aim = f"{word} au {JURY} du {long_date(letter.meeting.held_on)}"
    yield from opening(letter.centre, letter.reference, letter.written_on, letter.addressee, aim, called)
    verb = "invitons" if letter.seat is Seat.GUEST else "convoquons"
    yield paragraph(CORPS, f"Nous vous {verb} au jury dont voici la date, le lieu et l’objet.")
    yield from meeting_facts(letter.meeting)
    yield fact("Votre rôle", capital(ROLES[letter.seat]))
    if letter.function is not None:
        yield fact("En qualité de", capital(letter.function))
    yield fact("Au titre de", letter.organisation)
    if letter.replaces is not None:
        yield fact("Remplace", letter.replaces)
    yield from _role(letter)
    yield from _anonymity(letter.seat)
    yield from _hindrance(letter)
    yield from closing("Nous vous remercions de votre concours.", called, letter.signatory)
    yield from pieces(
        "Pièce jointe",
        ["justificatif d’absence pour votre employeur"] if letter.salaried and letter.notice_enclosed else [],
    )
    yield from pieces("Copie", letter.copied_to)


def _role(letter: Convocation) -> Iterator[Element]:
    """What the jury does, and this seat in it (JUR-04, JUR-06, JUR-07, JUR-11)."""
    yield paragraph("CourrierTitre", "Ce que fait le jury")
    yield paragraph(
        CORPS,
        "Le jury s’assure que les évaluations ont été organisées comme elles devaient l’être, étudie leur "
        f"récapitulatif, puis déclare chaque candidat admis (A) ou non admis (NA). {_OWN_PART[letter.seat]}",
    )


_OWN_PART = {
    Seat.PRESIDENT: "En cas de partage, votre voix l’emporte, et vous signez le procès-verbal.",
    Seat.EMPLOYER: "Vous prenez part à ses décisions.",
    Seat.EMPLOYER_TEMPORARY_WORK: "Vous prenez part à ses décisions.",
    Seat.UNION_VOTING: "Votre organisation dispose d’une voix, que vous portez.",
    Seat.UNION: f"Vous assistez à ses travaux{NBSP}; la voix de votre organisation revient à un autre de ses membres.",
    Seat.UNION_TEMPORARY_WORK: "Vous prenez part à ses décisions.",
    Seat.GUEST: f"Le jury peut vous entendre{NBSP}; vous ne prenez pas part à ses décisions.",
}


def _anonymity(seat: Seat) -> Iterator[Element]:
    """JUR-08: what a member does who is linked to a candidate (JUR-19), what somebody keeps quiet who knows one."""
    yield paragraph("CourrierTitre", "L’anonymat des candidats")
    if seat is Seat.GUEST:
        yield paragraph(
            CORPS,
            "Le jury ne connaît les candidats que par un numéro, tant que toutes les décisions de la séance ne sont "
            "pas prises. Si vous en connaissez un, pour l’avoir accompagné ou évalué, ne dites devant le jury ni son "
            "nom, ni sa naissance, ni son entreprise, et n’apportez aucun document qui les porte.",
        )
        return
    yield paragraph(
        CORPS,
        "Les candidats vous sont présentés sous un numéro. Nom, naissance, entreprise et photographie restent "
        "inconnus du jury tant que toutes les décisions de la séance ne sont pas prises. Si un lien vous unit à un "
        "candidat, dites-le avant l’examen de son dossier, sur lequel vous vous abstiendrez.",
    )


def _hindrance(letter: Convocation) -> Iterator[Element]:
    """The employer's notice (JUR-15), and who may take the place of whom (JUR-02)."""
    yield paragraph("CourrierTitre", "Votre venue")
    hand_over = "Remettez le justificatif ci-joint à votre employeur "
    if not letter.notice_enclosed:
        hand_over = (
            "Dites-nous qui est votre employeur, pour qui nous établirons un justificatif d’absence. Remettez-le-lui "
        )
    if letter.salaried and letter.too_late_to_notify:
        yield paragraph(
            CORPS,
            f"{hand_over}dès que vous l’avez reçu. Le préavis de "
            f"{unbroken(f'{letter.notice_days} jours')} calendaires, dont le dernier jour était le "
            f"{long_date(letter.notice_by)}, ne peut plus être tenu{NBSP}: votre absence est soumise à son accord.",
        )
    elif letter.salaried:
        yield paragraph(
            CORPS,
            hand_over,
            Strong(f"au plus tard le {long_date(letter.notice_by)}"),
            f", {unbroken(f'{letter.notice_days} jours')} calendaires avant le jury{NBSP}: votre absence est alors "
            "autorisée et votre rémunération maintenue.",
        )
    other = (
        "Une autre personne que votre organisation a désignée peut vous remplacer, jusqu’au jour même."
        if letter.seat in UNION_SEATS
        else "Nous verrons alors comment vous remplacer."
    )
    if letter.seat is Seat.GUEST:
        other = ""
    yield paragraph(CORPS, f"En cas d’empêchement, prévenez-nous dès que possible. {other}".strip())

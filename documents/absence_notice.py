"""The words of the proof that a salaried member of a jury hands to the employer (JUR-15)."""

from collections.abc import Iterator

from documents.framing import framed
from documents.letterhead import Letterhead
from documents.session_words import BOUND, CORPS, JURY, ROLES, addressed, capital, dated, fact, meeting_facts
from documents.text import NBSP, long_date, unbroken
from documents.writing import Column, Element, Strong, paragraph, table
from rules.base.civility import agreed, styled
from rules.papers.absence_notice import AbsenceNotice

_ROOM = 1701
"""Room for a signature, in twentieths of a point: 30 mm."""


def absence_notice(notice: AbsenceNotice, letterhead: Letterhead) -> bytes:
    """The .docx of the notice. Raises LetterheadError."""
    return framed(
        lambda width: _body(notice, width),
        letterhead,
        centre=notice.centre,
        reminder=f"Session {notice.reference}",
        title=f"Justificatif d’absence, session {notice.reference}",
        on=notice.written_on,
        demonstration=notice.demonstration,
    )


def _body(notice: AbsenceNotice, width: int) -> Iterator[Element]:
    yield paragraph("PapierTitre", "Justificatif d’absence")
    yield paragraph("PapierSousTitre", "À remettre à l’employeur d’un membre de jury")
    yield paragraph(
        CORPS,
        f"L’UIMM territoriale centre d’examen certifie que la personne ci-dessous est désignée pour siéger à un {JURY} "
        "de certificats de qualification paritaire de la métallurgie (CQPM).",
    )
    yield paragraph("CourrierTitre", "La personne et son employeur")
    yield fact(_employee(notice), addressed(notice.member))
    yield fact("Employeur", "\n".join([notice.employer.name, *notice.employer.address_lines]))
    yield fact("Rôle", capital(ROLES[notice.seat]))
    if notice.mandated_by is not None:
        yield fact("Désignation par", notice.mandated_by)
    yield paragraph("CourrierTitre", "Le jury")
    yield from meeting_facts(notice.meeting)
    yield fact("Notre référence", f"session {unbroken(notice.reference)}")
    yield from _rights(notice)
    yield paragraph("CourrierTitre", "Signatures")
    yield from _signatures(notice, width)


def _employee(notice: AbsenceNotice) -> str:
    return agreed(notice.member.civility, "Salariée", "Salarié")


def _rights(notice: AbsenceNotice) -> Iterator[Element]:
    """Notice given, absence allowed, pay kept: article 9.2.2 of the agreement of 13 November 2014."""
    yield paragraph("CourrierTitre", "Ce que prévoit l’accord national du 13 novembre 2014 (article 9.2.2)")
    if notice.late:
        yield from _late(notice)
        return
    employee = agreed(notice.member.civility, "La salariée", "Le salarié")
    yield paragraph(
        BOUND,
        f"{employee} présente ce justificatif ",
        Strong(f"au plus tard le {long_date(notice.notice_by)}"),
        f", soit {unbroken(f'{notice.notice_days} jours')} calendaires avant le jury. L’employeur autorise alors son "
        f"absence et maintient sa rémunération{NBSP}; il prend en charge les frais justifiés de déplacement, de repas "
        "et d’hébergement comme pour les autres déplacements professionnels de l’entreprise.",
    )


def _late(notice: AbsenceNotice) -> Iterator[Element]:
    """The same of a late substitute: the notice could not be kept, and no right is claimed that hangs on it."""
    employee = agreed(notice.member.civility, "la salariée", "le salarié")
    pronoun = agreed(notice.member.civility, "Elle", "Il")
    yield paragraph(
        CORPS,
        f"Ce justificatif est du {long_date(notice.written_on)}{NBSP}: {employee} n’a pas pu vous le présenter ",
        Strong(f"au plus tard le {long_date(notice.notice_by)}"),
        f", soit {unbroken(f'{notice.notice_days} jours')} calendaires avant le jury, délai dont dépend "
        f"l’autorisation d’absence. {pronoun} vous le remet dès réception{NBSP}; son absence est soumise à votre "
        "accord.",
    )
    yield paragraph(
        BOUND,
        "Pendant une absence autorisée, l’employeur maintient la rémunération et prend en charge les frais justifiés "
        "de déplacement, de repas et d’hébergement comme pour les autres déplacements professionnels de l’entreprise.",
    )


def _signatures(notice: AbsenceNotice, width: int) -> Iterator[Element]:
    third = width // 3
    columns = [
        Column("Centre d’examen", third),
        Column(_employee(notice), third),
        Column("Employeur, à réception", width - 2 * third),
    ]
    signatory = notice.signatory
    who = styled(signatory.civility, signatory.name)
    ours = f"{dated(notice.centre, notice.written_on)}\n{signatory.quality}\n{who}"
    row = (ours, f"Remis le{NBSP}:", f"Reçu le{NBSP}:")
    yield table(
        f"Dates et signatures{NBSP}: centre d’examen, {_employee(notice).lower()}, employeur",
        columns,
        [row],
        height=_ROOM,
    )

"""Words that several papers share, those of a session above all: roles, hours, how a letter opens and closes."""

from collections.abc import Iterable, Iterator
from datetime import date, time

from documents.text import NBSP, long_date, quoted, unbroken
from documents.writing import Element, Strong, paragraph, window
from rules.base.civility import Civility, styled
from rules.papers.common import CentreSignatory, ExamCentre, Meeting, Named, Recipient, Seat

CORPS = "CourrierCorps"
BOUND = "CourrierCorpsLie"
"""The same, kept with what follows it."""
JURY = "jury paritaire de délibération"
DISPOSITIF = "dispositif des qualifications professionnelles de la métallurgie"

ROLES = {
    Seat.PRESIDENT: "présidence du jury",
    Seat.EMPLOYER: "membre de la délégation patronale",
    Seat.EMPLOYER_TEMPORARY_WORK: "membre de la délégation patronale pour la branche du travail temporaire",
    Seat.UNION_VOTING: "membre de la délégation syndicale, avec droit de vote",
    Seat.UNION: "membre de la délégation syndicale, sans droit de vote",
    Seat.UNION_TEMPORARY_WORK: (
        "membre de la délégation syndicale pour la branche du travail temporaire, avec droit de vote"
    ),
    Seat.GUEST: "personne invitée, entendue sans prendre part aux décisions",
}
"""In what capacity somebody sits, whatever their gender."""


def capital(text: str) -> str:
    """The text with its first letter in capital."""
    return text[:1].upper() + text[1:]


def counted(number: int, one: str, many: str) -> str:
    """« 1 candidat », « 2 candidats », « aucun » being said otherwise."""
    return f"{number}{NBSP}{many if number > 1 else one}"


def hour(at: time) -> str:
    """« 9 h », « 14 h 05 », never cut at the end of a line."""
    return unbroken(f"{at.hour} h" if at.minute == 0 else f"{at.hour} h {at.minute:02d}")


def moment(meeting: Meeting) -> str:
    """« 8 octobre 2026 à 14 h »."""
    at = f" à {hour(meeting.starts_at)}" if meeting.starts_at is not None else ""
    return f"{long_date(meeting.held_on)}{at}"


def named(item: Named) -> str:
    """« Title » (code): a code is never cut."""
    return f"{quoted(item.title)} ({unbroken(item.code)})"


def fact(label: str, text: str) -> Element:
    """One line of a list of facts, the label apart."""
    return paragraph("PapierFiche", Strong(f"{label}{NBSP}:"), f"\t{text}")


def meeting_facts(meeting: Meeting) -> Iterator[Element]:
    """When, where, and what is judged (JUR-18)."""
    yield fact("Date", moment(meeting))
    if meeting.place_lines:
        yield fact("Lieu", ", ".join(meeting.place_lines))
    many = len(meeting.qualifications) > 1
    listed = "\n".join(map(named, meeting.qualifications))
    yield fact("Qualifications" if many else "Qualification", listed)


def addressed(recipient: Recipient) -> str:
    """The recipient's name as it is written on an envelope."""
    return styled(recipient.civility, recipient.name)


def greeting(recipient: Recipient) -> str:
    """How the letter calls its reader, a civility that is not known being both."""
    return recipient.civility.value if recipient.civility else f"{Civility.MADAME.value}, {Civility.MONSIEUR.value}"


def dated(centre: ExamCentre, day: date) -> str:
    """« Lille, le 8 octobre 2026 »."""
    return f"{centre.town}, le {long_date(day)}" if centre.town else f"Le {long_date(day)}"


def opening(
    centre: ExamCentre, reference: str, day: date, recipient: Recipient, aim: str, called: str
) -> Iterator[Element]:
    """To whom, from where, when, about what."""
    yield window(paragraph("CourrierDestinataire", "\n".join([addressed(recipient), *recipient.address_lines])))
    yield paragraph("CourrierReperes", f"Notre référence{NBSP}: session {unbroken(reference)}\t{dated(centre, day)}")
    yield paragraph("CourrierObjet", f"Objet{NBSP}:\t{aim}")
    yield paragraph(CORPS, f"{called},")


def closing(before: str, called: str, signatory: CentreSignatory) -> Iterator[Element]:
    """The closing formula and room for the centre's signature."""
    formula = f"Nous vous prions d’agréer, {called}, l’expression de nos salutations distinguées."
    yield paragraph("CourrierPolitesse", f"{before} {formula}".strip())
    yield paragraph("CourrierQualite", signatory.quality)
    yield paragraph("CourrierSignataire", styled(signatory.civility, signatory.name))


def pieces(label: str, items: Iterable[str]) -> Iterator[Element]:
    """A list under a short label, at the foot of a letter; nothing where it is empty."""
    listed = list(items)
    if listed:
        yield paragraph("PapierPieces", f"{label}{NBSP}:\t" + "\n".join(listed))


def items(texts: Iterable[str]) -> Iterator[Element]:
    """A list with dashes."""
    for text in texts:
        yield paragraph("CourrierListe", f"–\t{text}")

"""The words of the attendance sheet of a jury (JUR-10): everyone named, delegations apart, and room to sign."""

from collections.abc import Iterator, Sequence

from documents.framing import framed
from documents.letterhead import Letterhead
from documents.session_words import JURY, capital, fact
from documents.text import NBSP, long_date, unbroken
from documents.writing import Column, Element, paragraph, table
from rules.base.civility import agreed, styled
from rules.papers.attendance_sheet import AttendanceSheet, Attendee, Former
from rules.papers.common import Seat
from rules.session.session import JuryRole

_ROOM = 624
"""Room for a signature, in twentieths of a point: 11 mm."""

_FUNCTIONS = {
    Seat.PRESIDENT: "Présidence",
    Seat.EMPLOYER: "Membre",
    Seat.EMPLOYER_TEMPORARY_WORK: "Membre, travail temporaire",
    Seat.UNION_VOTING: "Membre, avec droit de vote",
    Seat.UNION: "Membre, sans droit de vote",
    Seat.UNION_TEMPORARY_WORK: "Membre, travail temporaire",
    Seat.GUEST: "Sans droit de vote",
}


_FORMER = {
    JuryRole.PRESIDENT: "Présidence",
    JuryRole.EMPLOYER: "Membre",
    JuryRole.UNION: "Membre",
    JuryRole.TEMPORARY_WORK: "Membre, travail temporaire",
    JuryRole.GUEST: "Sur invitation",
    JuryRole.PROFESSIONAL: "Membre",
}


def attendance_sheet(sheet: AttendanceSheet, letterhead: Letterhead) -> bytes:
    """The .docx of the sheet. Raises LetterheadError."""
    return framed(
        lambda width: _body(sheet, width),
        letterhead,
        centre=sheet.centre,
        reminder=f"Émargement, {unbroken(sheet.qualification.code)}, {long_date(sheet.held_on)}",
        title=f"Feuille d’émargement, {sheet.qualification.code}, session {sheet.reference}",
        on=sheet.held_on,
        demonstration=sheet.demonstration,
    )


def _body(sheet: AttendanceSheet, width: int) -> Iterator[Element]:
    yield paragraph("PapierTitre", "Feuille d’émargement")
    yield paragraph("PapierSousTitre", f"{JURY[:1].upper()}{JURY[1:]} du {long_date(sheet.held_on)}")
    yield from _facts(sheet)
    chair = Attendee(
        name=sheet.president.name, body=sheet.president.body, seat=Seat.PRESIDENT, signed_on=sheet.president.signed_on
    )
    yield from _delegation("Présidence et délégation patronale", (chair, *sheet.employers), width)
    signature = list(_signature(sheet))
    yield from _delegation(
        "Délégation syndicale", sheet.unions, width, () if sheet.guests or sheet.former else signature
    )
    if sheet.guests:
        yield from _delegation("Personnes invitées", sheet.guests, width, () if sheet.former else signature)
    if sheet.former:
        yield from _former(sheet, width, signature)


def _facts(sheet: AttendanceSheet) -> Iterator[Element]:
    president = sheet.president
    yield fact("UIMM territoriale", sheet.centre.name)
    yield fact("Qualification", sheet.qualification.title)
    yield fact("Code", unbroken(sheet.qualification.code))
    yield fact("Session", unbroken(sheet.reference))
    yield fact(agreed(president.civility, "Présidente", "Président"), styled(president.civility, president.name))
    yield fact("Qualité", president.quality)


def _delegation(
    title: str, attendees: Sequence[Attendee], width: int, signature: Sequence[Element] = ()
) -> Iterator[Element]:
    """One table; the last one ends with the president's signature."""
    yield paragraph("CourrierTitre", title)
    if not attendees:
        yield paragraph("CourrierCorpsLie", "Ni personne désignée ni organisation invitée.")
        yield from signature
        return
    name, body, function = (round(width * share) for share in (0.27, 0.27, 0.2))
    columns = [
        Column("Nom et prénom", name),
        Column("Organisme", body),
        Column("Fonction", function),
        Column("Signature", width - name - body - function),
    ]
    rows = [(_name(item), item.body, _function(item), _mark(item)) for item in attendees]
    yield table(f"{title}{NBSP}: nom, organisme, fonction et signature", columns, rows, height=_ROOM, foot=signature)


def _former(sheet: AttendanceSheet, width: int, signature: Sequence[Element]) -> Iterator[Element]:
    """Who was convened and sits no more: everybody who was named appears (JUR-10)."""
    yield paragraph("CourrierTitre", "Personnes convoquées qui ne siègent plus")
    name, body, function = (round(width * share) for share in (0.27, 0.27, 0.2))
    columns = [
        Column("Nom et prénom", name),
        Column("Organisme", body),
        Column("Fonction", function),
        Column("Suite", width - name - body - function),
    ]
    rows = [(item.name, item.body, _FORMER[item.role], _since(item)) for item in sheet.former]
    yield table(
        f"Personnes qui ne siègent plus{NBSP}: nom, organisme, fonction et suite", columns, rows, foot=signature
    )


def _since(former: Former) -> str:
    if former.replaced_by is not None:
        return f"A cédé sa place à {former.replaced_by}"
    return f"Retrait le {long_date(former.left_on)}, sans successeur" if former.left_on else ""


def _name(attendee: Attendee) -> str:
    return attendee.name or "Aucune désignation"


def _function(attendee: Attendee) -> str:
    if not attendee.name:
        return "Organisation invitée"
    said = _FUNCTIONS[attendee.seat]
    return f"{capital(attendee.function)}, {said[:1].lower()}{said[1:]}" if attendee.function else said


def _mark(attendee: Attendee) -> str:
    """What is known of the signature; otherwise the room for it."""
    if attendee.signed_on is not None:
        return f"Signature enregistrée le {long_date(attendee.signed_on)}"
    return "Absence constatée" if attendee.present is False else ""


def _signature(sheet: AttendanceSheet) -> Iterator[Element]:
    whose = agreed(sheet.president.civility, "de la présidente", "du président")
    yield paragraph("CourrierQualite", f"Signature {whose} du jury")
    if sheet.president.signed_on is not None:
        yield paragraph("CourrierQualite", f"Signature enregistrée le {long_date(sheet.president.signed_on)}")
    yield paragraph("CourrierSignataire", styled(sheet.president.civility, sheet.president.name))

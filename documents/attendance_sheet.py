"""The words of the attendance sheet of a jury (JUR-10): everyone named, delegations apart, and room to sign."""

from collections.abc import Iterator, Sequence

from documents.framing import framed
from documents.letterhead import Letterhead
from documents.session_words import JURY, fact
from documents.text import NBSP, long_date, unbroken
from documents.writing import Column, Element, paragraph, table
from rules.papers.attendance_sheet import AttendanceSheet, Attendee
from rules.papers.common import Civility, Seat

_ROOM = 624
"""Room for a signature, in twentieths of a point: 11 mm."""
_MOST_BOUND = 8

_FUNCTIONS = {
    Seat.PRESIDENT: "Présidence",
    Seat.EMPLOYER: "Membre",
    Seat.EMPLOYER_TEMPORARY_WORK: "Membre, travail temporaire",
    Seat.UNION_VOTING: "Membre, avec droit de vote",
    Seat.UNION: "Membre, sans droit de vote",
    Seat.UNION_TEMPORARY_WORK: "Membre, travail temporaire",
    Seat.GUEST: "Sans droit de vote",
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
    yield from _delegation("Délégation syndicale", sheet.unions, width, last=not sheet.guests)
    if sheet.guests:
        yield from _delegation("Personnes invitées", sheet.guests, width, last=True)
    yield from _signature(sheet)


def _facts(sheet: AttendanceSheet) -> Iterator[Element]:
    president = sheet.president
    yield fact("UIMM territoriale", sheet.centre.name)
    yield fact("Qualification", sheet.qualification.title)
    yield fact("Code", unbroken(sheet.qualification.code))
    yield fact("Session", unbroken(sheet.reference))
    civility = f"{president.civility.value} " if president.civility else ""
    yield fact("Présidente" if president.civility is Civility.MADAME else "Président", f"{civility}{president.name}")
    yield fact("Qualité", president.quality)


def _delegation(title: str, attendees: Sequence[Attendee], width: int, *, last: bool = False) -> Iterator[Element]:
    """One table; the last one, when it is short, stays with the president's signature."""
    yield paragraph("CourrierTitre", title)
    if not attendees:
        yield paragraph("CourrierCorps", "Ni personne désignée ni organisation invitée.")
        return
    name, body, function = (round(width * share) for share in (0.27, 0.27, 0.2))
    columns = [
        Column("Nom et prénom", name),
        Column("Organisme", body),
        Column("Fonction", function),
        Column("Signature", width - name - body - function),
    ]
    rows = [(_name(item), item.body, _function(item), _mark(item)) for item in attendees]
    style = "PapierCelluleLiee" if last and len(rows) <= _MOST_BOUND else "CourrierCellule"
    yield table(f"{title}{NBSP}: nom, organisme, fonction et signature", columns, rows, style=style, height=_ROOM)


def _name(attendee: Attendee) -> str:
    return attendee.name or "Aucune désignation"


def _function(attendee: Attendee) -> str:
    return _FUNCTIONS[attendee.seat] if attendee.name else "Organisation invitée"


def _mark(attendee: Attendee) -> str:
    """What is known of the signature; otherwise the room for it."""
    if attendee.signed_on is not None:
        return f"Signature enregistrée le {long_date(attendee.signed_on)}"
    return "Absence constatée" if attendee.present is False else ""


def _signature(sheet: AttendanceSheet) -> Iterator[Element]:
    woman = sheet.president.civility is Civility.MADAME
    yield paragraph("CourrierQualite", f"Signature {'de la présidente' if woman else 'du président'} du jury")
    if sheet.president.signed_on is not None:
        yield paragraph("CourrierQualite", f"Signature enregistrée le {long_date(sheet.president.signed_on)}")
    yield paragraph("CourrierSignataire", sheet.president.name)

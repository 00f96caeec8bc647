"""What the attendance sheet says."""

import io

from docx import Document

from rules.papers.attendance_sheet import Attendee
from rules.papers.common import Seat
from tests.documents.reading import rows, said
from tests.documents.samples import session as samples
from tests.documents.samples.session import made


def test_the_sheet_lists_everyone_named_or_the_organisation_invited() -> None:
    package = made("attendance_sheet")
    text = said(package)
    for expected in (
        "UIMM territoriale : UIMM territoriale de démonstration — Nord (59)",
        "Qualification : Opérateur (trice) en maintenance industrielle",
        "Code : MQ 1989 0021",
        "Jury paritaire de délibération du 8 octobre 2026",
        "Présidente : Madame Camille Démonstration",
        "Qualité : Directrice de la formation",
    ):
        assert expected in text
    tables = Document(io.BytesIO(package)).tables
    employers, unions = ([[cell.text for cell in row.cells] for row in table.rows[1:]] for table in tables)
    assert [row[0] for row in employers] == ["Camille Démonstration", "Paul Gabarit", "Yasmine Étalon", "Hugo Calibre"]
    assert unions[-1][0].endswith("Madame Camille Démonstration")
    assert unions[-2] == ["Aucune désignation", "Organisation syndicale C (exemple)", "Organisation invitée", ""]
    assert employers[-1][2] == "Membre, travail temporaire"


def test_the_sheet_shows_what_is_known_of_signatures_and_guests() -> None:
    sheet = samples.attendance_sheet()
    package = made(
        "attendance_sheet",
        employers=(sheet.employers[0].evolve(present=True, signed_on=samples.JURY),),
        unions=(),
        guests=(Attendee(name="Ada Tuteur", body="Ateliers Modèle", seat=Seat.GUEST, present=False),),
        president=sheet.president.evolve(signed_on=samples.JURY, civility=None),
    )
    text = said(package)
    assert text.count("Signature enregistrée le 8 octobre 2026") == 3
    assert "Absence constatée" in text
    assert "Ni personne désignée ni organisation invitée." in text
    assert "Personnes invitées" in text
    assert "Président : Camille Démonstration" in text


def test_who_sits_no_more_appears_as_such_before_the_signature() -> None:
    """JUR-10: everybody who was named; JUR-06: whom a guest is."""
    package = made("changed_sheet")
    gone = rows(package, "Suite")
    assert [row[0] for row in gone[:2]] == ["Inès Prototype", "Jean Repère"]
    assert [row[3].replace("\xa0", " ") for row in gone[:2]] == [
        "A cédé sa place à Luc Spécimen",
        "Retrait le 30 septembre 2026, sans successeur",
    ]
    assert gone[2][0].startswith("Signature de la présidente du jury")
    assert said(package).count("Signature de la présidente du jury") == 1
    assert "Tuteur d’un candidat, sans droit de vote" in said(package)

"""What the proof for the employer says."""

from rules.papers.common import Recipient
from tests.documents.reading import rows, said
from tests.documents.samples.session import made


def test_the_absence_notice_says_the_last_day_and_leaves_room_for_three_signatures() -> None:
    package = made("absence_notice")
    text = said(package)
    assert "Salariée : Madame Inès Prototype" in text
    assert "au plus tard le 30 septembre 2026, soit 8 jours calendaires" in text
    assert "maintient sa rémunération" in text
    assert len(rows(package, "Employeur, à réception")[0]) == 3
    unknown = made("absence_notice", member=Recipient(name="Alix Essai"), mandated_by=None)
    assert "Salarié : Alix Essai" in said(unknown)
    assert "Désignation par" not in said(unknown)

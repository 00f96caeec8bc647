"""What the proof for the employer says."""

from datetime import date

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
    assert "soumise à votre accord" not in text
    unknown = made("absence_notice", member=Recipient(name="Alix Essai"), mandated_by=None)
    assert "Salarié : Alix Essai" in said(unknown)
    assert "Désignation par" not in said(unknown)


def test_a_late_substitute_is_not_told_to_act_before_a_day_that_has_passed() -> None:
    """JUR-15: the notice tells the truth, and claims no leave that hangs on eight days."""
    text = said(made("absence_notice", written_on=date(2026, 10, 1)))
    assert (
        "Ce justificatif est du 1er octobre 2026 : la salariée n’a pas pu vous le présenter au plus tard le 30 septembre"
        in text
    )
    assert "son absence est soumise à votre accord" in text
    assert "autorise alors" not in text
    assert "Elle vous le remet" in text
    assert "le salarié n’a pas pu vous le présenter" in said(made("late_notice"))

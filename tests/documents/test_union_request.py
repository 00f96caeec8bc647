"""What the request to a union says."""

from datetime import date

from tests.documents.reading import said
from tests.documents.samples.session import made


def test_the_union_is_told_the_last_day_the_conditions_and_what_is_judged() -> None:
    text = said(made("union_request"))
    assert "dernier jour étant le 23 septembre 2026" in text
    assert "au plus tard le 23 septembre 2026" in text
    assert "15 jours calendaires avant le jury" in text
    assert "Date : 8 octobre 2026 à 14 h" in text
    assert "« Opérateur (trice) en maintenance industrielle » (MQ 1989 0021)" in text
    assert "salle Lavoisier, 1, rue de l’Exemple, 59000 Lille" in text
    assert "une seule voix" in text
    assert "salariée d’une entreprise de la branche" in text
    assert "travail temporaire" in text
    assert "travail temporaire" not in said(made("union_request", temporary_work=False))


def test_a_request_of_the_last_day_asks_for_an_answer_that_day() -> None:
    """JUR-01, JUR-02."""
    assert "au plus tard le 23 septembre 2026, ce jour même" in said(
        made("union_request", written_on=date(2026, 9, 23))
    )
    assert "ce jour même" not in said(made("union_request"))

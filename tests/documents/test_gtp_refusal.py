"""What the letter on a refusal of the GTP says, and the others after one (LET-05, GTP-07)."""

from datetime import date, timedelta

import pytest
from pydantic import ValidationError

from documents.registry import render
from rules.document.document import DocumentKind
from rules.dossier.dossier import Again
from rules.papers.common import Named
from rules.papers.partial_validation import BlocCertificate
from tests.documents.reading import rows, said
from tests.documents.samples import letter as letter_samples
from tests.documents.samples import result as samples
from tests.documents.samples.result import made


@pytest.mark.rule("LET-05")
def test_the_day_the_reasons_and_what_follows() -> None:
    text = said(made("new_jury"))
    assert "a refusé la vôtre le 12 novembre 2026" in text
    assert "Le motif du GTP\nLa feuille d’émargement n’est pas signée" in text
    assert "vous n’avez rien à refaire" in text
    assert "Vos évaluations restent valables" in text
    assert "conclusions de la commission de validation restent" in said(made("new_jury", by_vae=True))


def test_the_evaluations_are_named_and_the_reasons_one_a_line() -> None:
    package = made("evaluated_again")
    text = said(package)
    assert "comme il l’avait fait le 11 juin 2026" in text
    assert "Les motifs du GTP\n– Deux évaluations" in text
    assert [row[0] for row in rows(package, "Intitulé")] == ["2", "4"]
    assert "Vos autres résultats restent. La commission de validation conclura ensuite de nouveau." in text
    one = said(made("evaluated_again", evaluations=(Named(code="2", title="x"),), others_stay=False, by_vae=False))
    assert "Une évaluation est à refaire" in one
    assert "Vos autres résultats" not in one
    assert "commission de validation" not in one


def test_a_closed_dossier_and_one_of_which_nothing_was_said() -> None:
    closed = said(made("refused_for_good"))
    assert "votre dossier D-2026-59-000123 est clos" in closed
    assert "par une nouvelle demande de VAE, à partir du 1er janvier 2027" in closed
    assert "n’a pas précisé ce qui est à refaire" in said(made("new_jury", again=None))


def test_the_other_letters_speak_of_the_new_jury() -> None:
    before = date(2026, 6, 11)
    words = "Après le refus d’attribution du 11 juin 2026, le nouveau jury paritaire de délibération"
    assert words in said(made("non_admission", refused_before=before))
    assert words in said(made("award", refused_before=before))
    assert f"(VAE), a{words[1:]}" in said(made("award", refused_before=before, by_vae=True))


def test_the_certificate_of_a_complete_bloc_is_told_by_its_number() -> None:
    letter = letter_samples.at_rncp()
    certificate = BlocCertificate(bloc=letter.blocs[0].code, number="MC 2026 11 59 00044")
    package = render(
        DocumentKind.PARTIAL_VALIDATION_LETTER, letter.evolve(certificates=(certificate,)), letterhead=None
    )
    assert "Un certificat vous est remis par ailleurs, sous le numéro que voici" in said(package)
    assert rows(package, "Certificat")[0][-1].replace("\xa0", " ") == certificate.number


@pytest.mark.parametrize(
    "changes",
    [
        {"again": Again.EVALUATIONS},
        {"evaluations": (Named(code="2", title="x"),)},
        {"reasons": ()},
        {"gtp_on": samples.new_jury().jury_on - timedelta(days=1)},
    ],
)
def test_a_letter_that_makes_no_sense_is_not_made(changes: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        samples.new_jury(**changes)

"""What the convocation says, to each in their own role."""

from datetime import date

import pytest

from rules.papers.common import Seat
from tests.documents.reading import lines, said
from tests.documents.samples import session as samples
from tests.documents.samples.session import made


def test_the_convocation_reminds_of_the_anonymity_and_is_copied_to_the_union() -> None:
    text = said(made("convocation"))
    assert "Objet : convocation au jury paritaire de délibération du 8 octobre 2026" in text
    assert "Votre rôle : Membre de la délégation syndicale, avec droit de vote" in text
    assert "présentés sous un numéro" in text
    assert "au plus tard le 30 septembre 2026, 8 jours calendaires avant le jury" in text
    assert "Pièce jointe : justificatif d’absence" in text
    assert lines(made("convocation"))[-1] == f"Copie : {samples.UNION}"


@pytest.mark.parametrize(
    ("seat", "words"),
    [
        (Seat.PRESIDENT, "votre voix l’emporte"),
        (Seat.EMPLOYER, "délégation patronale"),
        (Seat.EMPLOYER_TEMPORARY_WORK, "branche du travail temporaire"),
        (Seat.UNION_VOTING, "que vous portez"),
        (Seat.UNION, "sans droit de vote"),
        (Seat.UNION_TEMPORARY_WORK, "travail temporaire, avec droit de vote"),
        (Seat.GUEST, "Objet : invitation"),
    ],
)
def test_everyone_is_told_their_own_role(seat: Seat, words: str) -> None:
    assert words in said(made("convocation", seat=seat))


def test_a_late_substitute_is_not_asked_to_act_before_a_day_that_has_passed() -> None:
    """JUR-15: eight days' notice cannot be kept any more, and the letter says so."""
    text = said(made("convocation", replaces="Alix Essai", written_on=date(2026, 10, 1)))
    assert "dont le dernier jour était le 30 septembre 2026, ne peut plus être tenu" in text
    assert "soumise à son accord" in text
    assert "Pièce jointe : justificatif d’absence" in text
    assert "est alors autorisée" not in text


def test_who_employs_nobody_gets_no_notice_and_who_replaces_is_told_whom() -> None:
    text = said(
        made(
            "convocation",
            seat=Seat.EMPLOYER,
            mandated_by=None,
            salaried=False,
            replaces="Alix Essai",
            written_on=samples.JURY,
        )
    )
    assert "employeur" not in text
    assert "Pièce jointe" not in text
    assert "Copie" not in text
    assert "Remplace : Alix Essai" in text


def test_a_guest_who_knows_a_candidate_is_told_to_name_nobody() -> None:
    """JUR-06, JUR-08: a tutor neither abstains nor has the notice of a member (JUR-15)."""
    text = said(made("invitation"))
    assert "En qualité de : Tuteur d’un candidat" in text
    assert "ne dites devant le jury ni son nom" in text
    for word in ("abstiendrez", "employeur ", "justificatif", "Pièce jointe", "convoquons", "remplacer"):
        assert word not in text


def test_whose_employer_is_not_known_is_asked_for_it() -> None:
    late, early = said(made("substitute")), said(made("convocation", notice_enclosed=False))
    for text in (late, early):
        assert "Dites-nous qui est votre employeur" in text
        assert "Pièce jointe" not in text
        assert "ci-joint" not in text
    assert "Remplace : Inès Prototype" in late
    assert "Remettez-le-lui au plus tard le 30 septembre 2026" in early


@pytest.mark.rule("CER-08")
def test_who_signs_is_named_with_their_civility() -> None:
    assert "Le responsable des certifications\nMonsieur Noé Modèle" in said(made("convocation"))
    unknown = samples.SIGNATORY.evolve(civility=None)
    assert "Le responsable des certifications\nNoé Modèle" in said(made("convocation", signatory=unknown))

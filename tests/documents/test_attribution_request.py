"""What the request to the GTP says."""

from datetime import date

import pytest

from rules.papers.attribution_request import CprefpProof, JudgedQualification, LateEntry
from rules.papers.common import Named
from tests.documents.reading import rows, said
from tests.documents.samples import session as samples
from tests.documents.samples.session import made


def test_the_request_attests_counts_and_encloses() -> None:
    package = made("attribution_request")
    text = said(package)
    assert rows(package, "Admis")[0][2:] == ["6", "3", "1"]
    assert "nous attestons avoir organisé et conduit les actions de validation selon les règles du dispositif" in text
    assert "– extrait du procès-verbal de la CPREFP" in text
    assert "– 2 feuilles d’émargement, datées et signées ;" in text
    assert "– 2 procès-verbaux de délibération." in text
    assert "56, avenue de Wagram" in text


def test_a_request_for_one_qualification_or_several_days() -> None:
    one, two = samples.attribution_request().judged
    alone = made("attribution_request", judged=(one.evolve(awarded=()),), qualifications=1, proof=CprefpProof.LETTERS)
    text = said(alone)
    assert len(rows(alone, "Admis")[0]) == 4
    assert "– feuille d’émargement, datée et signée ;" in text
    assert "courriers échangés avec le secrétariat de la CPREFP" in text
    other = JudgedQualification(qualification=samples.CQPM, held_on=date(2026, 10, 9), candidates=1, admitted=0)
    several = made("attribution_request", judged=(two, other), qualifications=2)
    assert "jurys du 8 octobre 2026 et du 9 octobre 2026" in said(several)
    assert [row[2].replace("\xa0", " ") for row in rows(several, "Admis")] == ["8 octobre 2026", "9 octobre 2026"]


def test_what_was_typed_late_is_told_with_its_reason() -> None:
    assert "après" not in said(made("attribution_request")).partition("Attestation")[0].rpartition("Blocs")[2]
    one = LateEntry(
        dossier="D2026-UT59-00007", opened_on=date(2026, 6, 1), typed_on=date(2026, 6, 20), reason="Bulletin <égaré>"
    )
    text = said(made("attribution_request", late=(one,)))
    assert "Inscription saisie après sa date" in text
    assert "inscrit le 1er juin 2026, saisi le 20 juin 2026 : Bulletin <égaré>" in text
    assert "Inscriptions saisies après leur date" in said(made("attribution_request", late=(one, one)))


def test_the_blocs_that_were_asked_for_are_named() -> None:
    text = said(made("blocs_request"))
    assert "pour la qualification et les blocs de compétences qui suivent" in text
    assert [row[2:] for row in rows(made("blocs_request"), "Admis")] == [
        ["6", "3", "1"],
        ["2", "2", "0"],
        ["1", "0", "1"],
    ]
    assert "Bloc de compétences RNCP36376BC02 : Réaliser l’intervention et en rendre compte" in text
    assert "« Préparer l’intervention et ses moyens » (RNCP36376BC01), 2 candidats" in text
    assert "– feuille d’émargement, datée et signée ;" in text


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ((samples.BLOCS[:1],), "le bloc de compétences suivant"),
        ((samples.BLOCS,), "les blocs de compétences suivants"),
        (((), samples.BLOCS[:1]), "la qualification et le bloc de compétences qui suivent"),
        (((), ()), "la qualification suivante"),
    ],
)
def test_the_opening_agrees_with_what_was_judged(asked: tuple[tuple[Named, ...], ...], words: str) -> None:
    one = samples.attribution_request().judged[0]
    judged = tuple(one.evolve(target_blocs=blocs) for blocs in asked)
    assert f"a prises pour {words} et vous demandons" in said(made("attribution_request", judged=judged))

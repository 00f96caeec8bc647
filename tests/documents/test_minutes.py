"""What the minutes say, and their rectification."""

from datetime import date

from rules.base.partial_date import PartialDate
from rules.papers.common import Signatory
from rules.papers.minutes import Rectified
from tests.documents.reading import rows, said
from tests.documents.samples import session as samples
from tests.documents.samples.session import made


def test_the_minutes_list_every_situation() -> None:
    package = made("minutes")
    found = {(row[0], row[8]): row for row in rows(package, "Candidat")}
    assert list(found) == [
        *(
            ("C-000", "A"),
            ("C-001", "NA"),
            ("C-001", "A"),
            ("C-002", "A"),
            ("C-003", "NA"),
            ("C-004", ""),
            ("C-005", "A"),
        )
    ]
    plain = {key: [cell.replace("\xa0", " ") for cell in row] for key, row in found.items()}
    assert plain["C-000", "A"][1:8] == [
        "Zoé LEFÈVRE-ÑANDÚ",
        "1er janvier 1970\nLille (59), France",
        "SL",
        "PF",
        "Ateliers Modèle\n12, rue des Essais, 59100 Roubaix",
        "25.62B",
        "M",
    ]
    assert plain["C-001", "NA"][9] == "Capacités acquises : 1, 2, 3 et 6\nBloc acquis : RNCP36376BC01"
    assert plain["C-001", "A"][3:] == [
        *["idem"] * 5,
        "A",
        "Bloc de compétences RNCP36376BC01\nPréparer l’intervention et ses moyens",
    ]
    assert plain["C-002", "A"][2:8] == ["3 mars 1972\nKøge, Danemark", "DE", "POEI", "–", "–", "–"]
    assert plain["C-003", "NA"][9] == "Aucune capacité acquise\nDossier à reprendre avec le tuteur."
    assert plain["C-004", ""][9] == "Absence constatée, candidature reportée à une session ultérieure"
    assert plain["C-005", "A"][7] == "HM\nTextile"
    assert "Convention : Abondement" in plain["C-005", "A"][5]
    assert plain["C-005", "A"][9] == "Bloc visé : « Réaliser l’intervention et en rendre compte » (RNCP36376BC02)"


def test_the_minutes_count_explain_their_codes_and_await_a_signature() -> None:
    text = said(made("minutes"))
    assert "Résultat : 6 candidats : 3 admis, 2 non admis (1 bloc attribué), 1 absent" in text
    assert "Origine : SL = salarié, DE = demandeur d’emploi." in text
    assert "PF = plan de formation, POEI = préparation" in text
    assert "ETT" not in text
    assert "Fait à Lille, le …" in text
    assert "La présidente du jury paritaire de délibération\nMadame Camille Démonstration" in text
    assert "inscrit au Répertoire national" in text
    assert "Maud Échantillon" in text
    signed = made("minutes", signed_on=date(2026, 10, 9), president=Signatory(name="Alix Essai"))
    assert "Fait à Lille, le 9 octobre 2026" in said(signed)
    assert "Le président du jury" in said(signed)


def test_a_rectification_tells_the_error_and_leaves_the_decisions() -> None:
    package = made("rectified")
    assert rows(package, "Candidat")[0] == ["C-001", "Noé MARTIN", "Nom et prénom", "Noé MARTN", "Noé MARTIN"]
    text = said(package)
    assert "signé le 8 octobre 2026 contient les erreurs de plume suivantes. Le présent texte les corrige." in text
    assert "Les décisions du jury restent celles qui ont été signées." in text
    assert "Rectification du 20 octobre 2026, signée par Camille Démonstration : Nom et code NACE mal recopiés" in text
    assert "Rectification du 21 octobre 2026, signée par Camille Démonstration : Lire « salle Lavoisier »." in text
    assert "Fait à Lille, le 21 octobre 2026" in text
    assert rows(package, "Décision") == rows(made("minutes"), "Décision")


def test_a_birth_is_listed_as_it_is_known() -> None:
    for born, shown in (("1992-11", "novembre 1992"), ("1992", "1992"), ("1992-11-03", "3 novembre 1992")):
        first = samples.candidate(1, birth_date=PartialDate.read(born), birth_department="91, Algérie française")
        [row] = rows(made("minutes", candidates=(first,)), "Candidat")
        assert row[2].replace("\xa0", " ").startswith(f"{shown}\n")
        assert "(91, Algérie française), France" in row[2].replace("\xa0", " ")


def test_who_abstained_is_told_in_the_comments() -> None:
    """JUR-19."""
    one, several = (
        samples.candidate(0, abstained=("Marc Essai",)),
        samples.candidate(1, **samples.PARTIAL, abstained=("Marc Essai", "Lise Essai")),
    )
    comments = [
        row[9] for row in rows(made("minutes", candidates=(one, several)), "Décision") if row[0].startswith("C-")
    ]
    assert comments[0] == "Abstention\u00a0: Marc Essai"
    assert "Abstentions\u00a0: Marc Essai et Lise Essai" in comments[1]


def test_the_minutes_never_say_no_of_a_registration_that_nobody_knows() -> None:
    """REG-01: by how many where they differ, and not known where it is not."""
    yes, no, unknown = (samples.candidate(rank, at_rncp=value) for rank, value in enumerate((True, False, None)))
    text = said(made("minutes", candidates=(unknown,)))
    assert "inscription au Répertoire national des certifications professionnelles (RNCP) non connue à ce jour" in text
    assert "non inscrit" not in text
    assert "CQPM : non inscrit au Répertoire" in said(made("minutes", candidates=(no,))).replace("\u00a0", " ")
    mixed = said(made("minutes", candidates=(yes, no, unknown))).replace("\u00a0", " ")
    assert "inscrit pour 1 candidat, non inscrit pour 1 candidat, inscription non connue à ce jour pour 1" in mixed


def test_who_took_a_place_appears_as_such() -> None:
    """JUR-02."""
    first, *others = samples.minutes().members
    package = made("minutes", members=(first.evolve(replaces="Zoé Essai"), *others))
    assert "Paul Gabarit, en remplacement de Zoé Essai" in said(package)


def test_a_rectification_of_words_names_the_candidate_whom_it_is_about() -> None:
    """CER-07."""
    one = Rectified(on=date(2026, 10, 20), signed_by="Camille Démonstration", text="Lire « reçu ».", number="C-001")
    text = said(made("minutes", signed_on=samples.JURY, rectifications=(one,)))
    assert "Rectification du 20 octobre 2026, pour Noé MARTIN (C-001), signée par Camille Démonstration :" in text

"""What the papers of a session say once they are Word files."""

import io
from datetime import date

import pytest
from docx import Document
from docx.enum.section import WD_ORIENT

from rules.base.entity import Value
from rules.papers.attendance_sheet import Attendee
from rules.papers.attribution_request import CprefpProof, JudgedQualification
from rules.papers.common import Recipient, Seat, Signatory
from tests.documents.reading import lines, rows, said
from tests.documents.samples import session as samples
from tests.documents.samples.session import PAPERS, made


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
    assert unions[-1] == ["Aucune désignation", "Organisation syndicale C (exemple)", "Organisation invitée", ""]
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


@pytest.mark.parametrize("name", ["union_request", "convocation", "absence_notice", "attendance_sheet"])
def test_nothing_before_the_decisions_can_name_a_candidate(name: str) -> None:
    def fields(model: type[Value]) -> set[str]:
        return set(model.model_fields)

    assert not {found for found in fields(type(getattr(samples, name)())) if "candidate" in found}


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
    assert "La présidente du jury paritaire de délibération\nCamille Démonstration" in text
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
    assert "Fait à Lille, le 20 octobre 2026" in text
    assert rows(package, "Décision") == rows(made("minutes"), "Décision")


def test_the_minutes_lie_on_their_side_and_everything_else_stands() -> None:
    for name in PAPERS:
        section = Document(io.BytesIO(made(name))).sections[0]
        sides = name in {"minutes", "rectified"}
        assert (section.orientation == WD_ORIENT.LANDSCAPE) is sides
        assert (section.page_width > section.page_height) is sides


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
    alone = made("attribution_request", judged=(one.evolve(awarded_blocs=0),), proof=CprefpProof.LETTERS)
    text = said(alone)
    assert len(rows(alone, "Admis")[0]) == 4
    assert "– feuille d’émargement, datée et signée ;" in text
    assert "courriers échangés avec le secrétariat de la CPREFP" in text
    other = JudgedQualification(qualification=samples.CQPM, held_on=date(2026, 10, 9), candidates=1, admitted=0)
    several = made("attribution_request", judged=(two, other))
    assert "jurys du 8 octobre 2026 et du 9 octobre 2026" in said(several)
    assert [row[2].replace("\xa0", " ") for row in rows(several, "Admis")] == ["8 octobre 2026", "9 octobre 2026"]

"""What the request to the GTP says."""

from datetime import date

from rules.papers.attribution_request import CprefpProof, JudgedQualification
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
    alone = made("attribution_request", judged=(one.evolve(awarded_blocs=0),), proof=CprefpProof.LETTERS)
    text = said(alone)
    assert len(rows(alone, "Admis")[0]) == 4
    assert "– feuille d’émargement, datée et signée ;" in text
    assert "courriers échangés avec le secrétariat de la CPREFP" in text
    other = JudgedQualification(qualification=samples.CQPM, held_on=date(2026, 10, 9), candidates=1, admitted=0)
    several = made("attribution_request", judged=(two, other))
    assert "jurys du 8 octobre 2026 et du 9 octobre 2026" in said(several)
    assert [row[2].replace("\xa0", " ") for row in rows(several, "Admis")] == ["8 octobre 2026", "9 octobre 2026"]

"""What the letter to who is admitted says (LET-04)."""

from datetime import date

import pytest
from pydantic import ValidationError

from rules.certificate.kind import CertificateKind
from rules.papers.common import Named
from tests.documents.reading import said
from tests.documents.samples import result as samples
from tests.documents.samples.result import MAN, made


@pytest.mark.rule("LET-04")
def test_who_may_hand_the_certificate_over() -> None:
    """CER-02: without an employer in the path, to the candidate only."""
    assert "à vous-même ou à votre entreprise" in said(made("award"))
    alone = said(made("award", by_company=False))
    assert "à vous seule" in alone
    assert "entreprise" not in alone
    assert "à vous seul," in said(made("award", by_company=False, addressee=MAN))


def test_a_letter_that_makes_no_sense_is_not_made() -> None:
    with pytest.raises(ValidationError):
        samples.award(certificates=())


def test_a_reissued_certificate_is_told_as_what_it_replaces() -> None:
    """Dated the day of the reissue: on that of the GTP, its number did not exist."""
    award = samples.award()
    first, *others = award.certificates
    new = first.evolve(number="MC 2027 05 59 00009", replaces=first.number)
    told = said(made("award", certificates=(new, *others), written_on=date(2027, 12, 6)))
    assert "le 6 décembre 2027" in told
    assert f"n° MC 2027 05 59 00009 remplace le n° {first.number}, qui est annulé" in told.replace("\xa0", " ")
    assert "remplace" not in said(made("award"))


def test_a_bloc_is_told_with_its_code_and_its_cqpm() -> None:
    """CER-08: whole, by title and code."""
    first = samples.award().certificates[0]
    within = Named(code="MQ 1989 0021", title="Opérateur")
    bloc = first.evolve(kind=CertificateKind.BLOC, title="Préparer", code="RNCP36376BC01", within=within)
    text = said(made("award", certificates=(bloc,)))
    assert "Bloc de compétences : Préparer (RNCP36376BC01), du CQPM « Opérateur » (MQ 1989 0021)" in text
    assert "service" not in text

"""The receipt of a certificate (CER-02): who may sign it, and until when it is of use."""

from dataclasses import replace

import pytest

from rules.certificate.certificate import CertificateState, Delivery, DeliveryMeans, Recipient
from rules.dossier.dossier import JuryDecision
from rules.papers.asked import Asked, Unfit
from rules.papers.delivery_receipt import DeliveryReceipt, delivery_receipt_of
from rules.papers.result import Awarded
from tests.rules.samples import jury
from tests.rules.samples.paper import SIGNED, awarded, certificate, result

HAND = Delivery(to=Recipient.CANDIDATE, means=DeliveryMeans.HAND, on=jury.HELD, receipt="f", survey_enclosed=True)


def receipt(found: Awarded | None = None, asked: Asked | None = None) -> DeliveryReceipt:
    return delivery_receipt_of(found or awarded(), asked or Asked())


def test_before_it_is_handed_over_the_day_is_left_to_be_written() -> None:
    made = receipt()
    assert (made.part, made.handed_on, made.company, made.handed_by) == ("CANDIDATE", None, None, None)
    assert "Ñandú" in made.holder
    assert receipt(asked=SIGNED).handed_by is not None


def test_handed_over_it_says_when_and_what_went_with_it() -> None:
    made = receipt(awarded(state=CertificateState.DELIVERED, delivery=HAND))
    assert (made.handed_on, made.prepared_on, made.with_survey) == (jury.HELD, jury.HELD, True)
    without = HAND.evolve(survey_enclosed=False)
    assert not receipt(awarded(state=CertificateState.DELIVERED, delivery=without)).with_survey


def test_a_company_signs_where_it_may_be_handed_to_it() -> None:
    made = receipt(asked=Asked(part="company"))
    assert (made.part, made.company) == ("COMPANY", "Ateliers")
    to_it = HAND.evolve(to=Recipient.COMPANY)
    assert receipt(awarded(state=CertificateState.DELIVERED, delivery=to_it)).company == "Ateliers"


@pytest.mark.rule("CER-02")
@pytest.mark.parametrize("excluded", [{"without_employer": True}, {"origin": "DE"}, {"company": None}])
def test_nor_where_the_company_is_excluded(excluded: dict[str, object]) -> None:
    found = certificate()
    alone = result(jury.decided(JuryDecision.A, **excluded), found)
    with pytest.raises(Unfit, match="qu’au candidat") as refused:
        receipt(replace(awarded(), result=alone), Asked(part="COMPANY"))
    assert refused.value.problem.rule == "CER-02"


@pytest.mark.rule("CER-02")
def test_what_went_by_letter_has_none() -> None:
    by_letter = HAND.evolve(means=DeliveryMeans.LETTER)
    with pytest.raises(Unfit, match="par lettre"):
        receipt(awarded(state=CertificateState.DELIVERED, delivery=by_letter))


def test_nor_what_was_handed_to_another_nor_what_is_cancelled() -> None:
    with pytest.raises(Unfit, match="déjà remis au candidat"):
        receipt(awarded(state=CertificateState.DELIVERED, delivery=HAND), Asked(part="COMPANY"))
    with pytest.raises(Unfit, match="annulé"):
        receipt(awarded(state=CertificateState.CANCELLED))
    with pytest.raises(Unfit, match="nommez l’un des deux"):
        receipt(asked=Asked(part="voisin"))

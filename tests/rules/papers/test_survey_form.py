"""The questionnaire (CER-04): the centre's questions, or ours, each answerable as it is printed."""

import pytest

from rules.base.text import text_problems
from rules.certificate.certificate import CertificateState
from rules.certificate.keeping import MOST_ANSWERS
from rules.papers.asked import Asked, Unfit
from rules.papers.survey_form import QUESTIONS, survey_form_of
from tests.rules.samples.paper import awarded


def test_our_questions_unless_the_centre_has_its_own() -> None:
    assert survey_form_of(awarded(), Asked()).questions == QUESTIONS
    own = survey_form_of(awarded(), Asked(questions=("Où travaillez-vous ?",)))
    assert [(item.text, item.answers) for item in own.questions] == [("Où travaillez-vous ?", ())]


@pytest.mark.rule("CER-04")
def test_every_question_of_ours_can_be_recorded_as_it_is_printed() -> None:
    assert len(QUESTIONS) <= MOST_ANSWERS
    assert [text_problems(item.text, "La question", longest=500) for item in QUESTIONS] == [[]] * len(QUESTIONS)


@pytest.mark.parametrize(("count", "refused"), [(MOST_ANSWERS, False), (MOST_ANSWERS + 1, True)])
def test_as_many_questions_as_answers_are_kept(count: int, refused: bool) -> None:
    asked = Asked(questions=("Quoi ?",) * count)
    if refused:
        with pytest.raises(Unfit, match="100 questions au plus"):
            survey_form_of(awarded(), asked)
    else:
        assert len(survey_form_of(awarded(), asked).questions) == count


def test_none_for_a_cancelled_certificate() -> None:
    with pytest.raises(Unfit, match="annulé"):
        survey_form_of(awarded(state=CertificateState.CANCELLED), Asked())

"""
The questionnaire on the professional situation, which goes with a certificate (CER-04).

Source: dispositif des qualifications professionnelles de la métallurgie (CPNEFP, 4 April 2017), part 2, chapter 4: it
recommends a questionnaire and gives none. A centre has its own questions printed; ours ask what a fiche of the RNCP and
the branch's figures tell of holders (product).
"""

from datetime import date

from pydantic import Field

from rules.base.entity import Value
from rules.base.problems import broken, invalid
from rules.certificate.certificate import CertificateState
from rules.certificate.keeping import MOST_ANSWERS
from rules.papers.asked import Asked, Unfit
from rules.papers.common import Addressee, ExamCentre, Named, Paper, addressee_of, head_of
from rules.papers.result import Awarded


class Question(Value):
    """A question, with the answers to be ticked; none where it is answered in writing."""

    text: str
    answers: tuple[str, ...] = ()


QUESTIONS = (
    Question(
        text="Quelle est votre situation aujourd’hui ?",
        answers=(
            "Emploi à durée indéterminée",
            "Emploi à durée déterminée ou intérim",
            "Contrat en alternance",
            "Activité indépendante",
            "Formation",
            "Recherche d’emploi",
            "Autre situation",
        ),
    ),
    Question(text="Si vous travaillez, quel poste occupez-vous, et depuis quand ?"),
    Question(
        text="Ce poste est-il celui auquel votre certification prépare ?",
        answers=("Oui", "En partie", "Non", "Je ne travaille pas"),
    ),
    Question(
        text="Dans quel secteur travaillez-vous ?",
        answers=("Métallurgie", "Autre secteur", "Je ne travaille pas"),
    ),
    Question(
        text="Qu’a changé votre certification ? Cochez toutes les réponses qui conviennent.",
        answers=(
            "Un emploi",
            "Un autre poste ou plus de responsabilités",
            "Un autre classement ou une autre rémunération",
            "Une autre formation ou certification",
            "Rien pour le moment",
        ),
    ),
    Question(text="Que souhaitez-vous ajouter ?"),
)
"""Ours, where the centre has none of its own."""


class SurveyForm(Paper):
    """The questionnaire, addressed to its holder, to be sent back to the centre."""

    centre: ExamCentre
    reference: str
    """Number of the certificate."""
    written_on: date
    """Day of the certificate, with which it goes."""
    addressee: Addressee
    proves: Named
    questions: tuple[Question, ...] = Field(min_length=1)
    demonstration: bool = False

    @property
    def rules(self) -> tuple[str, ...]:
        """Every rule that the questionnaire applies."""
        return ("CER-04",)


def survey_form_of(awarded: Awarded, asked: Asked) -> SurveyForm:
    """The questionnaire, with the centre's questions or ours. Raises Unfit for one that is cancelled, or too long."""
    certificate, result = awarded.certificate, awarded.result
    if len(asked.questions) > MOST_ANSWERS:
        raise Unfit(invalid(f"Un questionnaire compte {MOST_ANSWERS} questions au plus.", "questions"))
    if certificate.state is CertificateState.CANCELLED:
        text = "Ce certificat est annulé : aucun questionnaire ne l’accompagne plus."
        raise Unfit(broken("CER-07", text, "certificate"))
    return SurveyForm(
        centre=head_of(result.centre),
        reference=certificate.number,
        written_on=certificate.made_on,
        addressee=addressee_of(result.candidate),
        proves=Named(code=certificate.proves, title=certificate.title),
        questions=tuple(Question(text=item) for item in asked.questions) or QUESTIONS,
        demonstration=result.centre.demonstration,
    )

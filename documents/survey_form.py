"""The words of the questionnaire on the professional situation (CER-04)."""

from collections.abc import Iterator

from documents.framing import framed
from documents.letterhead import Letterhead
from documents.result_words import GTP
from documents.session_words import CORPS, fact, named
from documents.text import NBSP, unbroken
from documents.writing import Element, paragraph
from rules.papers.survey_form import Question, SurveyForm

_BOX = "☐"
_LINES = 2
"""Lines left for an answer in writing."""


def survey_form(paper: SurveyForm, letterhead: Letterhead) -> bytes:
    """The .docx of the questionnaire. Raises LetterheadError."""
    return framed(
        lambda _: _body(paper),
        letterhead,
        centre=paper.centre,
        reminder=f"Questionnaire, certificat {unbroken(paper.reference)}",
        title=f"Questionnaire, certificat {paper.reference}",
        on=paper.written_on,
        demonstration=paper.demonstration,
        beside="questions",
    )


def _body(paper: SurveyForm) -> Iterator[Element]:
    to = paper.addressee
    yield paragraph("PapierTitre", "Votre situation professionnelle")
    yield paragraph("PapierSousTitre", "Questionnaire aux titulaires d’un certificat")
    yield fact("Titulaire", f"{to.civility.value} {to.name}")
    yield fact("Certificat", f"n°{NBSP}{unbroken(paper.reference)}")
    yield fact("Intitulé", named(paper.proves))
    yield paragraph("CourrierTitre", "À quoi il sert")
    yield paragraph(
        CORPS,
        f"Ce questionnaire accompagne votre certificat. Y répondre n’est pas obligatoire. Vos réponses sont transmises "
        f"au {GTP}, qui étudie ce que deviennent les titulaires de ses certifications.",
    )
    for rank, question in enumerate(paper.questions, 1):
        yield from _question(rank, question)
    yield paragraph("CourrierTitre", "À renvoyer")
    yield fact("À", "\n".join([paper.centre.name, *paper.centre.address_lines]))
    yield paragraph("PapierSignature", f"Rempli le{NBSP}:\t")


def _question(rank: int, question: Question) -> Iterator[Element]:
    """The question, its answers to be ticked on the lines below it, or room to write."""
    yield paragraph("PapierQuestion", f"{rank}.\t{question.text}")
    for answer in question.answers[:-1]:
        yield paragraph("PapierReponse", f"{_BOX}\t{answer}")
    if question.answers:
        yield paragraph("PapierDerniereReponse", f"{_BOX}\t{question.answers[-1]}")
        return
    for _ in range(_LINES):
        yield paragraph("PapierLigne", "\t")

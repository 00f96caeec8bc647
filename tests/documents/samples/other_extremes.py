"""Papers of one candidate, one certificate or one certification as far as they go, for the guide's pictures."""

from datetime import date

from rules.papers.common import Named
from rules.papers.creation_request import CreationRequest
from rules.papers.delivery_receipt import DeliveryReceipt
from rules.papers.evaluation_convocation import Convened, EvaluationConvocation, Planned
from rules.papers.evaluation_summary import EvaluationSummary
from rules.papers.referentiel import ReferentielPaper
from rules.papers.survey_form import SurveyForm
from rules.referentiel.referentiel import Capacite, EvaluationMode
from tests.documents.samples import other, session
from tests.documents.samples.certificate_extremes import CAPACITE, LONG_NAME, TITLE

LONG_TITLED = Named(code="MQ 1989 0021", title=TITLE)
MODES = tuple(EvaluationMode)


def referentiel() -> ReferentielPaper:
    """Forty capacités of five hundred signs, with every mode."""
    capacites = tuple(
        Capacite(number=str(rank), title=CAPACITE, conditions=CAPACITE, criteria=(TITLE, TITLE), modes=MODES)
        for rank in range(1, 41)
    )
    return other.referentiel(certification=LONG_TITLED, capacites=capacites)


def creation() -> CreationRequest:
    """A report whose rubrics are long, for a long title."""
    rubrics = tuple(item.evolve(text=f"{CAPACITE}. " * 4) for item in other.revision().rubrics)
    return other.revision(certification=LONG_TITLED, rubrics=rubrics)


def convocation() -> EvaluationConvocation:
    """Forty capacités in one sitting, for somebody of two hundred signs."""
    planned = tuple(Planned(number=str(rank), title=CAPACITE, modes=MODES) for rank in range(1, 41))
    place = "Maison de l’Industrie et des Métiers (démonstration), bâtiment C, salle Lavoisier, 59000 Lille"
    sitting = Convened(on=date(2026, 9, 21), place=place, planned=planned, bring=TITLE)
    to = other.convocation_to_one().addressee.evolve(name=LONG_NAME)
    return other.convocation_to_two(addressee=to, sittings=(sitting,), commission=(LONG_NAME,) * 4)


def summary() -> EvaluationSummary:
    """Sixty seats."""
    return session.evaluation_summary(seats=tuple(session.seat(rank, "123"[: rank % 4]) for rank in range(1, 61)))


def receipt() -> DeliveryReceipt:
    """For somebody of two hundred signs, of a long title."""
    return other.receipt(holder=LONG_NAME, proves=LONG_TITLED)


def survey() -> SurveyForm:
    """Forty questions, for somebody of two hundred signs."""
    asked = other.survey()
    return asked.evolve(
        addressee=asked.addressee.evolve(name=LONG_NAME), proves=LONG_TITLED, questions=asked.questions * 7
    )

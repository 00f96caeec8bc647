"""Papers of one candidate, one certificate or one certification; every person and place in them is invented."""

from datetime import date, time
from typing import Any

from documents.registry import render
from rules.base.civility import Civility
from rules.base.entity import Value
from rules.base.partial_date import PartialDate
from rules.certificate.kind import CertificateKind
from rules.document.document import DocumentKind
from rules.papers.common import Addressee, CentreSignatory, ExamCentre, Named
from rules.papers.creation_request import CreationRequest, Rubric
from rules.papers.delivery_receipt import DeliveryReceipt
from rules.papers.evaluation_convocation import Convened, EvaluationConvocation, Planned
from rules.papers.referentiel import BRANCH, ReferentielPaper, Unit
from rules.papers.survey_form import QUESTIONS, Question, SurveyForm
from rules.referentiel.opportunity import RUBRICS_OF, SubmissionNature
from rules.referentiel.referentiel import Capacite, EvaluationMode
from tests.documents.samples import letter as letter_samples
from tests.documents.samples.hostile import HOSTILE
from tests.documents.samples.session import BLOCS, CENTRE, CQPM, SIGNATORY

PAPERS = {
    "convocation_to_one": DocumentKind.EVALUATION_CONVOCATION,
    "convocation_to_two": DocumentKind.EVALUATION_CONVOCATION,
    "receipt": DocumentKind.DELIVERY_RECEIPT,
    "receipt_of_company": DocumentKind.DELIVERY_RECEIPT,
    "survey": DocumentKind.SURVEY_FORM,
    "survey_of_centre": DocumentKind.SURVEY_FORM,
    "referentiel": DocumentKind.REFERENTIEL,
    "projet": DocumentKind.REFERENTIEL,
    "bare": DocumentKind.REFERENTIEL,
    "creation": DocumentKind.CREATION_REQUEST,
    "revision": DocumentKind.CREATION_REQUEST,
}
"""The samples below by their names, each with the kind of its paper."""
REAL, PROJECT, BUILT, COMPANY = EvaluationMode
LONG = "Réaliser l’intervention en sécurité, selon les consignes et les moyens du poste. "
WOMAN = letter_samples.letter().addressee
SCRIPTS = "עדי מרצ׳נקו · 王小明 · Łukasz D’Ærøskøbing · محمد"
"""Names of several scripts, one of them read from right to left."""


def convocation_to_one(**changes: Any) -> EvaluationConvocation:
    """One sitting, of everything."""
    given: dict[str, Any] = {
        "centre": CENTRE,
        "reference": "D-2026-59-000123",
        "written_on": date(2026, 9, 1),
        "addressee": WOMAN,
        "certification": CQPM,
        "sittings": (
            Convened(
                on=date(2026, 9, 21),
                starts_at=time(9, 30),
                place="Ateliers Modèle, 12, rue des Essais, 59100 Roubaix",
                planned=(
                    Planned(number="1", title="Pré-diagnostiquer un dysfonctionnement", modes=(REAL, COMPANY)),
                    Planned(number="2", title="Organiser son intervention", modes=(REAL,)),
                ),
            ),
        ),
        "signatory": SIGNATORY,
        "demonstration": True,
    }
    return EvaluationConvocation(**given | changes)


def convocation_to_two(**changes: Any) -> EvaluationConvocation:
    """Two sittings, a bloc, a report, means for a handicap, and the commission by name."""
    first = convocation_to_one().sittings[0].evolve(bring="chaussures et lunettes de sécurité, vêtement de travail")
    second = Convened(
        on=date(2026, 9, 28),
        place="Maison de l’Industrie (démonstration), salle Lavoisier, 59000 Lille",
        planned=(Planned(number="RNCP36376BC02", title=BLOCS[1].title, modes=(PROJECT, COMPANY)),),
        bring="le support de votre présentation",
    )
    given: dict[str, Any] = {
        "addressee": WOMAN.evolve(civility=Civility.MONSIEUR, name="Łukasz D’Ærøskøbing"),
        "target_blocs": BLOCS,
        "sittings": (first, second),
        "report_due_on": date(2026, 9, 14),
        "commission": ("Rose Représentante, responsable de maintenance", "Paul Gabarit, formateur en mécanique"),
        "compensation": "un tiers-temps",
    }
    return convocation_to_one(**given | changes)


def receipt(**changes: Any) -> DeliveryReceipt:
    """To be signed by its holder, the day left to be written."""
    given: dict[str, Any] = {
        "part": "CANDIDATE",
        "centre": CENTRE,
        "reference": "D-2026-59-000123",
        "prepared_on": date(2026, 11, 20),
        "number": "MC 2026 11 59 00042",
        "kind": CertificateKind.CQPM_RNCP,
        "proves": CQPM,
        "holder": "Zoé Lefèvre-Ñandú",
        "civility": Civility.MADAME,
        "birth_date": PartialDate(1992, 11, 3),
        "birth_place": "Villeneuve-Saint-Georges (94), France",
        "handed_by": SIGNATORY,
        "demonstration": True,
    }
    return DeliveryReceipt(**given | changes)


def receipt_of_company(**changes: Any) -> DeliveryReceipt:
    """Of a bloc, to be signed for the company, handed over on a known day, without a questionnaire."""
    given: dict[str, Any] = {
        "part": "COMPANY",
        "kind": CertificateKind.BLOC,
        "proves": BLOCS[0],
        "within": CQPM,
        "civility": Civility.MONSIEUR,
        "holder": "Łukasz D’Ærøskøbing",
        "birth_date": PartialDate(1985),
        "company": "Ateliers Modèle",
        "handed_on": date(2026, 11, 20),
        "with_survey": False,
        "handed_by": None,
    }
    return receipt(**given | changes)


def survey(**changes: Any) -> SurveyForm:
    """Our questions."""
    given: dict[str, Any] = {
        "centre": CENTRE,
        "reference": "MC 2026 11 59 00042",
        "written_on": date(2026, 11, 12),
        "addressee": WOMAN,
        "proves": CQPM,
        "questions": QUESTIONS,
        "demonstration": True,
    }
    return SurveyForm(**given | changes)


def survey_of_centre(**changes: Any) -> SurveyForm:
    """The centre's own questions, answered in writing."""
    own = ("Où travaillez-vous ?", "Depuis quand ?", "Votre entreprise a-t-elle reconnu votre certification ?")
    return survey(**{"questions": tuple(Question(text=text) for text in own)} | changes)


def referentiel(**changes: Any) -> ReferentielPaper:
    """A version in force that says everything, of two blocs."""
    titles = (*letter_samples.TITLES.values(),)
    given: dict[str, Any] = {
        "part": "2",
        "issuer": ExamCentre(name=BRANCH),
        "certification": CQPM,
        "of_the_branch": True,
        "blocs": True,
        "category": "B",
        "level": 4,
        "chambers": ("UIMM territoriale de démonstration — Nord (59)",),
        "version": 2,
        "dated": date(2026, 1, 15),
        "effective_on": date(2026, 1, 15),
        "mission": "Maintenir en état des équipements industriels, et rendre compte de ce qui a été fait.",
        "activities": ("Le diagnostic d’une panne", "Le remplacement d’un organe", "Le compte rendu d’intervention"),
        "environment": "L’atelier, auprès des lignes de production, et parfois chez le client.",
        "interactions": "Sous la responsabilité d’un chef d’équipe, avec les opérateurs des lignes.",
        "admissibility": "Toutes les capacités du CQPM, ou du bloc demandé, sont acquises.",
        "capacites": tuple(
            Capacite(
                number=str(rank),
                title=title,
                conditions="À partir d’un ordre d’intervention, sur un équipement à l’arrêt.",
                criteria=("La cause est trouvée dans neuf cas sur dix.", "Les consignes de sécurité sont tenues."),
                modes=(REAL, COMPANY) if rank % 2 else (REAL, PROJECT, BUILT),
            )
            for rank, title in enumerate(titles, 1)
        ),
        "units": (
            Unit(named=BLOCS[0], capacites=("1", "2")),
            Unit(named=BLOCS[1], optional=True, capacites=("3", "4", "5")),
        ),
        "source": "Référentiel du CQPM, édition de démonstration",
        "demonstration": True,
    }
    return ReferentielPaper(**given | changes)


def projet(**changes: Any) -> ReferentielPaper:
    """A projet outside the RNCP, that the GTP has not decided."""
    units = (
        Unit(named=Named(code=f"{CQPM.code} U1", title="Préparer"), capacites=("1", "2")),
        Unit(named=Named(code=f"{CQPM.code} U2", title="Intervenir"), capacites=("3", "4", "5")),
    )
    given = {"draft": True, "effective_on": None, "blocs": False, "units": units, "version": 3, "part": "3"}
    return referentiel(**given | changes)


def bare(**changes: Any) -> ReferentielPaper:
    """What a register alone says: blocs without capacités, of another family."""
    given: dict[str, Any] = {
        "of_the_branch": False,
        "issuer": ExamCentre(name="Titre professionnel d’exemple"),
        **dict.fromkeys(("category", "level", "mission", "environment", "interactions", "admissibility", "source")),
        "effective_on": None,
        "chambers": (),
        "activities": (),
        "capacites": (),
        "units": (Unit(named=BLOCS[0]), Unit(named=BLOCS[1])),
    }
    return referentiel(**given | changes)


def creation(**changes: Any) -> CreationRequest:
    """A request of creation whose report lacks two rubrics."""
    said = dict(list(RUBRICS_OF[SubmissionNature.CREATION].items())[:5])
    given: dict[str, Any] = {
        "part": "2",
        "centre": CENTRE,
        "nature": SubmissionNature.CREATION,
        "written_on": date(2026, 11, 3),
        "certification": CQPM,
        "category": "B",
        "version": 2,
        "rubrics": tuple(Rubric(title=title, text=LONG * 2) for title in said.values()),
        "missing": ("l’analyse du regroupement des capacités", "la demande d’avis à la CNCP"),
        "signatory": CentreSignatory(name="Rita Démonstration", quality="La déléguée générale"),
        "demonstration": True,
    }
    return CreationRequest(**given | changes)


def revision(**changes: Any) -> CreationRequest:
    """A request of revision whose report says everything."""
    titles = RUBRICS_OF[SubmissionNature.REVISION].values()
    rubrics = tuple(Rubric(title=title, text=LONG) for title in titles)
    return creation(**{"nature": SubmissionNature.REVISION, "rubrics": rubrics, "missing": (), "level": 4} | changes)


def extreme(name: str) -> Value:
    """The same paper with every free text hostile or very long, and as many of everything as may be."""
    named = Named(code="MQ <&> 1", title=HOSTILE)
    forty = tuple(
        Capacite(number=str(rank), title=("x" * 500), conditions=HOSTILE, criteria=(HOSTILE,) * 3, modes=(REAL,))
        for rank in range(1, 41)
    )
    planned = tuple(Planned(number=item.number, title=item.title, modes=tuple(EvaluationMode)) for item in forty)
    sitting = Convened(on=date(2026, 9, 21), place=HOSTILE, planned=planned, bring=HOSTILE)
    values: dict[str, Any] = {
        "centre": ExamCentre(name=HOSTILE, address_lines=(HOSTILE,), town="L'Haÿ \x0b<les> Roses"),
        "issuer": ExamCentre(name=HOSTILE),
        "addressee": Addressee(civility=Civility.MADAME, name=SCRIPTS, address_lines=(HOSTILE, HOSTILE)),
        "holder": SCRIPTS + " " + "Chrysostome-" * 16,
        "birth_place": HOSTILE,
        "certification": named,
        "proves": named,
        "target_blocs": (named,) * 3,
        "sittings": (sitting, sitting),
        "commission": (HOSTILE,) * 3,
        "compensation": HOSTILE,
        "questions": tuple(Question(text=HOSTILE, answers=(HOSTILE, "1")) for _ in range(100)),
        "capacites": forty,
        "units": (Unit(named=named, capacites=("1", "2")), Unit(named=named, capacites=("2", "3"))),
        "activities": (HOSTILE,) * 100,
        "rubrics": tuple(Rubric(title=HOSTILE, text=LONG * 200 + HOSTILE) for _ in range(9)),
        "chambers": (HOSTILE, HOSTILE),
        **dict.fromkeys(("mission", "environment", "interactions", "admissibility", "source"), HOSTILE),
    }
    paper: Value = globals()[name]()
    if isinstance(paper, CreationRequest):
        del values["addressee"]  # the GTP's, which nobody types
    return paper.evolve(**{key: value for key, value in values.items() if key in type(paper).model_fields})


def made(name: str, **changes: Any) -> bytes:
    """The file of a sample, changed as asked."""
    return render(PAPERS[name], globals()[name](**changes), None)

"""
The rules of submission: who may submit what of which certification, and what it makes (REF-01, REF-02, REF-05, REF-06,
REF-09, REF-12, REF-14).

Every rule is one function from the facts to its problems, so that all broken rules come back at once.
"""

from typing import Any

from rules.access.viewer import Role, Viewer
from rules.base.calendar import in_french
from rules.base.outcome import Change, Done, Refused
from rules.base.problems import Problem, broken, duplicate, invalid
from rules.certification.certification import Certification, CertificationStatus
from rules.referentiel.commands import SubmitReferentiel
from rules.referentiel.completion import BLANKS, changes, completed
from rules.referentiel.form import form_problems, reference_problems
from rules.referentiel.grouping import composition_of, grouping_of
from rules.referentiel.opportunity import SubmissionNature
from rules.referentiel.referentiel import EvaluationMode, Referentiel, newest, pending
from rules.referentiel.submission import CHAMBERS, Submitting, proposed_capacite, submitted

MOST_VERSIONS = 100
_ASKED = frozenset({CertificationStatus.DEMANDEE, CertificationStatus.EN_INSTRUCTION})
_SAID = (*BLANKS, "capacites", "capacites_complete")


EVENT_RULES = {
    SubmissionNature.CREATION: ("REF-02", "REF-06"),
    SubmissionNature.REVISION: ("REF-02", "REF-06"),
    SubmissionNature.COMPLETION: ("REF-12", "REF-13"),
}
"""The rules that the event of a submission names, by its nature."""


def submit(
    certification: Certification, command: SubmitReferentiel, *, submitting: Submitting
) -> Refused | Done[Certification]:
    """
    The certification with one more version, which is the other entity changed; or every broken rule at once.

    `command` is as typed, its form judged; in `submitting` it is cleaned, beside the facts. A new version is written,
    never an old one changed. The certification changes too, so that two submissions at once are judged one after the
    other.
    """
    form = form_problems(command)
    if problems := _family(submitting):
        return Refused((*form, *problems))
    problems = [*_origin(submitting), *_standing(submitting), *_dates(submitting)]
    fields, wrong = _fields(submitting)
    if problems := [*form, *problems, *wrong]:
        return Refused(tuple(problems))
    version = submitted(submitting, fields)
    if problem := _nothing_new(submitting, version):
        return Refused((problem,))
    last = newest([*submitting.versions, version])
    completeness = last.completeness if last is not None else certification.completeness
    submission = version.submission
    facts = {
        "nature": command.nature.value,
        "referentiel": version.id,
        "digest": version.digest,
        "by": (submission.organisation if submission else None) or "GTP",
    }
    return Done(
        certification.evolve(completeness=completeness),
        (Change(version, facts),),
        (*_unknown_centre(submitting), *_company_alone(version)),
        facts,
        EVENT_RULES[command.nature],
    )


def may_submit(viewer: Viewer, certification: Certification) -> bool:
    """Whether the viewer, who has the right, could submit something of this, judged by what a list shows of it."""
    if not certification.of_the_branch:
        return False
    if certification.status is CertificationStatus.REFUSEE:
        return False
    if Role.GTP in viewer.roles and certification.status not in _ASKED:
        return True
    if Role.RESOURCE_CENTRE not in viewer.roles or viewer.organisation is None:
        return False
    return not certification.resource_centres or viewer.organisation in certification.resource_centres


def _family(submitting: Submitting) -> list[Problem]:
    if submitting.certification.of_the_branch:
        return []
    return [invalid("Seul un référentiel de CQPM se dépose ici.", "certification")]


def _origin(submitting: Submitting) -> list[Problem]:
    """REF-01, REF-05, REF-14: the chambers that ask, the centre de ressources after that, or the GTP itself."""
    creation = submitting.request.nature is SubmissionNature.CREATION
    if submitting.gtp and not creation:
        return []
    organisation, centres = submitting.organisation, submitting.certification.resource_centres
    if organisation is None or organisation.kind not in CHAMBERS:
        if creation:
            return [broken("REF-01", "Une création est demandée par l’UIMM ou une UIMM territoriale.")]
        text = "Un référentiel est déposé par un centre de ressources ou par le GTP : votre compte n’agit pour aucun."
        return [broken("REF-14", text)]
    if centres and organisation.code not in centres:
        rule = "REF-05" if creation or submitting.completion else "REF-14"
        text = f"« {organisation.name} » n’est pas un centre de ressources de ce CQPM."
        return [broken(rule, text, "certification")]
    return []


def _standing(submitting: Submitting) -> list[Problem]:
    """A projet of creation goes with a request, any other submission with a certification that the GTP has decided."""
    status, nature = submitting.certification.status, submitting.request.nature
    if len(submitting.versions) >= MOST_VERSIONS:
        return [invalid(f"Une certification compte au plus {MOST_VERSIONS} versions.", "certification")]
    if status is CertificationStatus.REFUSEE:
        return [broken("REF-06", "La création de cette certification a été refusée par le GTP.", "certification")]
    if (nature is SubmissionNature.CREATION) != (status in _ASKED):
        text = "La certification est déjà décidée : un nouveau référentiel en est une révision."
        if status in _ASKED:
            text = "La certification n’est pas encore décidée par le GTP : son référentiel est un projet de création."
        return [broken("REF-06", text, "nature")]
    if nature is SubmissionNature.REVISION and status is CertificationStatus.SUPPRIMEE:
        return [broken("REF-09", "La certification est supprimée : elle ne se révise plus.", "nature")]
    return []


def _dates(submitting: Submitting) -> list[Problem]:
    """REF-06: a projet takes effect on the day of its decision, a completion on the day of what it completes."""
    request, today, problems = submitting.request, submitting.today, []
    asked = request.report.cncp_requested_on if request.report else None
    if asked is not None and asked > today:
        text = f"La demande d’avis ne peut pas être datée après le {in_french(today)}."
        problems.append(invalid(text, "report", "cncpRequestedOn"))
    if request.effective_on is None:
        return problems
    if not submitting.completion:
        text = "Un projet prend effet le jour où le GTP le décide : aucune date ne se donne avant."
        return [*problems, broken("REF-06", text, "effectiveOn")]
    known = submitting.base.effective_on
    if known is not None and known != request.effective_on:
        text = f"La version complétée vaut depuis le {in_french(known)}."
        return [*problems, broken("REF-06", text, "effectiveOn")]
    if request.effective_on > today:
        text = f"La version complétée est en vigueur : sa date d’effet ne peut pas suivre le {in_french(today)}."
        return [*problems, broken("REF-06", text, "effectiveOn", latest=today)]
    return problems


def _fields(submitting: Submitting) -> tuple[dict[str, Any], list[Problem]]:
    """What the version would say, and what is wrong with it."""
    request, base = submitting.request, submitting.base
    placed, problems = grouping_of(submitting)
    if submitting.completion:
        problems = [*problems, *changes(base, request, placed)]
        fields = completed(base, request, placed)
    else:
        problems = [*problems, *_untitled(submitting)]
        fields = {
            **{name: getattr(request, name) for name in BLANKS},
            "capacites": tuple(proposed_capacite(item) for item in request.capacites),
            "capacites_complete": request.capacites_complete,
            "composition": composition_of(placed),
        }
    numbers = frozenset(capacite.number for capacite in fields["capacites"])
    return fields, [*problems, *reference_problems(request, numbers)]


def _untitled(submitting: Submitting) -> list[Problem]:
    return [
        invalid(f"La capacité {item.number} a besoin d’un intitulé.", "capacites", str(place), "title")
        for place, item in enumerate(submitting.request.capacites)
        if item.title is None
    ]


def _nothing_new(submitting: Submitting, version: Referentiel) -> Problem | None:
    """A version that says no more than the one in force, or than the projet that awaits the GTP, is none."""
    base, awaiting = submitting.base, pending(submitting.versions)
    same = _content(version) == _content(base)
    if submitting.completion:
        same = same and version.effective_on == base.effective_on
    elif awaiting is not None and awaiting.submission is not None:
        again = _content(version) == _content(awaiting) and submitting.request.report == awaiting.submission.report
        same = same or again
    return duplicate("Ce dépôt ne dit rien que le service ne sache déjà.") if same else None


def _content(version: Referentiel) -> list[Any]:
    """What a version says, without the titles of its blocs, which the blocs bear."""
    parts = [part.evolve(title=None) for part in version.composition]
    return [*(getattr(version, name) for name in _SAID), parts]


def _unknown_centre(submitting: Submitting) -> list[Problem]:
    """REF-05: where no centre de ressources is known, whichever chamber fills in the référentiel does not become it."""
    if submitting.certification.resource_centres or submitting.organisation is None:
        return []
    text = "Aucun centre de ressources n’est connu pour ce CQPM : le dépôt est reçu sans que vous le deveniez."
    departments = submitting.certification.departments()
    if departments and submitting.organisation.department not in departments:
        listed = ", ".join(sorted(departments))
        text = f"{text} Son numéro désigne l’UIMM territoriale du département {listed}."
    return [broken("REF-05", text, "certification")]


def _company_alone(version: Referentiel) -> list[Problem]:
    """EVA-03: the company's opinion completes an evaluation and is never the only one."""
    alone = [item.number for item in version.capacites if item.modes == (EvaluationMode.AVIS_ENTREPRISE,)]
    if not alone:
        return []
    text = f"L’avis de l’entreprise est la seule modalité des capacités {', '.join(alone)} ; il n’évalue jamais seul."
    return [broken("EVA-03", text, "capacites")]

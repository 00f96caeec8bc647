"""
The rules of registration: what the regulation asks before a candidate is registered for a certification.

Every rule is one function from the facts to its problems, so that all broken rules come back at once.
"""

from collections.abc import Callable, Sequence

from rules.base.calendar import in_french
from rules.base.outcome import Change, Done, Refused
from rules.base.parameters import parameter
from rules.base.problems import Problem, broken, invalid
from rules.candidate.candidate import Candidate
from rules.certification.certification import CertificationStatus
from rules.dossier.carrying import listed
from rules.dossier.commands import OpenDossier
from rules.dossier.dossier import Dossier
from rules.dossier.employment import (
    channel_problems,
    company_problems,
    employer_problems,
    employer_warnings,
    funding_problems,
    funding_warnings,
    host_problems,
)
from rules.dossier.holdings import Holding
from rules.dossier.known import known_warnings
from rules.dossier.late import late_problems, late_warnings
from rules.dossier.opening import (
    Opening,
    carried_to,
    dossier_from,
    engaged_on,
    entered_on,
    version_for,
    waiting_for_declaration,
)
from rules.dossier.registered import unknown
from rules.organisation.organisation import OrganisationKind
from rules.referentiel.referentiel import first_day

Check = Callable[[Opening], list[Problem]]
"""A rule of opening: from the facts to what breaks it."""


def open_dossier(
    candidate: Candidate, command: OpenDossier, *, opening: Opening, identifier: str, checks: Sequence[Check]
) -> Refused | Done[Dossier]:
    """
    The dossier opened for the candidate under the rules of its life, `checks`; the centre holds the candidate then.

    The candidate changes too, so that two requests at once for one person are judged one after the other. `command` is
    in `opening`, its dates completed.
    """
    del command
    problems = candidate.erased_problems("candidate") + [problem for check in checks for problem in check(opening)]
    if problems:
        return Refused(tuple(problems))
    dossier = dossier_from(opening, identifier)
    held = candidate.evolve(centres=tuple(dict.fromkeys((*candidate.centres, dossier.exam_centre))))
    facts = {
        "candidate": dossier.candidate,
        "certification": dossier.certification,
        "referentiel": dossier.referentiel,
        "route": dossier.route.value,
        "centre": dossier.exam_centre,
    }
    warnings = [
        *correctable_warnings(opening),
        *late_warnings(opening),
        *known_warnings(opening),
        *unknown_registration(opening),
        *carrying_warnings(opening, dossier),
        *waiting_for_declaration(opening, dossier),
    ]
    return Done(dossier, (Change(held, facts),), tuple(warnings), facts)


def no_life(_opening: Opening) -> list[Problem]:
    """What has no life here is not opened."""
    return [invalid("Seul un CQPM, ou certains de ses blocs, peut faire l’objet d’un dossier.", "certification")]


def _dates(opening: Opening) -> list[Problem]:
    """INS-09: the request comes first, registration then, and neither lies ahead of the business date."""
    request, problems = opening.request, []
    if request.opened_on > opening.today:
        problems.append(
            broken(
                "INS-09",
                f"L’inscription ne peut pas être datée après le {in_french(opening.today)}.",
                "openedOn",
                latest=opening.today,
            )
        )
    if request.requested_on > request.opened_on:
        problems.append(
            broken(
                "INS-09",
                "La demande du candidat ne peut pas être postérieure à son inscription, "
                f"le {in_french(request.opened_on)}.",
                "requestedOn",
                latest=request.opened_on,
            )
        )
    if not opening.candidate.birth_date.may_precede(request.requested_on):
        problems.append(broken("INS-09", "La demande est antérieure à la naissance du candidat.", "requestedOn"))
    if not opening.candidate.birth_date.may_precede(engaged_on(request)):
        problems.append(broken("INS-09", "L’engagement est antérieur à la naissance du candidat."))
    return problems


def _exam_centre(opening: Opening) -> list[Problem]:
    """INS-01: the UIMM territoriale on which the candidate depends, or another with a reason; the GTP names any."""
    centre, request = opening.exam_centre, opening.request
    if centre is None or centre.kind is not OrganisationKind.UIMM_TERRITORIALE:
        return [broken("INS-01", "Le centre d’examen est une UIMM territoriale : donnez son code.", "examCentre")]
    if centre.code != opening.own_centre and opening.by_gtp:
        if request.opened_on >= opening.today:
            text = (
                f"Le GTP ne reprend que des dossiers papier, datés d’avant ce jour : « {centre.name} » inscrit "
                "elle-même le candidat."
            )
            return [broken("INS-01", text, "openedOn")]
    elif centre.code != opening.own_centre:
        return [broken("INS-01", f"Votre compte n’inscrit pas de candidat auprès de « {centre.name} ».", "examCentre")]
    department = opening.candidate.department
    if department and centre.department != department and not (request.exam_centre_reason or "").strip():
        return [
            broken(
                "INS-01",
                f"Le candidat dépend de l’UIMM territoriale du département {department} ; pour l’inscrire auprès de "
                f"« {centre.name} », indiquez-en le motif.",
                "examCentreReason",
            )
        ]
    return []


def carrying_warnings(opening: Opening, dossier: Dossier) -> list[Problem]:
    """INS-12: what may be carried over, from which dossier, until when; and what is not, of a dossier given up."""
    by_source: dict[str, list[Holding]] = {}
    for holding in carried_to(opening, dossier).values():
        by_source.setdefault(holding.dossier, []).append(holding)
    warnings = [
        broken(
            "INS-12",
            f"Peut être repris sans nouvelle évaluation, {_source(number, named=number in opening.told)} : "
            f"{listed(holdings)} (recordEvaluation, carryAll).",
        )
        for number, holdings in by_source.items()
    ]
    return warnings + [
        broken(
            "INS-12",
            f"Les évaluations {_source(item.number, named=item.number in opening.told)}, abandonné, ne sont "
            "pas reprises : aucun jury ne les a validées (CON-02).",
        )
        for item in opening.given_up
        if any(not evaluation.carried_over for evaluation in item.evaluations)
    ]


def _source(number: str, *, named: bool) -> str:
    """An earlier dossier; one that the viewer does not see is not named: its number says its centre (PRD-01)."""
    return f"du dossier {number}" if named else "d’un dossier antérieur"


def _initial_training(opening: Opening) -> list[Problem]:
    """INS-05: no initial training; an apprentice only by using the CPF."""
    request = opening.request
    if request.initial_training:
        return [broken("INS-05", "Un CQPM n’est pas accessible en formation initiale.", "initialTraining")]
    if request.apprentice and request.funding.value not in parameter("apprentice_fundings", request.opened_on):
        return [
            broken(
                "INS-05",
                "Un apprenti ne se présente à un CQPM qu’en mobilisant son compte personnel de formation.",
                "funding",
            )
        ]
    return []


def _target_blocs(opening: Opening) -> list[Problem]:
    """INS-06: blocs may be asked for only of a CQPM at the RNCP, and among its own."""
    request, certification = opening.request, opening.certification
    if not request.target_blocs:
        return []
    version = version_for(opening)
    own = {part.bloc for part in version.composition} if version else set()
    at_rncp = certification.registered_at_rncp(entered_on(request))
    if own and at_rncp is None:
        return [broken("INS-06", unknown(certification, entered_on(request)), "targetBlocs")]
    if not own or not at_rncp:
        return [
            broken(
                "INS-06",
                f"Le CQPM « {certification.title} » n’est pas composé de blocs de compétences inscrits au RNCP : "
                "seul le CQPM entier peut être demandé.",
                "targetBlocs",
            )
        ]
    return [
        broken("INS-06", f"Le bloc « {typed[:40]} » n’est pas de ce CQPM.", "targetBlocs", str(place))
        for place, typed in enumerate(request.target_blocs)
        if opening.bloc_codes.get(typed) not in own
    ]


def unknown_registration(opening: Opening) -> list[Problem]:
    """REG-01: an opening does not wait for a registration that is not known, and tells what it will hold up."""
    certification, day = opening.certification, entered_on(opening.request)
    if not certification.of_the_branch or certification.registered_at_rncp(day) is not None:
        return []
    text = f"{unknown(certification, day)} Sans elle, aucun certificat ni lettre de validation partielle n’est établi."
    return [broken("REG-01", text, "certification")]


def _version(opening: Opening) -> list[Problem]:
    """REF-07: the dossier pins a version of the référentiel, so one must be known and in force on its engagement."""
    if version_for(opening) is not None:
        return []
    first, title = first_day(opening.versions), opening.certification.title
    if first is None:
        text = "Aucune version du référentiel de cette certification n’est connue."
        return [broken("REF-07", text, "certification")]
    text = (
        f"Le premier référentiel de « {title} » prend effet le {in_french(first)} : un dossier engagé avant ce jour, "
        f"ici le {in_french(engaged_on(opening.request))}, ne peut pas être ouvert."
    )
    return [broken("REF-07", text, "certification", earliest=first)]


def _status(opening: Opening) -> list[Problem]:
    """REF-09: nobody who engages after the day of a suspension or suppression is admitted."""
    certification = opening.certification
    engaged = engaged_on(opening.request)
    if certification.status in {CertificationStatus.EN_VEILLE, CertificationStatus.SUPPRIMEE}:
        since = certification.status_since
        if since is None or engaged > since:
            word = "en veille" if certification.status is CertificationStatus.EN_VEILLE else "supprimée"
            moment = f" depuis le {in_french(since)}" if since else ""
            return [
                broken(
                    "REF-09",
                    f"La certification « {certification.title} » est {word}{moment} : "
                    "elle n’accueille plus de nouveau candidat.",
                    "certification",
                    latest=since,
                )
            ]
    elif certification.status not in {CertificationStatus.ACTIVE, None}:
        return [
            broken(
                "REF-06",
                f"La certification « {certification.title} » n’est pas encore décidée par le GTP.",
                "certification",
            )
        ]
    return []


ADMISSION: tuple[Check, ...] = (
    _dates,
    _exam_centre,
    channel_problems,
    funding_problems,
    company_problems,
    host_problems,
    employer_problems,
    late_problems,
    _initial_training,
    _target_blocs,
    _version,
    _status,
)
"""The rules of opening by any route."""

CORRECTABLE: tuple[Check, ...] = (
    _exam_centre,
    channel_problems,
    funding_problems,
    company_problems,
    host_problems,
    employer_problems,
    _initial_training,
)
"""Those that judge what may still be corrected afterwards (PRD-05): dates, blocs and version stay as they were."""


FACTS: tuple[Check, ...] = (funding_warnings, employer_warnings)
"""What is warned of what may be corrected."""


def correctable_problems(opening: Opening) -> list[Problem]:
    """What an opening would refuse of what may be corrected."""
    return [problem for check in CORRECTABLE for problem in check(opening)]


def correctable_warnings(opening: Opening) -> list[Problem]:
    """What an opening would warn of in what may be corrected."""
    return [warning for check in FACTS for warning in check(opening)]


WITHOUT_LIFE: tuple[Check, ...] = (no_life, *(check for check in ADMISSION if check is not _version))
"""What is said of an opening that no life allows: a version of its référentiel is not asked for besides."""

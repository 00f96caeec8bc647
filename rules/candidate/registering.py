"""A person registered by a centre: what is wrong with what is typed, and who they likely are already (PRD-01)."""

from datetime import date

from rules.access.viewer import Viewer
from rules.base.calendar import years_after
from rules.base.outcome import Done, Refused, unless
from rules.base.problems import Problem, broken, invalid
from rules.base.text import department_problems, email_problems, folded, phone_problems, squeezed
from rules.candidate.candidate import FRANCE, Address, Candidate
from rules.candidate.commands import RegisterCandidate

LONGEST_LIFE = 120
"""Years: a birth further back is a slip of the keyboard (product)."""
MOST_LINES = 4


def register(
    candidate: Candidate | None,
    command: RegisterCandidate,
    *,
    viewer: Viewer,
    known: int,
    identifier: str,
    anonymous_number: str,
    today: date,
) -> Refused | Done[Candidate]:
    """
    A new candidate of the viewer's centre (INS-01), or every fault at once; a likely duplicate is warned of (PRD-01).

    `known` counts those who have the same identity; there is no `candidate` yet.
    """
    del candidate
    centre = viewer.organisation
    if centre is None:
        return Refused((broken("INS-01", "Votre compte n’agit pour aucune UIMM territoriale."),))
    problems = candidate_problems(command, today)
    return unless(
        problems,
        lambda: candidate_from(
            command, identifier=identifier, anonymous_number=anonymous_number, centre=centre, today=today
        ),
        duplicate_warnings(known),
        centre=centre,
    )


def candidate_problems(request: RegisterCandidate, today: date) -> list[Problem]:
    """Everything that is wrong with a registration beside the form of its texts; empty when it may be written."""
    return [
        *_birth_problems(request, today),
        *(email_problems(request.email, "email") if request.email is not None else []),
        *(phone_problems(request.phone, "phone") if request.phone is not None else []),
        *(_address_problems(request.address) if request.address is not None else []),
        *(
            department_problems(request.department, "Le département", "department")
            if request.department is not None
            else []
        ),
    ]


def candidate_from(
    request: RegisterCandidate, *, identifier: str, anonymous_number: str, centre: str, today: date
) -> Candidate:
    """The candidate that a request without problems makes, registered by a centre on a business date."""
    address = request.address
    return Candidate(
        id=identifier,
        anonymous_number=anonymous_number,
        birth_name=squeezed(request.last_name),
        used_name=squeezed(request.used_name) if request.used_name is not None else None,
        first_names=squeezed(request.first_names),
        sex=request.sex,
        birth_date=request.birth_date,
        birth_town=squeezed(request.birth_town),
        birth_department=request.birth_department,
        birth_country=squeezed(request.birth_country),
        email=request.email,
        phone=request.phone,
        address=address
        and Address(
            lines=tuple(squeezed(line) for line in address.lines),
            postcode=squeezed(address.postcode),
            town=squeezed(address.town),
            country=squeezed(address.country),
        ),
        department=request.department,
        centres=(centre,),
        registered_on=today,
    )


def duplicate_warnings(known: int) -> list[Problem]:
    """The warning that this person is likely known already; it never says where (PRD-01)."""
    if not known:
        return []
    return [
        broken(
            "PRD-01",
            "Une personne de mêmes nom de naissance, prénom et date de naissance est déjà connue du service : "
            "vérifiez qu’il ne s’agit pas d’un doublon.",
            "lastName",
        )
    ]


def _address_problems(address: Address) -> list[Problem]:
    if 1 <= len(address.lines) <= MOST_LINES:
        return []
    return [invalid("L’adresse compte une à quatre lignes avant le code postal.", "address", "lines")]


def _birth_problems(request: RegisterCandidate, today: date) -> list[Problem]:
    problems: list[Problem] = []
    if request.birth_date >= today:
        problems.append(invalid("La date de naissance n’est pas encore passée.", "birthDate"))
    elif years_after(request.birth_date, LONGEST_LIFE) < today:
        problems.append(invalid(f"La date de naissance remonte à plus de {LONGEST_LIFE} ans.", "birthDate"))
    if request.birth_department is not None:
        problems += department_problems(request.birth_department, "Le département de naissance", "birthDepartment")
    elif folded(request.birth_country) == folded(FRANCE):
        problems.append(
            invalid("Le département de naissance est demandé pour une naissance en France.", "birthDepartment")
        )
    return problems

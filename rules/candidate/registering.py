"""A person registered by a centre: what is wrong with what is typed, and who they likely are already (PRD-01)."""

import re
from datetime import date

from rules.access.viewer import Viewer
from rules.base.calendar import years_after
from rules.base.outcome import Done, Refused, unless
from rules.base.partial_date import PartialDate
from rules.base.problems import Problem, broken, invalid
from rules.base.text import email_problems, phone_problems
from rules.candidate.birth_place import (
    department_code,
    in_france,
    place_problems,
    place_warnings,
    present_department_problems,
)
from rules.candidate.candidate import Address, Candidate
from rules.candidate.commands import RegisterCandidate

LONGEST_LIFE = 120
"""Years: a birth further back is a slip of the keyboard (product)."""
_POSTCODE = re.compile(r"[0-9]{5}")
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

    `known` counts those who are likely the same person; there is no `candidate` yet.
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
        [*duplicate_warnings(known), *birth_warnings(command)],
        centre=centre,
    )


def candidate_problems(request: RegisterCandidate, today: date) -> list[Problem]:
    """Everything that is wrong with a registration beside the form of its texts; empty when it may be written."""
    return [
        *name_problems(request.last_name, request.first_names),
        *birth_date_problems(request.birth_date, today),
        *place_problems(request.birth_department, request.birth_country, request.birth_date),
        *contact_problems(request.email, request.phone, request.address, request.department, today),
    ]


def name_problems(last_name: str | None, first_names: str | None) -> list[Problem]:
    """A person has a birth name or first names, one at least (PRD-04)."""
    if last_name is not None or first_names is not None:
        return []
    return [broken("PRD-04", "Une personne a un nom de naissance ou des prénoms : l’un des deux au moins.", "lastName")]


def birth_date_problems(born: PartialDate, today: date) -> list[Problem]:
    """A birth is past, and no further back than a life; judged on what is known of the date."""
    if not born.may_precede(today):
        return [invalid("La date de naissance n’est pas encore passée.", "birthDate")]
    if years_after(born.last, LONGEST_LIFE) < today:
        return [invalid(f"La date de naissance remonte à plus de {LONGEST_LIFE} ans.", "birthDate")]
    return []


def birth_warnings(request: RegisterCandidate) -> list[Problem]:
    """What a place of birth says that its time makes another thing of (PRD-04)."""
    return place_warnings(request.birth_department, request.birth_country, request.birth_date)


def contact_problems(
    email: str | None, phone: str | None, address: Address | None, department: str | None, today: date
) -> list[Problem]:
    """What is wrong with how a person is reached, and with the department they depend on."""
    return [
        *(email_problems(email, "email") if email is not None else []),
        *(phone_problems(phone, "phone") if phone is not None else []),
        *(_address_problems(address) if address is not None else []),
        *(present_department_problems(department, today) if department is not None else []),
    ]


def candidate_from(
    request: RegisterCandidate, *, identifier: str, anonymous_number: str, centre: str, today: date
) -> Candidate:
    """The candidate that a cleaned request without problems makes, registered by a centre on a business date."""
    return Candidate(
        id=identifier,
        anonymous_number=anonymous_number,
        birth_name=request.last_name,
        used_name=request.used_name,
        first_names=request.first_names,
        sex=request.sex,
        birth_date=request.birth_date,
        birth_town=request.birth_town,
        birth_department=kept_department(request.birth_department),
        birth_country=request.birth_country,
        email=request.email,
        phone=request.phone,
        address=kept_address(request.address),
        department=kept_department(request.department),
        centres=(centre,),
        registered_on=today,
    )


def kept_department(typed: str | None) -> str | None:
    """A department's code as it is kept."""
    return department_code(typed) if typed is not None else None


def kept_address(address: Address | None) -> Address | None:
    """An address as it is kept: no postcode rather than a blank one, five figures together in France."""
    if address is None:
        return None
    typed = address.postcode or ""
    return address.evolve(postcode=("".join(typed.split()) if in_france(address.country) else typed) or None)


def duplicate_warnings(known: int) -> list[Problem]:
    """The warning that this person is likely known already; it never says where (PRD-01)."""
    if not known:
        return []
    return [
        broken(
            "PRD-01",
            "Une personne de mêmes nom, prénom et date de naissance est sans doute déjà connue du service : "
            "vérifiez qu’il ne s’agit pas d’un doublon.",
            "lastName",
        )
    ]


def _address_problems(address: Address) -> list[Problem]:
    problems = []
    if not 1 <= len(address.lines) <= MOST_LINES:
        text = "L’adresse compte une à quatre lignes avant le code postal."
        problems.append(invalid(text, "address", "lines"))
    if not in_france(address.country):
        return problems
    postcode = "".join((address.postcode or "").split())
    if not postcode:
        text = "Le code postal est demandé pour une adresse en France."
        problems.append(invalid(text, "address", "postcode"))
    elif not _POSTCODE.fullmatch(postcode):
        problems.append(invalid("Le code postal compte cinq chiffres en France.", "address", "postcode"))
    return problems

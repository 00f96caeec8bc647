"""A candidate: one person, nationally (PRD-01)."""

from datetime import date
from enum import Enum

from rules.base.calendar import years_after
from rules.base.entity import Entity, Value
from rules.base.problems import Problem, broken, invalid
from rules.base.text import (
    department_problems,
    email_problems,
    folded,
    line_problems,
    name_problems,
    phone_problems,
    squeezed,
)

LONGEST_LIFE = 120
"""Years: a birth further back is a slip of the keyboard (product)."""
FRANCE = "France"


class Sex(Enum):
    """As the civil registry has it."""

    F = "F"
    M = "M"


class Address(Value):
    """A postal address, as it is written on an envelope."""

    lines: tuple[str, ...]
    postcode: str
    town: str
    country: str = FRANCE


class Candidate(Entity):
    """A person who asks for a certification."""

    anonymous_number: str
    """What the jury sees instead of the person (JUR-08)."""
    birth_name: str
    used_name: str | None = None
    first_names: str
    sex: Sex
    birth_date: date
    birth_town: str
    birth_department: str | None = None
    birth_country: str = FRANCE
    email: str | None = None
    phone: str | None = None
    address: Address | None = None
    department: str | None = None
    """The French department that decides on which UIMM territoriale the candidate depends (INS-01)."""
    centres: tuple[str, ...]
    """Codes of the UIMM territoriales that registered the candidate or hold a dossier: those who see the person."""
    registered_on: date

    @property
    def birth_place(self) -> str:
        """Town, department and country of birth, as the minutes list them (JUR-14)."""
        department = f" ({self.birth_department})" if self.birth_department else ""
        return f"{self.birth_town}{department}, {self.birth_country}"

    @property
    def identity(self) -> str:
        """What two records of one person most likely share: birth name, first first name, day of birth (PRD-01)."""
        return identity_of(self.birth_name, self.first_names, self.birth_date)


class CandidateRequest(Value):
    """What a centre types to register a candidate; nothing of it is trusted."""

    birth_name: str
    used_name: str | None = None
    first_names: str
    sex: Sex
    birth_date: date
    birth_town: str
    birth_department: str | None = None
    birth_country: str = FRANCE
    email: str | None = None
    phone: str | None = None
    address: Address | None = None
    department: str | None = None


def identity_of(birth_name: str, first_names: str, birth_date: date) -> str:
    """The key under which likely duplicates of one person meet (PRD-01)."""
    first = (folded(first_names).split() or [""])[0]
    return f"{folded(birth_name)}|{first}|{birth_date.isoformat()}"


def candidate_problems(request: CandidateRequest, today: date) -> list[Problem]:
    """Everything that is wrong with a registration, at once; empty when it may be written."""
    return [
        *name_problems(request.birth_name, "Le nom de naissance", "lastName"),
        *(name_problems(request.used_name, "Le nom d’usage", "usedName") if request.used_name is not None else []),
        *name_problems(request.first_names, "Le ou les prénoms", "firstNames"),
        *_birth_problems(request, today),
        *(email_problems(request.email, "email") if request.email is not None else []),
        *(phone_problems(request.phone, "phone") if request.phone is not None else []),
        *(address_problems(request.address, "address") if request.address is not None else []),
        *(
            department_problems(request.department, "Le département", "department")
            if request.department is not None
            else []
        ),
    ]


def candidate_from(
    request: CandidateRequest, *, identifier: str, anonymous_number: str, centre: str, today: date
) -> Candidate:
    """The candidate that a request without problems makes, registered by a centre on a business date."""
    address = request.address
    return Candidate(
        id=identifier,
        anonymous_number=anonymous_number,
        birth_name=squeezed(request.birth_name),
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


def address_problems(address: Address, *path: str) -> list[Problem]:
    """What is wrong with a postal address of one to four lines."""
    problems: list[Problem] = []
    if not 1 <= len(address.lines) <= 4:
        problems.append(invalid("L’adresse compte une à quatre lignes avant le code postal.", *path, "lines"))
    for line in address.lines[:4]:
        problems += line_problems(line, "Une ligne de l’adresse", *path, "lines", longest=80)
    problems += line_problems(address.postcode, "Le code postal", *path, "postcode", longest=12)
    problems += line_problems(address.town, "La commune", *path, "town", longest=100)
    problems += line_problems(address.country, "Le pays", *path, "country", longest=60)
    return problems


def _birth_problems(request: CandidateRequest, today: date) -> list[Problem]:
    problems: list[Problem] = []
    if request.birth_date >= today:
        problems.append(invalid("La date de naissance n’est pas encore passée.", "birthDate"))
    elif years_after(request.birth_date, LONGEST_LIFE) < today:
        problems.append(invalid(f"La date de naissance remonte à plus de {LONGEST_LIFE} ans.", "birthDate"))
    problems += line_problems(request.birth_town, "La commune de naissance", "birthTown", longest=100)
    problems += line_problems(request.birth_country, "Le pays de naissance", "birthCountry", longest=60)
    if request.birth_department is not None:
        problems += department_problems(request.birth_department, "Le département de naissance", "birthDepartment")
    elif folded(request.birth_country) == folded(FRANCE):
        problems.append(
            invalid("Le département de naissance est demandé pour une naissance en France.", "birthDepartment")
        )
    return problems

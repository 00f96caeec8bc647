"""What several papers share: who they come from and go to, who signs, the meeting, the seats around its table."""

from abc import abstractmethod
from datetime import date, time
from enum import Enum

from pydantic import Field

from rules.base.civility import Civility
from rules.base.entity import Value
from rules.candidate.birth_place import in_france
from rules.candidate.candidate import Candidate, Sex
from rules.organisation.organisation import Organisation


class Paper(Value):
    """What a paper says; every paper is one of these."""

    part: str = ""
    """Which of its kind it is, where there are several: a member, a union, a qualification, the rank of a copy."""

    @property
    @abstractmethod
    def rules(self) -> tuple[str, ...]:
        """Every rule that the paper applies."""


class Named(Value):
    """Something known by its title and its code: a certification or a bloc."""

    code: str
    title: str


class ExamCentre(Value):
    """The centre d'examen as its letterhead shows it; `town` is where its letters are written."""

    name: str
    address_lines: tuple[str, ...] = ()
    town: str | None = None


def head_of(centre: Organisation) -> ExamCentre:
    """A centre as its letterhead shows it."""
    return ExamCentre(name=centre.name, address_lines=centre.address, town=centre.town)


class Addressee(Value):
    """Who the letter is for, as the envelope shows it."""

    civility: Civility
    name: str
    address_lines: tuple[str, ...] = ()


def addressee_of(candidate: Candidate) -> Addressee:
    """
    A candidate as the envelope shows them: birth name, used name beside it (CER-08), town in capitals, country last.

    France is left out; so is a postcode where there is none.
    """
    address = candidate.address
    lines: tuple[str, ...] = ()
    if address is not None:
        abroad = () if in_france(address.country) else (address.country.upper(),)
        town = " ".join(filter(None, (address.postcode, address.town.upper())))
        lines = (*address.lines, town, *abroad)
    return Addressee(
        civility=Civility.MADAME if candidate.sex is Sex.F else Civility.MONSIEUR,
        name=candidate.full_name,
        address_lines=lines,
    )


class Recipient(Value):
    """Who a paper goes to, a person or a body, as the envelope shows it; no civility for a body, or when unknown."""

    name: str
    civility: Civility | None = None
    address_lines: tuple[str, ...] = ()


class SignatoryCapacity(Enum):
    """Who may sign (LET-03): the president of the jury or, by delegation, the referent of the dispositif."""

    PRESIDENT = "PRESIDENT"
    REFERENT = "REFERENT"


class Signatory(Value):
    """Who signs, and in what capacity; the civility gives the words their gender, masculine when unknown."""

    name: str
    capacity: SignatoryCapacity = SignatoryCapacity.PRESIDENT
    civility: Civility | None = None
    president: Civility | None = None
    """The civility of the president for whom a referent signs (LET-03)."""


class CentreSignatory(Value):
    """Who signs for the centre d'examen, and with which words: « La responsable des examens »."""

    name: str
    quality: str
    civility: Civility | None = None


class WayBack(Enum):
    """The two ways back to the certification."""

    FORMATION = "FORMATION"
    VAE = "VAE"


def ways_back(vae_open: bool | None) -> tuple[WayBack, ...]:
    """Those that are surely open: VAE leads to what is registered at the RNCP only, if that is known (VAE-01)."""
    return (WayBack.FORMATION, WayBack.VAE) if vae_open else (WayBack.FORMATION,)


class Seat(Enum):
    """In what capacity somebody sits on a jury (JUR-03, JUR-04, JUR-06, JUR-07)."""

    PRESIDENT = "PRESIDENT"
    EMPLOYER = "EMPLOYER"
    EMPLOYER_TEMPORARY_WORK = "EMPLOYER_TEMPORARY_WORK"
    UNION_VOTING = "UNION_VOTING"
    UNION = "UNION"
    UNION_TEMPORARY_WORK = "UNION_TEMPORARY_WORK"
    GUEST = "GUEST"


EMPLOYER_SEATS = frozenset({Seat.PRESIDENT, Seat.EMPLOYER, Seat.EMPLOYER_TEMPORARY_WORK})
"""Seats whose holders the chamber chooses; the president's is one (JUR-03, JUR-07)."""
UNION_SEATS = frozenset({Seat.UNION_VOTING, Seat.UNION, Seat.UNION_TEMPORARY_WORK})
"""Seats whose holders a union names (JUR-04)."""


class Meeting(Value):
    """One meeting of a jury: when, where, and the qualifications that it judges (JUR-18)."""

    held_on: date
    starts_at: time | None = None
    place_lines: tuple[str, ...] = ()
    qualifications: tuple[Named, ...] = Field(min_length=1)

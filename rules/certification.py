"""Certifications: anything that can be awarded, with its registrations, its lists and where each fact comes from."""

from collections.abc import Mapping
from datetime import date
from enum import Enum

from rules.entity import Entity, Value
from rules.identifiers import code_key


class CertificationKind(Enum):
    """The families of certifications."""

    CQPM = "CQPM"
    CQPI = "CQPI"
    CQP = "CQP"
    TITRE_PROFESSIONNEL = "TITRE_PROFESSIONNEL"
    TITRE_PARITAIRE = "TITRE_PARITAIRE"
    TITRE_RNCP = "TITRE_RNCP"
    DIPLOMA = "DIPLOMA"
    HIGHER_DIPLOMA = "HIGHER_DIPLOMA"
    RS = "RS"
    OTHER = "OTHER"


class CertificationStatus(Enum):
    """Where a certification stands in the branch's decisions."""

    DEMANDEE = "DEMANDEE"
    EN_INSTRUCTION = "EN_INSTRUCTION"
    REFUSEE = "REFUSEE"
    ACTIVE = "ACTIVE"
    EN_VEILLE = "EN_VEILLE"
    SUPPRIMEE = "SUPPRIMEE"


class RegistrationState(Enum):
    """What a national register says of a fiche."""

    ACTIVE = "ACTIVE"
    INACTIVE = "INACTIVE"
    UNKNOWN = "UNKNOWN"


class ListName(Enum):
    """The lists of the CPNEFP."""

    A = "A"
    B = "B"
    C = "C"


class Registration(Value):
    """A fiche at a national register, over a period whose days are included."""

    number: str
    state: RegistrationState
    start: date | None = None
    end: date | None = None

    def in_force(self, on: date) -> bool:
        """Whether the fiche stood on a day. One said to be inactive, without a period, is taken as never in force."""
        if self.start is not None and on < self.start:
            return False
        if self.end is not None:
            return on <= self.end
        return self.state is RegistrationState.ACTIVE


class ListMembership(Value):
    """Presence on a list over a period whose days are included."""

    name: ListName
    start: date | None = None
    end: date | None = None

    def in_force(self, on: date) -> bool:
        """Whether the certification stood on the list on a day."""
        return (self.start is None or self.start <= on) and (self.end is None or on <= self.end)


class Certification(Entity):
    """Anything that can be awarded. Its identifier is its code, allotted once."""

    code: str
    aliases: tuple[str, ...] = ()
    """Every other code it is known by, as printed, registration numbers included."""
    kind: CertificationKind
    title: str
    level: int | None = None
    category: str | None = None
    status: CertificationStatus | None = None
    status_since: date | None = None
    registrations: tuple[Registration, ...] = ()
    list_memberships: tuple[ListMembership, ...] = ()
    resource_centres: tuple[str, ...] = ()
    cqpi: str | None = None
    """Code of the CQPI that a CQPM matches (GTP-04)."""
    signatories: tuple[str, ...] = ()
    """Codes of the branches that signed for a CQPI (CQPI-01)."""
    nsf: tuple[str, ...] = ()
    rome: tuple[str, ...] = ()
    idcc: tuple[str, ...] = ()
    formacodes: tuple[str, ...] = ()
    demonstration: bool = False
    provenance: Mapping[str, str] = {}
    """From the name of a fact to the key of its source."""

    def keys(self) -> frozenset[str]:
        """The look-up keys of every code it is known by."""
        return frozenset(code_key(code) for code in (self.code, *self.aliases, *self._numbers())) - {""}

    def registered_at_rncp(self, on: date) -> bool:
        """Whether a fiche of the RNCP known to us was in force on a day (VAE-01, INS-06)."""
        return any(item.number.startswith("RNCP") and item.in_force(on) for item in self.registrations)

    def lists(self, on: date) -> frozenset[ListName]:
        """The CPNEFP's lists it stands on (REF-04); en veille and supprimée leave A and B at once (REF-09)."""
        names = {membership.name for membership in self.list_memberships if membership.in_force(on)}
        suspended = self.status in {CertificationStatus.EN_VEILLE, CertificationStatus.SUPPRIMEE}
        if suspended and (self.status_since is None or on >= self.status_since):
            names -= {ListName.A, ListName.B}
        return frozenset(names)

    def opens_dossiers(self, on: date) -> bool:
        """Whether whoever engages on a day may be admitted: a CQPM that the branch has not suspended (REF-09)."""
        if self.kind is not CertificationKind.CQPM or self.status is CertificationStatus.REFUSEE:
            return False
        if self.status in {CertificationStatus.EN_VEILLE, CertificationStatus.SUPPRIMEE}:
            return self.status_since is not None and on <= self.status_since
        return self.status in {CertificationStatus.ACTIVE, None}

    def _numbers(self) -> tuple[str, ...]:
        return tuple(registration.number for registration in self.registrations)

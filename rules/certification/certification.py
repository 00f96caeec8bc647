"""Certifications: anything that can be awarded, with its registrations, its lists and where each fact comes from."""

from collections.abc import Mapping
from datetime import date
from typing import Self

from rules.base.calendar import outside
from rules.base.entity import Entity, Value
from rules.base.worded import Worded
from rules.certification.completeness import Completeness
from rules.certification.identifiers import code_key, cqpm_number
from rules.certification.lists import ListMembership, ListName, ListPeriod, created_on, list_periods


class CertificationKind(Worded):
    """The families of certifications."""

    CQPM = "CQPM", "Certificat de qualification paritaire de la métallurgie."
    CQPI = "CQPI", "Certificat de qualification professionnelle interbranches (CQPI-01)."
    CQP = "CQP", "Certificat de qualification professionnelle d’une branche (CQP-01)."
    TITRE_PROFESSIONNEL = "TITRE_PROFESSIONNEL", "Titre professionnel du ministère chargé de l’emploi."
    TITRE_PARITAIRE = "TITRE_PARITAIRE", "Titre paritaire à finalité professionnelle."
    TITRE_RNCP = "TITRE_RNCP", "Autre titre enregistré au RNCP."
    DIPLOMA = "DIPLOMA", "Diplôme : CAP, baccalauréat professionnel, BTS, mention complémentaire."
    HIGHER_DIPLOMA = "HIGHER_DIPLOMA", "Diplôme de l’enseignement supérieur."
    RS = "RS", "Certification ou habilitation enregistrée au répertoire spécifique."
    OTHER = "OTHER", "Autre certification."


class CertificationStatus(Worded):
    """Where a certification stands in the branch's decisions."""

    DEMANDEE = "DEMANDEE", "Création demandée."
    EN_INSTRUCTION = "EN_INSTRUCTION", "Demande instruite par le GTP."
    REFUSEE = "REFUSEE", "Création refusée."
    ACTIVE = "ACTIVE", "En vigueur."
    EN_VEILLE = "EN_VEILLE", "Suspendue : plus de nouveau candidat (REF-09)."
    SUPPRIMEE = "SUPPRIMEE", "Supprimée : plus de nouveau candidat (REF-09)."


class RegistrationState(Worded):
    """What a national register says of a fiche."""

    ACTIVE = "ACTIVE", "Fiche active."
    INACTIVE = "INACTIVE", "Fiche inactive."
    UNKNOWN = "UNKNOWN", "État que les sources ne disent pas."


class CqpmCategory(Worded):
    """The categories of CQPM, before levels (REF-03), as printed."""

    A = "A", "Niveau II de la classification."
    B = "B", "Niveau III de la classification."
    C = "C", "Niveau IV de la classification."
    C_ETOILE = "C*", "Niveau IV de la classification, au coefficient d’accueil 285."
    D = "D", "Ingénieurs et cadres."


def category_of(printed: str | None) -> CqpmCategory | None:
    """The category that a source prints; None where it prints none of the list."""
    return next((item for item in CqpmCategory if item.value == printed), None)


class Registration(Value):
    """A fiche at a national register, over a period whose days are included."""

    number: str
    state: RegistrationState
    start: date | None = None
    end: date | None = None
    last_award_on: date | None = None
    """The last day, included, on which it may still be awarded to whoever entered in time (REG-01)."""
    decided_on: date | None = None
    """Day of the decision that registers it, where its register gives it (CER-05)."""
    years: int | None = None
    """What that decision registers it for, in years, where its register gives it (CER-05)."""
    published_on: date | None = None
    """Day of the Journal officiel that its register gives (CER-01)."""
    source: str | None = None
    """French title of the source whose word on it goes first."""
    link: str | None = None
    """Where that source may be read, where it was given."""
    declared_on: date | None = None
    """Day on which the GTP declared it, which no register undoes; null for what a register says."""

    @property
    def of_rncp(self) -> bool:
        """Whether its register is the RNCP."""
        return self.number.startswith("RNCP")

    def in_force(self, on: date) -> bool | None:
        """
        Whether the fiche stood on a day; None where no source says so (REG-01).

        One without a first day is taken as in force up to its last. One said to be inactive without a last day ended
        nobody knows when, unless the GTP declared that it gives nothing.
        """
        if self.start is not None and on < self.start:
            return False
        if self.end is not None:
            return on <= self.end
        if self.state is RegistrationState.ACTIVE:
            return True
        return None if self.declared_on is None else False

    def awards(self, entered_on: date, jury_on: date | None = None) -> bool | None:
        """Whether it counts for whoever entered on a day and is judged on another (REG-01); None: not known."""
        if self.last_award_on is not None and jury_on is not None and jury_on > self.last_award_on:
            return False
        return self.in_force(entered_on)


class Unregistered(Value):
    """A period, whose days are included, over which the GTP declared that no fiche of the RNCP stands (REG-01)."""

    start: date | None = None
    end: date | None = None
    source: str
    link: str | None = None
    declared_on: date

    @property
    def days(self) -> tuple[date, date]:
        """Its first and last days; the first and last of all where it has none."""
        return self.start or date.min, self.end or date.max


class Certificateur(Value):
    """Whoever awards it, as a national register names them."""

    name: str
    siret: str | None = None


class Agreement(Value):
    """A collective agreement as a register prints it: the number of its brochure, which is no IDCC."""

    brochure: str
    title: str


class Access(Worded):
    """The ways in that a register opens."""

    INITIALE = "INITIALE", "Formation sous statut d’élève ou d’étudiant."
    APPRENTISSAGE = "APPRENTISSAGE", "Contrat d’apprentissage."
    CONTINUE = "CONTINUE", "Formation continue."
    PROFESSIONNALISATION = "PROFESSIONNALISATION", "Contrat de professionnalisation."
    INDIVIDUELLE = "INDIVIDUELLE", "Candidature individuelle."
    EXPERIENCE = "EXPERIENCE", "Validation des acquis de l’expérience."


class Used(Value):
    """A statement that a certification was made from, with its digest then."""

    statement: str
    digest: str


class Fiche(Value):
    """A fiche that the GTP declared to be of a certification, with what look-ups need of its own sources (REG-02)."""

    code: str
    """Of the certification that is made from its statements alone, and that leads to the other."""
    aliases: tuple[str, ...] = ()
    title: str
    level: int | None = None
    registrations: tuple[Registration, ...] = ()
    certificateurs: tuple[Certificateur, ...] = ()
    nsf: tuple[str, ...] = ()
    rome: tuple[str, ...] = ()
    idcc: tuple[str, ...] = ()
    source: str
    """From where it is known that it is of this certification."""
    link: str | None = None
    declared_on: date

    @classmethod
    def of(cls, certification: "Certification", *, source: str, link: str | None, declared_on: date) -> Self:
        """The fiche that a certification was made of, declared to be of another."""
        told = {
            name: getattr(certification, name) for name in cls.model_fields.keys() & Certification.model_fields.keys()
        }
        return cls(**told, source=source, link=link, declared_on=declared_on)

    def keys(self) -> frozenset[str]:
        """The look-up keys of its codes."""
        return frozenset(code_key(code) for code in (self.code, *self.aliases)) - {""}


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
    """Those of its fiches among them."""
    fiches: tuple[Fiche, ...] = ()
    """The fiches that the GTP declared to be of it, in the order of their codes (REG-02)."""
    belongs_to: str | None = None
    """Code of the certification to which this fiche was declared to belong: all its codes lead there (REG-02)."""
    unregistered: tuple[Unregistered, ...] = ()
    """Periods declared without registration, in the order of the declarations (REG-01)."""
    list_memberships: tuple[ListMembership, ...] = ()
    resource_centres: tuple[str, ...] = ()
    cqpi: str | None = None
    """Code of the CQPI that a CQPM matches (GTP-04)."""
    signatories: tuple[str, ...] = ()
    """Codes of the branches that signed for a CQPI (CQPI-01)."""
    abrege: str | None = None
    """What a register abridges its family to: CAP, BTS, TP…"""
    certificateurs: tuple[Certificateur, ...] = ()
    succeeds: tuple[str, ...] = ()
    """Numbers of the fiches that it replaces, as its sources say."""
    succeeded_by: tuple[str, ...] = ()
    nsf: tuple[str, ...] = ()
    rome: tuple[str, ...] = ()
    idcc: tuple[str, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    formacodes: tuple[str, ...] = ()
    access: tuple[Access, ...] = ()
    completeness: Completeness = Completeness.TITLE
    """Of its newest version."""
    demonstration: bool = False
    provenance: Mapping[str, str] = {}
    """From the name of a fact to the key of its source."""
    sources: tuple[Used, ...] = ()
    """What it was made from."""

    @property
    def of_the_branch(self) -> bool:
        """Whether the branch writes its référentiel and admits to it here: a CQPM."""
        return self.kind is CertificationKind.CQPM

    @property
    def codes(self) -> tuple[str, ...]:
        """Its code and those of its fiches, under which dossiers, sessions and blocs may stand (REG-02)."""
        return self.code, *(fiche.code for fiche in self.fiches)

    def keys(self) -> frozenset[str]:
        """The look-up keys of every code it is known by; none where they lead to another (REG-02)."""
        if self.belongs_to is not None:
            return frozenset()
        own = frozenset(code_key(code) for code in (self.code, *self.aliases, *self._numbers())) - {""}
        return own.union(*(fiche.keys() for fiche in self.fiches))

    def fiche_under(self, key: str) -> str | None:
        """The code of the fiche declared to be of it that is known under a look-up key; None for a code of its own."""
        return next((fiche.code for fiche in self.fiches if key in fiche.keys()), None)  # noqa: SIM118

    def registered_at_rncp(self, entered_on: date, jury_on: date | None = None) -> bool | None:
        """
        Whether a fiche of the RNCP counts for whoever entered on a day, judged on another; None: not known (REG-01).

        What is declared unregistered prevails over registers. No fiche and no word of any source is not known.
        """
        if any(first <= entered_on <= last for first, last in (item.days for item in self.unregistered)):
            return False
        words = [item.awards(entered_on, jury_on) for item in self.registrations if item.of_rncp]
        if True in words:
            return True
        return None if None in words or not words else False

    def only_declares(self, key: str) -> bool:
        """Whether this look-up key is that of a fiche which the GTP declared of it, and of no source of its own."""
        declared = {code_key(item.number) for item in self.registrations if item.declared_on is not None}
        return key in declared and key != code_key(self.code)

    def lists(self, on: date) -> frozenset[ListName]:
        """The CPNEFP's lists it stands on (REF-04); en veille and supprimée leave A and B at once (REF-09)."""
        return frozenset(name for name, start, end in self.list_periods() if start <= on <= end)

    def opens_dossiers(self, on: date) -> bool:
        """Whether whoever engages on a day may be admitted: a CQPM that the branch has not suspended (REF-09)."""
        if not self.of_the_branch or self.status is CertificationStatus.REFUSEE:
            return False
        if self.status in {CertificationStatus.EN_VEILLE, CertificationStatus.SUPPRIMEE}:
            return self.status_since is not None and on <= self.status_since
        return self.status in {CertificationStatus.ACTIVE, None}

    def periods(self) -> list[tuple[date, date]]:
        """The periods over which a fiche of its stands, whose days are included, those declared without one apart."""
        holes = [item.days for item in self.unregistered]
        standing = (item for item in self.registrations if item.end or item.state is RegistrationState.ACTIVE)
        return [
            period
            for item in standing
            for period in outside((item.start or date.min, item.end or date.max), holes if item.of_rncp else ())
        ]

    def list_periods(self) -> list[ListPeriod]:
        """The periods over which it stands on the CPNEFP's lists (REF-04); A and B end with a suspension (REF-09)."""
        suspended = self.status in {CertificationStatus.EN_VEILLE, CertificationStatus.SUPPRIMEE}
        return list_periods(
            (*self._presumed_on_a(), *self.list_memberships), (self.status_since or date.min) if suspended else None
        )

    def departments(self) -> frozenset[str]:
        """The departments of the asking UIMM that its numbers bear (NUM-01)."""
        numbers = (cqpm_number(code) for code in (self.code, *self.aliases))
        return frozenset(item for number in numbers if number is not None for item in number.departments)

    def _presumed_on_a(self) -> tuple[ListMembership, ...]:
        """
        List A since its creation, of what the branch itself publishes: a CQPM under its own number, or a CQPI (REF-04).

        What is on A by a decision is there as decided; of what is active since a known day, no day before is presumed.
        """
        published = self.kind is CertificationKind.CQPI or (self.of_the_branch and cqpm_number(self.code) is not None)
        stood = {CertificationStatus.ACTIVE, CertificationStatus.EN_VEILLE, CertificationStatus.SUPPRIMEE}
        undecided = self.kind is CertificationKind.CQPI and self.status is None
        if not published or not (self.status in stood or undecided):
            return ()
        if any(item.name is ListName.A for item in self.list_memberships):
            return ()
        since = self.status_since if self.status is CertificationStatus.ACTIVE else None
        return (ListMembership(name=ListName.A, start=since or created_on((self.code, *self.aliases))),)

    def _numbers(self) -> tuple[str, ...]:
        return tuple(registration.number for registration in self.registrations)

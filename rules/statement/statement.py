"""What one source says of one certification, kept as it was said; certifications are made from it (docs/adr/0008)."""

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from typing import Any, Self

from rules.base.digest import digest_of
from rules.base.entity import Entity, Value
from rules.certification.certification import (
    Access,
    Agreement,
    Certificateur,
    CertificationKind,
    CertificationStatus,
    Registration,
)
from rules.certification.identifiers import code_key, fiche_number
from rules.referentiel.referentiel import Capacite

_FORMAT = "poincon-statement-1"


class Source(Value):
    """Who says it, how close to whoever decides, and of which day it is."""

    key: str
    """As data/README.md explains it."""
    closeness: int
    """3: who decides on the certification; 2: the national register; 1: who repeats either."""
    as_of: date = date.min
    """The day of what is said; the first of all days for what bears none, so that whatever is dated wins."""
    title: str
    """French, to be shown beside what it says."""


class Facts(Value):
    """What is said, by the names of Certification's fields; None or nothing where it is not said."""

    title: str | None = None
    kind: CertificationKind | None = None
    abrege: str | None = None
    level: int | None = None
    category: str | None = None
    status: CertificationStatus | None = None
    mission: str | None = None
    registrations: tuple[Registration, ...] = ()
    aliases: tuple[str, ...] = ()
    succeeds: tuple[str, ...] = ()
    succeeded_by: tuple[str, ...] = ()
    signatories: tuple[str, ...] = ()
    certificateurs: tuple[Certificateur, ...] = ()
    nsf: tuple[str, ...] = ()
    rome: tuple[str, ...] = ()
    idcc: tuple[str, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    formacodes: tuple[str, ...] = ()
    access: tuple[Access, ...] = ()


class StatedBloc(Value):
    """A bloc and its title, in the order of the source."""

    code: str
    title: str


class Correspondance(Value):
    """Blocs of the certification, all of it where none is named, towards blocs of another, or all of it."""

    blocs: tuple[str, ...] = ()
    towards: str
    towards_blocs: tuple[str, ...] = ()


class RawText(Value):
    """A text as the source has it, markup included: of the certification, or of one of its blocs."""

    name: str
    """French name of the rubric."""
    bloc: str | None = None
    text: str


class Statement(Entity):
    """One source's word on one certification; made by `said`, which finds its identifier."""

    key: str
    """The look-up key under which every source's word on this certification meets."""
    code: str
    part: str = ""
    """Of a source in several files, the one that says it."""
    source: Source
    facts: Facts = Facts()
    blocs: tuple[StatedBloc, ...] = ()
    capacites: tuple[Capacite, ...] = ()
    capacites_complete: bool = True
    correspondances: tuple[Correspondance, ...] = ()
    texts: tuple[RawText, ...] = ()
    digest: str = ""

    @classmethod
    def said(cls, code: str, source: Source, part: str = "", **content: Any) -> Self:
        """The statement of a source on a certification, its identifier and digest found. Raises ValidationError."""
        code = fiche_number(code) or code
        key = code_key(code)
        statement = cls(
            id=f"{key}|{source.key}|{source.as_of.isoformat()}|{part}",
            key=key,
            code=code,
            part=part,
            source=source,
            **content,
        )
        return statement.model_copy(update={"digest": statement.true_digest})

    @cached_property
    def true_digest(self) -> str:
        """The digest of everything it says."""
        return digest_of(_FORMAT, self.model_dump(mode="json", exclude={"revision", "digest"}, exclude_defaults=True))

    @property
    def weight(self) -> tuple[int, date, str, str]:
        """How good it is, highest best; names decide between equals, so that the order of loading never does."""
        return self.source.closeness, self.source.as_of, self.source.key, self.part

    def shared_blocs(self) -> list[str]:
        """The codes of its blocs that do not begin with the number of the fiche: others may share them."""
        own = fiche_number(self.code) or self.code
        return [bloc.code for bloc in self.blocs if not bloc.code.startswith(own)]

    def without_texts(self) -> Self:
        """The same without its raw texts, which nothing is made from."""
        return self.model_copy(update={"texts": ()}) if self.texts else self


def said_facts(facts: Facts) -> Mapping[str, Any]:
    """The facts that are said, by name."""
    return {name: value for name in Facts.model_fields if (value := getattr(facts, name)) not in (None, ())}

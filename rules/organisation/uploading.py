"""The letterhead of a centre d'examen as it is to be: a new version, the former ones untouched (LET-03)."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated

from pydantic import Field

from rules.access.viewer import Viewer
from rules.base.civility import Civility
from rules.base.command import Command, Id, Line, Name, Part
from rules.base.entity import Value
from rules.base.outcome import Done, Refused, unless
from rules.base.problems import Problem, duplicate, invalid, not_found
from rules.organisation.letterhead import MOST_VERSIONS, DefaultSignatory, Letterhead, LetterheadKind
from rules.organisation.organisation import Organisation, OrganisationKind

CENTRES = frozenset({OrganisationKind.UIMM_TERRITORIALE, OrganisationKind.EXAM_CENTRE})
"""Organisations that issue papers."""


class UsualSignatory(Part):
    """Who signs where nobody is named."""

    says = "Qui signe quand la demande d’un document ne nomme personne."

    name: Annotated[str, Name("Le nom de qui signe")] = Field(description="Nom et prénom.")
    quality: Annotated[str, Line("La qualité de qui signe")] = Field(
        description="Qualité, telle qu’elle s’imprime : « La responsable des examens »."
    )
    civility: Civility | None = Field(default=None, description="Civilité, avec laquelle le papier s’accorde (CER-08).")

    @property
    def kept(self) -> DefaultSignatory:
        """What the centre keeps of it."""
        return DefaultSignatory(name=self.name, quality=self.quality, civility=self.civility)


class UploadLetterhead(Command):
    """What changes of a letterhead; what is left out stays, a null takes it away."""

    says = (
        "Ce qui change du papier à en-tête d’un centre (LET-03) : seul ce qui est donné change, et nul le retire. Sans "
        "document ni logo, les papiers sont ceux du service, au nom du centre."
    )

    organisation: str = Field(description="Code du centre d’examen, qui est le vôtre.")
    file: Annotated[str | None, Id("File")] = Field(
        default=None,
        description="Le papier à en-tête, document Word (.docx) versé par PUT /files, qui prend la place du logo.",
    )
    logo: Annotated[str | None, Id("File")] = Field(
        default=None,
        description="Le logo, image PNG ou JPEG versée par PUT /files, pour un centre sans document Word.",
    )
    signatory: UsualSignatory | None = Field(
        default=None, description="Qui signe d’ordinaire les papiers que le centre signe."
    )
    referent: UsualSignatory | None = Field(
        default=None,
        description="Qui signe d’ordinaire, par délégation du président du jury, les lettres de non-délivrance "
        "(LET-03) ; sans lui, elles sont au nom du président.",
    )


class Brought(Value):
    """The file that a letterhead is made of, judged: what it serves as, and what is wrong with it."""

    kind: LetterheadKind
    file: str | None = None
    file_name: str | None = None
    sha256: str | None = None


OWN = Brought(kind=LetterheadKind.OURS)
"""No file: the service's own paper."""


def upload(
    centre: Organisation,
    command: UploadLetterhead,
    *,
    brought: Brought | None,
    faults: Sequence[Problem],
    viewer: Viewer,
    today: date,
    now: datetime,
) -> Refused | Done[Organisation]:
    """
    The centre with one more version, made of what is `brought`, or of what the version in use is made of.

    `faults` are what was found wrong with the file. Refused for another centre than the viewer's, for a document and a
    logo at once, and where nothing changes.
    """
    if centre.code != viewer.organisation or centre.kind not in CENTRES:
        return Refused((not_found("Ce centre d’examen n’est pas le vôtre.", "organisation"),))
    before = centre.letterhead
    made_of = brought or _made_of(before)
    signatory, referent = _signatories(before, command)
    following = Letterhead(
        version=len(centre.letterheads) + 1,
        **made_of.model_dump(),
        signatory=signatory,
        referent=referent,
        by=viewer.actor,
        on=today,
        at=now,
    )
    problems = [*faults]
    if command.file is not None and command.logo is not None:
        text = "Un papier à en-tête Word porte déjà son logo : donnez l’un ou l’autre."
        problems.append(invalid(text, "logo"))
    if len(centre.letterheads) >= MOST_VERSIONS:
        text = (
            f"Ce centre a déjà déposé {MOST_VERSIONS} versions de son papier à en-tête, le plus qu’il peut garder : la "
            "dernière reste en usage."
        )
        problems.append(invalid(text, "organisation"))
    if not problems and _says(following) == (_says(before) if before else (OWN, None, None)):
        problems.append(duplicate("Ce papier à en-tête est déjà celui du centre : rien ne change.", "organisation"))
    facts = {"centre": centre.code, "version": following.version, "kind": following.kind.value}
    return unless(problems, lambda: centre.evolve(letterheads=(*centre.letterheads, following)), **facts)


def _made_of(letterhead: Letterhead | None) -> Brought:
    if letterhead is None:
        return OWN
    return Brought.model_validate({name: getattr(letterhead, name) for name in Brought.model_fields})


def _signatories(
    before: Letterhead | None, command: UploadLetterhead
) -> tuple[DefaultSignatory | None, DefaultSignatory | None]:
    """Who signs from now on: as it is given, or as it was."""
    given = command.model_fields_set
    own = before.signatory if before else None
    delegated = before.referent if before else None
    if "signatory" in given:
        own = command.signatory.kept if command.signatory else None
    if "referent" in given:
        delegated = command.referent.kept if command.referent else None
    return own, delegated


def _says(letterhead: Letterhead) -> tuple[Brought, DefaultSignatory | None, DefaultSignatory | None]:
    """What a version says, whoever made it, whenever and from whichever copy of the file."""
    made_of = _made_of(letterhead).evolve(file=None, file_name=None)
    return made_of, letterhead.signatory, letterhead.referent

"""What is asked of papers."""

from typing import Annotated

from pydantic import Field

from rules.base.civility import Civility
from rules.base.command import Command, Line, Part, Revision, Text
from rules.document.document import DocumentKind
from rules.document.pack import PackFormat, PackPapers


class Signatory(Part):
    """Who signs."""

    says = "Qui signe pour le centre d’examen."

    name: Annotated[str, Line("Le nom de qui signe", required=False)] = Field(description="Nom et prénom.")
    quality: Annotated[str, Line("La qualité de qui signe", required=False)] = Field(
        description="Qualité, telle qu’elle s’imprime : « La responsable des examens »."
    )
    civility: Civility | None = Field(
        default=None, description="Civilité, qui s’imprime devant le nom et avec laquelle le papier s’accorde (CER-08)."
    )


class GenerateDocument(Command):
    """What makes a paper."""

    revision = Revision.NEW
    says = "Ce qu’il faut pour produire un document : sa nature et ce qu’il concerne."

    kind: DocumentKind = Field(description="Nature du document.")
    dossier: str | None = Field(default=None, description="Numéro du dossier, pour une lettre au candidat.")
    session: str | None = Field(default=None, description="Numéro de la session, pour un papier du jury.")
    certificate: str | None = Field(default=None, description="Numéro du certificat, ou de sa copie.")
    certification: str | None = Field(
        default=None, description="Code de la certification, ou l’un de ses alias, pour son référentiel."
    )
    part: str | None = Field(
        default=None,
        description="Le membre, l’organisation syndicale, la qualification, la copie, la version, ou qui signe une "
        "décharge (CANDIDATE ou COMPANY), s’il y en a plusieurs.",
    )
    signatory: Signatory | None = Field(
        default=None, description="Qui signe pour le centre, ou par délégation une lettre de non-délivrance (LET-03)."
    )
    questions: Annotated[tuple[str, ...], Text("La question", 500)] = Field(
        default=(),
        description="Les questions du centre, pour un questionnaire, 100 au plus ; par défaut, celles du service "
        "(CER-04).",
    )


class GeneratePack(Command):
    """What makes the papers of a session at once."""

    says = "Ce qu’il faut pour produire en un lot les papiers d’une session, de ses dossiers et de leurs certificats."

    session: str = Field(description="Numéro de la session.")
    papers: PackPapers = Field(
        default=PackPapers.DUE, description="Quels papiers ; par défaut, ceux qui restent à produire."
    )
    kinds: tuple[DocumentKind, ...] = Field(
        default=(),
        description="Les seules natures de papiers à prendre ; toutes si la liste est vide, sauf les décharges, qu’il "
        "faut nommer.",
    )
    format: PackFormat = Field(default=PackFormat.ZIP, description="Archive zip, par défaut, ou PDF.")
    signatory: Signatory | None = Field(
        default=None,
        description="Qui signe pour le centre les papiers que le centre signe ; à défaut, qui les signe d’ordinaire.",
    )
    delegate: Signatory | None = Field(
        default=None,
        description="Qui signe par délégation les lettres de non-délivrance (LET-03) ; à défaut, le référent du "
        "centre, ou le président du jury.",
    )

"""What the papers of a certification are composed from: one version of its référentiel, and who asked for it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from rules.certification.certification import Certification
from rules.organisation.organisation import Organisation
from rules.papers.common import Named
from rules.referentiel.referentiel import Bloc, Referentiel, ReferentielBloc


@dataclass(frozen=True)
class Edition:
    """A version beside what its papers name."""

    certification: Certification
    version: Referentiel
    blocs: Mapping[str, Bloc]
    chambers: Sequence[str]
    """The names of the centres de ressources and, of a projet, of the chamber that submits it."""
    today: date
    submitter: Organisation | None = None
    """The chamber that submits it to the GTP's decision; None where none does."""

    @property
    def named(self) -> Named:
        """The certification, by title and code."""
        return Named(code=self.certification.code, title=self.certification.title)

    def bloc(self, part: ReferentielBloc) -> Named:
        """A bloc as this version calls it; by its code where nothing gives it a title."""
        known = self.blocs.get(part.bloc)
        return Named(code=part.bloc, title=part.title or (known.title if known is not None else part.bloc))

"""Référentiels: immutable versions of certifications."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from repositories.collection import Collection, Index
from repositories.lookup_terms import TERMS, TERMS_FIELD, terms, with_any_term
from rules.referentiel.referentiel import Referentiel


class Referentiels(Collection[Referentiel]):
    """
    Versions of référentiels. Their terms: `certification`, and `submitted_blocs`, the blocs of a submitted version that
    is no projet.
    """

    name = "referentiels"
    entity = Referentiel
    restated = True
    relied_on_by_centres = True
    term_names = ("certification",)
    indexes = (Index(((TERMS, 1),)),)

    def orders(self, entity: Referentiel) -> Mapping[str, str]:
        """By certification and version."""
        return {"code": f"{entity.certification}@{entity.version:04d}"}

    def derived(self, entity: Referentiel) -> Mapping[str, Any]:
        """What says which submitted versions compose a bloc."""
        counts = entity.submission is not None and not entity.draft
        blocs = [part.bloc for part in entity.composition if counts]
        return {TERMS_FIELD: terms(submitted_blocs=blocs)}

    async def composed_of(self, blocs: Iterable[str]) -> dict[str, list[Referentiel]]:
        """The submitted versions, projets left aside, that are composed of each of these blocs, in one command."""
        wanted = set(blocs)
        composed: defaultdict[str, list[Referentiel]] = defaultdict(list)
        for version in await self.where(with_any_term("submitted_blocs", wanted)) if wanted else []:
            for code in {part.bloc for part in version.composition} & wanted:
                composed[code].append(version)
        return {code: sorted(several, key=lambda version: version.id) for code, several in composed.items()}

    async def of_certifications(self, codes: Iterable[str]) -> dict[str, list[Referentiel]]:
        """Every version of these certifications, oldest first, in one command."""
        versions: defaultdict[str, list[Referentiel]] = defaultdict(list)
        for version in await self.where(with_any_term("certification", codes)):
            versions[version.certification].append(version)
        return {code: sorted(several, key=lambda version: version.version) for code, several in versions.items()}

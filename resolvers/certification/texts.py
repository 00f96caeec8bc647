"""The texts that sources published, as they published them."""

import asyncio
from typing import NamedTuple

from resolvers.shared.context import Context
from rules.certification.certification import Certification
from rules.referentiel.referentiel import Bloc


class SourceText(NamedTuple):
    """One text, with the rubric and the source it comes from."""

    rubric: str
    text: str
    source: str


async def of_certification(context: Context, certification: Certification) -> list[SourceText]:
    """What sources say of the certification as a whole, the closest and newest first."""
    return await _texts(context, certification, None)


async def of_bloc(context: Context, bloc: Bloc) -> list[SourceText]:
    """What sources say of a bloc: its competences, its evaluation; of each certification that it composes."""
    certifications = await context.load.fiche.load_many(list(bloc.certifications))
    texts = await asyncio.gather(*(_texts(context, item, bloc.code) for item in certifications if item is not None))
    return [text for several in texts for text in several]


async def _texts(context: Context, certification: Certification, bloc: str | None) -> list[SourceText]:
    said = await context.load.statement.load_many([used.statement for used in certification.sources])
    best_first = sorted((item for item in said if item is not None), key=lambda item: item.weight, reverse=True)
    return [
        SourceText(text.name, text.text, item.source.title)
        for item in best_first
        for text in item.texts
        if text.bloc == bloc
    ]

"""What decisions need of the fiches of a certification: the World of resolvers.shared.needs reads it (REG-02)."""

from collections.abc import Iterable, Mapping
from typing import Any

from repositories.unit_of_work import UnitOfWork
from rules.certification.certification import Certification
from rules.certification.identifiers import code_key
from rules.certification.sameness import MOST_AT_ONCE
from rules.dossier.dossier import Dossier
from rules.dossier.fiches import under
from rules.session.session import Session


async def stated(world: Any, _row: Any, _certification: Any) -> Mapping[str, Certification]:
    """What was made of each of the fiches that the command names, by what was typed (REG-02)."""
    if "stated" not in world.read:
        command: Any = world.command
        keys = {typed: code_key(typed) for typed in command.fiches[:MOST_AT_ONCE]}
        made = await world.unit.certifications.stated(keys.values())
        world.read["stated"] = {typed: made[key] for typed, key in keys.items() if key in made}
    made_of: Mapping[str, Certification] = world.read["stated"]
    return made_of


async def holders(world: Any, row: Any, certification: Any) -> Mapping[str, Certification]:
    """The certification to which each of these fiches already belongs, by its code."""
    fiches = (await stated(world, row, certification)).values()
    belonging = {item.code: item.belongs_to for item in fiches if item.belongs_to is not None}
    known = await world.unit.certifications.get_many(belonging.values())
    return {code: known[main] for code, main in belonging.items() if main in known}


async def following(world: Any, row: Any, certification: Any) -> Mapping[str, int]:
    """How many dossiers of the certification follow the référentiel of each of these fiches."""
    fiches = [item.code for item in (await stated(world, row, certification)).values()]
    versions = await world.unit.referentiels.of_certifications(fiches)
    return {
        code: await world.unit.dossiers.following(certification.code, [version.id for version in several])
        for code, several in versions.items()
    }


async def as_judged(unit: UnitOfWork, dossiers: Iterable[Dossier], session: Session) -> list[Dossier]:
    """
    Dossiers, each under the code by which a session judges its certification.

    Another code of it may stand on one of a fiche, and on one that a later session judges (GTP-07, JUR-19).
    """
    judged = list(dossiers)
    apart = {item.certification for item in judged} - set(session.certifications)
    codes = {
        code: next((own for own in item.codes if own in session.certifications), code)
        for code, item in (await unit.certifications.leading(sorted(apart))).items()
    }
    return [under(item, codes.get(item.certification, item.certification)) for item in judged]

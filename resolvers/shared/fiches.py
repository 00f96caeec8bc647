"""What decisions need of the fiches of a certification: the World of resolvers.shared.needs reads it (REG-02)."""

from collections.abc import Mapping
from typing import Any

from rules.certification.certification import Certification
from rules.certification.identifiers import code_key
from rules.certification.sameness import MOST_AT_ONCE
from rules.dossier.dossier import Dossier


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


async def as_judged(world: Any, named: Mapping[str, Dossier], session: Any) -> Mapping[str, Dossier]:
    """Dossiers by number; one of a fiche under the code by which the session judges its certification."""
    apart = {item.certification for item in named.values()} - set(session.certifications)
    judged = {
        code: next((own for own in item.codes if own in session.certifications), code)
        for code, item in (await world.unit.certifications.leading(sorted(apart))).items()
    }
    return {
        number: item.evolve(certification=judged[item.certification]) if item.certification in judged else item
        for number, item in named.items()
    }

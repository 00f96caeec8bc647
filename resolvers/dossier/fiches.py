"""Dossiers and equivalences as read today: under the codes to which those of their fiches lead (REG-02)."""

from collections.abc import Iterable, Sequence

from resolvers.shared.context import Context
from resolvers.shared.errors import ErrorCode, ServiceError
from rules.certification.certification import Certification
from rules.certification.identifiers import code_key
from rules.dossier.dossier import Dossier
from rules.dossier.fiches import under
from rules.dossier.registered import as_registered
from rules.equivalence.equivalence import Equivalence


async def leading(context: Context, codes: Iterable[str]) -> dict[str, Certification]:
    """The certification to which each of these codes leads. Raises INTERNAL when the store has lost one."""
    wanted = list(dict.fromkeys(codes))
    found = await context.load.certification.load_many(wanted)
    led = {code: item for code, item in zip(wanted, found, strict=True) if item is not None}
    if lost := set(wanted) - led.keys():
        raise ServiceError(ErrorCode.INTERNAL, f"La certification {min(lost)} manque dans le magasin.")
    return led


async def today_among(context: Context, dossiers: Sequence[Dossier]) -> list[Dossier]:
    """These dossiers, each under the code to which its own leads, saying whether it counts as registered (REG-01)."""
    led = await leading(context, [item.certification for item in dossiers])
    return [as_registered(under(item, led[item.certification].code), led[item.certification]) for item in dossiers]


async def equivalences_among(context: Context, certifications: Iterable[str]) -> dict[str, Equivalence]:
    """The equivalences with a side on one of these certifications, under any of its codes, by identifier."""
    own = (await leading(context, certifications)).values()
    keys = sorted({code_key(code) for item in own for code in item.codes})
    around = [item for several in await context.load.equivalences_around.load_many(keys) for item in several or ()]
    ends = (end.certification for item in around for end in (*item.given, *item.received))
    led = {code: item.code for code, item in (await leading(context, ends)).items()}
    return {item.id: item.under(led) for item in around}

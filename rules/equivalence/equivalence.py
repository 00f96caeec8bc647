"""Equivalences: directed, total or partial, with a source and a validity; they do not chain (EQ-01)."""

from collections.abc import Mapping
from datetime import date
from typing import Self

from rules.base.digest import digest_of
from rules.base.entity import Entity, Value
from rules.base.worded import Worded
from rules.certification.identifiers import code_key

DECLARED = "GTP"
"""The origin of what the GTP declares itself: no certification bears this code."""
_FORMAT = "poincon-equivalence-1"


class EquivalenceExtent(Worded):
    """How much of the target is given."""

    TOTAL = "TOTAL", "Tout ce qui est à l’arrivée est reconnu."
    PARTIAL = "PARTIAL", "Une partie seulement."
    UNSPECIFIED = "UNSPECIFIED", "La source ne le dit pas."


class EquivalenceDirection(Worded):
    """From the side of one certification: what it gives, or what it receives."""

    GIVES = "GIVES", "Elle la donne."
    RECEIVES = "RECEIVES", "Elle la reçoit."


class EquivalenceEnd(Value):
    """A bloc of a certification, or the whole certification."""

    certification: str
    bloc: str | None = None

    def keys(self) -> frozenset[str]:
        """The look-up keys of what this end names."""
        return frozenset({code_key(self.certification), *({code_key(self.bloc)} if self.bloc else ())})


class Equivalence(Entity):
    """Whoever holds every end of `given` is recognised the ends of `received`."""

    origin: str
    """Code of the certification whose source states it; DECLARED where the GTP declares it."""
    given: tuple[EquivalenceEnd, ...]
    received: tuple[EquivalenceEnd, ...]
    extent: EquivalenceExtent = EquivalenceExtent.UNSPECIFIED
    source: str
    valid_from: date | None = None
    valid_until: date | None = None
    missing: tuple[str, ...] = ()
    """Look-up keys of the ends that the store does not know: until they come, the equivalence waits unseen."""

    @property
    def declared(self) -> bool:
        """Whether the GTP declares it itself, and no file that was loaded."""
        return self.origin == DECLARED

    def in_force(self, on: date) -> bool:
        """Whether it is valid on a day, its first and last days included."""
        return (self.valid_from is None or self.valid_from <= on) and (
            self.valid_until is None or on <= self.valid_until
        )

    def under(self, codes: Mapping[str, str]) -> Self:
        """The same between the codes to which those of its certifications lead (REG-02)."""
        given, received = [
            tuple(end.evolve(certification=codes.get(end.certification, end.certification)) for end in side)
            for side in (self.given, self.received)
        ]
        return self.evolve(given=given, received=received)

    def keys(self) -> frozenset[str]:
        """The look-up keys of both sides."""
        return frozenset(key for end in (*self.given, *self.received) for key in end.keys())  # noqa: SIM118


def ends(certification: str, blocs: tuple[str, ...]) -> tuple[EquivalenceEnd, ...]:
    """The ends that blocs of a certification make; the whole of it when there is none."""
    if not blocs:
        return (EquivalenceEnd(certification=certification),)
    return tuple(EquivalenceEnd(certification=certification, bloc=bloc) for bloc in sorted(set(blocs)))


def equivalence_id(origin: str, given: tuple[EquivalenceEnd, ...], received: tuple[EquivalenceEnd, ...]) -> str:
    """The same identifier whenever the same source states the same thing."""
    material = {
        "given": [end.model_dump(mode="json") for end in given],
        "received": [end.model_dump(mode="json") for end in received],
    }
    return f"{origin}>{digest_of(_FORMAT, material)[:16]}"

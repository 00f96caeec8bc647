"""
Several sources of one certification become one entity: each fact from its best source, which is remembered.

The closer a source stands to whoever decides, the better; of two as close, the later. Nothing depends on their order.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from rules.certification import Certification, Registration, RegistrationState
from rules.entity import Value
from rules.identifiers import code_key

_SETS = ("aliases", "nsf", "rome", "idcc", "formacodes", "signatories", "resource_centres")
"""Facts that add up; every other fact is taken from one source."""


class Statement(Value):
    """What one source says of one certification: facts by the names of Certification's fields."""

    code: str
    source: str
    closeness: int
    as_of: date
    facts: Mapping[str, Any]

    @property
    def weight(self) -> tuple[int, date, str]:
        """How good the source is, highest best; its name decides between equals, so that the order never does."""
        return self.closeness, self.as_of, self.source


def merged(statements: Iterable[Statement]) -> tuple[list[Certification], list[str]]:
    """One certification per identity, by code, and the codes of those that no source gives a title, sorted."""
    groups: defaultdict[str, list[Statement]] = defaultdict(list)
    for statement in statements:
        groups[code_key(statement.code)].append(statement)
    certifications, pending = [], []
    for group in groups.values():
        made = _merged(sorted(group, key=lambda statement: statement.weight))
        if isinstance(made, Certification):
            certifications.append(made)
        else:
            pending.append(made)
    return sorted(certifications, key=lambda item: item.code), sorted(pending)


def _merged(worst_first: list[Statement]) -> Certification | str:
    facts: dict[str, Any] = {}
    provenance: dict[str, str] = {}
    sets: defaultdict[str, set[str]] = defaultdict(set)
    registrations: dict[str, Registration] = {}
    code = worst_first[-1].code
    for statement in worst_first:
        for name, value in statement.facts.items():
            if name == "registrations":
                for item in value:
                    registrations[item.number] = _registration(registrations.get(item.number), item)
            elif name in _SETS:
                sets[name].update(value)
            elif value is not None:
                facts[name] = value
            else:
                continue
            provenance[name] = statement.source
    if "title" not in facts:
        return code
    sets["aliases"] -= {code}
    return Certification(
        id=code,
        code=code,
        registrations=tuple(registrations[number] for number in sorted(registrations)),
        provenance=dict(sorted(provenance.items())),
        **{name: tuple(sorted(values)) for name, values in sets.items()},
        **facts,
    )


def _registration(known: Registration | None, better: Registration) -> Registration:
    """The better source's word on a registration, completed by what only the other knows."""
    if known is None:
        return better
    state = better.state if better.state is not RegistrationState.UNKNOWN else known.state
    return Registration(
        number=better.number, state=state, start=better.start or known.start, end=better.end or known.end
    )

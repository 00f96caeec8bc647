"""Certifications, found by any of their codes, by what registers say of them, and by words."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from repositories.collection import Collection, Index
from repositories.conditions import Among
from repositories.lookup_terms import TERMS, with_any_term
from repositories.mongo import Document
from repositories.searching import searchable
from rules.base.text import folded
from rules.certification.certification import (
    Certification,
    CertificationKind,
    CertificationStatus,
    RegistrationState,
)

_BRANCH = frozenset({CertificationKind.CQPM, CertificationKind.CQPI})


class Certifications(Collection[Certification]):
    """
    Certifications.

    Their terms: `words`; `keys`, the look-up key of every code and alias; `kind`, `status`, `level`; `departments`;
    `certificateurs`, SIRETs and words of names; `cqpi`, `succeeds` and `succeeded_by`, what they name. `periods` and
    `lists` hold the days on which it is registered or listed, `nsf` and `rome` each code with its beginnings.
    """

    name = "certifications"
    entity = Certification
    derived_names = frozenset({"periods", "lists", "nsf", "rome", "departments", "certificateurs"})
    term_names = (
        "certificateurs", "departments", "kind", "level", "status", "cqpi", "succeeds", "succeeded_by"
    )  # fmt: skip
    indexes = (
        Index((("sort.title", 1),)),
        Index(((TERMS, 1), ("sort.title", 1))),
    )

    def orders(self, entity: Certification) -> Mapping[str, str]:
        """By title, as people read it."""
        return {"title": folded(entity.title)}

    def derived(self, entity: Certification) -> Mapping[str, Any]:
        """What look-ups, filters and search need."""
        derived = {
            "periods": [{"from": start, "until": end} for start, end in entity.periods()],
            "lists": [{"name": name, "from": start, "until": end} for name, start, end in entity.list_periods()],
            "nsf": _beginnings(entity.nsf),
            "rome": _beginnings(entity.rome),
            "departments": sorted(entity.departments()),
            "certificateurs": sorted(
                {word for item in entity.certificateurs for word in (item.siret, *folded(item.name).split()) if word}
            ),
            **searchable(
                entity.title,
                (entity.code, *entity.aliases, *(item.number for item in entity.registrations), entity.abrege or ""),
                _prior(entity),
                keys=entity.keys(),
            ),
        }
        return {name: value for name, value in derived.items() if value not in ([], ())}

    def conditions(
        self,
        *,
        registered_on: date | None = None,
        list_names: Among | None = None,
        list_on: date,
        rome: str | None = None,
        nsf: str | None = None,
        certificateur: str | None = None,
    ) -> Document:
        """The conditions that what is derived answers, by name; those that are not asked are left out."""
        words = folded(certificateur).split() if certificateur is not None else None
        conditions: Document = {
            "periods": _covering(registered_on) if registered_on else None,
            "lists": _covering(list_on, {"name": {"$in": [*list_names.values]}}) if list_names else None,
            "rome": rome and rome.upper(),
            "nsf": nsf and nsf.upper(),
            "certificateurs": {"$all": words} if words is not None else None,
        }
        return {name: value for name, value in conditions.items() if value is not None}

    async def by_codes(self, keys: Iterable[str]) -> dict[str, Certification]:
        """The certifications known under these look-up keys, by key, in one command."""
        wanted = list(dict.fromkeys(keys))
        certifications = await self.where(with_any_term("keys", wanted)) if wanted else []
        return {key: item for item in certifications for key in item.keys() & set(wanted)}

    async def matching_cqpi(self, codes: Iterable[str]) -> dict[str, list[Certification]]:
        """The CQPM that match each of these CQPI, by title, in one command."""
        matching = await self.where(with_any_term("cqpi", codes), sort="title")
        return {code: [item for item in matching if item.cqpi == code] for code in codes}

    async def naming(self, fact: str, numbers: Iterable[str]) -> dict[str, list[Certification]]:
        """The certifications whose `succeeds` or `succeeded_by` names each of these fiches, in one command."""
        named: defaultdict[str, list[Certification]] = defaultdict(list)
        wanted = set(numbers)
        for item in await self.where(with_any_term(fact, wanted), sort="title"):
            for number in set(getattr(item, fact)) & wanted:
                named[number].append(item)
        return dict(named)


def _covering(day: date, more: Document | None = None) -> Document:
    """That a stored period covers a day."""
    return {"$elemMatch": {**(more or {}), "from": {"$lte": day.isoformat()}, "until": {"$gte": day.isoformat()}}}


def _beginnings(codes: Iterable[str]) -> list[str]:
    """Every beginning of every code, so that a group finds its members: 25 and 251 find 251w."""
    return sorted({code[:end].upper() for code in codes for end in range(1, len(code) + 1)})


def _prior(entity: Certification) -> int:
    """What people mean first: what the branch awards, what can still be obtained."""
    current = entity.status is CertificationStatus.ACTIVE or any(
        item.state is RegistrationState.ACTIVE for item in entity.registrations
    )
    return 2 * (entity.kind in _BRANCH) + current

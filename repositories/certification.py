"""Certifications, found by any of their codes, by what registers say of them, and by words."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from repositories.collection import Collection, Index
from repositories.conditions import Among
from repositories.driver import Document
from repositories.filters import intersection
from repositories.lookup_terms import TERMS, with_any_term, with_beginning
from repositories.searching import searchable
from rules.access.scope import EVERYTHING, Scope
from rules.base.text import folded
from rules.certification.certification import (
    Certification,
    CertificationKind,
    CertificationStatus,
    Fiche,
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
    relied_on_by_centres = True
    entity = Certification
    derived_names = frozenset({"periods", "lists", "nsf", "rome", "level", "idcc", "departments", "certificateurs"})
    term_names = (
        "certificateurs", "departments", "kind", "level", "status", "cqpi", "succeeds", "succeeded_by", "belongs_to"
    )  # fmt: skip
    indexes = (
        Index((("sort.title", 1),)),
        Index(((TERMS, 1), ("sort.title", 1))),
    )

    def orders(self, entity: Certification) -> Mapping[str, str]:
        """By title, as people read it."""
        return {"title": folded(entity.title)}

    def derived(self, entity: Certification) -> Mapping[str, Any]:
        """What look-ups, filters and search need, of its fiches too; nothing where it leads to another (REG-02)."""
        if entity.belongs_to is not None:
            return {}
        every: tuple[Certification | Fiche, ...] = (entity, *entity.fiches)
        derived = {
            "periods": [{"from": start, "until": end} for start, end in entity.periods()],
            "lists": [{"name": name, "from": start, "until": end} for name, start, end in entity.list_periods()],
            "nsf": _beginnings(code for item in every for code in item.nsf),
            "rome": _beginnings(code for item in every for code in item.rome),
            "level": sorted({item.level for item in every if item.level is not None}),
            "idcc": sorted({code for item in every for code in item.idcc}),
            "departments": sorted(entity.departments()),
            "certificateurs": sorted(
                {
                    word
                    for item in every
                    for certificateur in item.certificateurs
                    for word in (certificateur.siret, *folded(certificateur.name).split())
                    if word
                }
            ),
            **searchable(
                entity.title,
                (
                    *(text for item in every for text in (item.code, *item.aliases)),
                    *(item.number for item in entity.registrations),
                    *(fiche.title for fiche in entity.fiches),
                    entity.abrege or "",
                ),
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

    def filtered(self, conditions: Mapping[str, Any]) -> Document:
        """Conditions by name as a stored filter: what belongs to another certification is that one (REG-02)."""
        return intersection(super().filtered(conditions), {"belongs_to": None})

    async def count(self, filter: Mapping[str, Any], *, scope: Scope = EVERYTHING) -> int:  # noqa: A002
        """How many match; of all, those that belong to none, without reading each."""
        if filter:
            return await super().count(filter, scope=scope)
        belonging = with_beginning("belongs_to", "", joined=self.driver.joins_bounds)
        everything, apart = [
            await self.driver.count(self.name, one, transaction=self._transaction) for one in ({}, belonging)
        ]
        return everything - apart

    async def leading(self, codes: Iterable[str]) -> dict[str, Certification]:
        """The certifications of these codes, or those to which they belong, in one command, or two (REG-02)."""
        found = await self.get_many(codes)
        others = {code: item.belongs_to for code, item in found.items() if item.belongs_to is not None}
        mains = await self.get_many(others.values())
        return found | {code: mains[main] for code, main in others.items() if main in mains}

    async def stated(self, keys: Iterable[str]) -> dict[str, Certification]:
        """
        The certifications made from what is stated under these look-up keys, by key, in one command, or two.

        That of a fiche, though its codes lead to the one that it belongs to (REG-02).
        """
        known = await self.by_codes(keys)
        own = {key: code for key, item in known.items() if (code := item.fiche_under(key)) is not None}
        fiches = await self.get_many(own.values())
        return known | {key: fiches[code] for key, code in own.items() if code in fiches}

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

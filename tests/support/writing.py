"""Entities of a line each, and their writing straight into a store."""

from datetime import date
from typing import Any

from repositories.store import Store
from repositories.unit_of_work import UnitOfWork
from rules.base.event import EventDraft
from rules.base.operation import Operation
from rules.candidate.candidate import Candidate, Sex
from rules.organisation.organisation import Organisation, OrganisationKind
from tests.support.world import NOW, TODAY

DRAFT = EventDraft(action=Operation.registerCandidate, facts={"centre": "UT59"}, rules=("INS-01",))


def organisation(code: str, name: str | None = None) -> Organisation:
    """An organisation by its code."""
    return Organisation(id=code, code=code, name=name or f"Organisation {code}", kind=OrganisationKind.UIMM)


def candidate(key: str, *centres: str) -> Candidate:
    """A candidate whom these centres see."""
    return Candidate(
        id=key, anonymous_number=key, birth_name="Ñandú", first_names="Zoé", sex=Sex.F, birth_date=date(1994, 2, 28),
        birth_town="Lille", centres=centres, registered_on=TODAY,
    )  # fmt: skip


async def write(store: Store, *made: Any) -> None:
    """Writes new entities in one unit of work."""

    async def work(unit: UnitOfWork) -> None:
        unit.insert_many(made, DRAFT)

    await store.transact(work, actor="tests", on=TODAY, at=NOW)

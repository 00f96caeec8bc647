"""What is known of the registration of a certification, changed behind the API as an import or an earlier day would."""

from datetime import date
from typing import Any

from repositories.store import Store
from rules.base.event import EventDraft
from rules.base.operation import Operation
from rules.certification.certification import Certification, Registration, RegistrationState
from tests.support.world import NOW, TODAY


async def known_as(store: Store, code: str, *fiches: Registration, **changes: Any) -> Certification:
    """The certification whose registers now say these fiches and nothing else; without any, nobody knows."""

    async def work(unit: Any) -> Any:
        found = await unit.certifications.get(code)
        after = found.evolve(**{"registrations": fiches, "unregistered": (), **changes})
        return unit.update(after, EventDraft(action=Operation.importCertifications))

    made: Certification = await store.transact(work, actor="tests", on=TODAY, at=NOW)
    return made


def fiche(number: str, start: date | None = None, end: date | None = None, **more: Any) -> Registration:
    """An active fiche over a period."""
    return Registration(number=number, state=RegistrationState.ACTIVE, start=start, end=end, **more)

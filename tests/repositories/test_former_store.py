"""A store that the version before wrote, with sessions and certificates: opened, migrated, changed, verified clean."""

from pathlib import Path as Folder

from repositories.conformity import nonconformities
from repositories.derivation import discrepancies
from repositories.layout import LAYOUT, layout_of, migrate
from repositories.store import Store
from repositories.transfer import restore_store
from repositories.verification import verify
from rules.session.session import SessionStatus
from tests.support.walk import GTP, HELD, Path, centre
from tests.support.world import Api

FORMER = Folder(__file__).parent / "former_store.jsonl.gz"
"""Made by the version before lives were tables: three candidates to their certificates, one convened, one opened."""


def _quiet(_name: str, _done: int) -> None:
    pass


async def _faults(store: Store) -> list[object]:
    found: list[object] = [item async for item in verify(store)]
    found += [item async for item in discrepancies(store)]
    return found + [item async for item in nonconformities(store)]


async def test_a_store_of_the_version_before_is_read_changed_and_verified(own_store: Store) -> None:
    assert await restore_store(own_store, FORMER) == 185
    assert await layout_of(own_store.driver) == LAYOUT
    assert await _faults(own_store) == []
    assert await migrate(own_store.driver, own_store.collections, _quiet) == 0
    assert await migrate(own_store.driver, own_store.collections, _quiet) == 0
    [convened] = [
        item for item in await own_store.sessions.where({}, sort="held") if item.status is SessionStatus.CONVOQUEE
    ]
    async with Api.over(own_store) as api:
        path = Path(api, session=convened.number, members={item.name: item.id for item in convened.members})
        await path.attended()
        [dossier] = await own_store.dossiers.of_session(convened.id)
        assert (await path.decide(dossier.number, "A"))["problems"] == []
        actor = centre(HELD)
        gone = await path.done("withdrawDossier", actor, dossier=(await _opened(own_store)), reason="Mutation")
        assert gone["status"] == "ABANDONNE"
        [waiting] = [item for item in await own_store.certificates.where({}, sort="number") if item.delivery is None][
            :1
        ]
        await path.done("deliverCertificate", centre(GTP), certificate=waiting.number, to="CANDIDATE", means="LETTER")
    assert await _faults(own_store) == []


async def _opened(store: Store) -> str:
    [dossier] = await store.dossiers.where({"status": "OUVERT"}, sort="number")
    return dossier.number

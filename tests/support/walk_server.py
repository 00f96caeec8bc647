"""The service of the path's tests as a process of its own: python -m tests.support.walk_server FOLDER PATIENCE."""

import asyncio
import ipaddress
import sys
from pathlib import Path

from graph.transport.app import application
from graph.transport.connections import server_config
from graph.transport.service import Service
from graph.transport.tokens import TokenReader
from repositories.embedded import start
from repositories.store import Store
from resolvers.shared.house import House
from resolvers.shared.pace import settled
from rules.organisation.organisation import Organisation, OrganisationKind
from tests.support.crowd import DEPARTMENTS, HERE
from tests.support.listening import begun
from tests.support.walk import furnished_for_juries
from tests.support.world import KEY, SECRET
from tests.support.writing import write


async def serve(folder: Path, patience: float) -> None:
    """
    Serves over the embedded store of a folder, furnished at first, which is waited for with so much patience.

    Prints its port, the store's process and address.
    """
    embedded = start(folder)
    store = Store.connect(embedded.url, "path", journal_key=KEY, patience=patience)
    await store.prepare()
    if not await store.organisations.count({}):
        await furnished_for_juries(store)
        await write(store, *(_centre(department) for department in DEPARTMENTS if department != HERE))
    reader = TokenReader(SECRET, ("HS256",), "poincon", True)
    here = [ipaddress.ip_network("127.0.0.1/32")]
    _, serving, port = await begun(server_config(application(Service(House(store), reader)), proxies=here))
    settled()
    print(port, embedded.pid, embedded.url, flush=True)
    await serving


def _centre(department: str) -> Organisation:
    code = f"UT{department}"
    return Organisation(id=code, code=code, name=code, kind=OrganisationKind.UIMM_TERRITORIALE, department=department)


if __name__ == "__main__":
    asyncio.run(serve(Path(sys.argv[1]), float(sys.argv[2])))

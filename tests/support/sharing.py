"""A second CQPM at the RNCP, one of whose blocs the GTP may declare to be one of the first's (INS-08)."""

from datetime import date
from typing import Any

from repositories.store import Store
from rules.base.event import EventDraft
from rules.base.operation import Operation
from rules.certification.certification import (
    Certification,
    CertificationKind,
    CertificationStatus,
    Registration,
    RegistrationState,
)
from rules.referentiel.referentiel import Bloc, Capacite, EvaluationMode, Referentiel, ReferentielBloc
from tests.support.walk import CQPM, GTP, PARTS, Path, centre, furnished_for_juries, gtp
from tests.support.world import NOW, TODAY, Api

OTHER = "MQ 2012 0300"
OTHER_PARTS = ("RNCP99300BC01", "RNCP99300BC02")
KEPT_UNTIL = date(2032, 4, 15)
"""The last day of what the jury of the walk left acquired (CON-02)."""
AGAIN = date(2028, 1, 10)
"""A day on which the candidate comes back."""


async def furnished_for_sharing(store: Store) -> None:
    """The world of juries with the second CQPM: two blocs, of two capacités and of one."""
    await furnished_for_juries(store)
    modes = (EvaluationMode.SITUATION_REELLE,)
    entities: list[Any] = [
        Certification(
            id=OTHER,
            code=OTHER,
            kind=CertificationKind.CQPM,
            title="Conducteur d’essai",
            status=CertificationStatus.ACTIVE,
            registrations=(
                Registration(
                    number="RNCP99300", state=RegistrationState.ACTIVE, start=date(2022, 1, 1), end=date(2032, 12, 31)
                ),
            ),
        ),
        *(Bloc(id=code, code=code, title=f"Bloc {code}", certifications=(OTHER,)) for code in OTHER_PARTS),
        Referentiel(
            id=f"{OTHER}@1",
            certification=OTHER,
            version=1,
            capacites=tuple(
                Capacite(number=number, title=title, conditions="x", criteria=("y",), modes=modes)
                for number, title in (("A", "Capacité 1"), ("B", "Régler"), ("C", "Contrôler"))
            ),
            composition=(
                ReferentielBloc(bloc=OTHER_PARTS[0], capacites=("A", "B")),
                ReferentielBloc(bloc=OTHER_PARTS[1], capacites=("C",)),
            ),
        ),
    ]

    async def work(unit: Any) -> None:
        unit.insert_many(entities, EventDraft(action=Operation.importCertifications, facts={"sources": ["tests"]}))

    await store.transact(work, actor="tests", on=TODAY, at=NOW)


def shared(**changes: Any) -> dict[str, Any]:
    """What declares the first blocs of the two CQPM one and the same."""
    given = {
        "from": [{"certification": CQPM, "bloc": PARTS[0]}],
        "to": [{"certification": OTHER, "bloc": OTHER_PARTS[0]}],
        "shared": True,
        "source": "Décision du GTP du 20 mai 2027",
    }
    return {**given, **changes}


async def partly(store: Store) -> str:
    """The dossier of somebody not admitted, whom the jury left three capacités of four: a bloc, and one more."""
    await furnished_for_sharing(store)
    async with Api.over(store) as api:
        path = Path(api)
        number = await path.dossier("Partiel", "123")
        await path.held(number)
        await path.signed(**{number: "NA"})
        await path.transmitted()
        assert (await path.validated(number))["problems"] == []
    return number


async def declared(path: Path, **changes: Any) -> Any:
    """The equivalence that the GTP has just declared."""
    return await path.done("declareEquivalence", gtp(GTP), **shared(**changes))


async def again(path: Path, before: str, on: date = AGAIN, certification: str = CQPM, **changes: Any) -> Any:
    """The payload of another dossier of the same candidate, asked for on a day."""
    query = "query($n: String!) { dossier(number: $n) { candidate { id } } }"
    person = (await path.api.data(query, {"n": before}, gtp(GTP)))["dossier"]["candidate"]["id"]
    return await path.api.open(person, centre(on), certification=certification, **changes)

"""The worklists of a year's work at every stage, as a centre, a president, the GTP and a candidate read them (PRD-06)."""

from datetime import date

import pytest

from repositories.store import Store
from tests.support.stores import Stores, World
from tests.support.vae import VaePath
from tests.support.walk import HELD, Path, centre, furnished_for_juries, gtp, president
from tests.support.world import Api

DAY = date(2027, 5, 25)
QUERY = "{ viewer { worklist(first: 100) { nodes { summary operation dueOn late rule { id } } } } }"


async def _year(store: Store) -> str:
    """Twelve dossiers and five sessions; the number of the request that its candidate has only opened."""
    await furnished_for_juries(store)
    async with Api.over(store) as api:
        path, vae = Path(api), VaePath(api)
        await path.opened("Ouverte")
        await path.planned(await path.opened("Prévue"))
        await path.dossier("Évaluée")
        asked = await vae.requested("Demandée")
        await vae.completed("Complète")
        await vae.evidence(await vae.admissible("Prouvée"))
        await vae.judged_next("Conclue", "12")
        sitting, signed, sent, over = (Path(api) for _ in range(4))
        decided = await sitting.dossier("Décidée")
        await sitting.held(decided, await sitting.dossier("Attendue"))
        await sitting.decide(decided, "A")
        for session, name, decision in ((signed, "Signée", "NA"), (sent, "Transmise", "A"), (over, "Certifiée", "A")):
            number = await session.dossier(name)
            await session.held(number)
            await session.signed(**{number: decision})
            if session is not signed:
                await session.transmitted()
        await over.validated(number)
        await path.scheduled(heldOn="2027-09-15")
    return asked


@pytest.fixture
def world() -> World:
    return _year


async def _read(path: Path, actor: str) -> list[str]:
    tasks = (await path.api.data(QUERY, None, actor))["viewer"]["worklist"]["nodes"]
    return [
        f"{task['dueOn'] or '-'}{' en retard' if task['late'] else ''} {task['rule']['id']} {task['summary']}"
        for task in tasks
    ]


async def test_each_reads_what_is_theirs_to_do_and_nothing_else(path: Path, stores: Stores) -> None:
    assert await _read(path, centre(DAY)) == [
        "2027-04-15 en retard EVA-06 À produire : État récapitulatif des évaluations pour le jury de la session "
        "S2027-UT59-0001.",
        "2027-04-15 en retard JUR-11 Enregistrer une décision de la session S2027-UT59-0001.",
        "2027-06-15 JUR-14 À produire : Procès-verbal de la session S2027-UT59-0002 pour MQ 2010 0277. Et 1 autre.",
        "2027-06-15 TRA-01 Transmettre la session S2027-UT59-0002 au GTP.",
        "2027-08-31 JUR-07 Nommer le président du jury de la session S2027-UT59-0005.",
        "2027-08-31 JUR-01 Saisir les organisations syndicales pour la session S2027-UT59-0005.",
        "2027-12-07 EVA-06 Enregistrer les résultats de la demande D2026-UT59-00006.",
        "2027-12-07 VAE-05 Présenter la demande D2026-UT59-00007 à une session de jury.",
        "2028-01-31 VAE-08 Recevoir le dossier de preuves de la demande D2026-UT59-00005.",
        "- EVA-04 Nommer la commission du dossier D2026-UT59-00001.",
        "- EVA-05 Prévoir les évaluations du dossier D2026-UT59-00001.",
        "- EVA-06 Enregistrer les résultats du dossier D2026-UT59-00002.",
        "- EVA-06 Présenter le dossier D2026-UT59-00003 à une session de jury.",
        "- VAE-02 Recevoir le dossier d’activités de la demande D2026-UT59-00004.",
        "- VAE-02 Verser à la demande D2026-UT59-00004 : le CV, la pièce d’identité, la lettre de motivation, "
        "l’attestation sur l’honneur de demande unique, les copies de diplômes, titres ou attestations, "
        "les justificatifs d’activité.",
        "- VAE-04 À produire : Avis sur la recevabilité de la demande D2026-UT59-00005.",
        "- EVA-05 Prévoir les évaluations du dossier D2026-UT59-00005.",
        "- VAE-04 À produire : Avis sur la recevabilité de la demande D2026-UT59-00006.",
        "- VAE-04 À produire : Avis sur la recevabilité de la demande D2026-UT59-00007.",
        "- LET-04 À produire : Lettre d’attribution du dossier D2026-UT59-00012.",
        "- CER-01 À produire : Certificat MC 2027 05 59 00001. Et 1 autre.",
        "- CER-02 Remettre le certificat MC 2027 05 59 00001.",
        "- CER-01 À produire : Certificat MC 2027 05 59 00002. Et 1 autre.",
        "- CER-02 Remettre le certificat MC 2027 05 59 00002.",
    ]
    assert await _read(path, president(HELD)) == [
        "2027-04-15 JUR-11 Enregistrer une décision de la session S2027-UT59-0001."
    ]
    assert await _read(path, gtp(DAY)) == ["- GTP-01 Se prononcer sur un candidat de la session S2027-UT59-0003."]
    own = await VaePath(path.api).own(stores.told(_year), DAY)
    assert [line.partition(" : ")[0] for line in await _read(path, own)] == [
        "- VAE-02 Recevoir le dossier d’activités de la demande D2026-UT59-00004.",
        "- VAE-02 Verser à la demande D2026-UT59-00004",
    ]

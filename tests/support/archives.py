"""A world whose archives come to their term: one judged in part, one certified, one who gave up before any jury."""

from datetime import date
from typing import Any, NamedTuple

from bson import json_util

from repositories.conformity import nonconformities
from repositories.derivation import discrepancies
from repositories.numbering import misnumbered
from repositories.store import Store
from repositories.verification import verify
from tests.support.packs import pack_of
from tests.support.papers import SIGNATORY, made
from tests.support.vae import COMPLETE, VaePath
from tests.support.walk import GTP, OPENED, centre, furnished_for_juries
from tests.support.world import PROBLEMS, Api

LAST, GIVEN_UP_LAST = date(2032, 12, 31), date(2031, 12, 31)
"""The last days on which archives of the judged, and of who gave up, are kept: all count as registered (ARC-01)."""
TERM = date(2033, 1, 1)
LINES = "lines { dossier destroyed keptUntil papers files person problems { code message rule { id } earliestDate } }"
QUERY = f"""mutation($input: PurgeArchivesInput!) {{ purgeArchives(input: $input) {{
  purge {{ on destroyed resumeAfter {LINES} }} {PROBLEMS} }} }}"""
SECRETS = ("Renoncée", "renoncee@exemple.fr", "0612345678", "Chaudronnerie d’essai", "Alix Conseillère")
"""What is known of who gave up, and of nobody else."""
MATERIAL = ("Tom Tuteur", "Chef Atelier", "Paul Valuateur")
"""What the evaluations of the judged were made with."""


class Archived(NamedTuple):
    """What the world is about."""

    partial: str
    certified: str
    given_up: str
    session: str
    letter: str
    """Address of the letter of partial validation."""
    award: str
    """Address of the letter of award."""
    pack: Any


async def archived(store: Store) -> Archived:
    """The world of juries, with three people whose dossiers are over."""
    await furnished_for_juries(store)
    async with Api.over(store) as api:
        path = VaePath(api)
        certified, partial = await path.dossier("Certifiée"), await path.dossier("Partielle", "12")
        await path.held(certified, partial)
        await path.signed(**{certified: "A", partial: "NA"})
        await path.transmitted()
        await path.validated(certified, partial)
        pack = await pack_of(path, centre(GTP))
        by_kind = {item["kind"]: item["url"] for item in pack["documents"]}
        person = await api.candidate(
            centre(OPENED), lastName="Renoncée", email="renoncee@exemple.fr", phone="0612345678"
        )
        given = {"route": "VAE", "channel": "CANDIDAT", "funding": "CVAE", "certification": "MQ 2010 0277"}
        given_up: str = (await api.open(person, centre(OPENED), **given))["dossier"]["number"]
        await path.mandated(given_up)
        assert (await path.activities(given_up))["problems"] == []
        for kind in ("CV", "IDENTITY", "MOTIVATION_LETTER", "SWORN_STATEMENT", "DIPLOMA", "ACTIVITY_PROOF"):
            assert (await path.piece(given_up, kind))["problems"] == []
        receipt = await made(path, centre(COMPLETE), kind="PIECES_RECEIPT", dossier=given_up, signatory=SIGNATORY)
        assert receipt["document"], receipt["problems"]
        await path.done("withdrawDossier", centre(COMPLETE), dossier=given_up, reason="Renoncée à sa demande")
    letter, award = by_kind["PARTIAL_VALIDATION_LETTER"], by_kind["AWARD_LETTER"]
    return Archived(partial, certified, given_up, path.session, letter, award, pack)


async def purged(api: Api, actor: str, **asked: Any) -> Any:
    """The payload of purgeArchives."""
    return (await api.data(QUERY, {"input": asked}, actor))["purgeArchives"]


async def everything(store: Store) -> str:
    """All that a store holds, as text."""
    told = []
    for name in sorted(await store.driver.collections()):
        told += [json_util.dumps(document, ensure_ascii=False) for document in await store.driver.find(name, {})]
    return "\n".join(told)


async def sound(store: Store) -> None:
    """Nothing is found wrong with a store."""
    for check in (verify, discrepancies, nonconformities, misnumbered):
        assert [found async for found in check(store)] == []

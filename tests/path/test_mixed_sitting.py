"""A sitting of both routes at once, recorded all or nothing (JUR-11, JUR-19, VAE-08)."""

from typing import Any

import pytest

from repositories.unit_of_work import UnitOfWork
from repositories.verification import verify
from rules.base.event import EventDraft
from rules.base.operation import Operation
from tests.support.operations import seen, told, warned
from tests.support.vae import VaePath
from tests.support.walk import HELD, centre
from tests.support.world import NOW, TODAY


async def _mixed(vae: VaePath) -> tuple[str, str]:
    """A jury that meets, with a candidate by training and one by VAE."""
    trained, experienced = await vae.dossier("Formée"), await vae.judged_next("Expérimentée")
    await vae.held(trained, experienced)
    return trained, experienced


async def _decided(vae: VaePath, *numbers: str) -> list[tuple[str, Any]]:
    found = [await seen(vae, "dossier", number, "status decision") for number in numbers]
    return [(item["status"], item["decision"]) for item in found]


async def _without_conclusion(vae: VaePath, number: str) -> None:
    """Takes from a stored dossier what its commission concluded."""
    found = await vae.api.store.dossiers.by_number(number)
    assert found is not None
    assert found.vae is not None
    unheard = found.evolve(vae=found.vae.evolve(conclusion=None))

    async def work(unit: UnitOfWork) -> None:
        unit.update(unheard, EventDraft(action=Operation.importCertifications))

    await vae.api.store.transact(work, actor="tests", on=TODAY, at=NOW)


async def test_both_routes_are_judged_in_one_sitting(vae: VaePath) -> None:
    trained, experienced = await _mixed(vae)
    lines = ({"dossier": trained, "decision": "A"}, {"dossier": experienced, "decision": "NA", "comment": "À revoir"})
    assert warned(await vae.sit(*lines)) == []
    assert await _decided(vae, trained, experienced) == [("DELIBERE", "A"), ("DELIBERE", "NA")]
    assert [item async for item in verify(vae.api.store)] == []


async def test_who_comes_by_vae_may_be_absent_and_come_back(vae: VaePath) -> None:
    trained, experienced = await _mixed(vae)
    away = {"dossier": experienced, "absent": True}
    assert warned(await vae.sit({"dossier": trained, "decision": "A"}, away, actor=centre(HELD))) == []
    assert await _decided(vae, trained, experienced) == [("DELIBERE", "A"), ("EVALUE", None)]
    assert warned(await vae.sit({"dossier": experienced, "decision": "A"}, actor=centre(HELD))) == []
    assert await _decided(vae, experienced) == [("DELIBERE", "A")]


@pytest.mark.rule("VAE-08")
async def test_an_unheard_candidate_stops_the_whole_sitting(vae: VaePath) -> None:
    trained, experienced = await _mixed(vae)
    await _without_conclusion(vae, experienced)
    lines = ({"dossier": trained, "decision": "A"}, {"dossier": experienced, "decision": "A"})
    refused = await vae.sit(*lines)
    assert told(refused) == [("VAE-08", "decisions.1.dossier")]
    assert experienced not in refused["problems"][0]["message"], "JUR-08"
    assert await vae.seat(experienced) in refused["problems"][0]["message"]
    assert await _decided(vae, trained, experienced) == [("PRESENTE_AU_JURY", None)] * 2
    assert warned(await vae.sit({"dossier": trained, "decision": "A"})) == []


async def test_what_is_not_acquired_is_told_beside_what_is_unheard(vae: VaePath) -> None:
    trained, experienced = await vae.dossier("Formée", "12"), await vae.judged_next("Expérimentée")
    await vae.held(trained, experienced)
    await _without_conclusion(vae, experienced)
    lines = ({"dossier": trained, "decision": "A"}, {"dossier": experienced, "decision": "A"})
    assert told(await vae.sit(*lines)) == [("JUR-12", "decisions.0"), ("VAE-08", "decisions.1.dossier")]

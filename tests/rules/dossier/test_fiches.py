"""Dossiers under the codes of one certification: what each keeps of its own, and what is compared (REG-02)."""

from typing import Any

import pytest

from repositories.store import Store
from rules.base.event import EventDraft
from rules.base.operation import Operation
from rules.dossier.carrying import kept_for
from rules.dossier.dossier import JuryDecision, Route
from rules.dossier.fiches import under
from rules.dossier.holdings import Judged, held_together
from rules.dossier.vae import VaeRequest
from rules.equivalence.equivalence import DECLARED, Equivalence, EquivalenceEnd, EquivalenceExtent
from tests.rules.samples.jury import CQPM, HELD, OPENED, VERSION, decided, dossier
from tests.support.world import NOW

FICHE = "RNCP99277"
BEFORE = decided(JuryDecision.NA, "123", id="old", number="D2026-UT59-00009", certification=FICHE)


def request(key: str, code: str) -> Any:
    return dossier(id=key, number=key, certification=code, route=Route.VAE, vae=VaeRequest())


@pytest.mark.rule("REG-02")
def test_what_is_held_under_another_code_is_carried_over_under_that_of_the_certification() -> None:
    assert kept_for(CQPM, VERSION, [Judged(BEFORE, VERSION)], (), OPENED) == []
    kept = kept_for(CQPM, VERSION, [Judged(under(BEFORE, CQPM), VERSION)], (), OPENED)
    assert [item.item for item in kept] == [VERSION.composition[0].bloc, "1", "2", "3"]
    assert {item.certification for item in kept} == {CQPM}


def test_the_same_certification_is_held_once() -> None:
    whole = [
        decided(JuryDecision.A, id=key, number=key, certification=code) for key, code in (("a", FICHE), ("b", CQPM))
    ]
    held = held_together(Judged(under(item, CQPM), VERSION) for item in whole)
    assert [key for key in held if key[1] == ""] == [(CQPM, "", "")]


@pytest.mark.rule("CER-09")
def test_what_was_awarded_unduly_is_held_under_no_code() -> None:
    undue = decided(JuryDecision.A, certification=FICHE, unduly=(FICHE,))
    assert held_together([Judged(under(undue, CQPM), VERSION)]) == {}


def test_a_request_keeps_the_key_of_its_opening() -> None:
    """VAE-03: what only one may hold."""
    led = under(request("D1", FICHE), CQPM)
    assert (led.certification, led.vae_key) == (CQPM, f"c|{FICHE}|2026")
    assert under(led, FICHE).vae_key == under(under(led, "MQ 1989 0021"), CQPM).vae_key == led.vae_key
    assert under(led, CQPM) is led


async def test_two_requests_of_one_year_come_under_one_code(store: Store) -> None:
    """VAE-03: each was opened under a code of its own, before the GTP declared them to be of one certification."""
    draft = EventDraft(action=Operation.openDossier)

    async def opened(unit: Any) -> None:
        unit.insert_many([request("D1", FICHE), request("D2", CQPM)], draft)

    async def assigned(unit: Any) -> None:
        for item in await unit.dossiers.of_candidate("c"):
            unit.update(
                under(item, CQPM).evolve(status="PRESENTE_AU_JURY"), EventDraft(action=Operation.assignDossiers)
            )

    for work in (opened, assigned):
        await store.transact(work, actor="tests", on=HELD, at=NOW)
    assert {item.certification for item in await store.dossiers.of_candidate("c")} == {CQPM}


def test_an_equivalence_stands_between_certifications_and_not_their_fiches() -> None:
    ends = (EquivalenceEnd(certification=FICHE), EquivalenceEnd(certification="MQ 1989 0021", bloc="B"))
    told = Equivalence(
        id="e", origin=DECLARED, extent=EquivalenceExtent.TOTAL, source="GTP", given=ends[:1], received=ends[1:]
    ).under({FICHE: CQPM})
    assert [end.certification for end in (*told.given, *told.received)] == [CQPM, "MQ 1989 0021"]

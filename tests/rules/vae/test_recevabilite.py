"""The notice on a request of VAE: when, for what, and what is missing before it (VAE-01, VAE-02, VAE-04)."""

from datetime import date
from typing import Any

import pytest

from rules.certification.certification import Registration, RegistrationState
from rules.dossier.dossier import Dossier, DossierStatus
from rules.dossier.vae import VaePieceKind, VaeRequest
from rules.vae.commands import DecideRecevabilite
from rules.vae.recevabilite import decide
from tests.rules.samples.vae import COMPLETE, REGISTERED, complete, dossier, piece

NOTICE = date(2026, 12, 7)


def _decided(subject: Dossier | None = None, favourable: bool = True, **given: Any) -> Any:
    certification = given.pop("certification", REGISTERED)
    command = DecideRecevabilite(dossier="D", favourable=favourable, **given)
    return decide(subject or dossier(complete()), command, certification=certification, today=NOTICE)


@pytest.mark.parametrize(
    ("favourable", "status"), [(True, DossierStatus.RECEVABLE), (False, DossierStatus.IRRECEVABLE)]
)
def test_a_notice_opens_what_follows_or_closes(favourable: bool, status: DossierStatus) -> None:
    outcome = _decided(favourable=favourable, reasons="Sans rapport avec le CQPM.")
    assert outcome.problems == ()
    assert outcome.entity.status is status
    assert outcome.entity.vae.notice.on == NOTICE


@pytest.mark.parametrize("kind", [kind for kind in VaePieceKind if kind is not VaePieceKind.EVIDENCE])
def test_no_notice_before_the_file_is_complete(kind: VaePieceKind) -> None:
    lacking = complete(pieces=tuple(item for item in complete().pieces if item.kind is not kind), complete_on=None)
    assert [item.rule for item in _decided(dossier(lacking)).problems] == ["VAE-02"]
    if kind is VaePieceKind.DIPLOMA:
        assert not lacking.evolve(without_diploma=True).missing()


def test_the_activities_are_a_part_of_the_file() -> None:
    assert complete(experiences=()).missing() == ["le dossier d’activités"]
    assert len(VaeRequest().missing()) == 7
    assert complete(pieces=(*complete().pieces, piece(VaePieceKind.EVIDENCE))).missing() == []


@pytest.mark.parametrize(
    ("given", "rules", "place"),
    [
        ({"favourable": False}, ["VAE-04"], ("reasons",)),
        ({"favourable": False, "reasons": "  "}, ["VAE-04"], ("reasons",)),
        ({"on": date(2026, 12, 8)}, ["VAE-04"], ("on",)),
        ({"on": date(2026, 11, 29)}, ["VAE-04"], ("on",)),
        ({"on": COMPLETE}, [], ()),
    ],
)
def test_what_a_notice_asks_for(given: dict[str, Any], rules: list[str], place: tuple[str, ...]) -> None:
    problems = _decided(**given).problems
    assert [item.rule for item in problems] == rules
    assert all(item.path == place for item in problems)


@pytest.mark.parametrize(
    ("end", "state", "rules"),
    [
        (NOTICE, RegistrationState.ACTIVE, []),
        (date(2026, 12, 6), RegistrationState.ACTIVE, ["VAE-01"]),
        (None, RegistrationState.UNKNOWN, ["VAE-01"]),
    ],
)
def test_the_registration_stands_on_the_day_of_the_notice(
    end: date | None, state: RegistrationState, rules: list[str]
) -> None:
    """VAE-01; not known, it is declared first (REG-01). An unfavourable notice does not ask for it."""
    fiche = Registration(number="RNCP99277", state=state, start=date(2020, 1, 1), end=end)
    certification = REGISTERED.evolve(registrations=(fiche,))
    problems = _decided(certification=certification).problems
    assert [item.rule for item in problems] == rules
    if state is RegistrationState.UNKNOWN:
        assert "declareRegistration" in problems[0].message
    assert _decided(certification=certification, favourable=False, reasons="x").problems == ()

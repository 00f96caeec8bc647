"""The delays of a VAE: the day before, the day, the day after (VAE-04, VAE-05)."""

from datetime import date, timedelta

import pytest

from rules.dossier.dossier import DossierStatus
from rules.dossier.vae import Notice, VaeRequest
from rules.vae.commands import DecideRecevabilite
from rules.vae.delays import instruction_until, jury_until, silence_until, tacit_on, with_silence
from rules.vae.jury import late_warnings
from rules.vae.recevabilite import decide
from tests.rules.samples.vae import REGISTERED, complete, dossier, noticed

DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("complete_on", "instructed", "silent"),
    [
        (date(2026, 11, 30), date(2027, 2, 28), date(2027, 1, 30)),
        (date(2026, 12, 31), date(2027, 3, 31), date(2027, 2, 28)),
        (date(2024, 1, 1), date(2024, 4, 1), date(2024, 3, 1)),
        (date(2023, 12, 31), date(2024, 3, 31), None),
    ],
)
def test_both_delays_run_from_the_complete_file(complete_on: date, instructed: date, silent: date | None) -> None:
    assert (instruction_until(complete_on), silence_until(complete_on)) == (instructed, silent)
    request = complete(complete_on=complete_on)
    assert tacit_on(request) == (silent + DAY if silent else None)
    assert jury_until(date(2028, 2, 29)) == date(2029, 2, 28)


@pytest.mark.parametrize(("after", "stands"), [(-1, False), (0, False), (1, True), (400, True)])
def test_silence_stands_for_a_favourable_notice_from_the_day_after(after: int, stands: bool) -> None:
    found = with_silence(dossier(complete()), date(2027, 1, 30) + after * DAY)
    if not stands:
        assert found is None
        return
    assert found is not None
    assert found.entity.status is DossierStatus.RECEVABLE
    assert found.entity.vae is not None
    assert found.entity.vae.notice == Notice(favourable=True, on=date(2027, 1, 31), tacit=True)
    assert with_silence(found.entity, date(2027, 6, 1)) is None


@pytest.mark.parametrize(
    "changed",
    [
        dossier(VaeRequest()),
        dossier(complete(), status=DossierStatus.ABANDONNE),
        dossier(noticed(), status=DossierStatus.RECEVABLE),
        dossier(complete(complete_on=date(2023, 12, 31))),
    ],
)
def test_silence_changes_nothing_else(changed: object) -> None:
    assert with_silence(changed, date(2030, 1, 1)) is None  # type: ignore[arg-type]


@pytest.mark.parametrize(("after", "rules"), [(-1, []), (0, []), (1, ["VAE-04"])])
@pytest.mark.rule("VAE-04")
def test_three_months_before_silence_counted(after: int, rules: list[str]) -> None:
    """VAE-04: what became complete before the law is warned of when the notice is late."""
    request = complete(complete_on=date(2023, 11, 30))
    on = date(2024, 2, 29) + after * DAY
    command = DecideRecevabilite(dossier="D", favourable=True, on=on)
    outcome = decide(dossier(request), command, certification=REGISTERED, today=on)
    assert outcome.problems == ()
    assert [item.rule for item in outcome.warnings] == rules


@pytest.mark.parametrize(("after", "rules"), [(-1, []), (0, []), (1, ["VAE-05"])])
@pytest.mark.rule("VAE-05")
def test_twelve_months_from_the_notice_to_the_jury(after: int, rules: list[str]) -> None:
    found = late_warnings(dossier(noticed()), date(2027, 12, 7) + after * DAY)
    assert [item.rule for item in found] == rules
    assert all(item.latest_date == date(2027, 12, 7) for item in found)

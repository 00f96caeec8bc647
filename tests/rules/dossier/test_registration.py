"""What a decision of the branch changes, and from which day: lists, versions, admission (REF-04, REF-06, REF-09)."""

from datetime import date, timedelta
from typing import Any

import pytest

from rules.certification.certification import (
    Certification,
    CertificationKind,
    CertificationStatus,
    ListMembership,
    ListName,
)
from rules.referentiel.referentiel import Referentiel, referentiel_on

DECIDED = date(2026, 3, 10)
EVE, MORROW = DECIDED - timedelta(days=1), DECIDED + timedelta(days=1)
A, B, C = ListName.A, ListName.B, ListName.C


def _cqpm(**facts: Any) -> Certification:
    return Certification(id="MQ 1989 0021", code="MQ 1989 0021", kind=CertificationKind.CQPM, title="Soudeur", **facts)


def _on(name: ListName, start: date | None = None, end: date | None = None) -> ListMembership:
    return ListMembership(name=name, start=start, end=end)


@pytest.mark.rule("REF-04")
def test_the_lists_of_any_past_day_are_known() -> None:
    """REF-04."""
    cqpm = _cqpm(list_memberships=(_on(A, DECIDED), _on(B, date(2026, 6, 1), date(2026, 8, 31)), _on(C)))
    assert cqpm.lists(EVE) == {C}
    assert cqpm.lists(DECIDED) == {A, C}
    assert cqpm.lists(date(2026, 5, 31)) == {A, C}
    assert cqpm.lists(date(2026, 6, 1)) == cqpm.lists(date(2026, 8, 31)) == {A, B, C}
    assert cqpm.lists(date(2026, 9, 1)) == {A, C}


@pytest.mark.rule("REF-04")
@pytest.mark.parametrize("status", [CertificationStatus.EN_VEILLE, CertificationStatus.SUPPRIMEE])
def test_lists_a_and_b_are_left_at_once_and_the_engaged_stay_admitted(status: CertificationStatus) -> None:
    """REF-09, and REF-04 for the days before."""
    cqpm = _cqpm(status=status, status_since=DECIDED, list_memberships=(_on(A), _on(B), _on(C)))
    assert cqpm.lists(EVE) == {A, B, C}
    assert cqpm.lists(DECIDED) == cqpm.lists(MORROW) == {C}
    assert [cqpm.opens_dossiers(day) for day in (EVE, DECIDED, MORROW)] == [True, True, False]


def test_a_revision_holds_from_the_day_of_its_decision() -> None:
    """REF-06."""
    first, second = (
        Referentiel(id=f"MQ 1989 0021@{version}", certification="MQ 1989 0021", version=version, effective_on=day)
        for version, day in ((1, date(2020, 1, 15)), (2, DECIDED))
    )
    assert referentiel_on([second, first], EVE) == first
    assert referentiel_on([second, first], DECIDED) == second
    assert referentiel_on([second, first], MORROW) == second
    assert referentiel_on([second, first], date(2020, 1, 14)) is None
    assert referentiel_on([], DECIDED) is None


@pytest.mark.parametrize(
    "status", [CertificationStatus.DEMANDEE, CertificationStatus.EN_INSTRUCTION, CertificationStatus.REFUSEE]
)
def test_what_the_gtp_has_not_decided_admits_nobody(status: CertificationStatus) -> None:
    """REF-06."""
    assert not _cqpm(status=status).opens_dossiers(MORROW)
    assert _cqpm(status=CertificationStatus.ACTIVE).opens_dossiers(MORROW)

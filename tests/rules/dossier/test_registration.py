"""What a decision of the branch changes, and from which day: lists, versions, admission (REF-04, REF-06, REF-09)."""

from datetime import date, timedelta
from typing import Any

import pytest

from rules.certification.certification import Certification, CertificationKind, CertificationStatus
from rules.certification.lists import ListMembership, ListName
from rules.referentiel.referentiel import Referentiel, first_day, referentiel_for, referentiel_on

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


@pytest.mark.rule("REF-04")
@pytest.mark.parametrize(
    ("facts", "first"),
    [
        ({"aliases": ("MQ89 04 59 0021",)}, date(1989, 4, 1)),
        ({"aliases": ("1989 0021",)}, date(1989, 1, 1)),
        ({"status_since": DECIDED}, DECIDED),
        ({"list_memberships": (_on(B, DECIDED),)}, date(1989, 1, 1)),
        ({"list_memberships": (_on(A, DECIDED),)}, DECIDED),
    ],
)
def test_what_the_branch_publishes_is_on_list_a_since_its_creation(facts: dict[str, Any], first: date) -> None:
    """REF-04: the month that a print bears, else the year; what is decided, as decided. The day before, the day."""
    cqpm = _cqpm(status=CertificationStatus.ACTIVE, **facts)
    assert [A in cqpm.lists(day) for day in (first - timedelta(days=1), first, MORROW)] == [False, True, True]
    assert (B in cqpm.lists(MORROW)) == ("list_memberships" in facts and facts["list_memberships"][0].name is B)


@pytest.mark.rule("REF-04")
@pytest.mark.parametrize(
    ("status", "lists"),
    [
        (CertificationStatus.ACTIVE, {A}),
        (CertificationStatus.EN_VEILLE, set()),
        (CertificationStatus.SUPPRIMEE, set()),
        (CertificationStatus.DEMANDEE, set()),
        (CertificationStatus.EN_INSTRUCTION, set()),
        (CertificationStatus.REFUSEE, set()),
        (None, set()),
    ],
)
def test_only_what_is_active_is_presumed_on_list_a(status: CertificationStatus | None, lists: set[ListName]) -> None:
    """REF-04, REF-09: suspended since a day that nobody knows, it was on A on no day that can be told."""
    assert _cqpm(status=status).lists(MORROW) == lists


@pytest.mark.rule("REF-04")
@pytest.mark.parametrize(
    ("kind", "code", "status", "lists"),
    [
        (CertificationKind.CQPM, "MQ 0256", CertificationStatus.ACTIVE, {A}),
        (CertificationKind.CQPM, "RNCP36376", CertificationStatus.ACTIVE, set()),
        (CertificationKind.CQP, "MQ 1989 0021", CertificationStatus.ACTIVE, set()),
        (CertificationKind.CQPI, "CQPI-OMI", None, {A}),
        (CertificationKind.TITRE_PROFESSIONNEL, "RNCP37674", None, set()),
    ],
)
def test_what_only_a_register_tells_is_on_no_list(
    kind: CertificationKind, code: str, status: CertificationStatus | None, lists: set[ListName]
) -> None:
    """REF-04: a fiche alone is no word of the branch, and list B is never presumed."""
    assert Certification(id=code, code=code, kind=kind, title="Soudeur", status=status).lists(MORROW) == lists


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
    ("engaged", "pinned", "on_request"),
    [
        (date(2020, 1, 14), None, None),
        (date(2020, 1, 15), 1, 2),
        (date(2020, 1, 16), 1, 2),
        (EVE, 1, 2),
        (DECIDED, 2, 2),
        (MORROW, 2, 2),
    ],
)
def test_the_version_of_a_dossier_by_its_engagement(engaged: date, pinned: int | None, on_request: int | None) -> None:
    """REF-07: none before the first takes effect, not even on request; the day before, the day, the day after."""
    versions = [
        Referentiel(id=f"MQ 1989 0021@{version}", certification="MQ 1989 0021", version=version, effective_on=day)
        for version, day in ((2, DECIDED), (1, date(2020, 1, 15)))
    ]
    found = [referentiel_for(versions, engaged, prefer_new=new) for new in (False, True)]
    assert [item and item.version for item in found] == [pinned, on_request]
    assert first_day(versions) == date(2020, 1, 15)


def test_a_version_whose_first_day_is_not_known_is_in_force_from_the_beginning() -> None:
    """REF-07."""
    first = Referentiel(id="MQ 1989 0021@1", certification="MQ 1989 0021", version=1)
    later = first.evolve(id="MQ 1989 0021@2", version=2, effective_on=DECIDED)
    assert referentiel_for([first, later], date(1990, 1, 1)) == first
    assert first_day([first, later]) is None
    assert (referentiel_for([], MORROW), first_day([])) == (None, None)


@pytest.mark.parametrize(
    "status", [CertificationStatus.DEMANDEE, CertificationStatus.EN_INSTRUCTION, CertificationStatus.REFUSEE]
)
def test_what_the_gtp_has_not_decided_admits_nobody(status: CertificationStatus) -> None:
    """REF-06."""
    assert not _cqpm(status=status).opens_dossiers(MORROW)
    assert _cqpm(status=CertificationStatus.ACTIVE).opens_dossiers(MORROW)

"""Links that the centre declares of a member and a candidate, and takes back (JUR-19)."""

from typing import Any

import pytest

from rules.session.commands import DeclaredLink
from rules.session.links import bound
from rules.session.session import JuryRole, Link, SessionStatus
from tests.rules.samples import judging as rules
from tests.rules.samples.jury import ORGANISATIONS, evaluated, jury, member, request, session

TIE = Link(member="Marc", dossier="d", reason="Son tuteur")
GIVEN = {"dossier": "D2026-UT59-00001", "member": "Marc", "reason": "Son tuteur"}


def declare(found: Any, **given: Any) -> rules.Sitting:
    return rules.assign(found, [], [], [evaluated()], DeclaredLink(**{**GIVEN, **given}))


def held(**given: Any) -> Any:
    return session(**{"status": SessionStatus.TENUE, "members": jury(), "dossiers": ("d",), **given})


def test_a_link_is_declared_changed_and_taken_back() -> None:
    made = declare(held())
    assert made.problems == ()
    assert made.session is not None
    assert (made.session.links, made.session.dossiers, made.dossiers) == ((TIE,), ("d",), [])
    again = declare(made.session, reason="Son oncle").session
    assert again is not None
    assert again.links == (TIE.evolve(reason="Son oncle"),)
    undone = declare(again, linked=False, reason=None).session
    assert undone is not None
    assert undone.links == ()


@pytest.mark.parametrize(
    ("changes", "given", "expected"),
    [
        ({}, {"member": "x"}, ("INVALID_INPUT", "links.0.member")),
        ({"members": (member("Marc", JuryRole.GUEST),)}, {}, ("INVALID_INPUT", "links.0.member")),
        ({"dossiers": ("e",)}, {}, ("INVALID_INPUT", "links.0.dossier")),
        ({"dossiers": ("d", "e"), "decided": ("d",)}, {}, ("JUR-19", "links.0.dossier")),
        ({}, {"reason": None}, ("JUR-19", "links.0.reason")),
        ({}, {"reason": "x" * 501}, ("INVALID_INPUT", "links.0.reason")),
        ({}, {"linked": False}, ("INVALID_INPUT", "links.0")),
        ({}, {"dossier": "D2026-UT59-00009"}, ("NOT_FOUND", "links.0.dossier")),
    ],
)
def test_what_is_no_link(changes: Any, given: Any, expected: Any) -> None:
    problems = declare(held(**changes), **given).problems
    assert [(item.rule or item.code.value, ".".join(item.path)) for item in problems] == [expected]


@pytest.mark.rule("JUR-19")
def test_companies_of_one_name_may_be_two() -> None:
    """The centre denies a link that names tell, with a reason; nobody abstains then, and it may be declared again."""
    members = tuple(item.evolve(employer=" ATELIERS") if item.id == "Marc" else item for item in jury())
    found, dossier = held(members=members), evaluated()
    assert bound(found, dossier) == {"Marc"}
    bare = declare(found, linked=False, reason=None)
    assert [(item.rule, ".".join(item.path)) for item in bare.problems] == [("JUR-19", "links.0")]
    denied = declare(found, linked=False, reason="Une autre société").session
    assert denied is not None
    assert denied.links == (TIE.evolve(reason="Une autre société", linked=False),)
    assert bound(denied, dossier) == frozenset()
    again = declare(denied).session
    assert again is not None
    assert (again.links, bound(again, dossier)) == ((TIE,), {"Marc"})
    told = declare(again, linked=False, reason=None).session
    assert told is not None
    assert (told.links, bound(told, dossier)) == ((), {"Marc"})


def test_a_link_goes_with_the_dossier_or_the_member() -> None:
    found = session(SessionStatus.CONVOQUEE, members=jury(), dossiers=("d",), links=(TIE,))
    away = rules.assign(found, [], [evaluated()], [evaluated()])
    assert away.session is not None
    assert away.session.links == ()
    given = request("Ines", JuryRole.EMPLOYER)
    swapped = rules.replace_member(found, "Marc", given, ORGANISATIONS["UT59"], (), "new", found.held_on)
    assert swapped.entity is not None
    assert swapped.entity.links == ()

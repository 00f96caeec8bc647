"""Two records of one person merged (PRD-05): what follows, what is refused, what is pointed out."""

from typing import Any

import pytest

from rules.base.operation import Operation
from rules.candidate.candidate import Candidate
from rules.candidate.mandate import Mandate
from rules.candidate.merging import IDENTITY, MergeCandidates, identity_warnings
from rules.dossier.dossier import Dossier, Route
from rules.lives.common import COMMON
from rules.lives.life import Outcome
from rules.session.session import UNVEILED, SessionStatus
from tests.rules.samples.judging import PERSON
from tests.rules.samples.jury import HELD, OPENED, dossier, session

OTHER = PERSON.evolve(id="o", anonymous_number="A2", centres=("UT62", "UT59"))


def merge(kept: Candidate | None = PERSON, merged: Candidate | None = OTHER, **known: Any) -> Outcome:
    facts = {
        "former": [],
        "dossiers": [],
        "sessions": {},
        "certificates": [],
        "documents": [],
        "carriable": {},
        "today": HELD,
        **known,
    }
    command = MergeCandidates(kept="c", merged="o", reason="Même acte de naissance")
    return COMMON.rows[Operation.mergeCandidates].decided(kept, command, merged=merged, **facts)


def told(judged: Outcome) -> list[tuple[str, ...]]:
    return [(problem.rule or problem.code.value, *problem.path) for problem in judged.problems]


def requested(key: str, candidate: str, **given: Any) -> Dossier:
    return dossier(id=key, number=key, candidate=candidate, route=Route.VAE, **given)


def test_the_other_leads_to_the_one_kept_and_what_it_says_of_the_person_stays() -> None:
    mandate = Mandate(id="m", account="a", name="Alix", starts_on=OPENED)
    judged = merge(merged=OTHER.evolve(mandates=(mandate,)), former=[OTHER.evolve(id="p")])
    assert judged.entity is not None
    assert (judged.entity.centres, judged.entity.mandates) == (("UT59", "UT62"), (mandate,))
    assert judged.entity.former_ids == ("o",)
    led = [change.entity for change in judged.others]  # type: ignore[union-attr]
    assert [(item.id, item.merge.into, item.centres, item.mandates) for item in led] == [
        ("o", "c", (), ()),
        ("p", "c", (), ()),
    ]
    assert led[0].birth_name == OTHER.birth_name


@pytest.mark.rule("PRD-05")
def test_what_is_no_merge() -> None:
    already = merge().others[0].entity  # type: ignore[union-attr]
    assert told(merge(merged=PERSON)) == [("PRD-05", "merged")]
    assert told(merge(None, None)) == [("NOT_FOUND", "kept"), ("NOT_FOUND", "merged")]
    assert told(merge(already, OTHER)) == [("PRD-05", "kept")]
    assert told(merge(PERSON, already)) == [("PRD-05", "merged")]


@pytest.mark.rule("JUR-08")
@pytest.mark.parametrize("status", list(SessionStatus))
def test_two_before_one_session_are_told_apart_until_the_last_decision(status: SessionStatus) -> None:
    sitting = session(status)
    both = [dossier(session="s"), dossier(id="e", candidate="o", session="s")]
    refused = [] if status in UNVEILED or status is SessionStatus.ANNULEE else [("JUR-08", "merged")]
    assert told(merge(dossiers=both, sessions={"s": sitting})) == refused
    apart = [both[0], both[1].evolve(session="t")]
    assert told(merge(dossiers=apart, sessions={"s": sitting, "t": session(id="t")})) == []
    assert told(merge(dossiers=[item.evolve(session=None) for item in both])) == []


@pytest.mark.rule("VAE-03")
def test_two_requests_of_one_year_stand_each_with_its_key() -> None:
    one, other = requested("D1", "c"), requested("D2", "o")
    judged = merge(dossiers=[one, other])
    assert [warning.rule for warning in judged.warnings] == ["VAE-03"]
    moved = judged.others[0].entity  # type: ignore[union-attr]
    assert (moved.candidate, moved.opened_for) == ("c", "o")
    assert (moved.vae_key, one.vae_key) == (other.vae_key, f"c|{one.certification}|2026")
    earlier = requested("D3", "o", opened_for="p")
    again = merge(dossiers=[earlier]).others[0].entity  # type: ignore[union-attr]
    assert again.opened_for == "p", "the first record stays the one of its key"
    last_year = requested("D4", "o", requested_on=OPENED.replace(year=2025))
    assert merge(dossiers=[one, last_year, requested("D5", "o", target_blocs=("B",))]).warnings == ()


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, []),
        ({"birth_name": "DUPONT", "first_names": "elodie"}, []),
        ({"used_name": "Martin", "birth_department": "59"}, []),
        ({"birth_date": OPENED, "birth_town": "Douai"}, ["birth_date", "birth_town"]),
        ({"birth_name": "Durand"}, ["birth_name"]),
    ],
)
def test_what_differs_of_the_identity(changes: dict[str, Any], expected: list[str]) -> None:
    warnings = identity_warnings(PERSON, OTHER.evolve(**changes))
    assert [warning.message.partition(" : ")[2] for warning in warnings] == [f"{IDENTITY[name]}." for name in expected]

"""What the GTP decides on, and what it has made again when it refuses: GTP-02, GTP-07."""

from datetime import date
from typing import Any

import pytest

from rules.dossier.dossier import Outcome
from rules.session.commands import Verdict
from rules.session.minutes import lines_of
from rules.session.session import Minutes, SessionStatus
from tests.rules.samples import judging as rules
from tests.rules.samples.attributing import AWARDING, DAY, NA, broken, deliberated, sent, verdict
from tests.rules.samples.jury import CQPM, HELD

DUE = date(2027, 6, 15)


@pytest.mark.rule("GTP-02")
@pytest.mark.parametrize(
    ("changes", "refused"),
    [
        ({}, []),
        ({"decision": NA}, ["GTP-02"]),
        ({"outcome": Outcome.PARTIAL}, ["GTP-02"]),
        ({"capacites": ("1",)}, ["GTP-02"]),
    ],
)
@pytest.mark.parametrize("given", [verdict(), verdict(False, reasons="Émargement illisible", again="JURY")])
def test_the_gtp_decides_on_what_the_jury_signed(given: Verdict, changes: dict[str, Any], refused: list[str]) -> None:
    """GTP-02: it decides on the minutes as they were signed, and leaves the decision as it is."""
    found = deliberated()
    signed_ones = Minutes(certification=CQPM, lines=lines_of(CQPM, [found]), signed_by="Anne", signed_on=HELD)
    assert found.deliberation is not None
    stored = found.evolve(deliberation=found.deliberation.evolve(**changes))
    made = rules.validate(sent(minutes=(signed_ones,)), [stored], [given], HELD + DAY, DUE, **AWARDING)
    assert broken(made) == refused
    assert [item.deliberation for item in made.dossiers] == [found.deliberation][: 1 - len(refused)]


@pytest.mark.rule("GTP-07")
@pytest.mark.parametrize(
    ("given", "refused", "named"),
    [
        ({"again": "JURY"}, [], ()),
        ({"again": "NOTHING"}, [], ()),
        ({}, ["GTP-07"], ()),
        ({"evaluations": ("1",)}, ["GTP-07"], ()),
        ({"again": "JURY", "evaluations": ("1",)}, ["GTP-07"], ()),
        ({"again": "EVALUATIONS"}, ["GTP-07"], ()),
        ({"again": "EVALUATIONS", "evaluations": ("3", " 1 ", "3")}, [], ("1", "3")),
        ({"again": "EVALUATIONS", "evaluations": ("rncp99277 bc02",)}, [], ("3", "4")),
        ({"again": "EVALUATIONS", "evaluations": ("1", "9")}, ["GTP-07"], ()),
        ({"again": "EVALUATIONS", "evaluations": ("x" * 5_000,) * 501}, ["GTP-07"], ()),
        ({"validated": True, "again": "JURY"}, ["GTP-07"], ()),
        ({"validated": True, "evaluations": ("1",)}, ["GTP-07"], ()),
    ],
)
def test_a_refusal_says_what_is_made_again(given: dict[str, Any], refused: list[str], named: tuple[str, ...]) -> None:
    """GTP-07: the jury, evaluations of the dossier by number or bloc, or nothing; a validation makes nothing again."""
    said = verdict(**{"validated": False, "reasons": "Émargement illisible", **given})
    made = rules.validate(sent(), [deliberated()], [said], HELD + DAY, DUE, **AWARDING)
    assert broken(made) == refused
    assert all(len(problem.message) < 700 for problem in made.problems)
    if not refused:
        [told] = [item.verdict for item in made.dossiers]
        assert told is not None
        assert (told.again, told.evaluations) == (said.again, named)
        assert made.session is not None
        assert made.session.status is SessionStatus.CLOSE

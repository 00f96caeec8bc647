"""The letter that is due to each result, and no other (LET-01, LET-02, LET-04, LET-05); the sites of LET-06."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from rules.certificate.certificate import CertificateState
from rules.certificate.kind import CertificateKind
from rules.document.document import DocumentKind as K
from rules.dossier.dossier import Again, Dossier, DossierStatus, JuryDecision
from rules.dossier.refusal import put_away
from rules.papers.asked import Asked, Unfit
from rules.papers.award import award_of
from rules.papers.due import letter_due
from rules.papers.gtp_refusal import gtp_refusal_of
from rules.papers.non_admission import non_admission_of
from rules.papers.partial_validation import partial_validation_of
from rules.papers.passport import PassportSites, sites_on
from tests.rules.samples import jury
from tests.rules.samples.paper import certificate, result
from tests.rules.samples.refused import REFUSED_ON, refused, refused_vae

A, NA = JuryDecision.A, JuryDecision.NA
SIGNED = Asked(signatory_name="Rita", signatory_quality="La responsable")
MADE: dict[K, Callable[..., Any]] = {
    K.AWARD_LETTER: award_of,
    K.NON_ADMISSION_LETTER: non_admission_of,
    K.PARTIAL_VALIDATION_LETTER: partial_validation_of,
    K.GTP_REFUSAL_LETTER: gtp_refusal_of,
}
AGAIN = put_away(refused())
"""Before a new jury."""


def _again(found: Dossier) -> Dossier:
    """The same result, of a jury that follows a refusal."""
    return found.evolve(earlier=AGAIN.earlier)


@pytest.mark.rule("LET-01", "LET-02", "LET-04", "LET-05")
@pytest.mark.parametrize(
    ("found", "due"),
    [
        (jury.evaluated(), None),
        (jury.decided(A).evolve(verdict=None), None),
        (jury.decided(A), K.AWARD_LETTER),
        (jury.decided(NA, "12"), K.PARTIAL_VALIDATION_LETTER),
        (jury.decided(NA, ""), K.NON_ADMISSION_LETTER),
        (refused(), K.GTP_REFUSAL_LETTER),
        (refused(Again.EVALUATIONS, "2"), K.GTP_REFUSAL_LETTER),
        (refused(Again.NOTHING), K.GTP_REFUSAL_LETTER),
        (refused(None), K.GTP_REFUSAL_LETTER),
        (AGAIN, K.GTP_REFUSAL_LETTER),
        (AGAIN.evolve(status=DossierStatus.DELIBERE, deliberation=refused().deliberation), K.GTP_REFUSAL_LETTER),
        (_again(jury.decided(A)), K.AWARD_LETTER),
        (_again(jury.decided(NA, "12")), K.PARTIAL_VALIDATION_LETTER),
        (_again(refused()), K.GTP_REFUSAL_LETTER),
    ],
)
def test_one_letter_is_due_and_no_other_is_made(found: Dossier, due: K | None) -> None:
    assert letter_due(found) is due
    for kind, compose in MADE.items():
        if kind is due:
            assert compose(result(found, certificate()), SIGNED).reference == found.number
        else:
            with pytest.raises(Unfit, match=r"LET-0\d"):
                compose(result(found, certificate()), SIGNED)


@pytest.mark.rule("LET-05")
@pytest.mark.parametrize(
    ("found", "evaluations", "others_stay", "next_vae_on"),
    [
        (refused(), (), True, None),
        (refused(Again.EVALUATIONS, "2", "4"), ("2", "4"), True, None),
        (refused(Again.EVALUATIONS, *"1234"), tuple("1234"), False, None),
        (refused_vae(Again.NOTHING, requested_on=date(2027, 1, 4)), (), True, date(2028, 1, 1)),
        (refused_vae(Again.JURY, requested_on=date(2027, 1, 4)), (), True, None),
    ],
)
def test_what_the_letter_of_a_refusal_says(
    found: Dossier, evaluations: tuple[str, ...], others_stay: bool, next_vae_on: date | None
) -> None:
    made = gtp_refusal_of(result(found), Asked())
    assert (made.gtp_on, made.jury_on, made.signatory.name) == (REFUSED_ON, jury.HELD, "Anne")
    assert tuple(item.code for item in made.evaluations) == evaluations
    assert (made.others_stay, made.next_vae_on, made.refused_before) == (others_stay, next_vae_on, None)


def test_reasons_keep_their_lines() -> None:
    verdict = refused().verdict
    assert verdict is not None
    found = refused(verdict=verdict.evolve(reasons="Un motif.\n\n  Un autre.\n"))
    assert gtp_refusal_of(result(found), Asked()).reasons == ("Un motif.", "Un autre.")


def test_letters_after_a_refusal_speak_of_the_new_jury() -> None:
    twice = refused(earlier=AGAIN.earlier, session="t")
    assert gtp_refusal_of(result(twice), Asked()).refused_before == REFUSED_ON
    for found in (jury.decided(A), jury.decided(NA, "12"), jury.decided(NA, "")):
        due = letter_due(found)
        assert due is not None
        assert MADE[due](result(found, certificate()), SIGNED).refused_before is None
        assert MADE[due](result(_again(found), certificate()), SIGNED).refused_before == REFUSED_ON


@pytest.mark.rule("GTP-03", "LET-02")
@pytest.mark.parametrize(
    ("changes", "numbers"),
    [({}, ["MC 2027 05 59 00009"]), ({"state": CertificateState.CANCELLED}, []), ({"bloc": "RNCP99277BC02"}, [])],
)
def test_who_holds_a_complete_bloc_reads_its_certificate(changes: dict[str, Any], numbers: list[str]) -> None:
    given = {"number": "MC 2027 05 59 00009", "kind": CertificateKind.BLOC, "bloc": "RNCP99277BC01", **changes}
    made = partial_validation_of(result(jury.decided(NA, "123"), certificate(**given)), Asked())
    assert [item.number for item in made.certificates] == numbers


@pytest.mark.rule("LET-06")
@pytest.mark.parametrize(
    ("day", "sites"),
    [
        (jury.HELD - timedelta(days=1), ()),
        (jury.HELD, ("a.example",)),
        (jury.HELD + timedelta(days=9), ("a.example",)),
        (jury.HELD + timedelta(days=10), ()),
    ],
)
def test_the_sites_are_those_of_the_day(day: date, sites: tuple[str, ...]) -> None:
    lists = [
        PassportSites(since=jury.HELD + timedelta(days=10)),
        PassportSites(since=jury.HELD, sites=("a.example",)),
    ]
    assert sites_on(lists, day) == sites


@pytest.mark.rule("LET-06")
def test_the_letter_prints_the_sites_of_its_date() -> None:
    found = result(jury.decided(NA, "12"))
    assert partial_validation_of(found, Asked()).passport_sites == ()
    listed = [PassportSites(since=jury.HELD, sites=("a.example", "b.example"))]
    made = partial_validation_of(type(found)(**{**vars(found), "passport_sites": listed}), Asked())
    assert made.passport_sites == ("a.example", "b.example")
    assert "LET-06" in made.rules

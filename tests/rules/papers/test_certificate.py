"""A certificate (CER-01): what it is composed of, and none that is cancelled."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from rules.certificate.certificate import CertificateState
from rules.certificate.kind import CertificateKind
from rules.certification.certification import Certificateur, Registration, RegistrationState
from rules.papers.asked import Asked, Unfit
from rules.papers.certificate import ARRETE, certificate_of
from rules.papers.result import Awarded
from tests.rules.samples import jury
from tests.rules.samples.paper import BLOCS, awarded


def test_the_whole_is_composed_of_blocs_and_a_bloc_of_capacites() -> None:
    whole = certificate_of(awarded(), Asked())
    assert [part.code for part in whole.parts] == list(BLOCS)
    assert (whole.holder, whole.president, whole.within) == ("Zoé Ñandú", "Anne", None)
    bloc = certificate_of(awarded(kind=CertificateKind.BLOC, bloc="RNCP99277BC02"), Asked())
    assert [part.code for part in bloc.parts] == ["3", "4"]
    assert bloc.within is not None
    assert (bloc.proves.code, bloc.within.code) == ("RNCP99277BC02", jury.CQPM)


def test_a_cancelled_one_is_not_printed() -> None:
    with pytest.raises(Unfit, match="annulé") as refusal:
        certificate_of(awarded(state=CertificateState.CANCELLED), Asked())
    assert (refusal.value.problem.rule, refusal.value.problem.path) == ("CER-07", ("certificate",))


def test_what_replaces_another_names_it_and_is_made_that_day() -> None:
    """CER-09."""
    first = awarded().certificate
    made = certificate_of(awarded(replaces="MC 2027 04 59 00009", reissued_on=date(2028, 1, 2)), Asked())
    assert (made.replaces, made.issued_on) == ("MC 2027 04 59 00009", date(2028, 1, 2))
    assert "CER-09" in made.rules
    plain = certificate_of(awarded(), Asked())
    assert (plain.replaces, plain.issued_on) == (None, first.issued_on)
    with pytest.raises(Unfit, match="celui qui le remplace est le MC 2027 04 59 00010"):
        certificate_of(awarded(state=CertificateState.CANCELLED, replaced_by="MC 2027 04 59 00010"), Asked())


DECISION = "décision de France compétences"


def registered(fiche: dict[str, Any], **certificate: Any) -> Awarded:
    """What was awarded for a certification of level 3 and category A, at the RNCP by this fiche."""
    whole = {"number": "RNCP99277", "state": RegistrationState.ACTIVE, **fiche}
    found = awarded(**certificate)
    certification = found.result.certification.evolve(
        registrations=(Registration(**whole),),
        level=3,
        category="A",
        nsf=("251r",),
        certificateurs=(Certificateur(name="UIMM"),),
    )
    return replace(found, result=replace(found.result, certification=certification))


@pytest.mark.parametrize(
    ("fiche", "said"),
    [
        ({}, (None, None, None)),
        ({"decided_on": date(2018, 12, 31)}, (ARRETE, date(2018, 12, 31), None)),
        ({"decided_on": date(2019, 1, 1)}, (DECISION, date(2019, 1, 1), None)),
        (
            {"decided_on": date(2018, 12, 31), "published_on": date(2019, 1, 3)},
            (ARRETE, date(2018, 12, 31), date(2019, 1, 3)),
        ),
        ({"decided_on": date(2022, 7, 1), "published_on": date(2016, 10, 4)}, (DECISION, date(2022, 7, 1), None)),
        ({"published_on": date(2016, 10, 4)}, (ARRETE, None, date(2016, 10, 4))),
        ({"published_on": date(2020, 7, 23)}, (None, None, None)),
    ],
)
@pytest.mark.rule("CER-01", "CER-05")
def test_what_registers_it_is_told_by_its_day(fiche: dict[str, Any], said: tuple[Any, ...]) -> None:
    """An arrêté and its Journal officiel before 2019, a decision of France compétences since."""
    paper = certificate_of(registered(fiche), Asked())
    assert paper.registered is not None
    assert (paper.registered.act, paper.registered.decided_on, paper.registered.published_on) == said


def test_a_registration_tells_its_duration_its_speciality_and_who_certifies() -> None:
    """CER-05."""
    known = certificate_of(registered({"years": 5}), Asked()).registered
    assert known is not None
    assert known.years == 5
    assert known.specialities == (
        "251r, Mécanique générale et de précision, usinage (contrôle, prévention, entretien)",
    )
    assert known.certificateurs == ("UIMM",)


def test_level_and_category_are_those_of_what_is_certified() -> None:
    """CER-01: of a bloc, they are its CQPM's; a CQPI has neither, nor a registration of its own."""
    whole = certificate_of(registered({}), Asked())
    assert (whole.level, whole.category, whole.within) == (3, "A", None)
    bloc = certificate_of(registered({}, kind=CertificateKind.BLOC, bloc="RNCP99277BC01"), Asked())
    assert (bloc.level, bloc.category) == (None, None)
    assert bloc.within is not None
    assert (bloc.within.level, bloc.within.category) == (3, "A")
    cqpi = certificate_of(registered({}, kind=CertificateKind.CQPI), Asked())
    assert (cqpi.level, cqpi.category, cqpi.registered) == (None, None, None)

"""A certificate (CER-01): what it is composed of, and none that is cancelled."""

from datetime import date

import pytest

from rules.certificate.certificate import CertificateState
from rules.certificate.kind import CertificateKind
from rules.papers.asked import Asked, Unfit
from rules.papers.certificate import certificate_of
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

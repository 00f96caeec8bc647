"""A certificate (CER-01): what it is composed of, and none that is cancelled."""

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

"""A certified copy (CER-03): one that was issued, the last one unless asked otherwise."""

import pytest

from rules.certificate.certificate import CertificateState, Copy
from rules.papers.asked import Asked, Unfit
from rules.papers.certified_copy import certified_copy_of
from tests.rules.samples import jury
from tests.rules.samples.paper import ONE_DAY, awarded

COPIES = tuple(Copy(on=jury.HELD + rank * ONE_DAY, reason="Perte", certified_by=f"Rita {rank}") for rank in (1, 2))


@pytest.mark.parametrize(("part", "rank"), [(None, 2), ("", 2), ("1", 1), ("2", 2), ("deux", 2)])
def test_the_last_one_unless_a_rank_is_asked_for(part: str | None, rank: int) -> None:
    made = certified_copy_of(awarded(copies=COPIES), Asked(part=part))
    assert (made.rank, made.part, made.certified_by) == (rank, str(rank), f"Rita {rank}")


@pytest.mark.parametrize(("copies", "part"), [((), None), (COPIES, "0"), (COPIES, "3")])
def test_one_that_was_not_issued_is_not_made(copies: tuple[Copy, ...], part: str | None) -> None:
    with pytest.raises(Unfit, match="n’a pas été délivrée"):
        certified_copy_of(awarded(copies=copies), Asked(part=part))


def test_nor_one_of_a_cancelled_certificate() -> None:
    with pytest.raises(Unfit, match="annulé"):
        certified_copy_of(awarded(copies=COPIES, state=CertificateState.CANCELLED), Asked())

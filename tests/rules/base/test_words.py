"""Numbers as French prose writes them."""

import pytest

from rules.base.words import in_words


@pytest.mark.parametrize(("count", "words"), [(0, "zéro"), (2, "deux"), (10, "dix"), (11, "11"), (-1, "-1")])
def test_in_letters_up_to_ten(count: int, words: str) -> None:
    assert in_words(count) == words

"""A closed list is stored by its values and read by its words."""

import pytest

from rules.base.worded import Worded


class Colour(Worded):
    """An example."""

    RED = "RED", "Rouge."


def test_a_value_is_what_is_stored_and_bears_its_words() -> None:
    assert Colour("RED") is Colour.RED
    assert (Colour.RED.value, Colour.RED.words) == ("RED", "Rouge.")


def test_a_value_without_words_is_refused_at_once() -> None:
    with pytest.raises(TypeError, match=r"Mute\.RED has no words"):

        class Mute(Worded):
            RED = "RED"

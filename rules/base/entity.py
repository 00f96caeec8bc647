"""What every entity and value of the domain has in common."""

from typing import Any, Self

from pydantic import BaseModel, ConfigDict


class Value(BaseModel):
    """A frozen value: equal by its content, without a life of its own."""

    model_config = ConfigDict(frozen=True, extra="forbid", ser_json_inf_nan="constants")

    def evolve(self, **changes: Any) -> Self:
        """
        The same value with these fields changed, validated again.

        Raises pydantic.ValidationError when the result would not be valid.
        """
        return type(self).model_validate({name: getattr(self, name) for name in type(self).model_fields} | changes)


class Entity(Value):
    """An aggregate root: a value with an identity, stored on its own and written under its revision."""

    id: str
    """Stable for ever: a natural code where one exists, else an identifier drawn at random."""
    revision: int = 0
    """Number of times it has been written; 0 before the first write."""

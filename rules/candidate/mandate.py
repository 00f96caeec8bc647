"""A candidate's mandate: somebody acts for them, from a day to another, until it is revoked (PRD-03)."""

from datetime import date

from rules.base.entity import Value


class Mandate(Value):
    """Somebody who acts for a candidate: a VAE adviser, a company, a training body (PRD-03)."""

    id: str
    account: str
    """The account under which they act."""
    name: str
    organisation: str | None = None
    starts_on: date
    ends_on: date | None = None
    """The last day, included; null until it is revoked."""
    revoked_on: date | None = None

    def in_force(self, on: date) -> bool:
        """Whether it allows to act on a day; revoked, it does not from that very day."""
        if self.revoked_on is not None and on >= self.revoked_on:
            return False
        return self.starts_on <= on and (self.ends_on is None or on <= self.ends_on)

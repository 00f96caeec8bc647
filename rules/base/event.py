"""What happened to an entity: identifiers, codes and keyed digests, never personal data."""

from collections.abc import Mapping
from datetime import date, datetime

from rules.base.entity import Value
from rules.base.operation import Operation

Fact = str | int | list[str]


class EventDraft(Value):
    """What an operation says of an event; the store adds when, by whom, the rank and the digests."""

    action: Operation
    facts: Mapping[str, Fact] = {}
    rules: tuple[str, ...] = ()


class Event(Value):
    """One link of the chain of events of one aggregate."""

    aggregate: str
    """Collection and identifier, for example `dossiers/…`."""
    sequence: int
    """Rank in the life of the aggregate, from 1."""
    at: datetime
    """The instant of the writing."""
    on: date
    """The business date (DAT-01)."""
    actor: str
    """The account, never the person."""
    impersonator: str | None = None
    """The administrator who acted in the account's name; null where it acted itself."""
    action: Operation
    facts: Mapping[str, Fact] = {}
    rules: tuple[str, ...] = ()
    form: int
    """Version of the stored shape that the payload digest is taken over."""
    payload: str
    """Keyed digest of the entity's content after the event."""
    previous: str
    """Digest of the event before; empty for the first."""
    digest: str
    """Digest of this event, the previous one included."""

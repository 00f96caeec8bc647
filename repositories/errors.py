"""What a store can say instead of an answer; the drivers' own exceptions never leave this room."""


class StoreError(Exception):
    """Anything the store could not do."""


class StoreUnavailable(StoreError):
    """The store cannot be reached, or went away before it answered."""


class StoreFull(StoreUnavailable):
    """The server has no room left to write."""


class StoreBroken(StoreUnavailable):
    """The server is there, and can no longer read or write its own files."""


class OutcomeUnknown(StoreUnavailable):
    """The server went away while it committed: what was written stands, or none of it does."""

    def __init__(self, message: str, *, over: bool) -> None:
        super().__init__(message)
        self.over = over
        """Whether the server has since answered that it knows of no such transaction: it will not land any more."""


class StoreLate(StoreError):
    """The store had not answered when the time that its caller was given was over (repositories.deadline)."""


class StoreBusy(StoreError):
    """Too many writers on the same entities: the time given to asking again is used up."""


class Passing(StoreError):
    """A conflict that passes: what was done in the transaction may be done again from its start."""


class StaleRevision(Passing):
    """An entity was written by somebody else since it was read."""

    def __init__(self, aggregate: str) -> None:
        super().__init__(f"{aggregate} has been written since it was read")
        self.aggregate = aggregate


class AlreadyThere(Passing):
    """What is there already refused an insertion."""

"""What a store can say instead of an answer; the drivers' own exceptions never leave this room."""


class StoreError(Exception):
    """Anything the store could not do."""


class StoreUnavailable(StoreError):
    """The store cannot be reached, or went away before it answered."""


class StoreLate(StoreError):
    """The store had not answered when the time that its caller was given was over (repositories.deadline)."""


class StoreBusy(StoreError):
    """Too many writers on the same entities: the bounded number of attempts is used up."""


class StaleRevision(StoreError):
    """An entity was written by somebody else since it was read."""

    def __init__(self, aggregate: str) -> None:
        super().__init__(f"{aggregate} has been written since it was read")
        self.aggregate = aggregate


class AlreadyThere(StoreError):
    """A unique index refused an insertion."""

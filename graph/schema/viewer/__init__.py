"""The aggregate `viewer`, as clients see it."""

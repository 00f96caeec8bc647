"""The aggregate `file`, as clients see it."""

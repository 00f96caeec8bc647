"""The aggregate `session`, as clients see it."""

"""The aggregate `archive`, as clients see it."""

"""The aggregate `rule`, as clients see it."""

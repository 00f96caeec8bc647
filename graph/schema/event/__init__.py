"""The aggregate `event`, as clients see it."""

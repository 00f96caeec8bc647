"""The aggregate `document`, as clients see it."""

"""The aggregate `organisation`, as clients see it."""

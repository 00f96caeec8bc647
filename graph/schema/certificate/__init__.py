"""The aggregate `certificate`, as clients see it."""

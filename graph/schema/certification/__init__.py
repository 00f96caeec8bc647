"""The aggregate `certification`, as clients see it."""

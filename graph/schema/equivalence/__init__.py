"""The aggregate `equivalence`, as clients see it."""

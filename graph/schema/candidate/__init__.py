"""The aggregate `candidate`, as clients see it."""

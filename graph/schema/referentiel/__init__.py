"""The aggregate `referentiel`, as clients see it."""

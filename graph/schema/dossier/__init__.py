"""The aggregate `dossier`, as clients see it."""

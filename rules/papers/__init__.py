"""What the papers of a jury session say, as frozen values of plain facts; how they look is `documents/`' affair."""

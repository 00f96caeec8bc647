"""A candidate’s path towards a certification, up to its jury."""

"""Equivalences between certifications and blocs."""

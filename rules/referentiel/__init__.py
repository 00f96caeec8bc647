"""Référentiels: versions, blocs, what is submitted and what is missing."""

"""Candidates: one person, nationally."""

"""Certifications: their codes, registrations, lists, and how they are searched."""

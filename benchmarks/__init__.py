"""Measurements: ratios taken in one run, since only they mean something from one machine to another."""

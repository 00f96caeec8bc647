"""The meeting of a jury, from its programming to the last decision of the GTP."""

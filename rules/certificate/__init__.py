"""Certificates: numbered, handed over, copied, cancelled."""

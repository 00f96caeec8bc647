"""Chambers, unions, companies and the other organisations."""

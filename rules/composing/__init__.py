"""Papers composed from what is stored: pure functions from entities to the values of rules.papers."""

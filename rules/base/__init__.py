"""What every room of the rules stands on: entities, problems, outcomes, days, texts, parameters."""

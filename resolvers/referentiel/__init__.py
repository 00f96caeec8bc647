"""What happens to the aggregate `referentiel`: reading, and what changes it."""

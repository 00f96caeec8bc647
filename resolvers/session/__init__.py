"""What happens to the aggregate `session`: reading, and what changes it."""

"""What happens to the aggregate `statement`: reading, and what changes it."""

"""What happens to the aggregate `certification`: reading, and what changes it."""

"""What happens to the aggregate `document`: reading, and what changes it."""

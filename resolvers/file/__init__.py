"""What happens to the aggregate `file`: reading, and what changes it."""

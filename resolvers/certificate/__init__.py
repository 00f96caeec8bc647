"""What happens to the aggregate `certificate`: reading, and what changes it."""

"""What happens to the aggregate `candidate`: reading, and what changes it."""

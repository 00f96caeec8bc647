"""What happens to the aggregate `organisation`: reading, and what changes it."""

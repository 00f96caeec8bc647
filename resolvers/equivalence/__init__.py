"""What happens to the aggregate `equivalence`: reading, and what changes it."""

"""What happens to the aggregate `demonstration`: reading, and what changes it."""

"""What happens to the aggregate `rulebook`: reading, and what changes it."""

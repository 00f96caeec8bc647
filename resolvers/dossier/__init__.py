"""What happens to the aggregate `dossier`: reading, and what changes it."""

"""Documents as they are issued and kept."""

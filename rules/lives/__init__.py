"""The life of each family of certifications, as tables: which operation, from which state to which."""

"""What happens: one plain async function per operation: load, ask the rules, save, return entities."""

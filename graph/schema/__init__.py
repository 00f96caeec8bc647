"""What clients see: the types, the inputs and the two schemas."""

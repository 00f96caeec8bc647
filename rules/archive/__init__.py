"""What a centre keeps and destroys: until when, what goes, and the register that says so (ARC-01 to ARC-04)."""

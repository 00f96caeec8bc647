"""What operators type: one file per command; settings are read here and passed down."""

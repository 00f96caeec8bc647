"""Who asks: the tokens of trusted issuers, the keys that sign them, and what they say in the terms of this service."""

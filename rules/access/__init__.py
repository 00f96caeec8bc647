"""Who asks, and which part of the candidates’ data exists for them."""

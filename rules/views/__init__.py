"""What one viewer sees and may do: rights, masks, next actions, summaries."""

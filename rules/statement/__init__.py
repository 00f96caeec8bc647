"""What each source says of a certification, and the certification made from it."""

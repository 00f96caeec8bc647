"""What is printed: papers rendered from entities, the same bytes every time. The only room that knows Word."""

"""What other people's formats say: registers and lists in, tables out. Streams, never whole files in memory."""

"""Where it is kept: MongoDB, or the embedded store that speaks its protocol. The only room that knows the drivers."""

"""What clients see: types, inputs, connections, the two schemas and the ASGI application. No logic, no redaction."""

"""How clients reach the schema: HTTP, tokens, limits, execution, files."""

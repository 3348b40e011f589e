"""How are pages got from a site? Politely, within limits, and from its own hosts alone."""

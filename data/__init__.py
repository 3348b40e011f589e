"""Data that travels with the program. No code: read through `importlib.resources`."""

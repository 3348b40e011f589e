"""Engines score passages with BM25. Each is derived from the archive and can be rebuilt."""

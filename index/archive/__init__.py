"""The archive: one SQLite file, the source of truth. Engines are derived from it."""

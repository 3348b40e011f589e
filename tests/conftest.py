"""Settings of all property tests: never timed, nothing written beside the code."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("hoidap", deadline=None, database=None)
settings.load_profile("hoidap")

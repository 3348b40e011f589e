"""Settings of all property tests: never timed, nothing written beside the code."""

from __future__ import annotations

import os

from hypothesis import settings

# In CI the same cases every time: a new one is found where somebody can look at it.
settings.register_profile(
    "hoidap", deadline=None, database=None, derandomize=bool(os.environ.get("CI"))
)
settings.load_profile("hoidap")

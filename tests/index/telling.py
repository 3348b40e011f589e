"""What a process that a test kills tells of its steps, line by line."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import wraps
from typing import Any


def tell(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def told(name: str, method: Callable[..., Any]) -> Callable[..., Any]:
    """Returns `method` with a line before and one after each call."""

    @wraps(method)
    def wrapper(*args: Any) -> Any:
        tell(f"before {name}")
        result = method(*args)
        tell(f"after {name}")
        return result

    return wrapper

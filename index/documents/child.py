"""Started by `index.documents.limited`: limits its own process, then runs one script in it.

Arguments: MiB of address space, MiB of output, seconds of processor time, the script and its
arguments. Knows nothing of `index`.
"""

from __future__ import annotations

import contextlib
import resource
import runpy
import sys
from typing import Final

_MIB: Final = 1024 * 1024


def limit(memory: int, output: int, cpu: int) -> None:
    """Limits this process and those that it starts; memory and output in MiB, cpu in s."""
    for kind, most in (
        (resource.RLIMIT_AS, memory * _MIB),
        (resource.RLIMIT_FSIZE, output * _MIB),
        (resource.RLIMIT_CPU, cpu),
        (resource.RLIMIT_CORE, 0),
    ):
        # macOS has no limit of address space; the others hold there too.
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(kind, (most, most))


if __name__ == "__main__":
    limit(*map(int, sys.argv[1:4]))
    sys.argv = sys.argv[4:]
    runpy.run_path(sys.argv[0], run_name="__main__")

"""Runs a script of this folder in a process of its own, within limits of memory and time.

What a document is unpacked and parsed by (PDFium, zlib, libxml2) is given the bytes of
strangers. It works in a child that may use so much memory, processor time and output, knows
none of our settings, and is killed with all that it started when its time is over. The
child's scripts import nothing of `index`, whose import takes longer than most documents.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from index.errors import IngestError

_FOLDER: Final = Path(__file__).parent
# What a parser in C needs to work; settings and secrets stay out of the child.
_PASSED_ON: Final = ("PATH", "LANG", "LC_ALL", "TESSDATA_PREFIX", "TMPDIR")
_TOO_MUCH: Final = (
    "takes more memory or time to read than is allowed, so it is damaged or made to overload "
    "its readers; print it to a new PDF and send that"
)


@dataclass(frozen=True, slots=True)
class Limits:
    """What a child may use: address space and output in MiB, seconds of processor and clock."""

    memory: int
    output: int
    cpu: int
    clock: float


def run_limited(
    script: str, data: bytes, arguments: Sequence[object], limits: Limits
) -> list[dict[str, Any]]:
    """Returns the JSON objects that `script` printed for `data`, one a line.

    The script finds `data` on its standard input. A line `{"fault": ...}` is its word of
    what is wrong with the document.

    Raises:
        IngestError: the script told a fault, broke down or was stopped at a limit.
    """
    with tempfile.TemporaryFile() as stdin, tempfile.TemporaryFile() as stdout:
        stdin.write(data)
        stdin.seek(0)
        figures = (limits.memory, limits.output, limits.cpu)
        command = [sys.executable, "-P", _FOLDER / "child.py", *figures, _FOLDER / script]
        ended = _run([*map(str, command), *map(str, arguments)], limits.clock, stdin, stdout)
        stdout.seek(0)
        values = list(_values(stdout))
    if values and "fault" in values[-1]:
        raise IngestError(str(values[-1]["fault"]))
    if ended != 0:
        raise IngestError(_TOO_MUCH)
    return values


def _run(command: Sequence[str], clock: float, stdin: Any, stdout: Any) -> int:
    """Returns the exit status of the child; below zero when it was killed."""
    environment = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
    environment["PYTHONPATH"] = os.pathsep.join(str(Path(p).resolve()) for p in sys.path if p)
    with subprocess.Popen(  # noqa: S603 - our own interpreter and script
        command,
        stdin=stdin,
        stdout=stdout,
        stderr=subprocess.DEVNULL,
        env=environment,
        start_new_session=True,
    ) as child:
        try:
            return child.wait(clock)
        except subprocess.TimeoutExpired:
            return -signal.SIGKILL
        finally:
            # Also what the child started, and when we are interrupted while waiting.
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(child.pid, signal.SIGKILL)


def _values(lines: Iterable[bytes]) -> Iterator[dict[str, Any]]:
    for line in lines:
        try:
            yield json.loads(line)
        except ValueError:
            return  # the child was stopped in the middle of a line

"""The console program, run as a user runs it: in a process of its own, in its own home."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any, Final

from index.settings import TABLE

ROOT: Final = Path(__file__).parent.parent
_PATIENCE_S: Final = 120


def environment(home: Path, **settings: str) -> dict[str, str]:
    """Returns an environment with `home` and `settings` alone, whatever is set outside."""
    names = {setting.name for setting in TABLE}
    kept = {name: value for name, value in os.environ.items() if name not in names}
    return {**kept, "PYTHONPATH": str(ROOT), "HOIDAP_HOME": str(home), **settings}


def command_line(*arguments: str) -> list[str]:
    """Returns the command line of the program."""
    return [sys.executable, "-m", "bot.main", *arguments]


def hoidap(
    home: Path, *arguments: str | Path, expect: int = 0, **settings: str
) -> subprocess.CompletedProcess[str]:
    """Runs the program beside `home`; checks its exit code and that nothing was a traceback."""
    done = subprocess.run(
        command_line(*map(str, arguments)),
        cwd=home.parent,
        env=environment(home, **settings),
        capture_output=True,
        encoding="utf-8",
        timeout=_PATIENCE_S,
        check=False,
    )
    assert done.returncode == expect, done.stdout + done.stderr
    assert "Traceback" not in done.stderr, done.stderr
    return done


def json_of(done: subprocess.CompletedProcess[str]) -> Any:
    """Returns the one JSON value that stdout consists of."""
    (line,) = done.stdout.splitlines()
    return json.loads(line)


def write_lines(file: Path, rows: list[Any]) -> Path:
    """Writes rows as JSON lines; strings go in as they are."""
    lines = [row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row in rows]
    file.write_text("\n".join(lines) + "\n", "utf-8")
    return file

"""The figures that docs/quality.md shows, as they were last measured.

`benchmarks.report` writes them, `tools.docs` makes tables of them. Measuring takes minutes
and sets that are not everywhere; the tables are made and checked in no time.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

from index.evaluation.measure import Figures
from index.evaluation.questions import digest_of

ROOT: Final = Path(__file__).parent.parent
FILE: Final = ROOT / "benchmarks" / "figures.json"
# The questions that travel with the project: figures of other questions are out of date.
GOLD_FILES: Final[Mapping[str, Path]] = {
    name: ROOT / "data" / "gold" / f"{name}.jsonl" for name in ("questions", "heldout")
}
# Measured figures may differ so much from the shown ones before it is said.
_TOLERANCE: Final = 0.02


def read_figures(file: Path = FILE) -> dict[str, Any]:
    """Returns the figures by section, nothing where none were measured yet."""
    table: dict[str, Any] = json.loads(file.read_text("utf-8")) if file.exists() else {}
    return table


def write_figures(figures: Mapping[str, Any], file: Path = FILE) -> None:
    """Writes the figures, a row of numbers on one line, so that changes are easily seen."""
    file.write_text(_lines(figures, "") + "\n", "utf-8")


def _lines(value: Any, indent: str) -> str:
    if not isinstance(value, Mapping) or not any(isinstance(v, Mapping) for v in value.values()):
        return json.dumps(value, ensure_ascii=False)
    deeper = indent + " "
    rows = (f"{deeper}{json.dumps(key)}: {_lines(v, deeper)}" for key, v in value.items())
    return "{\n" + ",\n".join(rows) + f"\n{indent}}}"


def out_of_date(figures: Mapping[str, Any]) -> list[str]:
    """Returns the gold files that have changed since the figures were measured."""
    return [
        name
        for name, file in GOLD_FILES.items()
        if figures.get(name, {}).get("questions_sha256") != digest_of(file)
    ]


def moved(section: str, measured: Figures) -> list[str]:
    """Returns which of the figures just measured over all styles docs/quality.md shows
    otherwise.
    """
    shown = read_figures().get(section, {}).get("ours", {}).get("all", {})
    return [
        f"{name} is {value}, shown is {shown[name]}"
        for name, value in asdict(measured).items()
        if isinstance(value, float)
        and isinstance(shown.get(name), float)
        and abs(value - shown[name]) > _TOLERANCE
    ]

"""Quality floors: figures that must not fall, pinned to the questions they were measured on."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from index.errors import HoidapError
from index.evaluation.measure import LOWER_IS_BETTER, Figures
from index.evaluation.questions import digest_of

# Figures that have floors; `wrongly_answered` and `wrongly_refused` have ceilings.
_FLOORS: Final = ("p_at_1", "contained", "squad_exact", "squad_f1", "in_snippet")
_CEILINGS: Final = tuple(sorted(LOWER_IS_BETTER))


class FloorError(HoidapError):
    """A figure is below its floor, or the floors were measured on other questions."""


def check_floors(file: Path, questions: Path, rows: Mapping[str, Figures]) -> None:
    """Raises FloorError naming every figure that fell, or a file that does not fit."""
    table = _read(file)
    if table.get("questions_sha256") != digest_of(questions):
        raise FloorError(
            f"{file} was measured on other questions than {questions}; measure anew with "
            "--write-floors"
        )
    fallen = []
    for style, floors in table["styles"].items():
        if style not in rows:
            raise FloorError(f"{questions} has no questions of style {style!r}")
        for name, floor in floors.items():
            value = getattr(rows[style], name)
            below = value is None or (value > floor if name in _CEILINGS else value < floor)
            if below:
                limit = "ceiling" if name in _CEILINGS else "floor"
                fallen.append(f"{style} {name} {value} ({limit} {floor})")
    if fallen:
        raise FloorError("quality fell: " + "; ".join(fallen))


def write_floors(
    file: Path, questions: Path, rows: Mapping[str, Figures], *, allow_lower: bool
) -> None:
    """Writes the figures as the new floors, to two places after the point.

    Raises FloorError where that would lower a floor and `allow_lower` is not set.
    """
    if file.exists() and not allow_lower:
        table = _read(file)
        table["questions_sha256"] = digest_of(questions)
        for style, floors in table["styles"].items():
            for name, floor in floors.items():
                value = getattr(rows[style], name) if style in rows else None
                worse = value is None or (value > floor if name in _CEILINGS else value < floor)
                if worse:
                    raise FloorError(
                        f"{style} {name} would fall from {floor} to {value}; --allow-lower lets it"
                    )
    lines = [
        "# Measured figures that must not fall. Written by `hoidap eval --write-floors`.",
        f'questions_sha256 = "{digest_of(questions)}"',
    ]
    for style, figures in rows.items():
        lines += ["", f"[styles.{_key(style)}]"]
        for name in (*_FLOORS, *_CEILINGS):
            value = getattr(figures, name)
            if value is not None:
                lines.append(f"{name} = {_rounded(value, up=name in _CEILINGS):.2f}")
    try:
        file.write_text("\n".join(lines) + "\n", "utf-8")
    except OSError as error:
        raise FloorError(f"{file} cannot be written: {error.strerror or error}") from None


def _key(style: str) -> str:
    """Returns the style as a TOML key: bare where that is allowed, else quoted."""
    return (
        style if re.fullmatch(r"[A-Za-z0-9_-]+", style) else json.dumps(style, ensure_ascii=False)
    )


def _rounded(value: float, *, up: bool) -> float:
    """Returns the value to two places, to the side that is easier to hold."""
    hundredths = int(value * 100 + 1e-9)
    if up and value * 100 - hundredths > 1e-9:  # noqa: PLR2004 - rounding error
        hundredths += 1
    return hundredths / 100


def _read(file: Path) -> dict[str, Any]:
    try:
        table = tomllib.loads(file.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise FloorError(f"{file} cannot be read: {error}") from None
    styles = table.get("styles")
    if not isinstance(styles, dict) or not all(isinstance(row, dict) for row in styles.values()):
        raise FloorError(f"{file} has no [styles.*] tables")
    for style, row in styles.items():
        for name, value in row.items():
            if name not in (*_FLOORS, *_CEILINGS) or not isinstance(value, int | float):
                raise FloorError(f"{file}: {name} = {value!r} of style {style!r} is no floor")
    return table

"""A run of an evaluation kept in a file: written, recognized, read back and checked."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, Final

from index.errors import HoidapError
from index.evaluation.measure import Judged
from index.evaluation.misses import Miss
from index.evaluation.questions import GoldQuestion
from index.model import Status

FORMAT: Final = "hoidap-eval-run-1"
# A run of 100,000 questions; more is no run of ours.
_MOST_BYTES: Final = 100 << 20
_SHARES: Final = ("contained", "exact", "squad_exact", "in_sentence", "in_snippet")
_OPTIONAL: Final[Mapping[str, type]] = {"rank": int, "text": str, "sentence": str}


@dataclass(frozen=True, slots=True)
class Run:
    """Judged questions, the SHA-256 of the file they came from, and the program's version."""

    questions_sha256: str
    version: str
    judged: tuple[Judged, ...]


def new_run(questions_sha256: str, judged: Sequence[Judged]) -> Run:
    """Returns a run of the program as it is installed."""
    try:
        installed = version("hoidap")
    except PackageNotFoundError:  # run from its sources
        installed = "unknown"
    return Run(questions_sha256, installed, tuple(judged))


def save_run(path: Path, run: Run) -> None:
    """Writes a run as one JSON object. Raises HoidapError: it cannot be written."""
    table = {
        "format": FORMAT,
        "questions_sha256": run.questions_sha256,
        "version": run.version,
        "questions": [_row(judged) for judged in run.judged],
    }
    partial = path.with_name(path.name + ".part")
    try:
        partial.write_text(json.dumps(table, ensure_ascii=False, indent=1) + "\n", "utf-8")
        partial.replace(path)
    except OSError as error:
        partial.unlink(missing_ok=True)
        raise HoidapError(f"{path} cannot be written: {error.strerror or error}") from None


def is_run(path: Path) -> bool:
    """Tells whether a file begins like a saved run; a file of questions does not."""
    try:
        with path.open("rb") as file:
            return f'"format": "{FORMAT}"'.encode() in file.read(200)
    except OSError:
        return False


def read_run(path: Path) -> Run:
    """Returns a saved run. Raises HoidapError: it is none, or it is damaged."""
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise ValueError(f"is larger than {_MOST_BYTES >> 20} MB")
        table = json.loads(path.read_text("utf-8"))
        if not isinstance(table, dict) or table.get("format") != FORMAT:
            raise ValueError(f'has no "format": "{FORMAT}"')
        return Run(
            questions_sha256=_checked(table, "questions_sha256", str),
            version=_checked(table, "version", str),
            judged=tuple(_judged(row) for row in _checked(table, "questions", list)),
        )
    except (OSError, ValueError, RecursionError) as error:
        raise HoidapError(
            f"{path} is no run that can be read: {error}; make one with `hoidap eval --save`"
        ) from None


def _row(judged: Judged) -> dict[str, Any]:
    gold = judged.gold
    return {
        "id": gold.id,
        "question": gold.question,
        "answers": list(gold.answers),
        "gold_urls": sorted(gold.gold_urls),
        "style": gold.style,
        "lang": gold.lang,
        "type": judged.answer_type,
        "status": judged.status.value,
        **{name: getattr(judged, name) for name in (*_SHARES, *_OPTIONAL, "squad_f1")},
        "miss": judged.miss.value if judged.miss else None,
    }


def _judged(row: Any) -> Judged:
    """Returns the judged question of a row. Raises ValueError naming the key that is wrong."""
    if not isinstance(row, dict):
        raise ValueError("a question is no JSON object")
    kind = _checked(row, "type", str)
    gold = GoldQuestion(
        id=_checked(row, "id", str),
        question=_checked(row, "question", str),
        answers=tuple(_texts(row, "answers")),
        gold_urls=frozenset(_texts(row, "gold_urls")),
        style=_checked(row, "style", str),
        lang=_checked(row, "lang", str),
        answer_type=kind,
    )
    miss = None if row.get("miss") is None else Miss(_checked(row, "miss", str))
    optional: dict[str, Any] = {
        name: None if row.get(name) is None else _checked(row, name, wanted)
        for name, wanted in _OPTIONAL.items()
    }
    if optional["rank"] is not None and optional["rank"] < 1:
        raise ValueError("'rank' is below 1")
    shares = {name: _checked(row, name, bool) for name in _SHARES}
    return Judged(
        gold=gold,
        answer_type=kind,
        status=Status(_checked(row, "status", str)),
        squad_f1=float(_checked(row, "squad_f1", (int, float))),
        miss=miss,
        **shares,
        **optional,
    )


def _texts(row: Mapping[str, Any], key: str) -> list[str]:
    values: list[str] = _checked(row, key, list)
    if not all(isinstance(value, str) for value in values):
        raise ValueError(f"{key!r} holds something else than texts")
    return values


def _checked(row: Mapping[str, Any], key: str, kind: type | tuple[type, ...]) -> Any:
    value = row.get(key)
    if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
        raise ValueError(f"{key!r} is missing or of another type")
    return value

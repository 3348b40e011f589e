"""Gold questions: reading and checking a question file."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from index.errors import HoidapError
from index.language.normalize import nfc


@dataclass(frozen=True, slots=True)
class GoldQuestion:
    """A question with its accepted short answers and the articles that give them.

    Without answers and articles it is unanswerable: any answer to it is wrong.
    `answer_type` is what the file says that is asked for, None where it says nothing.
    """

    id: str
    question: str
    answers: tuple[str, ...]
    gold_urls: frozenset[str]
    style: str
    lang: str
    answer_type: str | None = None

    @property
    def answerable(self) -> bool:
        """Whether the news answers it."""
        return bool(self.gold_urls)


def read_questions(path: Path) -> list[GoldQuestion]:
    """Returns the questions of a .jsonl file (the contract's question lines).

    Raises HoidapError naming the file, line and key of the first line that is wrong, or
    the file where it has no question.
    """
    questions = list(_lines(path))
    if not questions:
        raise HoidapError(f"{path} has no question in it")
    return questions


def digest_of(path: Path) -> str:
    """Returns the SHA-256 of a file, to pin what floors were measured on."""
    return sha256(path.read_bytes()).hexdigest()


def _lines(path: Path) -> Iterator[GoldQuestion]:
    try:
        # Not splitlines: a JSON text may hold U+2028 and other ends of lines.
        lines = path.read_text("utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise HoidapError(f"{path} cannot be read as UTF-8 text: {error}") from None
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            yield _question(json.loads(line), number)
        except (ValueError, TypeError, RecursionError) as error:
            raise HoidapError(f"{path}, line {number}: {error}; fix it or take it out") from None


def _question(row: Any, number: int) -> GoldQuestion:
    if not isinstance(row, dict):
        raise TypeError("is no JSON object")
    for key in ("id", "question"):
        if not isinstance(row.get(key), str) or not row[key].strip():
            raise ValueError(f"needs a text under {key!r}")
    for key in ("answers", "gold_urls"):
        values = row.get(key, [])
        if not isinstance(values, list) or not all(isinstance(v, str) for v in values):
            raise ValueError(f"needs a list of texts under {key!r}")
    if not isinstance(row.get("type"), str | None):
        raise ValueError("needs a text under 'type', or none")
    return GoldQuestion(
        id=row["id"],
        question=nfc(row["question"]),
        answers=tuple(nfc(answer) for answer in row.get("answers", [])),
        gold_urls=frozenset(row.get("gold_urls", [])),
        style=str(row.get("style") or "unstyled"),
        lang=str(row.get("lang") or "vi"),
        answer_type=row.get("type") or None,
    )

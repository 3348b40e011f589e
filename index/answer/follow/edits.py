"""Changing the last question in places: what is put in, and the text that comes of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from index.answer.follow.asked import Asked
from index.answer.follow.slots import Slot, SlotKind
from index.language.normalize import fold

# What two edits may leave behind of "lần thứ V, nhiệm kỳ 2019-2022".
_LOOSE_COMMA: Final = re.compile(r"(?:\s*,)+\s*(?=,|[?.]|$)")

_EMPTY: Final = re.compile(r"\(\s*\)")


@dataclass(frozen=True, slots=True)
class Edit:
    """Puts `text` in the place of tokens `first` to `end` of the last question."""

    first: int
    end: int
    text: str


def replacing(asked: Asked, old: Slot, new: Slot) -> Edit:
    """Returns the edit that puts a slot of the message in the place of one that was asked."""
    text = text_of(asked, new) or ""
    if new.kind is SlotKind.PRIZE and asked.line.is_capitalized(old.end - 1):
        head, _, rest = text.partition(" ")
        text = f"{head} {rest[:1].upper()}{rest[1:]}"  # "giải Nhì"
    return Edit(old.first, old.end, text)


def text_of(asked: Asked, slot: Slot) -> str | None:
    """Returns a slot in the language of the question, None where it has no words for it."""
    return slot.vietnamese if asked.vietnamese else slot.english


def edited(asked: Asked, edits: Sequence[Edit]) -> str | None:
    """Returns the last question with the edits made; None where two of them overlap."""
    line = asked.line
    pieces: list[str] = []
    at = line.tokens[asked.first].start
    for edit in sorted(edits, key=lambda e: (e.first, e.end)):
        inserted = edit.first == edit.end
        if inserted:
            start = line.tokens[edit.first - 1].end if edit.first else 0
        else:
            start = line.tokens[edit.first].start
        if start < at:
            return None
        pieces += [line.text[at:start], f" {edit.text} " if inserted else edit.text]
        at = start if inserted else line.tokens[edit.end - 1].end
    pieces.append(line.text[at : line.tokens[asked.end - 1].end + 1])
    text = _EMPTY.sub("", " ".join("".join(pieces).split()))
    return _LOOSE_COMMA.sub("", text)


def finished(asked: Asked, text: str) -> str:
    """Returns a question as it is asked: with its mark, and begun as the last one was."""
    text = re.sub(r"\s+([,.;:?!])", r"\1", " ".join(text.split())).strip(" ,;:?.!")
    letters: Callable[[str], str] = str
    if asked.line.text.isupper():
        letters = str.upper
    elif asked.line.bare and asked.vietnamese:
        letters = bare_like
    text = letters(text)
    if asked.line.text[:1].isupper():
        text = text[:1].upper() + text[1:]
    return f"{text}?"


def bare_like(text: str) -> str:
    """Returns `text` without marks, as the question was typed that it goes into."""
    return "".join(
        folded.upper() if char.isupper() else folded
        for char, folded in ((char, fold(char)) for char in text)
    )

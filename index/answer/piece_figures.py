"""The figures of a span by parts of speech and by what stands right around it, each 0 to 1.

They tell a phrase from words in a row where no form is asked ("gì", "vì sao"), and are 0 where
one is.
"""

from __future__ import annotations

from typing import Final

from index.answer.chunks import NOMINAL, Word, tagged
from index.answer.frame import Frame
from index.answer.readings import Form

_VERBS: Final = frozenset({"V"})
_LINKS: Final = frozenset({"C", "E", "R"})
_LONG: Final = 12
_HEAD: Final = 3
PIECE: Final = (
    "noun_first", "name_first", "verb_first", "link_first", "noun_last", "verb_last",
    "after_verb", "after_link", "after_mark", "before_verb", "before_link", "before_mark",
    "verbs", "marks", "links", "few_words", "said_before", "said_after", "head", "head_before",
    "asks_name", "asks_is", "asks_which", "asks_action", "opens_sentence",
)  # fmt: skip
NO_PIECE: Final = (0.0,) * len(PIECE)
_NAME: Final = frozenset({"ten", "goi", "danh"})
_ACTION: Final = frozenset({"lam"})
_GENERAL: Final = frozenset({"la", "dieu", "cai", "viec"})


def piece_figures(
    text: str, form: Form, folded: tuple[str, ...], said: frozenset[int], frame: Frame
) -> tuple[float, ...]:
    """Returns the figures; `folded` are the sentence's tokens, `said` the places of those that
    only say what was asked.
    """
    words = tagged(text)
    span = form.span
    inside = [i for i, w in enumerate(words) if w.start < span.end and span.start < w.end]
    if not inside:
        return NO_PIECE
    first, last = words[inside[0]], words[inside[-1]]
    before = words[inside[0] - 1] if inside[0] else None
    after = words[inside[-1] + 1] if inside[-1] + 1 < len(words) else None
    gap_before = text[before.end : first.start].strip() if before else "."
    gap_after = text[last.end : after.start].strip() if after else "."
    left = frame.left
    return (
        float(first.tag in NOMINAL), float(first.tag == "Np"), float(first.tag in _VERBS),
        float(first.tag in _LINKS), float(last.tag in NOMINAL), float(last.tag in _VERBS),
        _is(before, _VERBS), _is(before, _LINKS), float(bool(gap_before)),
        _is(after, _VERBS), _is(after, _LINKS), float(bool(gap_after)),
        min(1.0, sum(words[i].tag in _VERBS for i in inside) / 4),
        min(1.0, sum(c in ",;:()" for c in text[span.start : span.end]) / 3),
        min(1.0, sum(words[i].tag in _LINKS for i in inside) / 4),
        min(1.0, len(inside) / _LONG),
        float(form.first - 1 in said or form.first - 2 in said),
        float(form.last + 1 in said or form.last + 2 in said),
        _head(left, folded, form.first), _head(left, folded, form.first, before=True),
        float(bool(_NAME & set(left[:2]))), float(left[:1] == ("la",)),
        float(bool(left) and left[0] not in _GENERAL and left[0] not in _ACTION),
        float(bool(_ACTION & set(left[:1]))),
        float(inside[0] == 0),
    )  # fmt: skip


def _is(word: Word | None, tags: frozenset[str]) -> float:
    return float(word is not None and word.tag in tags)


def _head(
    left: tuple[str, ...], folded: tuple[str, ...], at: int, *, before: bool = False
) -> float:
    """Returns how many of the words before the question word open the span, or stand before it."""
    best = 0
    for length in range(1, _HEAD + 1):
        wanted = left[:length][::-1]
        start = at - length if before else at
        if len(wanted) == length and start >= 0 and folded[start : start + length] == wanted:
            best = length
    return best / _HEAD

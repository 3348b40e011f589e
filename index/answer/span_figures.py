"""The figures of a span in its sentence, each about -1 to 1, in the order of `SPAN`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from index.answer.asked import Asked
from index.answer.cues import AnswerType
from index.answer.fit import change_fit, type_fit
from index.answer.frame import frame_match
from index.answer.items import items, leads
from index.answer.piece_figures import NO_PIECE, PIECE, piece_figures
from index.answer.readings import CHUNKED, WHOLE, Form, clause_numbers
from index.answer.sentence_figures import Sentence, share_held
from index.language.sentences import Span
from index.search.query import Concept
from index.search.rank import positions

# How fast a concept's help fades with its distance from the span, in tokens.
_REACH: Final = 6.0
_NEAR: Final = 6
_LONG_SPAN: Final = 20.0
_MANY: Final = 5.0
# Longer spans are told once only.
_TOLD_WORDS: Final = 8
# "thay ông X": X is who was there before.
_CHANGE: Final = re.compile(
    r"(?:thay|kế nhiệm|thay thế|nguyên)(?: cho)?(?: đồng chí| ông| bà| đ/c)?\s*$"
)
SPAN: Final = (
    "form", "fit", "tokens", "share", "said", "near", "near_left", "near_right", "clause",
    "clause_best", "frame_left", "frame_right", "touch_left", "touch_right", "same_form",
    "near_best", "after_is", "after_colon", "in_brackets", "ends_clause", "capital", "digit",
    "told_again", "first_form", "after_change", "new_value", "focus_near", "focus_clause",
    "stretch", *PIECE,
)  # fmt: skip


def span_figures(
    asked: Asked, sentence: Sentence, forms: Sequence[Form], *, pieces: bool = False
) -> list[tuple[float, ...]]:
    """Returns the figures of all spans of a sentence, in order, a row each by `SPAN`.

    With `pieces` those by parts of speech too, where the asked type may be answered by a piece.
    """
    tokens = sentence.candidate.map.tokens
    near = [_nearness(sentence.places, form.first, form.last) for form in forms]
    spoken = pieces and asked.understanding.answer_type in CHUNKED
    folded = tuple(t.folded for t in tokens)
    said = frozenset(at for at, _ in sentence.places)
    frame = asked.understanding.frame
    text = sentence.candidate.text
    ahead = _items_ahead(sentence, forms)
    rows = []
    for at, form in enumerate(forms):
        rivals = [near[i][0] for i, f in enumerate(forms) if f.rank == form.rank and i != at]
        figures = _figures(asked, sentence, form, forms, near[at], rivals)
        by_words = piece_figures(text, form, folded, said, frame) if spoken else NO_PIECE
        rows.append((*figures, ahead.get(form.span, 0.0), *by_words))
    return rows


# Spans of the asked form, of one that may stand for it, and names are told of one thing each.
_VALUED: Final = 3


def _items_ahead(sentence: Sentence, forms: Sequence[Form]) -> dict[Span, float]:
    """Returns how far what is told of a value is what is asked, ahead of the others like it."""
    text = sentence.candidate.text
    starts = [token.start for token in sentence.candidate.map.tokens]
    ahead: dict[Span, float] = {}
    for rank in range(_VALUED):
        spans = sorted((f.span for f in forms if f.rank == rank), key=lambda s: (s.start, -s.end))
        values: list[Span] = []
        for span in spans:
            if not values or span.start >= values[-1].end:
                values.append(span)
        if len(values) > 1:
            told = leads(items(text, values), sentence.places, starts)
            ahead |= dict(zip(values, told, strict=True))
    return ahead


def _figures(
    asked: Asked, sentence: Sentence, form: Form, all_forms: Sequence[Form],
    nearness: tuple[float, float, float], rivals: Sequence[float],
) -> tuple[float, ...]:  # fmt: skip
    candidate = sentence.candidate
    text, tokens = candidate.text, candidate.map.tokens
    first, last = form.first, form.last
    frame = asked.understanding.frame
    near, near_left, near_right = nearness
    left = [t.folded for t in tokens[max(0, first - _NEAR) : min(first + 3, last + 1)]]
    right = [t.folded for t in tokens[max(last - 2, first) : last + 1 + _NEAR]]
    clause = sentence.clauses.get(clause_numbers(text)[first], 0.0) if tokens else 0.0
    before = text[max(0, form.span.start - 12) : form.span.start].rstrip()
    after = text[form.span.end : form.span.end + 1]
    piece = text[form.span.start : form.span.end]
    fit = _fit(asked, sentence, form, [f.bare for f in all_forms if f.rank == 0])
    said = {at for at, _ in sentence.places if first <= at <= last}
    length = last - first + 1
    return (
        form.rank / WHOLE,
        fit,
        min(1.0, length / _LONG_SPAN),
        length / max(1, len(tokens)),
        len(said) / length,
        near, near_left, near_right,
        clause,
        clause - max(sentence.clauses.values(), default=0.0),
        frame_match(frame.left, left),
        frame_match(frame.right, right),
        float(bool(frame.left) and first > 0 and tokens[first - 1].folded == frame.left[0]),
        float(bool(frame.right) and last + 1 < len(tokens)
              and tokens[last + 1].folded == frame.right[0]),
        min(1.0, len(rivals) / _MANY),
        near - max(rivals, default=0.0),
        float(before.endswith((" là", "gồm", " thành"))),
        float(before.endswith(":")),
        float(before.endswith("(")),
        float(after in ",.;:)" if after else 1.0),
        sum(t.text != text[t.start : t.end] for t in tokens[first : last + 1]) / length,
        float(any(c.isdigit() for c in piece)),
        _told_again(asked, sentence, form),
        float(bool(all_forms) and form is all_forms[0]),
        float(bool(_CHANGE.search(text[max(0, form.span.start - 30) : form.span.start]))),
        change_fit(text, form.span),
        *_focus_near(asked, sentence, first, last),
    )  # fmt: skip


def _focus_near(asked: Asked, sentence: Sentence, first: int, last: int) -> tuple[float, float]:
    """Returns how much of the focus stands within a few words of the span, and in its clause."""
    if not asked.focus:
        return 1.0, 1.0
    numbers = clause_numbers(sentence.candidate.text)
    clause = numbers[first] if numbers else 0
    near: set[Concept] = set()
    same: set[Concept] = set()
    for concept in asked.focus:
        for at in positions(sentence.candidate.map, concept):
            if first - _NEAR - 2 <= at <= last + _NEAR:
                near.add(concept)
            if numbers[at] == clause:
                same.add(concept)
    return share_held(asked.focus, near), share_held(asked.focus, same)


def _fit(asked: Asked, sentence: Sentence, form: Form, spans: Sequence[Span]) -> float:
    """Returns the fit of a span of the asked type, -1 to 1; 0 for other spans."""
    if form.rank:
        return 0.0
    of_people = asked.understanding.answer_type in (AnswerType.PERSON, AnswerType.POST)
    kind_spans = sentence.persons if of_people else spans
    fit = type_fit(sentence.candidate.text, form.bare, kind_spans, asked.understanding)
    return -1.0 if fit is None else fit


def _nearness(
    places: Sequence[tuple[int, float]], first: int, last: int
) -> tuple[float, float, float]:
    """Returns how much of what was asked stands near the span: in all, left and right."""
    left = right = 0.0
    for at, weight in places:
        if at < first:
            left += weight * _REACH / (_REACH + first - at)
        elif at > last:
            right += weight * _REACH / (_REACH + at - last)
    return min(1.0, left + right), min(1.0, left), min(1.0, right)


def _told_again(asked: Asked, sentence: Sentence, form: Form) -> float:
    """Returns how many other candidate sentences say the span too, up to five."""
    if form.rank == WHOLE or form.last - form.first > _TOLD_WORDS:
        return 0.0
    tokens = sentence.candidate.map.tokens[form.first : form.last + 1]
    said = f" {' '.join(t.folded for t in tokens)} "
    others = sum(
        said in text
        for text, c in zip(asked.folded, asked.candidates, strict=True)
        if c.text != sentence.candidate.text
    )
    return min(1.0, others / _MANY)

"""A time in the place of a time: "thế năm 2019?", "khóa trước?", "còn quý III?"."""

from __future__ import annotations

import re
from typing import Final

from index.answer.follow.asked import Asked
from index.answer.follow.edits import Edit, text_of
from index.answer.follow.line import read_line
from index.answer.follow.matter import event
from index.answer.follow.slots import Slot, SlotKind, slots_in
from index.answer.follow.times import other_term, term_step, year_step

# Times that name a period, and times that name a day: any of them stands in for another.
_PERIODS: Final = frozenset({SlotKind.YEAR, SlotKind.TERM, SlotKind.ORDINAL})
_DAYS: Final = frozenset({SlotKind.DAY, SlotKind.DATE})
_YEAR: Final = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def time_edits(asked: Asked, slot: Slot, *, opened: bool) -> list[Edit] | None:
    """Returns the edits that put a time into the question, None where it is not sure how.

    `opened` tells that the message says it goes on ("còn quý III?").
    """
    text = _counted(asked, slot)
    if text is None:
        return None
    same = asked.of_kind(slot.kind)
    if len(same) > 1 or (slot.kind in _PERIODS and asked.of_kind(SlotKind.DATE)):
        return None
    alike = next((group for group in (_PERIODS, _DAYS) if slot.kind in group), {slot.kind})
    group = asked.of_kind(*alike)
    if slot.kind is SlotKind.ORDINAL and not same and not _has_editions(asked, slot):
        return None
    if not group:
        return [_appended(asked, slot, text)] if opened or slot.kind in _PERIODS else None
    kept = same[0] if same else group[0]
    if asked.line.text[asked.line.tokens[kept.end - 1].end :].startswith("'"):
        return None  # "this year's"
    if asked.line.piece(kept.first, kept.end).isdecimal():  # "tháng 5/2018", "the 2018 contest"
        numbers = _YEAR.findall(text)
        glued = asked.line.gap(kept.first).strip() == "/" or not asked.vietnamese
        if not numbers and glued:
            return None
        text = numbers[0] if numbers else text
    return [Edit(other.first, other.end, text if other is kept else "") for other in group]


def _has_editions(asked: Asked, slot: Slot) -> bool:
    """Tells whether the question is on what is held again, or on a post: "khóa VI"."""
    if event(asked, in_question=True) is not None:
        return True
    of_post = asked.of_kind(SlotKind.POST) and not asked.of_kind(SlotKind.PERSON)
    return bool(of_post) and str(slot.value).startswith("khoa")


def _counted(asked: Asked, slot: Slot) -> str | None:
    """Returns a time as it is put in, "năm trước" counted from the year that was asked."""
    value = str(slot.value)
    years = [s for s in asked.of_kind(SlotKind.YEAR) if str(s.value).isdecimal()]
    if step := year_step(value):
        if not years and step == -1 and not asked.of_kind(*_PERIODS):
            return text_of(asked, slot)  # "năm trước" is last year
        if len(years) != 1:
            return None
        year = int(str(years[0].value)) + step
        return f"năm {year}" if asked.vietnamese else f"in {year}"
    if step := term_step(value):
        return _counted_term(asked, slot, step)
    return text_of(asked, slot)


def _counted_term(asked: Asked, slot: Slot, step: int) -> str | None:
    """Returns "khóa VI" for "nhiệm kỳ trước" after a question on, or an answer from, the VII."""
    title = slots_in(read_line(asked.previous.title or ""), asked.lexicon)
    for terms in (asked.slots, title):
        ordinals = [other for other in terms if other.kind is SlotKind.ORDINAL]
        if len(ordinals) == 1 and (text := other_term(str(ordinals[0].value), step)):
            return text if asked.vietnamese else None
    # Before or after which one is not known.
    return None if asked.of_kind(*_PERIODS) else text_of(asked, slot)


def _appended(asked: Asked, slot: Slot, text: str) -> Edit:
    """Puts a time at the end, before "là ai" and the like; a quarter before its year."""
    if slot.kind in (SlotKind.QUARTER, SlotKind.MONTH) and (years := asked.of_kind(SlotKind.YEAR)):
        return Edit(years[0].first, years[0].first, text)
    at = asked.end
    if asked.question is not None and asked.question[1] == asked.end:
        start = asked.question[0]
        if start > asked.first and asked.line.tokens[start - 1].folded == "la":
            at = start - 1
    return Edit(at, at, text)

"""What stands beside an answer: the list it is part of, and what a person should know of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from bot.links import web_address
from bot.markup import bold, cut, cut_before, escape, one_line, utf16_units
from bot.render_lists import TITLE_UNITS
from bot.reply import Button, LinkButton
from bot.wording import Wording
from index.model import Answer, Quote

INTRO_UNITS: Final = 300
LIST_UNITS: Final = 2_200
"""Room for all items of a list, marks and line breaks included."""
ANSWER_UNITS: Final = 600
"""Room for the item that answers; the others share what it leaves."""
_MARK: Final = re.compile(r"[-–—+•●▪*✓►]\s*")
_BULLET: Final = "• "


def listed(quote: Quote, words: Wording) -> str:
    """Renders the list that an answer is part of, with the item that answers in bold.

    An item keeps its number; dashes and the like become bullets. `quote.items` has at least
    one item.
    """
    items = [one_line(item) for item in quote.items]
    sentence = one_line(quote.sentence)
    own = next((i for i, item in enumerate(items) if sentence and sentence in item), None)
    shown = [_bulleted(item) for item in items]
    lines = []
    if intro := cut_before(one_line(quote.intro), INTRO_UNITS):
        lines.append(escape(intro))
    for number, (item, room) in enumerate(zip(shown, _rooms(shown, own), strict=True)):
        line = cut(item, room)
        skipped = len(_BULLET) if line.startswith(_BULLET) else 0
        spans = [(skipped, len(line))] if number == own else []
        lines.append(bold(line, spans, most=1))
    if quote.more_items:
        lines.append(words.count("answer.more_items", quote.more_items))
    return "\n".join(lines)


def notes(answer: Answer, words: Wording) -> list[str]:
    """Renders what has to be known beside an answer: each note a line."""
    lines = []
    if answer.overdue_days is not None:
        lines.append(words.count("answer.overdue", answer.overdue_days))
    if answer.newer is not None:
        title = cut(one_line(answer.newer.title), TITLE_UNITS)
        day = words.date(answer.newer.published)
        lines.append(words.html("answer.newer", title=title, date=day))
    return lines


def newer_row(answer: Answer, words: Wording) -> tuple[tuple[Button, ...], ...]:
    """Returns the row with the button that opens the newer article, where it has an address."""
    url = web_address(answer.newer.url) if answer.newer else None
    return ((LinkButton(words.plain("button.newer"), url),),) if url else ()


def _bulleted(item: str) -> str:
    mark = _MARK.match(item)
    plain = item[mark.end() :] if mark else item
    numbered = re.match(r"\(?(?:\d{1,2}|[a-zđ]|[IVX]{1,4})[.)]|Bước \d", plain)
    return plain if numbered and not mark else _BULLET + plain


def _rooms(items: Sequence[str], own: int | None) -> list[int]:
    """Returns how many units each item may have, so that all fit into LIST_UNITS.

    Short items leave their room to long ones.
    """
    wanted = [utf16_units(item) + 1 for item in items]
    room = LIST_UNITS
    rooms = [0] * len(items)
    order = sorted(range(len(items)), key=lambda i: (i != own, wanted[i]))
    for place, i in enumerate(order):
        share = ANSWER_UNITS if i == own else room // (len(order) - place)
        rooms[i] = min(wanted[i], share)
        room -= rooms[i]
    return rooms

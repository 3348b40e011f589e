"""Topics: the categories of the news as buttons, and the articles of one, the newest first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from bot.callbacks import MAX_OFFSET, Press
from bot.markup import cut, one_line, utf16_units
from bot.render_following import topic_row
from bot.render_lists import articles_page, navigation
from bot.reply import Button, PressButton, Reply
from bot.wording import Wording
from index.model import SearchPage, Topic

TOPICS: Final = "topics"
"""Shows a page of the topics in place."""
TOPIC: Final = "topic"
"""Shows a page of the articles of a topic in place; its id is the topic's."""

TOPICS_A_PAGE: Final = 12
NAME_UNITS: Final = 40
"""What a button as wide as a phone shows."""
HALF_UNITS: Final = 17
"""What a button half as wide shows, the number of articles included."""


def topics_page(topics: Sequence[Topic], offset: int, words: Wording) -> Reply | None:
    """Renders a page of the topics; None when there is none at this offset but others are."""
    if not topics:
        return Reply(words.html("topics.none"))
    shown = topics[offset : offset + TOPICS_A_PAGE]
    if not shown:
        return None
    rows = _in_rows([_button(topic, words) for topic in shown])
    back, on = offset - TOPICS_A_PAGE, offset + TOPICS_A_PAGE
    turning = navigation(
        PressButton(words.plain("button.previous"), Press(TOPICS, offset=max(back, 0)))
        if offset
        else None,
        PressButton(words.plain("button.next"), Press(TOPICS, offset=on))
        if on < len(topics) and on <= MAX_OFFSET
        else None,
    )
    return Reply(words.count("topics.title", len(topics)), (*rows, *turning))


def topic_page(
    topic: Topic, page: SearchPage, offset: int, words: Wording, today: date
) -> Reply | None:
    """Renders a page of a topic's articles; None when there is none at this offset."""
    name = cut(one_line(topic.name), NAME_UNITS)
    title = words.count("topics.articles", page.total, topic=name)
    hits = [replace(hit, category=None) for hit in page.hits]  # the title has it
    shown = replace(page, hits=hits)
    reply = articles_page(shown, words, title, Press(TOPIC, topic.id, offset), today)
    if reply is None:
        return None
    back = PressButton(words.plain("topics.button.all"), Press(TOPICS))
    return Reply(reply.html, (*reply.rows, topic_row(topic.id, words), (back,)))


def _button(topic: Topic, words: Wording) -> PressButton:
    name = cut(one_line(topic.name), NAME_UNITS)
    label = words.plain("topics.button.topic", name=name, n=words.number(topic.articles))
    return PressButton(label, Press(TOPIC, topic.id))


def _in_rows(buttons: Sequence[PressButton]) -> list[tuple[Button, ...]]:
    """Puts two buttons beside each other where both are short; the order stays."""
    rows: list[tuple[Button, ...]] = []
    open_row = False
    for button in buttons:
        short = utf16_units(button.text) <= HALF_UNITS
        if open_row and short:
            rows[-1] = (*rows[-1], button)
            open_row = False
        else:
            rows.append((button,))
            open_row = short
    return rows

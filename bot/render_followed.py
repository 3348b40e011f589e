"""What a chat follows, and stopping or changing it, as the chat sees it. Pure functions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bot.callbacks import Press
from bot.render_following import (
    BUTTON_UNITS,
    HOURS,
    LIST,
    hour_rows,
    list_row,
    named,
    told_when,
)
from bot.render_lists import navigation
from bot.reply import Button, PressButton, Reply
from bot.wording import Wording
from index.service import Follow

TIME: Final = "foltime"
"""Asks when news of a subscription are to come."""
SET: Final = "folset"
"""Sets the hour of a subscription: the offset, or `NO_HOUR`."""
NO_HOUR: Final = HOURS
"""Stands for "at once" where an hour would."""
STOP: Final = "folstop"
"""Stops a subscription in the list; the offset is that of the list."""
STOP_HERE: Final = "folnews"
"""Stops a subscription below an article that came of it."""
STOP_ALL: Final = "folend"
"""Asks whether to stop all."""
STOP_ALL_SURE: Final = "folends"
KEEP_ALL: Final = "folkeep"
A_PAGE: Final = 5


def list_page(
    follows: Sequence[Follow], offset: int, thread_id: int | None, words: Wording
) -> Reply:
    """Renders a page of what a chat follows, the last where the offset is beyond.

    `thread_id` is the topic that is being looked at: what stands in others is said to.
    """
    if not follows:
        return Reply(words.html("following.nothing"))
    last = (len(follows) - 1) // A_PAGE * A_PAGE
    offset = min(offset - offset % A_PAGE, last)
    lines = [words.count("following.title", len(follows)), ""]
    rows: list[tuple[Button, ...]] = []
    for number, follow in enumerate(follows[offset : offset + A_PAGE], start=offset + 1):
        line = words.html(
            "following.item",
            number=number,
            what=named(follow, words),
            when=told_when(follow.hour, words),
        )
        if follow.thread_id != thread_id:
            line += f" {words.html('following.elsewhere')}"
        lines.append(line)
        key = str(follow.id)
        rows.append(
            (
                PressButton(words.plain("following.button.time", number=number), Press(TIME, key)),
                PressButton(
                    words.plain("following.button.stop", number=number), Press(STOP, key, offset)
                ),
            )
        )
    rows += navigation(
        PressButton(words.plain("button.previous"), Press(LIST, offset=offset - A_PAGE))
        if offset
        else None,
        PressButton(words.plain("button.next"), Press(LIST, offset=offset + A_PAGE))
        if offset < last
        else None,
    )
    rows.append((PressButton(words.plain("following.button.stop_all"), Press(STOP_ALL)),))
    return Reply("\n".join(lines), tuple(rows))


def times(follow: Follow, words: Wording) -> Reply:
    """Asks when news of a subscription are to come."""
    key = str(follow.id)
    at_once = PressButton(words.plain("following.button.at_once"), Press(SET, key, NO_HOUR))
    lines = [
        words.html("following.what", what=named(follow, words)),
        words.html("following.when"),
    ]
    return Reply("\n".join(lines), ((at_once,), *hour_rows(SET, key, words), list_row(words)))


def time_changed(follow: Follow, words: Wording) -> Reply:
    """Says when news of a subscription come from now on."""
    what, told = named(follow, words), told_when(follow.hour, words)
    return Reply(words.html("following.changed", what=what, when=told), (list_row(words),))


def stop_all(number: int, words: Wording) -> Reply:
    """Asks whether to stop all that a chat follows."""
    if not number:
        return Reply(words.html("following.nothing"))
    sure = PressButton(words.plain("following.button.stop_all_sure"), Press(STOP_ALL_SURE))
    keep = PressButton(words.plain("following.button.cancel"), Press(KEEP_ALL))
    return Reply(words.count("following.sure", number), ((sure, keep),))


def stop_buttons(follows: Sequence[Follow], words: Wording) -> list[tuple[Button, ...]]:
    """Returns a row for each subscription that stops it, to stand below news."""
    return [
        (
            PressButton(
                words.plain("news.button.stop", what=named(follow, words, BUTTON_UNITS)),
                Press(STOP_HERE, str(follow.id)),
            ),
        )
        for follow in follows
    ]

"""Asking what to follow and when to be told, as the chat sees it. Pure functions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bot.callbacks import MAX_OFFSET, Press
from bot.markup import cut, one_line
from bot.render_lists import navigation, source_label
from bot.reply import Button, PressButton, Reply, Rows
from bot.wording import Wording
from bot.wording_keys import TextKey
from index import Choice, Topic
from index.service import Follow, FollowKind

ASK: Final = "folask"
"""Leaves the question what to follow; a reply to the message with this button answers it."""
CATEGORIES: Final = "folcats"
SOURCES: Final = "folsrcs"
"""Shows a page of the categories, or sources, to choose from."""
CATEGORY: Final = "folcat"
SOURCE: Final = "folsrc"
"""Chooses the category, or source, of that id."""
FROM_TOPIC: Final = "folnew"
"""The same below the articles of a category: asks in a new message."""
CHOICE: Final = "fol"
"""Chooses what is kept under that id, as the following do:"""
AT_ONCE: Final = "folnow"
DAILY: Final = "folday"
"""Asks for the hour of the digest."""
HOUR: Final = "folat"
"""Follows, with the offset as the hour."""
CANCEL: Final = "folno"
LIST: Final = "fols"
"""Shows a page of what the chat follows in place."""
SEE: Final = "folsee"
"""Shows what the chat follows in a new message."""

HOURS: Final = 24
HOURS_A_ROW: Final = 6
"""As many as a phone shows side by side."""
NAMES_A_PAGE: Final = 8
NAME_UNITS: Final = 60
BUTTON_UNITS: Final = 40
FREQUENT_A_WEEK: Final = 21
"""Three a day: from here on a digest is suggested first."""


def named(what: Choice | Follow, words: Wording, units: int = NAME_UNITS) -> str:
    """Says what is followed; plain text, not escaped."""
    value = one_line(what.value)
    if what.kind is FollowKind.SOURCE:
        value = source_label(value, "") or value
    key: TextKey
    if what.kind is FollowKind.CATEGORY:
        key = "following.name.category"
    elif what.kind is FollowKind.SOURCE:
        key = "following.name.source"
    else:
        key = "following.name.phrase" if what.exact_marks else "following.name.any"
    return words.plain(key, value=cut(value, units))


def told_when(hour: int | None, words: Wording) -> str:
    """Says when news come: at once (None), or at an hour of each day; plain text."""
    if hour is None:
        return words.plain("following.time.at_once")
    return words.plain("following.time.daily", hour=hour)


def question(words: Wording, *, private: bool, categories: bool, sources: bool) -> Reply:
    """Asks what to follow; `categories` and `sources` say what there is to choose from."""
    row = []
    if categories:
        row.append(PressButton(words.plain("following.button.categories"), Press(CATEGORIES)))
    if sources:
        row.append(PressButton(words.plain("following.button.sources"), Press(SOURCES)))
    leave = (PressButton(words.plain("following.button.cancel"), Press(ASK)),)
    if not row:
        return Reply(words.html("following.ask_nothing_known"), (leave,))
    html = words.html("following.ask" if private else "following.ask_group")
    return Reply(html, (tuple(row), leave))


def names_page(topics: Sequence[Topic], here: Press, words: Wording) -> Reply | None:
    """Renders a page of categories or sources; None when there is none at this offset."""
    offset = here.offset - here.offset % NAMES_A_PAGE
    shown = topics[offset : offset + NAMES_A_PAGE]
    if not shown:
        return None
    of_sources = here.kind == SOURCES
    rows: list[tuple[Button, ...]] = []
    for topic in shown:
        name = source_label(topic.name, "") if of_sources else None
        name = cut(one_line(name or topic.name), BUTTON_UNITS)
        label = words.plain("following.button.category", name=name, n=words.number(topic.articles))
        rows.append((PressButton(label, Press(SOURCE if of_sources else CATEGORY, topic.id)),))
    back, on = offset - NAMES_A_PAGE, offset + NAMES_A_PAGE
    rows += navigation(
        PressButton(words.plain("button.previous"), Press(here.kind, offset=back))
        if offset
        else None,
        PressButton(words.plain("button.next"), Press(here.kind, offset=on))
        if on < len(topics) and on <= MAX_OFFSET
        else None,
    )
    title = words.html("following.sources" if of_sources else "following.categories")
    return Reply(title, (*rows, _cancel(words)))


def readings(typed: str, choices: Sequence[tuple[Choice, str]], words: Wording) -> Reply:
    """Asks which of several was meant; each choice with the id that it is kept under."""
    rows: Rows = tuple(
        (PressButton(_capital(named(choice, words, BUTTON_UNITS)), Press(CHOICE, kept_id)),)
        for choice, kept_id in choices
    )
    html = words.html("following.which", typed=cut(one_line(typed), NAME_UNITS))
    return Reply(html, (*rows, _cancel(words)))


def when(choice: Choice, kept_id: str, a_week: float, words: Wording) -> Reply:
    """Says how often news of a choice come, and asks when to be told."""
    frequent = a_week >= FREQUENT_A_WEEK
    at_once = PressButton(
        words.plain("following.button.at_once_still" if frequent else "following.button.at_once"),
        Press(AT_ONCE, kept_id),
    )
    daily = PressButton(words.plain("following.button.daily"), Press(DAILY, kept_id))
    both = (daily, at_once) if frequent else (at_once, daily)
    lines = [
        words.html("following.what", what=named(choice, words)),
        _rate(a_week, words),
        "",
        words.html("following.when"),
    ]
    return Reply("\n".join(lines), (*((one,) for one in both), _cancel(words)))


def hours(choice: Choice, kept_id: str, words: Wording) -> Reply:
    """Asks for the hour of the digest."""
    lines = [
        words.html("following.what", what=named(choice, words)),
        words.html("following.hours"),
    ]
    return Reply("\n".join(lines), (*hour_rows(HOUR, kept_id, words), _cancel(words)))


def hour_rows(kind: str, kept_id: str, words: Wording) -> Rows:
    """Returns the hours of a day as buttons of a kind, the hour as their offset."""
    buttons = [
        PressButton(words.plain("following.button.hour", hour=hour), Press(kind, kept_id, hour))
        for hour in range(HOURS)
    ]
    return tuple(
        tuple(buttons[start : start + HOURS_A_ROW]) for start in range(0, HOURS, HOURS_A_ROW)
    )


def followed(
    follow: Follow, words: Wording, *, new: bool, private: bool, most_notices: int
) -> Reply:
    """Says what is followed now, how often at most that is told, and who may stop it."""
    what, told = named(follow, words), told_when(follow.hour, words)
    parts = [words.html("following.done" if new else "following.changed", what=what, when=told)]
    if follow.hour is None:
        parts.append(words.html("following.how", most=most_notices))
    if not private:
        parts.append(words.html("following.group"))
    return Reply("\n".join(parts), (list_row(words),))


def list_row(words: Wording, kind: str = LIST) -> tuple[Button, ...]:
    """Returns the row that leads to what the chat follows, in place or (`SEE`) below."""
    return (PressButton(words.plain("following.button.list"), Press(kind)),)


def topic_row(topic_id: str, words: Wording) -> tuple[Button, ...]:
    """Returns the row that follows a category, to stand below its articles."""
    return (PressButton(words.plain("following.button.topic"), Press(FROM_TOPIC, topic_id)),)


def _rate(a_week: float, words: Wording) -> str:
    if not a_week:
        return words.html("following.rate.none")
    if a_week < 1:
        return words.html("following.rate.rarely")
    number = round(a_week)
    if a_week >= FREQUENT_A_WEEK:
        return words.count("following.rate.many", number)
    return words.count("following.rate.about", number)


def _cancel(words: Wording) -> tuple[Button, ...]:
    return (PressButton(words.plain("following.button.cancel"), Press(CANCEL)),)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]

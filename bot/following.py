"""What can be followed, looked up for a chat, and kept for the buttons that choose it."""

from __future__ import annotations

from datetime import date
from typing import Final

from bot.kept import keep, kept
from bot.ports import AssistantPort
from bot.render_following import question, readings, when
from bot.reply import Reply
from bot.wording import Wording
from index import (
    LONGEST_FOLLOWED,
    Choice,
    Topic,
    Topics,
    choices,
    hide_personal,
    recent_news,
    times_a_week,
)
from index.model import Role
from index.service import FollowKind

_KEPT: Final = "follow"
"""The kind of a kept choice: what is followed, not by whom."""


def ask_what(assistant: AssistantPort, role: Role, words: Wording, *, private: bool) -> Reply:
    """Asks what to follow, with the categories and sources of articles that `role` may read."""
    return question(
        words,
        private=private,
        categories=bool(names(assistant, FollowKind.CATEGORY, role)),
        sources=bool(names(assistant, FollowKind.SOURCE, role)),
    )


def ask_about(
    assistant: AssistantPort, typed: str, role: Role, words: Wording, today: date
) -> Reply:
    """Returns what is asked next about a typed phrase, or why it cannot be followed."""
    if len(typed) > LONGEST_FOLLOWED:
        return Reply(words.html("following.too_long", limit=LONGEST_FOLLOWED))
    if hide_personal(typed).masked:
        return Reply(words.html("following.personal"))
    # News that hold a number alone, whatever it counts, are no news of anything.
    found = choices(assistant.archive, typed, role) if any(c.isalpha() for c in typed) else []
    if not found:
        return Reply(words.html("following.no_words"))
    kept_ids = [keep_choice(assistant, choice) for choice in found]
    if len(found) > 1:
        return readings(typed, list(zip(found, kept_ids, strict=True)), words)
    return ask_when(assistant, found[0], kept_ids[0], role, words, today)


def ask_when(
    assistant: AssistantPort,
    choice: Choice,
    kept_id: str,
    role: Role,
    words: Wording,
    today: date,
) -> Reply:
    """Says how often articles that `role` may read are what is chosen; asks when to be told."""
    a_week = times_a_week(choice, recent_news(assistant.archive, role), today)
    return when(choice, kept_id, a_week, words)


def names(assistant: AssistantPort, kind: FollowKind, role: Role) -> list[Topic]:
    """Returns the categories, or sources, that a role may choose from, the largest first."""
    of_sources = kind is FollowKind.SOURCE
    known = Topics(assistant.archive).of("source" if of_sources else "category", role)
    return [topic for topic in known if len(topic.name) <= LONGEST_FOLLOWED]


def keep_choice(assistant: AssistantPort, choice: Choice) -> str:
    """Keeps a choice for 30 days; returns its id, the same for the same choice."""
    return keep(assistant, _KEPT, [choice.kind.value, choice.value, choice.exact_marks])


def kept_choice(assistant: AssistantPort, kept_id: str) -> Choice | None:
    """Returns the choice that was kept under an id, None where there is none."""
    found = kept(assistant, _KEPT, kept_id)
    if found is None:
        return None
    kind, value, exact_marks = found
    return Choice(FollowKind(kind), value, exact_marks)

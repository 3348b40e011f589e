"""Questions without an answer, as admins see them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bot.callbacks import Press
from bot.markup import cut, escape, one_line
from bot.reply import PressButton, Reply
from bot.wording import Wording
from bot.wording_keys import TextKey
from index import Group
from index.model import Status

LIST: Final = "unlist"
ONE: Final = "unone"
TERM: Final = "unterm"
WRITE: Final = "unwrite"
"""Asks for the answer to a question; a reply to the message with this button is it."""
ARTICLE: Final = "unadd"
DISMISS: Final = "undone"

PAGE: Final = 5
QUESTION_UNITS: Final = 300
WORDINGS_SHOWN: Final = 6
_STATUSES: Final[dict[str, TextKey]] = {
    Status.RELATED.value: "unanswered.status.related",
    Status.NOT_FOUND.value: "unanswered.status.not_found",
}


def unanswered_page(
    groups: Sequence[Group], offset: int, words: Wording, *, left_out: int = 0
) -> Reply:
    """Renders a page of the groups, the most asked first; says how many were left out."""
    ending = [words.count("unanswered.left_out", left_out)] if left_out else []
    shown = groups[offset : offset + PAGE]
    if not shown:
        return Reply("\n\n".join([words.html("unanswered.none"), *ending]))
    parts = [words.count("unanswered.title", len(groups))]
    for place, group in enumerate(shown, offset + 1):
        question = cut(one_line(group.leader.text), QUESTION_UNITS)
        line = words.html("unanswered.line", place=place, question=question)
        parts.append(f"{line}\n{_detail(group, words)}")
    parts += [words.html("unanswered.how"), *ending]
    numbers = tuple(
        PressButton(str(place), Press(ONE, group.leader.key, offset))
        for place, group in enumerate(shown, offset + 1)
    )
    turning = []
    if offset:
        back = Press(LIST, offset=max(0, offset - PAGE))
        turning.append(PressButton(words.plain("button.previous"), back))
    if offset + PAGE < len(groups):
        turning.append(PressButton(words.plain("button.next"), Press(LIST, offset=offset + PAGE)))
    return Reply("\n\n".join(parts), tuple(row for row in (numbers, tuple(turning)) if row))


def group_card(group: Group, offset: int, words: Wording, advice: TextKey) -> Reply:
    """Shows one group with what can be done; `advice` is the text below it."""
    shown = group.questions[:WORDINGS_SHOWN]
    lines = [f"• {escape(cut(one_line(one.text), QUESTION_UNITS))}" for one in shown]
    parts = [
        words.html("unanswered.card"),
        "\n".join(lines),
        _detail(group, words),
        words.html(advice),
    ]
    key = group.leader.key
    rows = (
        (
            PressButton(words.plain("unanswered.button.term"), Press(TERM, key, offset)),
            PressButton(words.plain("unanswered.button.write"), Press(WRITE, key, offset)),
        ),
        (
            PressButton(words.plain("unanswered.button.article"), Press(ARTICLE, key, offset)),
            PressButton(words.plain("unanswered.button.dismiss"), Press(DISMISS, key, offset)),
        ),
        (PressButton(words.plain("unanswered.button.list"), Press(LIST, offset=offset)),),
    )
    return Reply("\n\n".join(parts), rows)


def request_answer(group: Group, offset: int, words: Wording) -> Reply:
    """Asks an admin to write the answer."""
    question = escape(cut(one_line(group.leader.text), QUESTION_UNITS))
    leave = PressButton(
        words.plain("handoff.button.cancel"), Press(WRITE, group.leader.key, offset)
    )
    return Reply(f"{words.html('unanswered.write')}\n<i>{question}</i>", ((leave,),))


def _detail(group: Group, words: Wording) -> str:
    key = _STATUSES.get(group.leader.status, "unanswered.status.not_found")
    detail = words.html(
        "unanswered.detail",
        times=words.count("unanswered.times", group.times),
        date=words.date(group.last_day),
        status=words.plain(key),
    )
    others = len(group.questions) - 1
    if not others:
        return detail
    return f"{detail} <i>({words.count('unanswered.more_wordings', others)})</i>"

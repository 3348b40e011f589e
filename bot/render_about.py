"""Who is speaking, how to check it, and what is kept of people."""

from __future__ import annotations

from typing import Final

from bot.callbacks import Press
from bot.department import Profile
from bot.render_texts import contact
from bot.reply import LinkButton, PressButton, Reply
from bot.wording import Wording
from bot.wording_keys import CountKey
from index.model import Role
from index.service import Forgotten

FORGET: Final = "forget"
"""Deletes all that is kept of the person whose Telegram id stands where the query id would."""
KEEP: Final = "forgetno"
"""Deletes nothing; with the same id."""


def introduction(profile: Profile, words: Wording, bot_name: str) -> Reply:
    """Says in full whose bot this is, what it does, and how to check that it is the real one."""
    who = (
        words.html("introduction.who_formerly", department=profile.name, formerly=profile.formerly)
        if profile.formerly
        else words.html("introduction.who", department=profile.name)
    )
    checks = [words.html("official.title")]
    if profile.official_page:
        checks.append(words.html("official.page", page=profile.official_page, bot=bot_name))
    checks.append(words.html("official.call", hotline=profile.hotline, bot=bot_name))
    checks.append(words.html("official.never"))
    what = f"{words.html('introduction.what')} {words.html('introduction.officer')}"
    parts = [who, what, "\n".join(checks), contact(profile, words)]
    return Reply("\n\n".join([*parts, words.html("introduction.privacy")]))


def privacy(words: Wording, role: Role, user_id: int | None = None) -> Reply:
    """Says in five sentences what is kept of people; with `user_id`, whose number is told, too.

    By that number admins give somebody a role; what is kept of staff stands beside it.
    """
    parts = [words.html("privacy.title"), words.html("privacy.text")]
    if user_id is not None:
        if role is not Role.CITIZEN:
            parts.append(words.html("privacy.staff"))
        parts.append(words.html("privacy.your_id", id=user_id))
    return Reply("\n\n".join(parts))


def ask_to_forget(user_id: int, words: Wording, role: Role, *, private: bool) -> Reply:
    """Says what would be deleted, and asks."""
    rows = (
        (
            PressButton(words.plain("forget.button.yes"), Press(FORGET, str(user_id))),
            PressButton(words.plain("forget.button.no"), Press(KEEP, str(user_id))),
        ),
    )
    parts = [words.html("forget.ask" if private else "forget.ask_group")]
    if private and role is not Role.CITIZEN:
        parts.append(words.html("forget.ask_staff"))
    return Reply("\n\n".join(parts), rows)


def who_is_unknown(words: Wording, bot_name: str) -> Reply:
    """Says to somebody who writes as a group or channel where they can be told apart."""
    here = LinkButton(words.plain("forget.button.private"), f"https://t.me/{bot_name}")
    return Reply(words.html("forget.anonymous"), ((here,),))


def forgotten_in_group(words: Wording) -> Reply:
    """Says to a person, before others, that it was done."""
    return Reply(f"{words.html('forget.done_group')}\n\n{words.html('forget.again')}")


def forgotten(what: Forgotten, words: Wording, role: Role) -> Reply:
    """Says what was deleted, and what stays of somebody who is or was of the staff."""
    numbers: tuple[tuple[CountKey, int], ...] = (
        ("forget.follows", what.follows),
        ("forget.votes", what.votes),
        ("forget.handoffs", what.handoffs),
        ("forget.messages", what.messages),
        ("forget.deliveries", what.deliveries),
    )
    counted = [words.count(key, number) for key, number in numbers if number]
    if what.languages:
        counted.append(words.html("forget.language"))
    if what.chats:
        counted.append(words.html("forget.chat"))
    lines = [words.html("forget.done" if counted else "forget.nothing")]
    lines += [f"• {one}" for one in counted]
    parts = ["\n".join(lines)]
    if role is not Role.CITIZEN:
        parts.append(words.html("forget.role"))
    if what.records:
        parts.append(words.count("forget.records", what.records))
    return Reply("\n\n".join([*parts, words.html("forget.again")]))

"""Replies that need no article: welcome, help, contact, figures."""

from __future__ import annotations

from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from bot.callbacks import LANGUAGE, Press
from bot.department import Profile
from bot.markup import cut
from bot.render_audit import actor_name
from bot.render_audit_details import detail_text
from bot.reply import Button, PressButton, Reply
from bot.wording import Wording
from index.model import Language, Role, Stats, Status

EXAMPLE_UNITS: Final = 120
CATEGORIES_SHOWN: Final = 12
CATEGORY_UNITS: Final = 60
WHO_UNITS: Final = 120


def welcome(
    profile: Profile,
    words: Wording,
    example_buttons: tuple[tuple[Button, ...], ...],
    bot_name: str,
) -> Reply:
    """Greets, says who runs the bot and offers examples and the two languages.

    How to check that it is the official one is told in full by `render_about.introduction`.
    """
    if profile.formerly:
        hello = words.html(
            "start.hello_formerly", department=profile.name, formerly=profile.formerly
        )
    else:
        hello = words.html("start.hello", department=profile.name)
    invitation = words.html("start.examples" if example_buttons else "start.no_examples")
    speaking = "\n".join(
        [
            words.html("official.short", bot=bot_name),
            words.html("official.phone", hotline=profile.hotline, hours=profile.hours),
        ]
    )
    parts = [hello, words.html("start.how"), speaking, invitation]
    return Reply("\n\n".join(parts), (*example_buttons, *language_rows(words)))


def help_text(profile: Profile, words: Wording, role: Role, limit: int) -> Reply:
    """Explains what a person of this role can do."""
    example = example_of(profile, words)
    parts = [words.html("help.title"), words.html("help.citizen", example=example, limit=limit)]
    if role in (Role.STAFF, Role.ADMIN):
        parts += ["", words.html("help.staff")]
    if role is Role.ADMIN:
        parts += ["", words.html("help.admin")]
    return Reply("\n".join([*parts, "", contact(profile, words)]))


def contact(profile: Profile, words: Wording) -> str:
    """Says where a person can be reached."""
    return "\n".join(
        [
            words.html("contact.title"),
            words.html("contact.name", name=profile.name),
            words.html("contact.hotline", hotline=profile.hotline),
            words.html("contact.hours", hours=profile.hours),
            words.html("contact.address", address=profile.address),
            words.html("contact.officer", officer=profile.officer),
            words.html("contact.website", website=profile.website),
        ]
    )


def language_choice(words: Wording) -> Reply:
    """Asks for the language, in both."""
    return Reply(words.html("language.choose"), language_rows(words))


def language_rows(words: Wording) -> tuple[tuple[Button, ...], ...]:
    """Returns the row with the two languages."""
    vietnamese, english = Language.VIETNAMESE.value, Language.ENGLISH.value
    return (
        (
            PressButton(words.plain("button.vietnamese"), Press(LANGUAGE, vietnamese)),
            PressButton(words.plain("button.english"), Press(LANGUAGE, english)),
        ),
    )


def example_of(profile: Profile, words: Wording) -> str:
    """Returns a question to show as an example."""
    first = profile.examples[0] if profile.examples else words.plain("usage.example")
    return cut(first, EXAMPLE_UNITS)


def figures(stats: Stats, sources: int, words: Wording, time_zone: ZoneInfo) -> Reply:
    """Renders the figures of the archive; `sources` counts those that `/nguon` lists."""
    number = words.number
    behind = stats.last_change - stats.generation
    asked = dict(stats.questions)
    in_all = sum(asked.values())
    answered = asked.pop(Status.ANSWERED, 0) + asked.pop(Status.CURATED, 0)
    lines = [
        words.html("stats.title"),
        words.html("stats.articles", n=number(stats.articles)),
        words.html("stats.passages", n=number(stats.passages)),
        words.html("stats.sources", n=number(sources)),
    ]
    if stats.oldest and stats.newest:
        oldest, newest = words.date(stats.oldest), words.date(stats.newest)
        lines.append(words.html("stats.period", oldest=oldest, newest=newest))
    if stats.categories:
        lines.append(words.html("stats.categories", list=_categories(stats, words)))
    lines += [
        words.count("stats.index_behind", behind) if behind else words.html("stats.index_complete"),
        words.html("stats.size", megabytes=number(stats.archive_bytes / 1_000_000, 1)),
        words.html("stats.last_reindex", who=_last_reindex(stats.last_reindex, words, time_zone))
        if stats.last_reindex
        else words.html("stats.never_reindexed"),
        "",
        words.html("stats.questions", n=number(in_all)),
        words.html("stats.answered", n=number(answered)),
        words.html("stats.related", n=number(asked.pop(Status.RELATED, 0))),
        words.html("stats.not_found", n=number(asked.pop(Status.NOT_FOUND, 0))),
        words.html("stats.other", n=number(sum(asked.values()))),
    ]
    return Reply("\n".join(lines))


def _last_reindex(recorded: str, words: Wording, time_zone: ZoneInfo) -> str:
    """Writes `who/what/ISO time` as people here read it."""
    who_and_what, _, at = recorded.rpartition("/")
    who, _, what = who_and_what.rpartition("/")
    try:
        when = words.moment(datetime.fromisoformat(at), time_zone)
    except ValueError:
        return cut(recorded, WHO_UNITS)
    done = f"{detail_text('reindex', what, words)}, {actor_name(who, words)}"
    return f"{when} ({cut(done, WHO_UNITS)})"


def _categories(stats: Stats, words: Wording) -> str:
    most = sorted(stats.categories.items(), key=lambda item: (-item[1], item[0]))
    shown = [
        f"{cut(name, CATEGORY_UNITS) or words.plain('stats.no_category')} ({words.number(n)})"
        for name, n in most[:CATEGORIES_SHOWN]
    ]
    return ", ".join(shown) + (", …" if len(most) > CATEGORIES_SHOWN else "")

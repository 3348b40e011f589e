"""What admins read when they choose an article, and when they remove one. Pure functions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from zoneinfo import ZoneInfo

from bot.callbacks import Press
from bot.markup import cut, escape, one_line
from bot.render_lists import article_line, navigation, source_label
from bot.render_managing import CATEGORY_UNITS, TITLE_UNITS, day, readers
from bot.reply import Button, PressButton, Reply, Rows
from bot.wording import Wording
from index.model import Article, Audience
from index.service import Withheld

ARTICLE: Final = "article"
"""The kind of a kept address of an article, as `{"url"}`; such ids are in these buttons:"""
EDIT: Final = "ed"
"""Shows what can be changed of an article."""
EDIT_ASK: Final = "edask"
"""Leaves the question which article is to be changed; `REMOVE_ASK` which is to be removed."""
EDIT_LIST: Final = "edlist"
"""A page of the articles found by the words that are kept, to change one."""
REMOVE: Final = "rm"
"""Asks whether to remove an article."""
REMOVE_ASK: Final = "rmask"
REMOVE_LIST: Final = "rmlist"
REMOVE_NOW: Final = "rmnow"
BRING_BACK: Final = "rmundo"
LEAVE: Final = "rmno"
PAGE_SIZE: Final = 5


@dataclass(frozen=True, slots=True)
class Choice:
    """An article to choose, with the id under which its address is kept."""

    title: str
    url: str
    published: date | None
    audience: Audience
    article_id: str


def managing_rows(article_id: str, words: Wording) -> Rows:
    """Returns the row of buttons that change or remove an article."""
    return (
        (
            PressButton(words.plain("button.edit_article"), Press(EDIT, article_id)),
            PressButton(words.plain("button.remove_article"), Press(REMOVE, article_id)),
        ),
    )


def choices_reply(
    choices: Sequence[Choice], words: Wording, kind: str, *, total: int, here: Press | None
) -> Reply:
    """Renders articles to choose one of; `here` is the press of this page, None for one page."""
    offset = here.offset if here else 0
    entries = []
    for number, choice in enumerate(choices, start=offset + 1):
        details = [day(choice.published, words)]
        if choice.audience is Audience.STAFF:
            details.append(words.plain("answer.internal"))
        line = article_line(choice.title, choice.url, TITLE_UNITS)
        entries.append(f"{number}. {line}\n<i>{escape(' · '.join(details))}</i>")
    numbers: tuple[Button, ...] = tuple(
        PressButton(str(number), Press(kind, choice.article_id))
        for number, choice in enumerate(choices, start=offset + 1)
    )
    rows: Rows = (numbers,)
    if here is not None:
        rows += pages(words, here, PAGE_SIZE, total)
    title = words.count("editing.choose" if kind == EDIT else "removing.choose", total)
    return Reply("\n\n".join([title, *entries]), rows)


def pages(words: Wording, here: Press, size: int, total: int) -> Rows:
    """Returns the row that turns the pages of a list, or none."""
    previous = following = None
    if here.offset > 0:
        press = Press(here.kind, here.query_id, max(here.offset - size, 0))
        previous = PressButton(words.plain("button.previous"), press)
    if here.offset + size < total:
        press = Press(here.kind, here.query_id, here.offset + size)
        following = PressButton(words.plain("button.next"), press)
    return navigation(previous, following)


def removal_question(article: Article, article_id: str, words: Wording) -> Reply:
    """Asks whether to remove an article."""
    lines = [words.html("removing.ask"), *fields(article, words), words.html("removing.note")]
    return Reply(
        "\n".join(lines),
        (
            (
                PressButton(words.plain("button.remove_yes"), Press(REMOVE_NOW, article_id)),
                PressButton(words.plain("button.leave"), Press(LEAVE)),
            ),
        ),
    )


def removed_reply(title: str, article_id: str, words: Wording) -> Reply:
    """Says that an article was removed, with the button to bring it back."""
    undo = PressButton(words.plain("button.bring_back"), Press(BRING_BACK, article_id))
    text = words.html("removing.removed", title=cut(one_line(title), TITLE_UNITS))
    return Reply(text, ((undo,),))


def withheld_reply(
    withheld: Sequence[tuple[Withheld, str]], words: Wording, zone: ZoneInfo
) -> Reply:
    """Says how to remove an article, and lists what was removed in the last day, to be undone."""
    usage = words.html("removing.usage")
    if not withheld:
        return Reply(usage)
    entries = [
        f"{number}. {escape(cut(one_line(one.title), TITLE_UNITS))}\n"
        f"<i>{words.moment(one.withheld_at, zone)}</i>"
        for number, (one, _) in enumerate(withheld, start=1)
    ]
    undo = [
        (
            PressButton(
                words.plain("button.bring_back_n", n=str(number)), Press(BRING_BACK, article_id)
            ),
        )
        for number, (_, article_id) in enumerate(withheld, start=1)
    ]
    return Reply("\n\n".join([usage, words.html("removing.lately"), *entries]), tuple(undo))


def fields(article: Article, words: Wording) -> list[str]:
    """Renders title, day, category, readers and source, a line each."""
    lines = [
        f"<b>{article_line(article.title, article.url, TITLE_UNITS)}</b>",
        words.html("editing.line_day", day=day(article.published, words)),
        words.html(
            "editing.line_category",
            category=cut(
                one_line(article.category or words.plain("editing.no_category")), CATEGORY_UNITS
            ),
        ),
        words.html("editing.line_readers", readers=readers(article.audience, words)),
    ]
    if source := source_label(article.source, article.url):
        lines.append(words.html("answer.source", source=cut(source, CATEGORY_UNITS)))
    return lines

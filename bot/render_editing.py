"""What admins read when they change an article. Pure functions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final
from zoneinfo import ZoneInfo

from bot.callbacks import Press
from bot.links import web_address
from bot.markup import cut, escape, one_line
from bot.render_articles import EDIT, REMOVE, fields, pages
from bot.render_managing import TITLE_UNITS, day, readers
from bot.reply import Button, LinkButton, PressButton, Reply
from bot.wording import Wording
from bot.wording_keys import TextKey
from index import Version, Why
from index.model import Article, Audience
from index.service import UNEDITED, Edit

ASK_TITLE: Final = "edtitle"
ASK_DAY: Final = "edday"
ASK_CATEGORY: Final = "edcat"
ASK_READERS: Final = "edread"
"""Asks whether the readers are to be changed."""
SET_READERS: Final = "edreads"
"""Changes the readers: offset 0 to everybody, 1 to the staff."""
SET_CATEGORY: Final = "edcats"
"""Takes a category; the id is of a kept list of them, the offset counts in it."""
UNDO: Final = "edundo"
"""Takes one change back; the id is of the kept change."""
AS_PUBLISHED: Final = "edorig"
"""Takes all changes back."""
VERSIONS: Final = "edver"
"""A page of the former versions."""
VERSION: Final = "edvshow"
"""One former version; the id is of a kept `{"url", "number"}`."""
RESTORE: Final = "edvback"
"""Makes a former version the present one."""
TITLE: Final = "astitle"
"""Waits for a title; the button leaves the question. So do the next two."""
DAY: Final = "asday"
CATEGORY: Final = "ascat"

PUBLIC, STAFF_ONLY = 0, 1
SURE: Final = 1
"""The offset of a press that has been asked about."""
LABEL_UNITS: Final = 24
BEGINNING_UNITS: Final = 600
VERSIONS_A_PAGE: Final = 5
FIELDS: Final[dict[str, TextKey]] = {
    "title": "editing.title",
    "published": "editing.day",
    "category": "editing.category",
    "audience": "editing.readers",
}
_WHY: Final[dict[Why, TextKey]] = {
    Why.CHANGED: "editing.why_changed",
    Why.MOVED: "editing.why_moved",
    Why.EDITED: "editing.why_edited",
}


def article_card(
    article: Article, edit: Edit | None, versions: int, article_id: str, words: Wording
) -> Reply:
    """Renders what can be changed of an article, and what its source says where that differs."""
    lines = [words.html("editing.card"), *fields(article, words)]
    if edit is not None:
        lines += ["", *_as_published(edit, words)]

    def button(key: TextKey, kind: str) -> PressButton:
        return PressButton(words.plain(key), Press(kind, article_id))

    rows: list[tuple[Button, ...]] = [
        (button("button.edit_title", ASK_TITLE), button("button.edit_day", ASK_DAY)),
        (button("button.edit_category", ASK_CATEGORY), button("button.edit_readers", ASK_READERS)),
    ]
    more = []
    if versions:
        label = words.plain("button.versions", n=words.number(versions))
        more.append(PressButton(label, Press(VERSIONS, article_id)))
    if edit is not None:
        more.append(button("button.as_published", AS_PUBLISHED))
    if more:
        rows.append(tuple(more))
    rows.append((button("button.remove_article", REMOVE), *_open(article.url, words)))
    return Reply("\n".join(lines), tuple(rows))


def changed_reply(
    field: str, former: str, present: str, undo_id: str, article_id: str, words: Wording
) -> Reply:
    """Says what a field was and is."""
    text = words.html(
        "editing.changed",
        field=words.plain(FIELDS[field]),
        former=cut(one_line(former), TITLE_UNITS),
        present=cut(one_line(present), TITLE_UNITS),
    )
    return Reply(
        text,
        (
            (
                PressButton(words.plain("button.undo_change"), Press(UNDO, undo_id)),
                PressButton(words.plain("button.edit_more"), Press(EDIT, article_id)),
            ),
        ),
    )


def value_of(article: Article, field: str, words: Wording) -> str:
    """Writes the value of a field as people read it."""
    match field:
        case "title":
            return article.title
        case "published":
            return day(article.published, words)
        case "category":
            return article.category or words.plain("editing.no_category")
        case _:
            return readers(article.audience, words)


def readers_question(article: Article, article_id: str, words: Wording) -> Reply:
    """Asks whether an article is to be for other readers."""
    to_staff = article.audience is Audience.PUBLIC
    press = Press(SET_READERS, article_id, STAFF_ONLY if to_staff else PUBLIC)
    text = words.html(
        "editing.readers_ask_staff" if to_staff else "editing.readers_ask_all",
        title=cut(one_line(article.title), TITLE_UNITS),
    )
    label = words.plain("button.for_staff" if to_staff else "button.for_all")
    back = PressButton(words.plain("button.leave"), Press(EDIT, article_id))
    return Reply(text, ((PressButton(label, press),), (back,)))


def opens(edit: Edit) -> bool:
    """Tells whether more people may read an article once its edit is taken back."""
    return edit.audience is Audience.STAFF and edit.as_published.audience is Audience.PUBLIC


def as_published_question(article: Article, article_id: str, words: Wording) -> Reply:
    """Asks whether an article is to be for everybody again, as its source has it."""
    title = cut(one_line(article.title), TITLE_UNITS)
    sure = PressButton(words.plain("button.for_all"), Press(AS_PUBLISHED, article_id, SURE))
    back = PressButton(words.plain("button.leave"), Press(EDIT, article_id))
    return Reply(words.html("editing.readers_ask_all", title=title), ((sure,), (back,)))


def category_question(
    article: Article, categories: Sequence[str], list_id: str, words: Wording
) -> Reply:
    """Asks for a category: one that there is, or another that is typed."""
    text = words.html(
        "editing.ask_category",
        title=cut(one_line(article.title), TITLE_UNITS),
        present=article.category or words.plain("editing.no_category"),
    )
    names = [
        PressButton(cut(one_line(name), LABEL_UNITS), Press(SET_CATEGORY, list_id, number))
        for number, name in enumerate(categories)
    ]
    buttons: list[tuple[Button, ...]] = [
        tuple(names[at : at + 2]) for at in range(0, len(names), 2)
    ]
    if article.category is not None:
        none = Press(SET_CATEGORY, list_id, len(categories))
        buttons.append((PressButton(words.plain("button.no_category"), none),))
    return Reply(text, tuple(buttons))


def versions_page(
    versions: Sequence[tuple[Version, str]], article_id: str, offset: int, words: Wording,
    zone: ZoneInfo,
) -> Reply | None:  # fmt: skip
    """Renders a page of the former versions, each with its kept id; None past the end."""
    offset -= offset % VERSIONS_A_PAGE
    shown = versions[offset : offset + VERSIONS_A_PAGE]
    if not shown:
        return None
    entries = [
        f"{number}. {escape(cut(one_line(version.article.title), TITLE_UNITS))}\n"
        f"<i>{_replaced(version, words, zone)}</i>"
        for number, (version, _) in enumerate(shown, start=offset + 1)
    ]
    numbers: tuple[Button, ...] = tuple(
        PressButton(str(number), Press(VERSION, version_id))
        for number, (_, version_id) in enumerate(shown, start=offset + 1)
    )
    turn = pages(words, Press(VERSIONS, article_id, offset), VERSIONS_A_PAGE, len(versions))
    back = (PressButton(words.plain("button.edit_article"), Press(EDIT, article_id)),)
    title = words.count("editing.versions", len(versions))
    return Reply("\n\n".join([title, *entries]), (numbers, *turn, back))


def version_reply(
    version: Version, version_id: str, article_id: str, words: Wording, zone: ZoneInfo
) -> Reply:
    """Renders one former version, with the button to make it the present one."""
    text = version.article.text
    lines = [
        words.html("editing.version", replaced=_replaced(version, words, zone)),
        *fields(version.article, words),
        words.count("managing.words", len(text.split())),
        f"<blockquote>{escape(cut(one_line(text), BEGINNING_UNITS))}</blockquote>",
        words.html("editing.version_ask"),
    ]
    return Reply(
        "\n".join(lines),
        (
            (PressButton(words.plain("button.restore"), Press(RESTORE, version_id)),),
            (PressButton(words.plain("button.back_to_versions"), Press(VERSIONS, article_id)),),
        ),
    )


def _replaced(version: Version, words: Wording, zone: ZoneInfo) -> str:
    time = words.moment(version.replaced_at, zone)
    return words.html(_WHY[version.why], time=time)


def _as_published(edit: Edit, words: Wording) -> list[str]:
    """Says what the source has in the place of what was changed."""
    came = edit.as_published
    source = Article("", came.title, "", came.published, None, came.category, came.audience)
    lines = [words.html("editing.edited")]
    for field in ("title", "published", "category", "audience"):
        if getattr(edit, field) is not UNEDITED:
            value = cut(one_line(value_of(source, field, words)), TITLE_UNITS)
            name = words.plain(FIELDS[field])
            lines.append(words.html("editing.was", field=name, value=value))
    return lines


def _open(url: str, words: Wording) -> tuple[Button, ...]:
    address = web_address(url)
    return (LinkButton(words.plain("button.open"), address),) if address else ()

"""Taking changes of articles back: one, all of them, or to a former version."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from functools import partial
from typing import Any, Final, Self

from bot.context import Context
from bot.handlers.choosing import article_of, keep_article
from bot.kept import keep, kept
from bot.managing import actor_of
from bot.ports import AssistantPort
from bot.pressed import Pressed
from bot.render_articles import managing_rows
from bot.render_editing import (
    AS_PUBLISHED,
    RESTORE,
    SURE,
    UNDO,
    VERSION,
    VERSIONS,
    as_published_question,
    opens,
    version_reply,
    versions_page,
)
from bot.reply import Reply
from bot.rights import ADMINS, only
from index import Archive, Version, is_copy
from index.model import Article, Audience
from index.service import UNEDITED

CHANGE: Final = "change"
"""The kind of a kept change, to take it back."""
VERSION_KEPT: Final = "version"
_FIELDS: Final = ("title", "published", "category", "audience")


@dataclass(frozen=True, slots=True)
class Change:
    """One field of an article, as it was and as it was to be; days as ISO text.

    `was_edited`: the former value was an admin's too, and not the source's.
    """

    url: str
    field: str
    former: str | None
    present: str | None
    was_edited: bool

    @classmethod
    def of(cls, archive: Archive, article: Article, field: str, value: Any) -> Self | None:
        """Returns the change of a field to `value`; None when it has that value already."""
        former, present = _plain(getattr(article, field)), _plain(value)
        if former == present:
            return None
        edit = archive.edits.of(article.url)
        was_edited = edit is not None and getattr(edit, field) is not UNEDITED
        return cls(article.url, field, former, present, was_edited)


def apply_change(archive: Archive, change: Change, actor: str, now: datetime) -> None:
    """Gives a field its new value, within the open transaction. Raises what `change` raises."""
    value = _value(change.field, change.present)
    archive.edits.change(change.url, actor, now, **{change.field: value}, is_copy=is_copy)


def keep_change(assistant: AssistantPort, change: Change) -> str:
    """Keeps a change so that it can be taken back; returns its id."""
    return keep(assistant, CHANGE, asdict(change))


async def _undo(pressed: Pressed, context: Context) -> None:
    """Gives a field the value that it had before one change, unless it was changed since."""
    kept_id, actor = pressed.press.query_id, actor_of(pressed.place)
    now = context.services.clock.now()

    def undo(assistant: AssistantPort) -> Change | None:
        value = kept(assistant, CHANGE, kept_id)
        if value is None:
            return None
        change, archive = Change(**value), assistant.archive
        article = archive.article(change.url)
        if article is None or _plain(getattr(article, change.field)) != change.present:
            return None
        with archive.together():
            if change.was_edited:
                former = _value(change.field, change.former)
                archive.edits.change(
                    change.url, actor, now, **{change.field: former}, is_copy=is_copy
                )
            else:
                _leave_to_source(archive, change.url, change.field, actor, now)
            archive.record_action(actor, "edit undone", f"{change.url} {change.field}")
        return change

    change = await context.services.worker.run(undo)
    if change is None:
        await pressed.answer(pressed.words.plain("alert.not_undone"), alert=True)
        return
    await pressed.answer()
    await _say(pressed, context, change.url, pressed.words.html("editing.undone"))


def _leave_to_source(archive: Archive, url: str, field: str, actor: str, now: datetime) -> None:
    """Takes the edit of one field back; those of others stay."""
    edit = archive.edits.of(url)
    if edit is None:
        return
    others = {
        name: getattr(edit, name)
        for name in _FIELDS
        if name != field and getattr(edit, name) is not UNEDITED
    }
    archive.edits.take_back(url, is_copy)
    if others:
        archive.edits.change(url, actor, now, **others, is_copy=is_copy)


async def _as_published(pressed: Pressed, context: Context) -> None:
    """Makes an article what its source says; asks first where more people may read it then."""
    article = await article_of(pressed, context)
    if article is None:
        return
    edit = await context.services.worker.run(lambda a: a.archive.edits.of(article.url))
    if edit is not None and opens(edit) and pressed.press.offset != SURE:
        await pressed.answer()
        question = as_published_question(article, pressed.press.query_id, pressed.words)
        await pressed.show(context, question)
        return
    actor = actor_of(pressed.place)

    def take_back(assistant: AssistantPort) -> bool:
        with assistant.archive.together():
            done = assistant.archive.edits.take_back(article.url, is_copy)
            if done:
                assistant.archive.record_action(actor, "edits taken back", article.url)
        return done

    if not await context.services.worker.run(take_back):
        await pressed.answer(pressed.words.plain("alert.not_undone"), alert=True)
        return
    await pressed.answer()
    await _say(pressed, context, article.url, pressed.words.html("editing.taken_back"))


async def _show_versions(pressed: Pressed, context: Context) -> None:
    article = await article_of(pressed, context)
    if article is None:
        return
    url = article.url

    def list_them(assistant: AssistantPort) -> list[tuple[Version, str]]:
        return [
            (one, keep(assistant, VERSION_KEPT, {"url": url, "number": one.number}))
            for one in assistant.archive.versions(url)
        ]

    versions = await context.services.worker.run(list_them)
    zone, press = context.services.settings.time_zone, pressed.press
    page = versions_page(versions, press.query_id, press.offset, pressed.words, zone)
    if page is None:
        await pressed.answer(pressed.words.plain("alert.no_more"))
        return
    await pressed.answer()
    await pressed.show(context, page)


async def _show_version(pressed: Pressed, context: Context) -> None:
    version_id = pressed.press.query_id

    def find(assistant: AssistantPort) -> tuple[Version, str] | None:
        value = kept(assistant, VERSION_KEPT, version_id)
        version = _version(assistant, value) if value else None
        return (version, keep_article(assistant, value["url"])) if value and version else None

    found = await context.services.worker.run(find)
    if found is None:
        await pressed.expired()
        return
    await pressed.answer()
    zone = context.services.settings.time_zone
    await pressed.show(context, version_reply(found[0], version_id, found[1], pressed.words, zone))


def _version(assistant: AssistantPort, value: Mapping[str, Any]) -> Version | None:
    versions = assistant.archive.versions(value["url"])
    return next((one for one in versions if one.number == value["number"]), None)


async def _restore(pressed: Pressed, context: Context) -> None:
    """Makes a former version the present one."""
    actor, version_id = actor_of(pressed.place), pressed.press.query_id

    def restore(assistant: AssistantPort) -> str | None:
        value = kept(assistant, VERSION_KEPT, version_id)
        archive = assistant.archive
        if value is None or archive.article(value["url"]) is None:
            return None
        url, number = value["url"], value["number"]
        with archive.together():
            if not archive.restore_version(url, number, is_copy):
                return None
            archive.record_action(actor, "version restored", f"{url} {number}")
        return str(url)

    url = await context.services.worker.run(restore)
    if url is None:
        await pressed.expired()
        return
    await pressed.answer()
    await _say(pressed, context, url, pressed.words.html("editing.restored"))


async def _say(pressed: Pressed, context: Context, url: str, text: str) -> None:
    context.services.examples.forget()
    article_id = await context.services.worker.run(partial(keep_article, url=url))
    await pressed.show(context, Reply(text, managing_rows(article_id, pressed.words)))


def _plain(value: Any) -> str | None:
    if isinstance(value, date):
        return value.isoformat()
    return None if value is None else str(value)


def _value(field: str, text: str | None) -> Any:
    if field == "audience":
        return Audience(str(text))
    return date.fromisoformat(text) if field == "published" and text else text


PRESSES: Final = only(
    ADMINS,
    {
        UNDO: _undo,
        AS_PUBLISHED: _as_published,
        VERSIONS: _show_versions,
        VERSION: _show_version,
        RESTORE: _restore,
    },
)

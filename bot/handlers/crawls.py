"""Crawling a source at an admin's word: its button, how far it is, what came of it."""

from __future__ import annotations

import asyncio
import logging
from functools import partial
from typing import Any, Final

from bot.beside import BotStoppingError, CommandFailedError, unless_stopped
from bot.context import Context
from bot.crawling import Crawled, crawl_beside
from bot.faults import reference
from bot.handlers.sources import source_of
from bot.kept import keep, kept
from bot.managing import actor_of
from bot.ports import AssistantPort
from bot.pressed import Pressed
from bot.render_crawls import REJECTED, crawled_reply, rejections_page
from bot.render_sources import CRAWL
from bot.reply import Reply
from bot.rights import ADMINS, only
from bot.sending import edit, reply_in
from index import Source

PROGRESS_EVERY_S: Final = 3.0
"""How often is shown how far a crawl is; a page takes a second at least."""
REJECTED_LIST: Final = "rejected"
"""The kind of a kept list of what a crawl passed over."""
MOST_KEPT: Final = 400
"""Of what a crawl passed over so many are kept to be shown: fifty pages."""
_REASON_KEPT: Final = 200

log = logging.getLogger(__name__)


async def _crawl_now(pressed: Pressed, context: Context) -> None:
    """Begins to crawl a source; questions, and other admins, are answered meanwhile."""
    source = await source_of(pressed, context)
    if source is None:
        return
    lock = context.services.crawling
    if lock.locked():
        await pressed.answer(pressed.words.plain("alert.crawl_busy"), alert=True)
        return
    await lock.acquire()  # does not wait, so nobody comes between
    await pressed.answer()
    context.application.create_task(_crawl(pressed, context, source))


async def _crawl(pressed: Pressed, context: Context, source: Source) -> None:
    services, words = context.services, pressed.words
    try:
        await pressed.show(context, Reply(words.html("sources.crawling", name=source.name)))
        work = asyncio.ensure_future(
            unless_stopped(services, crawl_beside(services.settings, source.name))
        )
        await _show_progress(work, pressed, context, source)
        (done,) = await work
        reply = await _report(done, pressed, context, source)
    except BotStoppingError:
        reply = Reply(words.html("sources.crawl_stopped", name=source.name))
    except (CommandFailedError, ValueError) as fault:
        code = reference()
        log.error("a crawl failed [%s]: %s", code, fault)
        reply = Reply(words.html("sources.crawl_failed", name=source.name, code=code))
    finally:
        services.crawling.release()
    if not await edit(context, pressed.place.chat.id, pressed.message_id, reply):
        await reply_in(pressed.place, context, reply)


async def _show_progress(
    work: asyncio.Future[list[Crawled]], pressed: Pressed, context: Context, source: Source
) -> None:
    """Shows how many addresses are done, as the archive has them."""
    shown = (0, 0)
    while not (await asyncio.wait({work}, timeout=PROGRESS_EVERY_S))[0]:
        state = await context.services.worker.run(lambda a: a.archive.runs.progress(source.id))
        if state == shown or not state[1]:
            continue
        shown = done, total = state
        text = pressed.words.html(
            "sources.crawl_progress",
            name=source.name,
            done=pressed.words.number(done),
            total=pressed.words.number(total),
        )
        await edit(context, pressed.place.chat.id, pressed.message_id, Reply(text))


async def _report(done: Crawled, pressed: Pressed, context: Context, source: Source) -> Reply:
    """Records what a crawl did, and renders it."""
    actor = actor_of(pressed.place)
    detail = (
        f"{done.name}: created {done.created}, updated {done.updated}, removed {done.removed}, "
        f"rejected {len(done.rejected)}{', failed' if done.failure else ''}"
    )

    def record(assistant: AssistantPort) -> str:
        assistant.archive.record_action(actor, "source crawled", detail)
        if done.is_news and assistant.archive.sources.by_id(source.id) is not None:
            assistant.archive.sources.told(source.id)  # an admin reads it right now
        rejected = [[item, reason[:_REASON_KEPT]] for item, reason in done.rejected[:MOST_KEPT]]
        return keep(assistant, REJECTED_LIST, {"source": source.id, "rejected": rejected})

    rejected_id = await context.services.worker.run(record)
    context.services.examples.forget()
    log.info("%s crawled %s", actor, detail)
    return crawled_reply(done, source.id, rejected_id, pressed.words)


async def _show_rejected(pressed: Pressed, context: Context) -> None:
    press = pressed.press
    found: dict[str, Any] | None = await context.services.worker.run(
        partial(kept, kind=REJECTED_LIST, kept_id=press.query_id)
    )
    if found is None:
        await pressed.expired()
        return
    rejected = [(item, reason) for item, reason in found["rejected"]]
    page = rejections_page(rejected, press.query_id, found["source"], pressed.words, press.offset)
    if page is None:
        await pressed.answer(pressed.words.plain("alert.no_more"))
        return
    await pressed.answer()
    await pressed.show(context, page)


PRESSES: Final = only(ADMINS, {CRAWL: _crawl_now, REJECTED: _show_rejected})

"""A copy of the archive, for admins: `/saoluu` = `/backup`."""

from __future__ import annotations

import asyncio
import logging
from typing import Any, Final

from telegram import Update
from telegram.error import TelegramError
from telegram.ext import BaseHandler

from bot.callbacks import Press
from bot.commands import on_command
from bot.context import Context, place_of, wording_in
from bot.faults import reference
from bot.managing import actor_of
from bot.pressed import Pressed
from bot.reply import FileReply, PressButton, Reply
from bot.rights import ADMINS, allowed, only
from bot.scratch import scratch
from bot.sending import edit, reply_in, send_document
from index.errors import ArchiveError

MAKE: Final = "bkmake"
"""Makes a backup and sends it."""
LEAVE: Final = "bkleave"
MOST_BYTES: Final = 50_000_000
"""What a bot may send; Telegram says 50 MB."""

log = logging.getLogger(__name__)


def handlers() -> list[BaseHandler[Any, Context, Any]]:
    """Returns the handler of the command."""
    return [on_command(on_backup, "saoluu", "backup")]


async def on_backup(update: Update, context: Context) -> None:
    """Says what a backup holds, and asks whether to send one."""
    place = await place_of(update, context)
    if place is None or not await allowed(place, context, ADMINS):
        return
    words = await wording_in(place, context)
    row = (
        PressButton(words.plain("button.make_backup"), Press(MAKE)),
        PressButton(words.plain("button.leave"), Press(LEAVE)),
    )
    await reply_in(place, context, Reply(words.html("backup.ask"), (row,)))


async def _make(pressed: Pressed, context: Context) -> None:
    lock = context.services.backing_up
    if lock.locked():
        await pressed.answer(pressed.words.plain("alert.backup_busy"), alert=True)
        return
    await lock.acquire()  # does not wait, so nobody comes between
    await pressed.answer()
    context.application.create_task(_back_up(pressed, context))


async def _back_up(pressed: Pressed, context: Context) -> None:
    """Makes a backup, sends it, and leaves no file behind, whatever happens."""
    words, place = pressed.words, pressed.place
    try:
        await pressed.show(context, Reply(words.html("backup.making")))
        text = await _sent(pressed, context)
    except (ArchiveError, OSError, TelegramError) as fault:
        code = reference()
        log.error("a backup failed [%s]: %s", code, type(fault).__name__)
        text = words.html("backup.failed", code=code)
    finally:
        context.services.backing_up.release()
    if not await edit(context, place.chat.id, pressed.message_id, Reply(text)):
        await reply_in(place, context, Reply(text))


async def _sent(pressed: Pressed, context: Context) -> str:
    """Sends a backup, where it is not too large; returns what to say of it."""
    services, words, place = context.services, pressed.words, pressed.place
    local = services.clock.now().astimezone(services.settings.time_zone)
    name = f"hoidap-{local:%Y%m%d-%H%M}.db"
    with scratch(services.settings.home) as folder:
        file = folder / name
        articles = await services.worker.run_beside(lambda a: a.archive.back_up(file))
        size = file.stat().st_size
        megabytes = words.number(size / 1_000_000, 1)
        sent = size < MOST_BYTES
        detail = f"{name}, {size} bytes{'' if sent else ', too large to be sent'}"
        actor = actor_of(place)
        if sent:
            content = await asyncio.to_thread(file.read_bytes)
            caption = words.count("backup.caption", articles, megabytes=megabytes)
            await send_document(context, place.chat.id, FileReply(content, name, caption))
    await services.worker.run(lambda a: a.archive.record_action(actor, "backup", detail))
    log.info("%s made a backup of %d bytes", actor, size)
    if not sent:
        return words.html("backup.too_large", megabytes=megabytes, command="hoidap backup FILE")
    return words.html("backup.done")


async def _leave(pressed: Pressed, context: Context) -> None:
    await pressed.answer()
    await pressed.show(context, Reply(pressed.words.html("managing.left")))


PRESSES: Final = only(ADMINS, {MAKE: _make, LEAVE: _leave})

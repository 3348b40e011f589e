"""Sends and edits replies, and copes with what Telegram says to it."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator
from typing import Final

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions, ReplyParameters
from telegram.constants import ChatAction, ParseMode
from telegram.error import BadRequest, ChatMigrated, TelegramError

from bot.context import Context
from bot.reply import LinkButton, Reply

TYPING_AFTER_S: Final = 0.3
"""Most answers take milliseconds; only a person who waits is told that we are working."""
TYPING_EVERY_S: Final = 4.0
"""Telegram shows a chat action for five seconds."""
NO_PREVIEW: Final = LinkPreviewOptions(is_disabled=True)

log = logging.getLogger(__name__)


async def send(
    context: Context, chat_id: int, reply: Reply, *, answers: int | None = None
) -> tuple[int, int]:
    """Sends a reply, as an answer to a message where `answers` is its id.

    Returns (chat id, message id); the chat id differs when the group has moved. Raises
    TelegramError when Telegram does not take it.
    """
    try:
        message_id = await _send(context, chat_id, reply, answers)
    except ChatMigrated as moved:
        chat_id = moved.new_chat_id
        message_id = await _send(context, chat_id, reply, None)
    except BadRequest as error:
        if not _refuses_address(error):
            raise
        message_id = await _send(context, chat_id, reply.without_links(), answers)
    return chat_id, message_id


async def edit(context: Context, chat_id: int, message_id: int, reply: Reply) -> bool:
    """Puts a reply in the place of an earlier one; False when that cannot be edited."""
    try:
        await _edit(context, chat_id, message_id, reply)
    except BadRequest as error:
        if "not modified" in error.message.lower():
            return True
        if not _refuses_address(error):
            log.info("a reply could not be edited: %s", error.message)
            return False
        await _edit(context, chat_id, message_id, reply.without_links())
    return True


@contextlib.asynccontextmanager
async def typing(context: Context, chat_id: int) -> AsyncIterator[None]:
    """Shows "typing" in a chat while the block runs, from a moment after its start."""

    async def repeat() -> None:
        await asyncio.sleep(TYPING_AFTER_S)
        while True:
            with contextlib.suppress(TelegramError):  # a courtesy: never worth a fault
                await context.bot.send_chat_action(chat_id, ChatAction.TYPING)
            await asyncio.sleep(TYPING_EVERY_S)

    task = asyncio.create_task(repeat())
    try:
        yield
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task


def keyboard(reply: Reply) -> InlineKeyboardMarkup | None:
    """Returns a reply's buttons as Telegram takes them."""
    rows = [
        [
            InlineKeyboardButton(button.text, url=button.url)
            if isinstance(button, LinkButton)
            else InlineKeyboardButton(button.text, callback_data=button.press.encode())
            for button in row
        ]
        for row in reply.rows
    ]
    return InlineKeyboardMarkup(rows) if rows else None


async def _send(context: Context, chat_id: int, reply: Reply, answers: int | None) -> int:
    message = await context.bot.send_message(
        chat_id,
        reply.html,
        parse_mode=ParseMode.HTML,
        link_preview_options=NO_PREVIEW,
        reply_markup=keyboard(reply),
        reply_parameters=ReplyParameters(answers, allow_sending_without_reply=True)
        if answers is not None
        else None,
    )
    return message.message_id


async def _edit(context: Context, chat_id: int, message_id: int, reply: Reply) -> None:
    await context.bot.edit_message_text(
        reply.html,
        chat_id=chat_id,
        message_id=message_id,
        parse_mode=ParseMode.HTML,
        link_preview_options=NO_PREVIEW,
        reply_markup=keyboard(reply),
    )


def _refuses_address(error: BadRequest) -> bool:
    """True when Telegram finds fault with a button's address (`BUTTON_URL_INVALID`)."""
    return "url" in error.message.lower()

"""Sends and edits replies, and copes with what Telegram says to it."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Final, TypedDict, TypeVar

from telegram import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
    Message,
    ReplyParameters,
    SwitchInlineQueryChosenChat,
)
from telegram.constants import ChatAction, ParseMode
from telegram.error import BadRequest, ChatMigrated, TelegramError

from bot.context import Context, Place
from bot.reply import Button, FileReply, LinkButton, Reply, Rows, ShareButton

TYPING_AFTER_S: Final = 0.3
"""Most answers take milliseconds; only a person who waits is told that we are working."""
TYPING_EVERY_S: Final = 4.0
"""Telegram shows a chat action for five seconds."""
NO_PREVIEW: Final = LinkPreviewOptions(is_disabled=True)

UPLOAD_TIMEOUT_S: Final = 120.0
"""For 50 MB on a slow line; PTB gives 20 s."""

log = logging.getLogger(__name__)

_Shown = TypeVar("_Shown", Reply, FileReply)


class _Aim(TypedDict):
    """Where in a chat a message goes."""

    message_thread_id: int | None
    reply_parameters: ReplyParameters | None


class _Caption(TypedDict):
    """What stands below a file."""

    caption: str | None
    parse_mode: str
    reply_markup: InlineKeyboardMarkup | None


async def send(
    context: Context,
    chat_id: int,
    reply: Reply,
    *,
    answers: int | None = None,
    thread_id: int | None = None,
) -> tuple[int, int]:
    """Sends a reply, as an answer to a message where `answers` is its id.

    `thread_id` names a topic of a forum; an answer to a message is in its topic anyway.
    Returns (chat id, message id); the chat id differs when the group has moved. Raises
    TelegramError when Telegram does not take it.
    """

    async def post(chat: int, shown: Reply, aim: _Aim) -> Message:
        return await context.bot.send_message(
            chat,
            shown.html,
            parse_mode=ParseMode.HTML,
            link_preview_options=NO_PREVIEW,
            reply_markup=keyboard(shown.rows),
            **aim,
        )

    return await _sent(post, chat_id, reply, answers, thread_id)


async def reply_in(
    place: Place, context: Context, reply: Reply, *, answers: int | None = None
) -> tuple[int, int]:
    """Sends a reply where an update happened, in a forum in its topic; see `send`."""
    return await send(context, place.chat.id, reply, answers=answers, thread_id=place.thread_id)


async def send_photo(
    context: Context,
    chat_id: int,
    picture: FileReply,
    *,
    answers: int | None = None,
    thread_id: int | None = None,
) -> tuple[int, int]:
    """Sends a picture, PNG or JPEG of at most 10 MB; otherwise like `send`."""

    async def post(chat: int, shown: FileReply, aim: _Aim) -> Message:
        return await context.bot.send_photo(
            chat,
            shown.content,
            filename=shown.name,
            write_timeout=UPLOAD_TIMEOUT_S,
            read_timeout=UPLOAD_TIMEOUT_S,
            **_caption(shown),
            **aim,
        )

    return await _sent(post, chat_id, picture, answers, thread_id)


async def send_document(
    context: Context,
    chat_id: int,
    document: FileReply,
    *,
    answers: int | None = None,
    thread_id: int | None = None,
) -> tuple[int, int]:
    """Sends a file of at most 50 MB; otherwise like `send`."""

    async def post(chat: int, shown: FileReply, aim: _Aim) -> Message:
        return await context.bot.send_document(
            chat,
            shown.content,
            filename=shown.name,
            disable_content_type_detection=True,
            write_timeout=UPLOAD_TIMEOUT_S,
            read_timeout=UPLOAD_TIMEOUT_S,
            **_caption(shown),
            **aim,
        )

    return await _sent(post, chat_id, document, answers, thread_id)


async def edit(context: Context, chat_id: int, message_id: int, reply: Reply) -> bool:
    """Puts a reply in the place of an earlier one; False when that cannot be edited."""
    try:
        await _edit(context, chat_id, message_id, reply)
    except ChatMigrated:
        log.info("a reply could not be edited: its group has moved")
        return False
    except BadRequest as error:
        if "not modified" in error.message.lower():
            return True
        if not refuses_address(error):
            log.info("a reply could not be edited: %s", error.message)
            return False
        await _edit(context, chat_id, message_id, reply.without_links())
    return True


@contextlib.asynccontextmanager
async def typing(context: Context, place: Place) -> AsyncIterator[None]:
    """Shows "typing" where an update happened while the block runs, from a moment on."""

    async def repeat() -> None:
        await asyncio.sleep(TYPING_AFTER_S)
        while True:
            with contextlib.suppress(TelegramError):  # a courtesy: never worth a fault
                await context.bot.send_chat_action(
                    place.chat.id, ChatAction.TYPING, message_thread_id=place.thread_id
                )
            await asyncio.sleep(TYPING_EVERY_S)

    task = asyncio.create_task(repeat())
    try:
        yield
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task


def keyboard(rows: Rows) -> InlineKeyboardMarkup | None:
    """Returns rows of buttons as Telegram takes them."""
    made = [[_button(button) for button in row] for row in rows]
    return InlineKeyboardMarkup(made) if made else None


def _button(button: Button) -> InlineKeyboardButton:
    if isinstance(button, LinkButton):
        return InlineKeyboardButton(button.text, url=button.url)
    if isinstance(button, ShareButton):
        chosen = SwitchInlineQueryChosenChat(
            button.query,
            allow_user_chats=True,
            allow_group_chats=True,
            allow_channel_chats=True,
        )
        return InlineKeyboardButton(button.text, switch_inline_query_chosen_chat=chosen)
    return InlineKeyboardButton(button.text, callback_data=button.press.encode())


async def _sent(
    post: Callable[[int, _Shown, _Aim], Awaitable[Message]],
    chat_id: int,
    shown: _Shown,
    answers: int | None,
    thread_id: int | None,
) -> tuple[int, int]:
    """Sends by `post`, following a group that has moved, without addresses that are refused."""
    aim: _Aim = {"message_thread_id": thread_id, "reply_parameters": None}
    if answers is not None:
        aim["reply_parameters"] = ReplyParameters(answers, allow_sending_without_reply=True)
    try:
        message = await post(chat_id, shown, aim)
    except ChatMigrated as moved:
        chat_id = moved.new_chat_id
        message = await post(chat_id, shown, {"message_thread_id": None, "reply_parameters": None})
    except BadRequest as error:
        if not refuses_address(error):
            raise
        message = await post(chat_id, shown.without_links(), aim)
    return chat_id, message.message_id


def _caption(shown: FileReply) -> _Caption:
    return {
        "caption": shown.html or None,
        "parse_mode": ParseMode.HTML,
        "reply_markup": keyboard(shown.rows),
    }


async def _edit(context: Context, chat_id: int, message_id: int, reply: Reply) -> None:
    await context.bot.edit_message_text(
        reply.html,
        chat_id=chat_id,
        message_id=message_id,
        parse_mode=ParseMode.HTML,
        link_preview_options=NO_PREVIEW,
        reply_markup=keyboard(reply.rows),
    )


def refuses_address(error: BadRequest) -> bool:
    """True when Telegram finds fault with a button's address (`BUTTON_URL_INVALID`)."""
    return "url" in error.message.lower()

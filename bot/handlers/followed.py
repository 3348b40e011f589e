"""What a chat follows: `/dangtheodoi` = `/following`, and `/dungnhan` = `/stop` for all of it.

In a group, whoever added something may stop and change it, its administrators everything.
"""

from __future__ import annotations

from typing import Any, Final

from telegram import Update
from telegram.ext import BaseHandler

from bot.commands import on_command
from bot.context import Context, place_of, wording_in
from bot.news import digest_page
from bot.pressed import Pressed, PressFunction
from bot.render_followed import (
    KEEP_ALL,
    NO_HOUR,
    SET,
    STOP,
    STOP_ALL,
    STOP_ALL_SURE,
    STOP_HERE,
    TIME,
    list_page,
    stop_all,
    time_changed,
    times,
)
from bot.render_following import LIST, SEE, named
from bot.render_news import DIGEST
from bot.reply import Reply
from bot.rights import runs_chat
from bot.sending import reply_in
from index.service import Follow


def handlers() -> list[BaseHandler[Any, Context, Any]]:
    """Returns the handlers of these commands."""
    return [
        on_command(on_list, "dangtheodoi", "following"),
        on_command(on_stop_all, "dungnhan", "stop"),
    ]


async def on_list(update: Update, context: Context) -> None:
    """Lists what the chat follows."""
    message, place = update.effective_message, await place_of(update, context)
    if message is None or place is None:
        return
    words = await wording_in(place, context)
    follows = await _of_chat(place.chat.id, context)
    answers = None if place.private else message.message_id
    await reply_in(place, context, list_page(follows, 0, place.thread_id, words), answers=answers)


async def on_stop_all(update: Update, context: Context) -> None:
    """Asks whether to stop all that the chat follows."""
    message, place = update.effective_message, await place_of(update, context)
    if message is None or place is None:
        return
    words = await wording_in(place, context)
    number = len(await _of_chat(place.chat.id, context))
    answers = None if place.private else message.message_id
    await reply_in(place, context, stop_all(number, words), answers=answers)


async def _of_chat(chat_id: int, context: Context) -> list[Follow]:
    return await context.services.worker.run(lambda a: a.archive.follows.of_chat(chat_id))


async def _press_list(pressed: Pressed, context: Context) -> None:
    """Shows a page of the list; below a digest, in a new message, so that the news stay."""
    place = pressed.place
    follows = await _of_chat(place.chat.id, context)
    await pressed.answer()
    reply = list_page(follows, pressed.press.offset, place.thread_id, pressed.words)
    if pressed.press.kind == SEE:
        await reply_in(place, context, reply)
    else:
        await pressed.show(context, reply)


async def _press_time(pressed: Pressed, context: Context) -> None:
    """Asks when news of a subscription are to come."""
    follow = await _changeable(pressed, context)
    if follow is not None:
        await pressed.answer()
        await pressed.show(context, times(follow, pressed.words))


async def _press_set(pressed: Pressed, context: Context) -> None:
    """Sets when news of a subscription come."""
    offset = pressed.press.offset
    if offset > NO_HOUR:
        await pressed.answer(pressed.words.plain("following.alert.expired"), alert=True)
        return
    follow = await _changeable(pressed, context)
    if follow is None:
        return
    hour = None if offset == NO_HOUR else offset
    worker, follow_id = context.services.worker, follow.id
    await worker.run(lambda a: a.archive.follows.change_hour(follow_id, hour))
    changed = await worker.run(lambda a: a.archive.follows.get(follow_id))
    if changed is None:
        await pressed.answer(pressed.words.plain("following.alert.stopped_before"), alert=True)
        return
    await pressed.answer()
    await pressed.show(context, time_changed(changed, pressed.words))


async def _press_stop(pressed: Pressed, context: Context) -> None:
    """Stops a subscription and shows the list without it."""
    follow = await _stopped(pressed, context)
    if follow is not None:
        place = pressed.place
        follows = await _of_chat(place.chat.id, context)
        reply = list_page(follows, pressed.press.offset, place.thread_id, pressed.words)
        await pressed.show(context, reply)


async def _press_stop_here(pressed: Pressed, context: Context) -> None:
    """Stops a subscription below news of it, which stay."""
    await _stopped(pressed, context)


async def _stopped(pressed: Pressed, context: Context) -> Follow | None:
    """Stops the subscription of a button and answers the press; None when it was not."""
    follow = await _changeable(pressed, context)
    if follow is None:
        return None
    follow_id = follow.id
    await context.services.worker.run(lambda a: a.archive.follows.remove(follow_id))
    what = named(follow, pressed.words)
    await pressed.answer(
        pressed.words.plain("following.alert.stopped", what=what),
        alert=pressed.press.kind == STOP_HERE,
    )
    return follow


async def _press_stop_all(pressed: Pressed, context: Context) -> None:
    """Asks whether to stop all, below the list."""
    number = len(await _of_chat(pressed.place.chat.id, context))
    await pressed.answer()
    await pressed.show(context, stop_all(number, pressed.words))


async def _press_stop_all_sure(pressed: Pressed, context: Context) -> None:
    if not await runs_chat(pressed.place, context):
        await pressed.answer(pressed.words.plain("following.alert.admins"), alert=True)
        return
    chat_id = pressed.place.chat.id
    await context.services.worker.run(lambda a: a.archive.follows.remove_all(chat_id))
    await pressed.answer()
    await pressed.show(context, Reply(pressed.words.html("following.all_stopped")))


async def _turn_digest(pressed: Pressed, context: Context) -> None:
    """Shows a page of a digest with the rights of who presses."""
    reply = await digest_page(pressed, context)
    if reply is None:
        await pressed.expired()
        return
    await pressed.answer()
    await pressed.show(context, reply)


PRESSES: Final[dict[str, PressFunction]] = {
    LIST: _press_list,
    SEE: _press_list,
    KEEP_ALL: _press_list,
    TIME: _press_time,
    SET: _press_set,
    STOP: _press_stop,
    STOP_HERE: _press_stop_here,
    STOP_ALL: _press_stop_all,
    STOP_ALL_SURE: _press_stop_all_sure,
    DIGEST: _turn_digest,
}


async def _changeable(pressed: Pressed, context: Context) -> Follow | None:
    """Returns the subscription of a button where it is the chat's and the person may change it.

    Otherwise says why not.
    """
    key, place = pressed.press.query_id, pressed.place
    number = int(key) if key.isascii() and key.isdigit() else 0
    follow = await context.services.worker.run(lambda a: a.archive.follows.get(number))
    if follow is None or follow.chat_id != place.chat.id:  # forged, or stopped
        await pressed.answer(pressed.words.plain("following.alert.stopped_before"), alert=True)
        return None
    if follow.user_id != place.user_id and not await runs_chat(place, context):
        await pressed.answer(pressed.words.plain("following.alert.not_yours"), alert=True)
        return None
    return follow

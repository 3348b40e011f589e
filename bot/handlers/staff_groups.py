"""In which groups officers are shown the questions for them: `/nhomcanbo` = `/staffgroup`."""

from __future__ import annotations

from typing import Any, Final

from telegram import Update
from telegram.ext import BaseHandler

from bot.callbacks import Press
from bot.commands import on_command
from bot.context import Context, Place, place_of, wording_in
from bot.pressed import Pressed, PressFunction
from bot.render_handoff import LEAVE_GROUP
from bot.reply import PressButton, Reply
from bot.sending import reply_in
from bot.wording import Wording
from index.errors import LimitError
from index.model import Role


def handlers() -> list[BaseHandler[Any, Context, Any]]:
    """Returns the handler of the command."""
    return [on_command(on_staff_group, "nhomcanbo", "staffgroup")]


async def on_staff_group(update: Update, context: Context) -> None:
    """Has the questions for officers sent to the group in which an admin writes this."""
    message, place = update.effective_message, await place_of(update, context)
    if message is None or place is None:
        return
    words = await wording_in(place, context)
    reply = await _set(place, context, words)
    await reply_in(place, context, reply, answers=None if place.private else message.message_id)


async def _set(place: Place, context: Context, words: Wording) -> Reply:
    services, chat_id = context.services, place.chat.id
    if place.role is not Role.ADMIN or place.user_id is None:
        return Reply(words.html("staff_group.only_admins"))
    by, now = place.user_id, services.clock.now()
    if place.private:
        groups = await services.worker.run(lambda a: a.archive.staff_groups.all())
        if not groups:
            return Reply(words.html("staff_group.no_groups"))
        return Reply(words.html("staff_group.only_groups", n=len(groups)))
    try:
        new = await services.worker.run(lambda a: a.archive.staff_groups.add(chat_id, by, now))
    except LimitError as fault:
        return Reply(words.html("staff_group.full", limit=fault.limit))
    if new:
        await services.worker.run(
            lambda a: a.archive.record_action(f"telegram:{by}", "staff group", str(chat_id))
        )
    leave = PressButton(words.plain("handoff.button.leave_group"), Press(LEAVE_GROUP))
    return Reply(words.html("staff_group.done" if new else "staff_group.already"), ((leave,),))


async def _press_leave(pressed: Pressed, context: Context) -> None:
    """Takes the group back in which the button stands."""
    if pressed.place.role is not Role.ADMIN:
        await pressed.answer(pressed.words.plain("staff.refused"), alert=True)
        return
    chat_id, by = pressed.place.chat.id, pressed.place.user_id
    worker = context.services.worker
    if not await worker.run(lambda a: a.archive.staff_groups.remove(chat_id)):
        await pressed.expired()
        return
    await worker.run(
        lambda a: a.archive.record_action(f"telegram:{by}", "no staff group", str(chat_id))
    )
    await pressed.answer()
    await pressed.show(context, Reply(pressed.words.html("staff_group.undone")))


PRESSES: Final[dict[str, PressFunction]] = {LEAVE_GROUP: _press_leave}

"""Figures of the archive, for staff and admins."""

from __future__ import annotations

from typing import Any

from telegram import Update
from telegram.ext import BaseHandler

from bot.commands import on_command
from bot.context import Context, place_of, wording_in
from bot.render_texts import figures
from bot.rights import STAFF, allowed
from bot.sending import reply_in


def handlers() -> list[BaseHandler[Any, Context, Any]]:
    """Returns the handler of the command."""
    return [on_command(on_stats, "thongke", "stats")]


async def on_stats(update: Update, context: Context) -> None:
    """Shows the figures of the archive to staff and admins."""
    place = await place_of(update, context)
    if place is None or not await allowed(place, context, STAFF):
        return
    words = await wording_in(place, context)
    stats = await context.services.worker.run(lambda a: a.stats())
    await reply_in(place, context, figures(stats, words, context.services.settings.time_zone))

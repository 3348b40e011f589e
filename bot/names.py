"""How people and groups call themselves on Telegram: asked when it is shown, never kept."""

from __future__ import annotations

import asyncio
from collections.abc import Collection
from dataclasses import replace
from typing import Final

from telegram.error import TelegramError

from bot.context import Context
from bot.markup import cut, escape, one_line
from bot.render_handoff import NAME_UNITS
from bot.reply import Reply

MOST_ASKED: Final = 30
"""Of more ids at once the rest is shown as numbers, so that Telegram is not flooded."""


async def names_of(ids: Collection[int], context: Context) -> dict[int, str]:
    """Returns the names of those that Telegram tells of: who once wrote to the bot, its groups."""
    asked = sorted(set(ids))[:MOST_ASKED]
    names = await asyncio.gather(*(_name(one, context) for one in asked))
    return {one: name for one, name in zip(asked, names, strict=True) if name}


async def named(reply: Reply, ids: Collection[int], context: Context) -> Reply:
    """Returns a reply with the names of these people before their numbers."""
    html = reply.html
    for one, name in (await names_of(ids, context)).items():
        number = f"<code>{one}</code>"
        html = html.replace(number, f"{escape(cut(one_line(name), NAME_UNITS))} ({number})")
    return replace(reply, html=html)


async def _name(chat_id: int, context: Context) -> str | None:
    try:
        chat = await context.bot.get_chat(chat_id)
    except TelegramError:  # a number says enough
        return None
    return chat.effective_name

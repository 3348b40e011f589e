"""Looking at an address that an admin gave: what would it be, a source or an article?"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any, Final

from bot.beside import BotStoppingError, CommandFailedError, run_command, unless_stopped
from bot.context import Context, Place
from bot.faults import reference
from bot.kept import keep
from bot.markup import clean, one_line
from bot.render_adding import nothing_reply, preview_reply, refusal
from bot.render_sources import offer_reply
from bot.reply import Reply
from bot.sending import edit, reply_in
from bot.typed_articles import wrong_address
from bot.wording import Wording

OFFER: Final = "offer"
"""The kind of a kept offer: what an address would be as a source."""
ITEM: Final = "item"
"""The kind of what is kept to be added: the address of an article, or a file of Telegram's."""
LONGEST_TYPED: Final = 2_048

log = logging.getLogger(__name__)


async def look(place: Place, context: Context, words: Wording, typed: str) -> None:
    """Says what stands at an address, with buttons to take it; the bot goes on meanwhile.

    What is no address is refused at once.
    """
    address = one_line(clean(typed))[:LONGEST_TYPED]
    if wrong := wrong_address(address):
        log.info("an admin typed what is no address")
        await reply_in(place, context, refusal(wrong, words))
        return
    chat_id, message_id = await reply_in(place, context, Reply(words.html("adding.looking")))
    command = ("preview", "--web", "--json", "--", address)
    context.application.create_task(_look(context, words, command, (chat_id, message_id)))


async def _look(
    context: Context, words: Wording, command: tuple[str, ...], shown: tuple[int, int]
) -> None:
    async with context.services.looking:
        reply = await seen_beside(context, words, command)
    if isinstance(reply, Reply):
        await edit(context, *shown, reply)
        return
    offer, articles = reply["offer"], reply["articles"]
    if offer is not None:
        kept = {key: offer[key] for key in ("url", "kind", "name")}
        offer_id = await context.services.worker.run(lambda a: keep(a, OFFER, kept))
        await edit(context, *shown, offer_reply(reply, offer_id, words))
    else:
        item = {"url": articles[0]["url"]}
        item_id = await context.services.worker.run(lambda a: keep(a, ITEM, item))
        await edit(context, *shown, preview_reply(reply, item_id, words))


async def seen_beside(
    context: Context, words: Wording, command: tuple[str, ...]
) -> Mapping[str, Any] | Reply:
    """Returns what `hoidap preview` reports, or what to say where there is nothing to take."""
    services = context.services
    try:
        report = await unless_stopped(services, run_command(services.settings, *command))
    except BotStoppingError:
        return Reply(words.html("adding.stopped"))
    except CommandFailedError as fault:
        code = reference()
        log.error("a preview failed [%s]: %s", code, fault)
        return Reply(words.html("error.apology", code=code))
    if report["offer"] is None and not report["articles"]:
        log.info("nothing can be taken from what an admin sent")
        return nothing_reply(report, words)
    return report

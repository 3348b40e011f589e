"""The votes under an answer: one a person, changeable; after 👎 there is more to go on with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from bot.callbacks import ASK, EXACT
from bot.context import Context
from bot.handlers.asking import asked_in, reply_to_asked
from bot.handlers.searching import today_in
from bot.ports import AssistantPort
from bot.pressed import Pressed, PressFunction
from bot.render import MOST_SHOWN, first_other
from bot.render_votes import DOWN, UP, can_be_voted_on, voted, with_doubt
from bot.rights import STAFF
from index.service import Votes


@dataclass(frozen=True, slots=True)
class Kept:
    """A vote as it was kept: on the answer to which question, and what all votes are now."""

    question: str
    exact: bool
    changed: bool
    votes: Votes


async def _vote(pressed: Pressed, context: Context) -> None:
    """Keeps a person's vote and says so; what others pressed is for staff to know."""
    press, place, today = pressed.press, pressed.place, today_in(context)
    user_id, up = place.user_id, pressed.press.kind == UP

    def keep(assistant: AssistantPort) -> Kept | None:
        saved = assistant.archive.chats.saved_query(press.query_id)
        if saved is None or saved[0] not in (ASK, EXACT) or user_id is None:
            return None
        asked = assistant.archive.asked
        changed = asked.vote(press.query_id, user_id, up, today)
        return Kept(saved[1], saved[0] == EXACT, changed, asked.votes(press.query_id))

    kept = await context.services.worker.run(keep)
    if kept is None:
        await pressed.expired()
        return
    told = kept.votes if place.private and place.role in STAFF else None
    await pressed.answer(voted(up, kept.changed, told, pressed.words))
    if not up:
        await _offer_others(pressed, context, kept)


async def _offer_others(pressed: Pressed, context: Context, kept: Kept) -> None:
    """Adds to the answer what else there is: articles next to it, and an officer."""
    place, services = pressed.place, context.services
    asked = await asked_in(place, context, kept.question, MOST_SHOWN, count=False, exact=kept.exact)
    reply = await reply_to_asked(asked, context)
    first = first_other(asked.answer)
    # The news may have changed since: what is no sure answer any more offers this by itself.
    if first is not None and can_be_voted_on(asked.answer, asked.query_id):
        words = services.wordings[asked.chosen or asked.answer.language]
        today = today_in(context)
        reply = with_doubt(reply, asked.answer, first, asked.query_id, words, today)
    await pressed.show(context, reply)


PRESSES: Final[dict[str, PressFunction]] = {UP: _vote, DOWN: _vote}

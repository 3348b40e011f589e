"""What a link into the private chat opens: a question, an article, and questions about it."""

from __future__ import annotations

from typing import Final

from telegram import Message

from bot.callbacks import Press
from bot.context import Context, Place, wording_in
from bot.handlers.asking import Asked, reply_to_asked
from bot.handlers.questions import answered, respond
from bot.handlers.searching import today_in
from bot.markup import clean, cut, one_line
from bot.pressed import Pressed, PressFunction
from bot.prompts import prompt, prompted
from bot.render import HANDED_ON, with_question
from bot.render_linked import ASK_ABOUT, LEAVE, article_card, ask_about
from bot.render_lists import TITLE_UNITS
from bot.reply import Reply
from bot.sending import reply_in
from bot.sharing import article_of
from index.model import Article, Status


async def answer_started(message: Message, place: Place, context: Context, question: str) -> None:
    """Answers the question of a link that opened the chat, and shows it: nobody typed it here."""
    reply = await answered(message, place, context, question)
    words = await wording_in(place, context)
    shown = with_question(reply, question, words)
    department = context.services.department[words.language].name
    speaking = words.html("article.answer_from", department=department)
    reply = Reply(f"{speaking}\n\n{shown.html}", shown.rows)
    await respond(message, place, context, reply)


async def _answer_about(
    message: Message, place: Place, context: Context, question: str, article_id: int, title: str
) -> None:
    """Answers a question about an article from it; from all others where it does not say."""
    services, role, today = context.services, place.reading, today_in(context)
    question = clean(question)
    found = await services.worker.run(
        lambda a: a.ask_about(article_id, question, role=role, today=today)
    )
    if found.status is Status.ANSWERED:
        chosen = await services.worker.run(lambda a: a.archive.chats.language(place.chat.id))
        reply = await reply_to_asked(Asked(found, "", chosen), context)
    else:
        reply = await answered(message, place, context, question)
        if found.status in HANDED_ON:
            words = await wording_in(place, context)
            not_there = words.html("article.not_in_it", title=cut(one_line(title), TITLE_UNITS))
            reply = Reply(f"{not_there}\n\n{reply.html}", reply.rows)
    await respond(message, place, context, reply)


async def open_article(place: Place, context: Context, parameter: str) -> bool:
    """Shows the article of a link; False where it is no link to one that may be read here."""
    article_id = article_of(parameter)
    if article_id is None:
        return False
    article = await _article(article_id, place, context)
    if article is None:
        return False
    services, words = context.services, await wording_in(place, context)
    profile = services.department[words.language]
    bot_name, today = context.bot.username, today_in(context)
    card = article_card(article_id, article, words, profile, bot_name, today)
    await reply_in(place, context, card)
    return True


async def take_question(message: Message, place: Place, context: Context) -> bool:
    """Takes what somebody wants to know from an article; False for a message that is not it."""
    press = prompted(message, context, (LEAVE,)) if place.private else None
    text = message.text or message.caption
    if press is None or not text:
        return False
    context.services.awaited.forget(place.chat.id)
    article_id = _number(press)
    article = await _article(article_id, place, context)
    if article is None:
        return False
    await _answer_about(message, place, context, text, article_id, article.title)
    return True


async def _press_ask(pressed: Pressed, context: Context) -> None:
    """Asks for the question; the next message is taken for it."""
    place, press, words = pressed.place, pressed.press, pressed.words
    article = await _article(_number(press), place, context)
    if article is None or not place.private:
        await pressed.expired()
        return
    await pressed.answer()
    leave = Press(LEAVE, press.query_id)
    await prompt(place, context, Reply(ask_about(article, words)), leave, words)


async def _press_leave(pressed: Pressed, context: Context) -> None:
    context.services.awaited.forget(pressed.place.chat.id)
    await pressed.answer()
    await pressed.show(context, Reply(pressed.words.html("article.left")))


PRESSES: Final[dict[str, PressFunction]] = {ASK_ABOUT: _press_ask, LEAVE: _press_leave}


async def _article(article_id: int, place: Place, context: Context) -> Article | None:
    """Returns an article by its number; None where none may be read here."""
    found = await context.services.worker.run(lambda a: a.archive.stored([article_id]))
    stored = found.get(article_id)
    if stored is None or stored.article.audience not in place.reading.audiences:
        return None
    return stored.article


def _number(press: Press) -> int:
    """Returns the number of an article in a button, 0 for data that is none."""
    return int(press.query_id) if press.query_id.isascii() and press.query_id.isdigit() else 0

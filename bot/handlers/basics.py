"""Welcome, help, language, and what cannot be read."""

from __future__ import annotations

from telegram import Update

from bot.addressed import command_in
from bot.context import Context, place_of, wording_in
from bot.render import MAX_QUESTION_CHARS, example_rows
from bot.render_texts import example_of, help_text, language_choice, welcome
from bot.reply import Reply
from bot.sending import send


async def on_start(update: Update, context: Context) -> None:
    """Greets, says which department runs the bot, and offers examples that are answered."""
    place = place_of(update, context)
    if place is None:
        return
    services = context.services
    services.talks.forget(place.chat.id, place.user_id)
    words = await wording_in(place, context)
    examples = await services.examples.get(words.language)
    profile = services.department[words.language]
    await send(context, place.chat.id, welcome(profile, words, example_rows(examples)))


async def on_help(update: Update, context: Context) -> None:
    """Explains what the person can do here."""
    place = place_of(update, context)
    if place is None:
        return
    words = await wording_in(place, context)
    profile = context.services.department[words.language]
    role = place.role if place.private else place.reading
    reply = help_text(profile, words, role, MAX_QUESTION_CHARS)
    await send(context, place.chat.id, reply)


async def on_language(update: Update, context: Context) -> None:
    """Offers the two languages."""
    place = place_of(update, context)
    if place is None:
        return
    await send(context, place.chat.id, language_choice(await wording_in(place, context)))


async def on_unknown_command(update: Update, context: Context) -> None:
    """Says that there is no such command; leaves other bots' commands in groups alone."""
    message, place = update.effective_message, place_of(update, context)
    if message is None or place is None:
        return
    named = "@" in (message.text or message.caption or "").split(maxsplit=1)[0]
    if not place.private and not (named and command_in(message)):
        return
    words = await wording_in(place, context)
    await send(context, place.chat.id, Reply(words.html("usage.unknown_command")))


async def on_unreadable(update: Update, context: Context) -> None:
    """Says what to do instead of a sticker, a voice note, a picture, a place."""
    place = place_of(update, context)
    if place is None:
        return
    words = await wording_in(place, context)
    example = example_of(context.services.department[words.language], words)
    await send(context, place.chat.id, Reply(words.html("usage.text_only", example=example)))


async def on_moved_group(update: Update, context: Context) -> None:
    """Takes the chosen language along when a group becomes a supergroup."""
    message = update.effective_message
    if message is None or message.migrate_to_chat_id is None:
        return
    old, new = message.chat.id, message.migrate_to_chat_id
    worker = context.services.worker
    language = await worker.run(lambda a: a.archive.chats.language(old))
    if language is not None:
        await worker.run(lambda a: a.archive.chats.set_language(new, language))

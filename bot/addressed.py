"""What of a message is meant for the bot, in a private chat and in a group."""

from __future__ import annotations

import re
from typing import Final

from telegram import Message, MessageEntity
from telegram.constants import ChatType

ASK_COMMANDS: Final = ("hoi", "ask")
SEARCH_COMMANDS: Final = ("tim", "search")
_COMMAND: Final = re.compile(r"/([A-Za-z0-9_]{1,32})(?:@(\w+))?(?:\s+|$)")


def question_in(message: Message) -> str | None:
    """Returns the question that a message puts to the bot, None when it puts none.

    In a private chat that is the text or caption. In a group it is a message that
    mentions the bot or replies to it; a mention alone under somebody's message puts that
    message's text.
    """
    text = message.text or message.caption or ""
    if message.chat.type == ChatType.PRIVATE:
        return text
    rest, mentioned = _without_mention(message, text)
    if mentioned:
        return rest or _text_replied_to(message) or ""
    return text if _replies_to_bot(message) else None


def command_in(message: Message) -> tuple[str, str] | None:
    """Splits `/tim@bot words` into (`tim`, `words`); None for no command or another bot's."""
    match = _COMMAND.match(message.text or "")
    if match is None:
        return None
    if match[2] and match[2].lower() != _username(message):
        return None
    return match[1].lower(), (message.text or "")[match.end() :].strip()


def captioned_command(message: Message) -> str | None:
    """Returns the name of the command that stands below a sent file; None for none of ours."""
    match = _COMMAND.match(message.caption or "")
    if match is None or (match[2] and match[2].lower() != _username(message)):
        return None
    return match[1].lower()


def words_after_command(message: Message) -> str:
    """Returns what follows a command, or the text of the message that it replies to."""
    command = command_in(message)
    words = command[1] if command else ""
    return words or _text_replied_to(message) or ""


def _text_replied_to(message: Message) -> str | None:
    replied = message.reply_to_message
    if replied is None or (replied.from_user and replied.from_user.id == message.get_bot().id):
        return None
    return replied.text or replied.caption


def _replies_to_bot(message: Message) -> bool:
    replied = message.reply_to_message
    return bool(replied and replied.from_user and replied.from_user.id == message.get_bot().id)


def _without_mention(message: Message, text: str) -> tuple[str, bool]:
    bot = message.get_bot()
    kinds: list[str | None] = [MessageEntity.MENTION, MessageEntity.TEXT_MENTION]
    found = message.parse_entities(kinds) if message.text else message.parse_caption_entities(kinds)
    mentioned = False
    for entity, part in found.items():
        by_name = entity.type == MessageEntity.MENTION and part.lower() == f"@{_username(message)}"
        by_id = entity.user is not None and entity.user.id == bot.id
        if by_name or by_id:
            text, mentioned = text.replace(part, " "), True
    return " ".join(text.split()) if mentioned else text, mentioned


def _username(message: Message) -> str:
    return (message.get_bot().username or "").lower()

"""What every handler works with: a typed context that holds the bot's services."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import Any, Final

from telegram import Chat, Message, Update
from telegram.constants import ChatType
from telegram.ext import Application, CallbackContext, ExtBot, JobQueue

from bot.awaited import Awaited
from bot.clock import Clock
from bot.conversation import Conversations
from bot.delivery import Urgency
from bot.department import Department
from bot.examples import Examples
from bot.freshness import Freshness
from bot.memory import Recent
from bot.pace import Pace
from bot.roles import reading_role, role_of
from bot.searches import Search
from bot.wording import Wording, Wordings
from bot.worker import Worker
from index.model import Language, Role
from index.settings import Settings

REMEMBERED_REPLIES: Final = 2_000
REMEMBERED_MENUS: Final = 500
REMEMBERED_TYPED: Final = 1_000
REMEMBERED_SEARCHES: Final = 500
REMEMBERED_INLINE: Final = 1_000
LOOKED_AT_ONCE: Final = 2
"""A process each; questions are to be answered meanwhile."""


@dataclass(frozen=True, slots=True)
class Services:
    """What handlers use; made once by the composition root."""

    settings: Settings
    wordings: Wordings
    department: Department
    worker: Worker
    examples: Examples
    clock: Clock
    pace: Pace
    replies: Recent[tuple[int, int], int] = field(
        default_factory=lambda: Recent(REMEMBERED_REPLIES)
    )
    """(chat, question's message) -> the reply's message, for edited questions."""
    typed: Recent[str, str] = field(default_factory=lambda: Recent(REMEMBERED_TYPED))
    """Random id -> a question that was corrected or completed, as typed, without who typed it.

    Words that were completed are kept nowhere else; a question that was corrected is kept as
    typed for its other buttons, too, as every question is that has any.
    """
    talks: Conversations = field(default_factory=Conversations)
    """What each person asked last, for what goes on from it."""
    searches: Recent[int, Search] = field(default_factory=lambda: Recent(REMEMBERED_SEARCHES))
    """Private chat of the staff -> the last search in it."""
    menus: Recent[int, Role] = field(default_factory=lambda: Recent(REMEMBERED_MENUS))
    """Chats whose own command menu has been set since the start."""
    reindexing: asyncio.Lock = field(default_factory=asyncio.Lock)
    """Held while a reindex runs: one at a time."""
    reindex_cancelled: asyncio.Event = field(default_factory=asyncio.Event)
    """Set when an admin gives the running reindex up."""
    crawling: asyncio.Lock = field(default_factory=asyncio.Lock)
    """Held while sources are crawled: one process at a time."""
    backing_up: asyncio.Lock = field(default_factory=asyncio.Lock)
    """Held while a backup is made and sent: one at a time."""
    inline: Recent[int, str] = field(default_factory=lambda: Recent(REMEMBERED_INLINE))
    """Person -> the id of the inline query typed last: those before it need no answer."""
    freshness: Freshness = field(default_factory=Freshness)
    """How long Telegram may keep inline answers."""
    exporting: asyncio.Lock = field(default_factory=asyncio.Lock)
    """Held while a spreadsheet of search results is made: one at a time."""
    looking: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(LOOKED_AT_ONCE))
    """Held while an address or a document is looked at, or stored, beside the bot."""
    awaited: Awaited = field(default_factory=Awaited)
    """What each admin was asked to type or send."""
    stopping: asyncio.Event = field(default_factory=asyncio.Event)
    """Set when the bot is being stopped."""
    outbox_filled: asyncio.Event = field(default_factory=asyncio.Event)
    """Set when a message was put into the outbox, so that it is sent at once."""


class BotData:
    """PTB's store of a bot's data; here it holds the services and nothing else."""

    services: Services


class Context(CallbackContext[ExtBot[Urgency], dict[Any, Any], dict[Any, Any], BotData]):
    """The context of a callback, with typed access to the services."""

    @property
    def services(self) -> Services:
        """What handlers use."""
        return self.bot_data.services


App = Application[
    ExtBot[Urgency], Context, dict[Any, Any], dict[Any, Any], BotData, JobQueue[Context]
]


@dataclass(frozen=True, slots=True)
class Place:
    """Where an update happened and who caused it."""

    chat: Chat
    user_id: int | None
    """None for who writes in the name of a group or channel: many may do that."""
    thread_id: int | None
    """The topic, in a forum."""
    private: bool
    phone_language: Language
    role: Role
    """What the person may do."""
    reading: Role
    """Whose articles may be shown here."""


async def place_of(update: Update, context: Context) -> Place | None:
    """Returns where an update happened; None for one without a chat.

    Raises ArchiveError: what was granted cannot be read.
    """
    chat, user = update.effective_chat, update.effective_user
    if chat is None:
        return None
    services = context.services
    user_id = user.id if user is not None and not _is_anonymous(update) else None
    role = await role_of(user_id, services.settings, services.worker)
    private = chat.type == ChatType.PRIVATE
    return Place(
        chat=chat,
        user_id=user_id,
        thread_id=topic_of(update),
        private=private,
        phone_language=phone_language(user.language_code if user else None),
        role=role,
        reading=reading_role(role, in_private=private),
    )


def _is_anonymous(update: Update) -> bool:
    """Tells whether a message was sent as a chat: of all such, Telegram names the same user.

    Who presses a button is always named.
    """
    message = update.message or update.edited_message
    return message is not None and message.sender_chat is not None


def topic_of(update: Update) -> int | None:
    """Returns the topic of a forum in which an update happened."""
    message = update.effective_message
    # A reply in a group without topics has a thread, too, which is none of ours.
    if isinstance(message, Message) and message.is_topic_message:
        return message.message_thread_id
    return None


def phone_language(code: str | None) -> Language:
    """Returns the language to begin with: English for an English Telegram, else Vietnamese."""
    return Language.ENGLISH if (code or "").lower().startswith("en") else Language.VIETNAMESE


async def wording_in(place: Place, context: Context) -> Wording:
    """Returns the wording for a reply that answers no question."""
    chat_id = place.chat.id
    chosen = await context.services.worker.run(lambda a: a.archive.chats.language(chat_id))
    return context.services.wordings[chosen or place.phone_language]

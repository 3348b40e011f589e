"""What the tests of every command and every button share: who, where, and what a reply must be."""

from __future__ import annotations

import contextlib
import re
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from html import unescape
from itertools import product
from pathlib import Path
from typing import Any, cast

from telegram.ext import BaseHandler, CommandHandler

from bot.app import add_handlers
from bot.context import App, Context
from bot.menu import COMMANDS
from bot.sandbox import Group, Message, Person, Sandbox, ids_of
from bot.wording import Wording, Wordings, load_wordings, placeholders
from index.archive.database import ARCHIVE_NAME
from index.model import Language, Role
from index.settings import Secret, Settings
from tests.bot.conftest import TOKEN, eventually

PEOPLE = tuple(
    Person(710_001 + number, f"{role.value} {language.value}", None, role, language.value)
    for number, (role, language) in enumerate(product(Role, Language))
)
"""Somebody of each role with a Telegram in each language."""
_IDS = tuple(person.id for person in PEOPLE)
GROUP = Group(-4_000_201, "Một nhóm", _IDS)
FORUM = Group(-1_001_004_000_202, "Một diễn đàn", _IDS, "supergroup", ("Chủ đề",))
CHILD_S = 60.0
"""How long other processes may take to look at what they are given."""
SHORTEST_PIECE = 5
SHORTEST_TOLD = 9
"""Shorter pieces of a text may stand in one of the other language too: a name, "Excel"."""

_BUSY = (
    "adding.looking", "adding.reading", "adding.storing", "backup.making", "sources.crawling",
    "sources.crawl_progress",
)  # fmt: skip
_GAP = re.compile(r"\{\w+\}|<[^>]+>|[\n“”\"()\[\]‹›•·:.]")


def who(role: Role, language: Language) -> Person:
    """The person of a role whose Telegram is in a language."""
    return next(p for p in PEOPLE if (p.role, p.language_code) == (role, language.value))


@dataclass(frozen=True, slots=True)
class Spot:
    """Where somebody writes: a chat and, in a forum, its topic."""

    name: str
    chat: int | None
    """None is the person's own chat with the bot."""
    thread: int | None = None

    def chat_of(self, person: Person) -> int:
        """The id of the chat, for that person."""
        return person.id if self.chat is None else self.chat


def spots(sandbox: Sandbox) -> tuple[Spot, ...]:
    """A private chat, a group and a topic of a forum."""
    topic = list(sandbox.state.chats[FORUM.id].topics)[-1]
    return (Spot("private", None), Spot("group", GROUP.id), Spot("topic", FORUM.id, topic))


def settings_of(sandbox: Sandbox, home: Path) -> Settings:
    """Settings in which the people have their roles."""
    return Settings(
        home=home,
        token=Secret(TOKEN),
        api_url=sandbox.url,
        admin_ids=ids_of(PEOPLE, Role.ADMIN),
        staff_ids=ids_of(PEOPLE, Role.STAFF),
    )


class _Recorder:
    """Takes handlers as an application does, and notes those of commands."""

    def __init__(self) -> None:
        self.found: list[CommandHandler[Context, Any]] = []

    def add_handler(self, handler: BaseHandler[Any, Context, Any], group: int = 0) -> None:
        if isinstance(handler, CommandHandler):
            self.found.append(handler)

    def add_error_handler(self, callback: object) -> None:
        """An application takes it; here it is of no use."""


def handled() -> list[frozenset[str]]:
    """The names of each command that the bot handles, a handler at a time."""
    recorder = _Recorder()
    add_handlers(cast(App, recorder))
    return [handler.commands for handler in recorder.found]


def names() -> list[str]:
    """Every name of every command, those that the menu does not list too."""
    listed = {name for row in COMMANDS for name in (row.vietnamese, row.english)}
    return sorted(listed.union(*handled()))


def least_role(name: str) -> Role:
    """The least role that a command is for."""
    same = next(group for group in handled() if name in group)
    return next(row.role for row in COMMANDS if {row.vietnamese, row.english} & same)


def may(role: Role, least: Role) -> bool:
    """True where a role may do what is for another and those above it."""
    order = [Role.CITIZEN, Role.STAFF, Role.ADMIN]
    return order.index(role) >= order.index(least)


def from_bot(sandbox: Sandbox) -> list[Message]:
    """All messages of the bot, in all chats."""
    return [message for message in sandbox.state.messages() if message["from"]["is_bot"]]


async def quiet(app: App, sandbox: Sandbox) -> None:
    """Waits until the bot has taken all updates and worked on them."""
    await eventually(lambda: not sandbox.state.updates.pending, CHILD_S)
    await app.update_queue.join()
    services = app.bot_data.services
    beside = (services.reindexing, services.backing_up, services.crawling, services.looking)
    await eventually(lambda: not any(one.locked() for one in beside), CHILD_S)


async def settled(sandbox: Sandbox) -> None:
    """Waits until nothing is being done in another process."""
    texts = [words.texts[key] for words in wordings().by_language.values() for key in _BUSY]
    busy = tuple(_GAP.split(text)[0] for text in texts)

    def is_settled() -> bool:
        return not any(str(one.get("text")).startswith(busy) for one in from_bot(sandbox))

    await eventually(is_settled, CHILD_S)


def said(message: Message) -> str:
    """All that a message says: its text, what stands below a file, and its buttons."""
    keys = (message.get("reply_markup") or {}).get("inline_keyboard", [])
    buttons = [button["text"] for row in keys for button in row]
    return "\n".join([str(message.get("text") or message.get("caption") or ""), *buttons])


@cache
def wordings() -> Wordings:
    """The wording in both languages."""
    return load_wordings()


@cache
def _pieces(language: Language) -> frozenset[str]:
    """The pieces of text that the wording files of a language hold, between what is put in."""
    texts = (unescape(text) for text in wordings()[language].texts.values())
    pieces = {piece.strip() for text in texts for piece in _GAP.split(text)}
    return frozenset(one for one in pieces if len(one) >= SHORTEST_PIECE)


@cache
def _told(language: Language) -> frozenset[str]:
    """The pieces that one language alone has."""
    (other,) = set(Language) - {language}
    others = [unescape(text) for text in wordings()[other].texts.values()]
    long = (one for one in _pieces(language) if len(one) >= SHORTEST_TOLD and " " in one)
    return frozenset(one for one in long if not any(one in text for text in others))


def check_language(text: str, words: Wording, quoted: str = "") -> None:
    """Fails where a text has words of the other language, or none of this one.

    What stands in `quoted`, the news, may be in any language.
    """
    (other,) = set(Language) - {words.language}
    assert [piece for piece in _told(other) if piece in text and piece not in quoted] == [], text
    assert any(piece in text for piece in _pieces(words.language)), text


def check_no_fault(text: str, words: Wording) -> None:
    """Fails where a text says that something went wrong with us."""
    assert text.strip()
    for fault in (words.texts["error.apology"], words.texts["error.busy"]):
        assert placeholders("", fault) <= {"code"}
        assert fault.partition("{")[0].strip()[:30] not in text, text


@contextlib.contextmanager
def unchanged(home: Path) -> Iterator[None]:
    """Fails where the archive was written to within the block."""
    with contextlib.closing(sqlite3.connect(home / ARCHIVE_NAME)) as watching:

        def version() -> int:
            return int(watching.execute("PRAGMA data_version").fetchone()[0])

        before = version()
        yield
        assert version() == before

"""Every command, by each name, in both languages, as each role, everywhere, whatever befalls.

The cases are made of the bot's own tables: a command that is added is tested without a word
here, and one that the menu lacks, or that two handlers take, fails.
"""

from __future__ import annotations

import contextlib
import logging
from collections.abc import AsyncIterator, Callable
from itertools import product
from pathlib import Path

import pytest

from bot.context import App
from bot.menu import COMMANDS
from bot.sandbox import Person, Sandbox
from bot.wording import Wording
from index import Archive
from index.model import Language, Role
from tests.bot import matrix
from tests.bot.conftest import TOKEN, StartBot
from tests.bot.fakes import JumpingClock
from tests.bot.matrix import Spot

IN_GROUPS_ALONE = frozenset({"nhomcanbo", "staffgroup"})
"""Commands of staff that are for groups; all others of theirs are for private chats."""
TWO_MESSAGES = frozenset({"thongbao", "broadcast"})
"""Commands that, with words after them, first show what will be sent, and then ask."""
HOSTILE = ("chuyển đổi số", "<b>&lt;\"'{0}%s</a>", "9" * 30, "x" * 4_000, "🙂" * 1_500)
"""Words after a command: sound ones, markup, a number out of range, the longest messages."""

Fault = Callable[[Sandbox], None]


def twice(sandbox: Sandbox) -> None:
    """Telegram delivers the next update twice."""
    sandbox.state.faults.deliver_twice()


def troubled(sandbox: Sandbox) -> None:
    """Telegram asks for a pause once, and then fails once."""
    sandbox.state.faults.too_many_requests("*", retry_after=3)
    sandbox.state.faults.server_error("*", code=500)


@pytest.fixture
async def sandbox(clock: JumpingClock) -> AsyncIterator[Sandbox]:
    groups = (matrix.GROUP, matrix.FORUM)
    async with Sandbox(
        token=TOKEN, clock=clock.elapsed, people=matrix.PEOPLE, groups=groups
    ) as running:
        yield running


@pytest.fixture
async def app(sandbox: Sandbox, start: StartBot, home: Path) -> AsyncIterator[App]:
    async with start(matrix.settings_of(sandbox, home)) as running:
        yield running


def test_every_command_is_in_the_menu_under_both_names_and_has_one_handler() -> None:
    handled = matrix.handled()
    twice_taken = [name for name in matrix.names() if sum(name in one for one in handled) != 1]
    assert twice_taken == []
    rows = sorted(sorted({row.vietnamese, row.english}) for row in COMMANDS)
    assert rows == sorted(map(sorted, handled))


@pytest.mark.parametrize("name", matrix.names())
async def test_every_command_gets_one_courteous_reply_where_it_was_written(
    name: str, app: App, sandbox: Sandbox, archive: Archive, home: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:  # fmt: skip
    case = Case(name, app, sandbox, home)
    everywhere = list(product(Role, matrix.spots(sandbox)))
    for language in Language:
        for role, spot in everywhere:  # in the language of the person's Telegram
            await case.ask(matrix.who(role, language), spot, language, twice)
    for language in Language:
        (other,) = set(Language) - {language}
        for role, spot in everywhere:  # in the language that was chosen for the chat
            person = matrix.who(role, other)
            archive.chats.set_language(spot.chat_of(person), language)
            await case.ask(person, spot, language, troubled)
    assert sandbox.state.flood.breaches == []
    assert [record for record in caplog.records if record.levelno >= logging.ERROR] == []


@pytest.mark.parametrize("name", sorted({row.vietnamese for row in COMMANDS}))
async def test_whatever_stands_after_a_command_gets_a_courteous_reply(
    name: str, app: App, sandbox: Sandbox, archive: Archive, home: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:  # fmt: skip
    case = Case(name, app, sandbox, home)
    private, group, _ = matrix.spots(sandbox)
    number = 2 if name in TWO_MESSAGES else 1
    for text, language in product(HOSTILE, Language):
        admin, citizen = matrix.who(Role.ADMIN, language), matrix.who(Role.CITIZEN, language)
        for person, spot in ((admin, private), (citizen, group)):  # a question may choose, too
            archive.chats.set_language(spot.chat_of(person), language)
        await case.ask(admin, private, language, twice, f" {text}", number)
        await case.ask(citizen, group, language, twice, f" {text}")
    await matrix.settled(sandbox)
    for message in matrix.from_bot(sandbox):
        for language in Language:
            matrix.check_no_fault(matrix.said(message), matrix.wordings()[language])
    assert sandbox.state.flood.breaches == []
    assert [record for record in caplog.records if record.levelno >= logging.ERROR] == []


@pytest.mark.parametrize("text", ["/hoi@other_bot Ai là Bí thư?", "/khongco", "/help@other_bot"])
async def test_commands_of_others_in_a_group_are_left_alone(
    text: str, app: App, sandbox: Sandbox
) -> None:
    sandbox.state.privacy = False
    for person, spot in product(matrix.PEOPLE, matrix.spots(sandbox)[1:]):
        await sandbox.say(person, text, chat=spot.chat, thread=spot.thread)
    await matrix.quiet(app, sandbox)
    assert matrix.from_bot(sandbox) == []


def test_a_text_of_the_other_language_is_found_out(words: Wording, english: Wording) -> None:
    for key in ("staff.refused", "privacy.text", "alert.expired", "error.busy", "usage.ask"):
        for own, other in ((words, english), (english, words)):
            matrix.check_language(own.texts[key], own)
            with pytest.raises(AssertionError):
                matrix.check_language(other.texts[key], own)
            with pytest.raises(AssertionError):
                matrix.check_language(f"{own.texts[key]} {other.texts[key]}", own)


class Case:
    """One command, to be asked again and again."""

    def __init__(self, name: str, app: App, sandbox: Sandbox, home: Path) -> None:
        self.name = name
        self.least = matrix.least_role(name)
        self._app = app
        self._sandbox = sandbox
        self._home = home

    async def ask(
        self, person: Person, spot: Spot, language: Language, fault: Fault,
        after: str = "", number: int = 1,
    ) -> None:  # fmt: skip
        """Sends the command while something befalls, and checks the one reply to it.

        Where there is to be another `number` of messages, the last is checked.
        """
        words = matrix.wordings()[language]
        before = len(matrix.from_bot(self._sandbox))
        fault(self._sandbox)
        where = contextlib.nullcontext()
        refused = not matrix.may(person.role, self.least)
        with matrix.unchanged(self._home) if refused else where:
            text = f"/{self.name}{after}"
            await self._sandbox.say(person, text, chat=spot.chat, thread=spot.thread)
            await matrix.quiet(self._app, self._sandbox)
        story = (self.name, person.name, spot.name, language.value, fault.__name__)
        replies = matrix.from_bot(self._sandbox)[before:]
        assert len(replies) == number, story
        reply = replies[-1]
        assert reply["chat"]["id"] == spot.chat_of(person), story
        assert reply.get("message_thread_id") == spot.thread, story
        assert self._sandbox.state.faults.waiting == 0, story
        text = matrix.said(reply)
        matrix.check_no_fault(text, words)
        matrix.check_language(text, words)
        self._check_rights(reply.get("text", ""), person.role, spot, words)

    def _check_rights(self, text: str, role: Role, spot: Spot, words: Wording) -> None:
        refusals = {words.plain("staff.refused"), words.plain("staff_group.only_admins")}
        if not matrix.may(role, self.least):
            assert text in refusals
            return
        assert text not in refusals
        private_only = self.least is not Role.CITIZEN and self.name not in IN_GROUPS_ALONE
        is_private = spot.chat is None
        assert (text == words.plain("staff.private_only")) == (private_only and not is_private)

"""Every kind of button: forged, of what is not there, of an old version; and after a restart.

The kinds are those of the bot's own table, so that one that is added is tested too.
"""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from itertools import product
from pathlib import Path

import pytest

from bot.context import App
from bot.handlers.buttons import PRESSES
from bot.sandbox import CallbackAnswer, Message, Person, Sandbox
from index import Archive, SourceKind
from index.model import Language, Role
from index.service import TermKind
from tests.bot import matrix
from tests.bot.conftest import TOKEN, StartBot
from tests.bot.fakes import JumpingClock
from tests.bot.matrix import Spot

LISTS = frozenset(
    {
        "topics", "new", "srclist", "audit", "terms", "hoqueue", "culist", "unlist",
        "folcats", "folsrcs", "fols", "folkeep", "folend",
    }
)  # fmt: skip
"""Show a list from an offset, whatever the id."""
LEAVES = frozenset(
    {
        "artleave", "offno", "offtype", "srcask", "addask", "astitle", "asday", "ascat", "rmno",
        "bkleave", "castdrop", "castask", "edask", "rmask", "hostay", "folask", "folno",
    }
)  # fmt: skip
"""Leave a question of the bot unanswered, whatever it was about."""
ASKS = frozenset({"officer", "srcadd", "folsee"})
"""Ask for something to be typed, or show something, in a new message."""
DOES = frozenset({"bkmake", "folends"})
"""Do something that has no id: who may press it may forge it."""
WITHOUT_ID = LISTS | LEAVES | ASKS | DOES
"""Kinds whose data names nothing that could be missing; that of all others does."""
PEOPLE = frozenset({"role", "rolesure"})
"""Their id is a person's, and any number may be one."""
UNKNOWN = ("nope-12345==", "999999999", "0")
"""Ids as they may stand in a button, of nothing that there is."""
OTHER_SHAPES = ("", "x" * 64, "v1|hits|../x|0", "v1|hits|x|-1", "v1|none|x|0", "v2|hits|x|0")
CASES = [
    *((role, language, 0) for role, language in product(Role, Language)),
    (Role.CITIZEN, Language.VIETNAMESE, 1),
    (Role.STAFF, Language.ENGLISH, 2),
    (Role.ADMIN, Language.VIETNAMESE, 1),
    (Role.ADMIN, Language.ENGLISH, 2),
]
"""Who presses, and in which of the places."""


@pytest.fixture
async def sandbox(clock: JumpingClock) -> AsyncIterator[Sandbox]:
    groups = (matrix.GROUP, matrix.FORUM)
    async with Sandbox(
        token=TOKEN, clock=clock.elapsed, people=matrix.PEOPLE, groups=groups
    ) as running:
        yield running


@pytest.fixture
async def app(
    sandbox: Sandbox, start: StartBot, home: Path, archive: Archive, clock: JumpingClock
) -> AsyncIterator[App]:
    fill(archive, clock)
    async with start(matrix.settings_of(sandbox, home)) as running:
        assert running.job_queue is not None
        for job in running.job_queue.jobs():  # what runs by itself writes, too
            job.enabled = False
        yield running


def fill(archive: Archive, clock: JumpingClock) -> None:
    """Puts something into every list, none of it with the ids that are pressed."""
    now = clock.now()
    archive.record_action("telegram:1", "test", "")
    archive.sources.add("Sở A", "https://so.example/", SourceKind.SITE, now)
    archive.terms.add(TermKind.ABBREVIATION, "TTĐH", "Trung tâm Điều hành", 1, now)
    archive.handoffs.open(5, 5, None, "Phí là bao nhiêu?", Language.VIETNAMESE, now)
    archive.curated.add("Lệ phí bao nhiêu?", "Miễn phí.", 1, now, expires_on=now.date())
    archive.asked.note_unanswered("giá vé", Language.VIETNAMESE, "not_found", now.date())


@pytest.mark.parametrize(("role", "language", "at"), CASES)
async def test_buttons_of_nothing_and_of_old_versions_change_nothing(
    role: Role, language: Language, at: int, app: App, sandbox: Sandbox, home: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:  # fmt: skip
    spot, words = matrix.spots(sandbox)[at], matrix.wordings()[language]
    presser = await Presser.at(app, sandbox, home, matrix.who(role, language), spot)
    for data in (*OTHER_SHAPES, *(f"v0|{kind}|nope-12345==|0" for kind in PRESSES)):
        answer = await presser.press(data)
        assert (answer.text, answer.show_alert) == (words.plain("alert.expired"), True)
    caplog.set_level(logging.INFO)
    for kind in sorted(set(PRESSES) - WITHOUT_ID):
        for unknown in UNKNOWN[: 1 if role is not Role.ADMIN or kind in PEOPLE else None]:
            caplog.clear()
            answer = await presser.press(f"v1|{kind}|{unknown}|0")
            assert answer.show_alert, (kind, unknown, answer)
            matrix.check_language(answer.text, words)
            told = [one for one in caplog.records if one.name == "bot.pressed"]
            assert len(told) == 1, kind
    assert [record for record in caplog.records if record.levelno >= logging.ERROR] == []


@pytest.mark.parametrize(("role", "language", "at"), CASES)
async def test_lists_are_never_called_empty_and_leaving_changes_nothing(
    role: Role, language: Language, at: int, app: App, sandbox: Sandbox, home: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:  # fmt: skip
    spot, words = matrix.spots(sandbox)[at], matrix.wordings()[language]
    presser = await Presser.at(app, sandbox, home, matrix.who(role, language), spot)
    nothing = [text[:20] for key, text in words.texts.items() if key.endswith(".none")]
    for kind, offset in product(sorted(WITHOUT_ID - DOES), (0, 3, 4_999)):
        before = len(matrix.from_bot(sandbox))
        answer = await presser.press(f"v1|{kind}|-|{offset}", may_show=True)
        new = matrix.from_bot(sandbox)[before:]
        assert len(new) <= (kind in ASKS)
        texts = [answer.text, presser.shown, *map(matrix.said, new)]
        for text in filter(None, texts):
            matrix.check_language(text, words)
            assert not any(part in text for part in nothing), (kind, offset, text)
    assert [record for record in caplog.records if record.levelno >= logging.ERROR] == []


class Presser:
    """Somebody who presses what no message of the bot has, below one of its messages."""

    def __init__(
        self, app: App, sandbox: Sandbox, home: Path, person: Person, message: Message
    ) -> None:
        self._app = app
        self._sandbox = sandbox
        self._home = home
        self._person = person
        self._message = message

    @classmethod
    async def at(
        cls, app: App, sandbox: Sandbox, home: Path, person: Person, spot: Spot
    ) -> Presser:
        """Somebody with a message of the bot, in that place."""
        message = await sandbox.ask(person, "/riengtu", chat=spot.chat, thread=spot.thread)
        return cls(app, sandbox, home, person, message)

    @property
    def shown(self) -> str:
        """What stands in the message below which is pressed."""
        chat = self._sandbox.state.chats[self._message["chat"]["id"]]
        return matrix.said(chat.messages[self._message["message_id"]])

    async def press(self, data: str, *, may_show: bool = False) -> CallbackAnswer:
        """Presses, and checks that nothing changed, but for what is shown where that may be."""
        before, number = self.shown, len(matrix.from_bot(self._sandbox))
        with matrix.unchanged(self._home):
            answer = await self._sandbox.press(self._person, self._message, data, forged=True)
            await matrix.quiet(self._app, self._sandbox)
        if not may_show:
            assert answer.text, data
            assert (self.shown, len(matrix.from_bot(self._sandbox))) == (before, number), data
        return answer

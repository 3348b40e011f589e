"""What nobody should send: each gets a courteous reply in the chat's language, one line in the log
without anybody's words, and changes nothing in any table.

Every kind of button, forged or of an old version, as every role: `test_matrix_buttons.py`; every
command as who may not, with hostile words: `test_matrix.py`; senders that are no people:
`test_senders.py`; numbers of people's papers: `test_personal_data.py`.
"""

from __future__ import annotations

import contextlib
import logging
import re
import sqlite3
import unicodedata
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from bot.context import App
from bot.render_about import FORGET
from bot.render_handoff import CLOSE, OPEN, SEND, TAKE
from bot.render_votes import UP
from bot.sandbox import FORUM, Message, Person, Sandbox
from bot.wording import Wording, Wordings
from bot.wording_keys import TextKey
from index import Archive
from index.archive.database import ARCHIVE_NAME
from index.assistant import Assistant
from index.model import Language, Role
from tests.bot import matrix
from tests.bot.conftest import TOKEN, StartBot, all_kept, eventually, person, settings_for
from tests.bot.managing import buttons
from tests.index.tiny_news import open_with

NOW = datetime(2026, 11, 20, 8, tzinfo=UTC)
FIGURES = frozenset({"outcomes", "times"})
"""How many messages there were is counted, without their words or who sent them."""
TOO_BIG = b"%PDF-1.7" + bytes(20 * 2**20)
PROGRAM = b"MZ\x90\x00" * 40
LETTERS = {Language.VIETNAMESE: "điều gì ", Language.ENGLISH: "what is the "}
POLL: dict[str, Any] = {
    "id": "1", "question": "?", "options": [], "total_voter_count": 0, "is_closed": False,
    "is_anonymous": True, "type": "regular", "allows_multiple_answers": False,
    "allows_revoting": True, "members_only": False,
}  # fmt: skip
WORDLESS: tuple[dict[str, Any], ...] = (
    {"contact": {"phone_number": "+84912345678", "first_name": "Lan"}},
    {"location": {"latitude": 19.8, "longitude": 105.7}},
    {"poll": POLL},
    {"dice": {"emoji": "🎲", "value": 3}},
)
NO_WORD = ("🙂🇻🇳👨‍👩‍👧", "?!…,;:—«»", "\u200b\u200b\u2060", "\u202e\u202e\x00", "/", "/@")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def assistant(home: Path) -> Iterator[Assistant]:
    """A real assistant in the place of the canned one."""
    opened = open_with(home)
    yield opened
    opened.close()


@pytest.fixture
def archive(home: Path, assistant: Assistant) -> Iterator[Archive]:
    opened = Archive.open(home)
    yield opened
    opened.close()


class Watch:
    """Sees that what is done brings one line in the log, and changes nothing but figures."""

    def __init__(
        self, app: App, sandbox: Sandbox, home: Path, caplog: pytest.LogCaptureFixture
    ) -> None:
        self._app = app
        self._sandbox = sandbox
        self._home = home
        self._caplog = caplog

    async def done(self, act: Callable[[], Awaitable[Any]], *words: str) -> Any:
        """Does something; none of `words` may be in the log. Returns what it gave."""
        await matrix.quiet(self._app, self._sandbox)
        before = tables(self._home)
        self._caplog.clear()
        given = await act()
        await matrix.quiet(self._app, self._sandbox)
        await eventually(lambda: self.lines() != [])
        after = tables(self._home)
        assert {name for name in after if after[name] != before[name]} <= FIGURES
        (line,) = self.lines()
        assert "\n" not in line
        assert not any(word in self._caplog.text for word in (TOKEN, *words))
        assert [one for one in self._caplog.records if one.levelno >= logging.WARNING] == []
        return given

    def lines(self) -> list[str]:
        """What the bot has logged since."""
        own = (one for one in self._caplog.records if one.name.startswith(("bot.", "index.")))
        return [one.getMessage() for one in own if not one.name.startswith("bot.sandbox")]


def tables(home: Path) -> dict[str, list[tuple[Any, ...]]]:
    """All rows of all tables."""
    with contextlib.closing(sqlite3.connect(home / ARCHIVE_NAME)) as connection:
        names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        return {name: connection.execute(f"SELECT * FROM {name}").fetchall() for (name,) in names}


@pytest.fixture
async def app(sandbox: Sandbox, start: StartBot, home: Path) -> AsyncIterator[App]:
    async with start(replace(settings_for(sandbox), home=home)) as running:
        yield running


@pytest.fixture
def watch(app: App, sandbox: Sandbox, home: Path, caplog: pytest.LogCaptureFixture) -> Watch:
    caplog.set_level(logging.INFO)
    return Watch(app, sandbox, home, caplog)


async def sent(sandbox: Sandbox, who: Person, body: dict[str, Any]) -> Message:
    """What a person sends that the sandbox has no words for."""
    place = sandbox.state.chats[who.id]
    place.met = True
    message = sandbox.state.post(place, who.as_json(), body)
    sandbox.state.updates.add("message", message)
    return dict(message)


@pytest.fixture(params=list(Language))
def who(request: pytest.FixtureRequest) -> Person:
    """A citizen whose Telegram is in this language."""
    return person(language=request.param.value)


def told(who: Person, wordings: Wordings) -> Wording:
    """The wording in which somebody is to be told."""
    return wordings[Language(who.language_code)]


# --- messages ------------------------------------------------------------------------------


@pytest.mark.parametrize("command", ["", "/hoi ", "/tim "])
async def test_a_message_of_4096_characters_is_named_with_its_length(
    watch: Watch, sandbox: Sandbox, who: Person, wordings: Wordings, command: str
) -> None:
    words, text = told(who, wordings), LETTERS[Language(who.language_code)] * 512
    text = (command + text)[:4_095] + "x"
    reply = await watch.done(lambda: sandbox.ask(who, text), text[9:40])
    length = words.number(len(text) - len(command))
    assert reply["text"] == words.plain("too_long.reply", n=length, limit="300")


@pytest.mark.parametrize("text", NO_WORD)
async def test_a_message_without_a_word_is_asked_for_one(
    watch: Watch, sandbox: Sandbox, who: Person, wordings: Wordings, text: str
) -> None:
    reply = await watch.done(lambda: sandbox.ask(who, text))
    expected = told(who, wordings).plain("empty_question.reply", example="").split("<i>")[0]
    assert reply["text"].startswith(expected)


async def test_what_is_no_text_is_said_to_be_unreadable(
    watch: Watch, sandbox: Sandbox, who: Person, wordings: Wordings
) -> None:
    sends: list[Callable[[], Awaitable[Message]]] = [
        lambda: sandbox.send_sticker(who),
        lambda: sandbox.send_voice(who),
        lambda: sandbox.send_document(who, "de.exe", PROGRAM),
        lambda: sandbox.send_document(who, "to.pdf", TOO_BIG),
        *(partial(sent, sandbox, who, body) for body in WORDLESS),
    ]
    expected = told(who, wordings).plain("usage.text_only", example="").split("<i>")[0]
    for send in sends:
        said = await watch.done(send, "84912345678", "105.7", "to.pdf")
        assert (await sandbox.wait_for_reply(who, said))["text"].startswith(expected)


# --- commands ------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["/khongco lúa", "/KHONG_CO", "/startt abc", "/hoi2\nlúa"])
async def test_an_unknown_command_is_said_to_be_one(
    watch: Watch, sandbox: Sandbox, who: Person, wordings: Wordings, text: str
) -> None:
    reply = await watch.done(lambda: sandbox.ask(who, text), *text.split())
    assert reply["text"] == told(who, wordings).plain("usage.unknown_command")


@pytest.mark.parametrize("text", ["/reindex full", "/quyen 700001 admin", "/thongbao Nghỉ lễ",
                                  "/audit", "/saoluu", "/queue", "/export lúa"])  # fmt: skip
async def test_a_command_of_admins_or_staff_is_refused_to_a_citizen(
    watch: Watch, sandbox: Sandbox, who: Person, wordings: Wordings, text: str
) -> None:
    reply = await watch.done(lambda: sandbox.ask(who, text), text.split()[-1])
    assert reply["text"] == told(who, wordings).plain("staff.refused")


async def test_a_citizen_cannot_add_a_document(
    watch: Watch, sandbox: Sandbox, who: Person, wordings: Wordings
) -> None:
    sending = partial(sandbox.send_document, who, "tin.txt", b"Tin", caption="/them")
    said = await watch.done(sending, "tin.txt")
    reply = await sandbox.wait_for_reply(who, said)
    assert reply["text"] == told(who, wordings).plain("staff.refused")


@pytest.mark.parametrize(
    ("name", "data", "key"),
    [
        ("to.pdf", TOO_BIG, "adding.too_large"),
        ("tin.pdf", PROGRAM, "adding.wrong_kind"),
        ("may.exe", PROGRAM, "adding.wrong_kind"),
    ],
)
async def test_a_document_that_is_too_big_or_of_a_wrong_type_is_refused_to_an_admin(
    watch: Watch, sandbox: Sandbox, admin: Person, words: Wording, name: str, data: bytes,
    key: TextKey,
) -> None:  # fmt: skip
    sending = partial(sandbox.send_document, admin, name, data, caption="/them")
    await watch.done(sending, name)
    await sandbox.wait_for_text(admin, words.plain(key))


# --- buttons -------------------------------------------------------------------------------


@pytest.mark.parametrize("data", ["", "x" * 64, "v0|ask|AAAAbbbbCCCC|0", "v1|drop|x|0",
                                  f"v1|{UP}|nope|0", f"v1|{FORGET}|1|0", f"v1|{SEND}|nope|0",
                                  f"v1|{OPEN}|1|0", "v1|rolesure|700001|2"])  # fmt: skip
async def test_forged_data_and_buttons_of_an_old_version_open_a_window(
    watch: Watch, sandbox: Sandbox, who: Person, wordings: Wordings, data: str
) -> None:
    for chat in (None, FORUM.id):
        ours = await sandbox.ask(who, "/gioithieu", chat=chat)
        pressing = partial(sandbox.press, who, ours, data, forged=True)
        answer = await watch.done(pressing)
        assert answer.show_alert
        matrix.check_language(answer.text, told(who, wordings))


async def test_buttons_of_another_person_in_a_group_are_theirs(
    watch: Watch, sandbox: Sandbox, citizen: Person, visitor: Person, english: Wording
) -> None:
    for text in ("/quentoi", "/theodoi nông nghiệp", "/canbo Bao giờ sửa đường?"):
        asked = await sandbox.ask(citizen, text, chat=FORUM.id)
        for label, data in buttons(sandbox, asked).items():
            answer = await watch.done(partial(sandbox.press, visitor, asked, data))
            assert answer.show_alert, label
            matrix.check_language(answer.text, english)


async def test_an_officer_whose_role_was_revoked_answers_nothing(
    watch: Watch, sandbox: Sandbox, citizen: Person, who: Person, archive: Archive,
    words: Wording, wordings: Wordings,
) -> None:  # fmt: skip
    own, group = told(who, wordings), next(c for c in sandbox.state.groups if c.kind == "group")
    archive.staff_groups.add(group.id, 1, NOW)
    archive.people.grant(who.id, Role.STAFF, 1, NOW)
    asked = await sandbox.ask(citizen, "/canbo Bao giờ sửa đường làng?")
    await sandbox.tap(citizen, asked, words.plain("handoff.button.send"))
    card = await sandbox.wait_for_text(group.id, "sửa đường làng")
    queue = dict(await sandbox.ask(who, "/hangdoi"))
    await sandbox.tap(who, queue, own.plain("handoff.button.number", number=1))
    in_private = await sandbox.wait_for_reply(who, queue)
    archive.people.revoke(who.id)
    for shown in (card, in_private):
        chat = shown["chat"]["id"]
        answering = partial(sandbox.ask, who, "Tháng sau sửa.", chat, reply_to=shown)
        reply = await watch.done(answering, "Tháng sau")
        assert reply["text"] == own.plain("officer.refused")
        for kind in (TAKE, CLOSE):
            answer = await watch.done(partial(sandbox.press, who, shown, f"v1|{kind}|1|0"))
            assert (answer.text, answer.show_alert) == (own.plain("handoff.alert.officers"), True)


# --- inline queries ------------------------------------------------------------------------


async def test_an_inline_query_of_256_emoji_gives_the_way_into_the_chat(
    watch: Watch, sandbox: Sandbox, who: Person, wordings: Wordings
) -> None:
    answer = await watch.done(lambda: sandbox.inline_query(who, "🙂" * 256), "🙂")
    assert answer.results == []
    assert answer.button is not None
    matrix.check_language(answer.button["text"], told(who, wordings))


# --- what is odd, and yet a question -------------------------------------------------------

QUESTION = "Ai là Bí thư Chi đoàn Sở Nông nghiệp?"
ANSWER = "Lê Minh Tuấn"
ODD = {
    "nul bytes": QUESTION.replace(" ", " \x00"),
    "right-to-left": f"\u202e\u2067{QUESTION}\u202c",
    "piled up marks": QUESTION + "\u0336\u0360\u0489" * 90,
    "a newline": "/hoi\nAi là Bí thư\nChi đoàn Sở Nông nghiệp?",
    "capitals": QUESTION.upper(),
    "question marks": QUESTION + "?" * 200,
    "no marks": "ai la bi thu chi doan so nong nghiep",
    "decomposed": unicodedata.normalize("NFD", QUESTION),
    "emoji around": f"🙂🙂 {QUESTION} 🙏🙏🙏",
}
UNSHOWN = re.compile("[\x00-\x08\u202a-\u202e\u2066-\u2069]|[\u0300-\u0489]{3}")


@pytest.mark.usefixtures("app")
@pytest.mark.parametrize("text", ODD.values(), ids=ODD)
async def test_an_odd_way_to_write_a_question_is_read_and_neither_kept_nor_shown(
    sandbox: Sandbox, citizen: Person, home: Path, text: str
) -> None:
    said = await sent(sandbox, citizen, body_of(text))
    reply = await sandbox.wait_for_reply(citizen, said)
    assert ANSWER in reply["text"]
    assert not UNSHOWN.search(unicodedata.normalize("NFC", reply["text"]))
    assert not UNSHOWN.search(all_kept(home))
    assert str(citizen.id) not in all_kept(home)


@pytest.mark.usefixtures("app")
async def test_a_forwarded_question_is_a_question(sandbox: Sandbox, citizen: Person) -> None:
    origin = {"type": "hidden_user", "date": 1, "sender_user_name": "Người khác"}
    said = await sent(sandbox, citizen, {"text": QUESTION, "forward_origin": origin})
    assert ANSWER in (await sandbox.wait_for_reply(citizen, said))["text"]


async def test_ten_messages_at_once_get_ten_replies_in_their_order(
    app: App, sandbox: Sandbox, citizen: Person
) -> None:
    texts = [QUESTION, "🙂", "/khongco", "xin chào", "/moi"] * 2
    for text in texts:
        await sandbox.say(citizen, text)
    await matrix.quiet(app, sandbox)
    replies = [m["text"] for m in matrix.from_bot(sandbox)]
    assert len(replies) == len(texts)
    assert replies[:5] == replies[5:]
    assert ANSWER in replies[0]
    assert len(set(replies[:5])) == len(replies[:5])
    assert sandbox.state.flood.breaches == []


def body_of(text: str) -> dict[str, Any]:
    """A message as it comes from a client that sends whatever it was given."""
    command = re.match(r"/\w+", text)
    mark = {"type": "bot_command", "offset": 0, "length": command.end()} if command else None
    return {"text": text, "entities": [mark]} if mark else {"text": text}

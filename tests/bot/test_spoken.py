"""What people type in words instead of a command."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.handlers.rest import SPOKEN
from bot.menu import COMMANDS
from bot.sandbox import FORUM, Person, Sandbox
from bot.spoken import COURTESY, command_meant, key_of, phrases, read_phrases
from bot.wording import Wording
from index import Archive
from index.model import Role
from tests.bot.conftest import all_kept
from tests.bot.fakes import NAME, FakeAssistant
from tests.bot.managing import tapped

ROWS = dict(read_phrases())
QUESTIONS = (
    "Tin mới về lúa là gì?", "Tin tức chuyển đổi số", "Xóa điểm lõm sóng ở đâu?", "tiếng anh",
    "Quyền riêng tư của trẻ em được bảo vệ thế nào?", "Hướng dẫn sử dụng chữ ký số", "news of rice",
    "Dừng phát sóng 2G khi nào?", "help for farmers", "Danh mục thủ tục", "xin", "ạ", "", "?",
    "Lệnh cấm đốt pháo", "please", "English competition results", "x" * 5_000,
)  # fmt: skip


def test_each_phrase_stands_for_one_command_of_everybodys() -> None:
    everybodys = {row.vietnamese for row in COMMANDS if row.role is Role.CITIZEN}
    assert set(ROWS) - {COURTESY} == set(SPOKEN) <= everybodys
    keys = [key_of(phrase) for name, several in ROWS.items() if name != COURTESY
            for phrase in several]  # fmt: skip
    assert all(keys)
    assert sorted(keys) == sorted(phrases().commands)
    assert not {key_of(one) for one in ROWS[COURTESY]} & set(keys)


@pytest.mark.parametrize("name", SPOKEN)
def test_a_phrase_is_read_however_it_is_typed(name: str) -> None:
    for phrase in ROWS[name]:
        bare = key_of(phrase)
        for typed in (phrase, bare, phrase.upper(), f"{phrase}!!", f"/{phrase}", f" {phrase} ạ 🙏",
                      f"cho tôi xem {phrase} với nhé", f"please show me {bare}"):  # fmt: skip
            assert command_meant(typed) == name, typed


@pytest.mark.parametrize("text", QUESTIONS)
def test_a_question_with_such_words_is_a_question(text: str) -> None:
    assert command_meant(text) is None


@pytest.mark.usefixtures("bot")
async def test_words_do_what_their_command_does(
    sandbox: Sandbox, citizen: Person, visitor: Person, assistant: FakeAssistant
) -> None:
    for name, several in ROWS.items():
        if name == COURTESY:
            continue
        for who, text in ((citizen, several[0]), (visitor, several[-1])):
            command = await sandbox.ask(who, f"/{name}")
            assert (await sandbox.ask(who, text))["text"] == command["text"], text
    assert assistant.asked == []
    assert (await sandbox.ask(visitor, "forget me"))["text"].startswith("Delete your data?")


@pytest.mark.usefixtures("polling_bot")
async def test_asked_in_words_it_is_deleted_as_by_the_command(
    sandbox: Sandbox, citizen: Person, home: Path, words: Wording
) -> None:
    await sandbox.ask(citizen, "/start")
    asked = await sandbox.ask(citizen, "xóa dữ liệu của tôi")
    await tapped(sandbox, citizen, asked, words.plain("forget.button.yes"))
    assert str(citizen.id) not in all_kept(home)


@pytest.mark.usefixtures("polling_bot")
async def test_in_a_group_words_count_where_they_are_put_to_the_bot(
    sandbox: Sandbox, citizen: Person, assistant: FakeAssistant, words: Wording
) -> None:
    sandbox.state.privacy = False
    topic = list(sandbox.state.chats[FORUM.id].topics)[-1]
    await sandbox.say(citizen, "tin mới", chat=FORUM.id, thread=topic)
    said = await sandbox.say(citizen, "@hoidap_bot tin mới", chat=FORUM.id, thread=topic)
    reply = await sandbox.wait_for_reply(FORUM.id, said)
    assert words.plain("search.page", page=1, pages=3) in reply["text"]
    assert reply["message_thread_id"] == topic
    again = await sandbox.ask(citizen, "tin mới", chat=FORUM.id, reply_to=reply)
    assert again["text"] == reply["text"]
    ours = [m for m in sandbox.state.chats[FORUM.id].messages.values() if m["from"]["is_bot"]]
    assert len(ours) == 2
    assert assistant.asked == []


@pytest.mark.usefixtures("polling_bot")
async def test_what_was_asked_for_goes_before_a_command_in_words(
    sandbox: Sandbox, citizen: Person, archive: Archive
) -> None:
    await sandbox.ask(citizen, "/theodoi")
    asked = await sandbox.ask(citizen, "tin mới")  # a phrase to follow
    assert "“tin mới”" in asked["text"]
    assert NAME in (await sandbox.ask(citizen, "Ai là Bí thư?"))["text"]
    assert archive.follows.all() == []

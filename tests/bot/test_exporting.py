"""A search as a spreadsheet: for staff alone, with the rights and the search that hold now."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.handlers import exporting
from bot.render_search import EXPORT
from bot.sandbox import Message, Person, Sandbox
from bot.wording import Wording
from index import Archive
from index.assistant import Assistant
from index.model import Role
from tests.bot.conftest import StartBot
from tests.bot.test_searching import DAYS, MANY, buttons
from tests.index.search.test_export_xlsx import Sheet
from tests.index.tiny_news import DUTY_LIST, NEWS, open_with


@pytest.fixture
def assistant(home: Path) -> Iterator[Assistant]:
    opened = open_with(home, [*NEWS, *MANY])
    yield opened
    opened.close()


def sheet(sandbox: Sandbox, message: Message) -> Sheet:
    """What stands in the file that was sent."""
    return Sheet(sandbox.state.files[message["document"]["file_id"]].content)


def titles(sandbox: Sandbox, message: Message) -> list[str]:
    return [str(row["A"]) for row in sheet(sandbox, message).rows()[1:]]


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize("command", ["/xuat lúa", "/export lúa", "/xuat"])
async def test_citizens_are_refused(
    sandbox: Sandbox, citizen: Person, words: Wording, command: str
) -> None:
    assert (await sandbox.ask(citizen, command))["text"] == words.plain("staff.refused")


@pytest.mark.usefixtures("polling_bot")
async def test_staff_get_no_file_in_a_group(
    sandbox: Sandbox, staff: Person, words: Wording
) -> None:
    group = next(chat.id for chat in sandbox.state.chats.values() if chat.is_group)
    reply = await sandbox.ask(staff, "/xuat lúa", chat=group)
    assert reply["text"] == words.plain("staff.private_only")


@pytest.mark.usefixtures("bot")
async def test_the_words_after_the_command_are_read_with_their_filters(
    sandbox: Sandbox, staff: Person
) -> None:
    sent = await sandbox.ask(staff, "/xuat lúa từ 1/2022 đến 3/2022")
    assert sent["document"]["file_name"].startswith("ket-qua-tim-kiem-")
    assert sent["caption"] == "Danh sách 3 bài cho “lúa”\nPhạm vi: từ 01/2022 đến 03/2022"
    assert sorted(titles(sandbox, sent)) == [f"Vụ lúa ở huyện số {n}" for n in (1, 2, 3)]
    head = sheet(sandbox, sent).rows()[0]
    assert list(head.values()) == [
        "Tiêu đề", "Ngày đăng", "Chuyên mục", "Nguồn tin", "Trích đoạn", "Đường dẫn",
    ]  # fmt: skip


@pytest.mark.usefixtures("polling_bot")
async def test_the_whole_list_of_the_last_search_comes_in_its_order(
    sandbox: Sandbox, staff: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exporting, "AT_ONCE", 5)
    found = await sandbox.ask(staff, "/tim lúa năm 2022")
    await sandbox.tap(staff, found, "Xếp theo ngày")
    await sandbox.wait_for_edit(found)
    sent = await sandbox.ask(staff, "/xuat")
    assert titles(sandbox, sent) == [f"Vụ lúa ở huyện số {n}" for n in range(DAYS, 0, -1)]


@pytest.mark.usefixtures("polling_bot")
async def test_internal_articles_are_marked_and_warned_of(sandbox: Sandbox, staff: Person) -> None:
    sent = await sandbox.ask(staff, "/xuat trực muc:noi bo")
    assert titles(sandbox, sent) == [f"[Nội bộ] {DUTY_LIST.title}"]
    assert "Có 1 bài nội bộ" in sent["caption"]


async def test_the_button_below_results_works_after_a_restart(
    sandbox: Sandbox, staff: Person, start: StartBot, words: Wording
) -> None:
    async with start():
        found = await sandbox.ask(staff, "/search lúa tháng 5/2022")
    async with start():
        pressed = await sandbox.tap(staff, found, "Xuất Excel")
        assert pressed.text == words.plain("export.making")
        sent = await sandbox.wait_for_reply(staff, found)
        assert titles(sandbox, sent) == ["Vụ lúa ở huyện số 5"]


async def test_after_a_restart_the_command_alone_asks_for_words(
    sandbox: Sandbox, admin: Person, start: StartBot, words: Wording
) -> None:
    async with start():
        await sandbox.ask(admin, "/tim lúa")
    async with start():
        usage = await sandbox.ask(admin, "/xuat")
        assert "Anh/chị chưa tìm gì gần đây" in usage["text"]


@pytest.mark.usefixtures("polling_bot")
async def test_in_english(sandbox: Sandbox, visitor: Person, archive: Archive) -> None:
    archive.people.grant(visitor.id, Role.STAFF, 1, datetime.now(UTC))
    sent = await sandbox.ask(visitor, "/export trực category:nội bộ")
    assert sent["document"]["file_name"].startswith("search-results-")
    assert "List of 1 article for “trực”" in sent["caption"]
    assert "1 article is internal" in sent["caption"]
    assert titles(sandbox, sent) == [f"[Internal] {DUTY_LIST.title}"]
    assert "Published" in sheet(sandbox, sent).rows()[0].values()


@pytest.mark.usefixtures("polling_bot")
async def test_a_revoked_officer_and_a_forger_get_no_file(
    sandbox: Sandbox, visitor: Person, citizen: Person, archive: Archive, words: Wording,
    english: Wording,
) -> None:  # fmt: skip
    archive.people.grant(visitor.id, Role.STAFF, 1, datetime.now(UTC))
    found = await sandbox.ask(visitor, "/tim trực")
    data = next(b["callback_data"] for b in buttons(found) if EXPORT in b.get("callback_data", ""))
    archive.people.revoke(visitor.id)
    pressed = await sandbox.press(visitor, found, data)
    assert pressed.text == english.plain("staff.refused")
    own = await sandbox.ask(citizen, "/tim lúa")
    forged = await sandbox.press(citizen, own, data, forged=True)
    assert forged.text == words.plain("staff.refused")
    assert sandbox.state.files == {}


@pytest.mark.usefixtures("polling_bot")
@pytest.mark.parametrize("search_id", ["AAAAAAAAAAAA", "-"])
async def test_a_button_of_an_unknown_search_is_expired(
    sandbox: Sandbox, staff: Person, words: Wording, search_id: str
) -> None:
    found = await sandbox.ask(staff, "/tim lúa")
    pressed = await sandbox.press(staff, found, f"v1|{EXPORT}|{search_id}|0", forged=True)
    assert pressed.text == words.plain("alert.expired")


@pytest.mark.usefixtures("polling_bot")
async def test_nothing_found_makes_no_file(sandbox: Sandbox, staff: Person, words: Wording) -> None:
    reply = await sandbox.ask(staff, "/xuat lúa năm: 2018")
    assert reply["text"] == words.plain("export.none")


@pytest.mark.usefixtures("polling_bot")
async def test_what_does_not_fit_is_said(
    sandbox: Sandbox, staff: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exporting, "AT_ONCE", 2)
    monkeypatch.setattr(exporting, "MOST_EXPORTED", 4)
    sent = await sandbox.ask(staff, "/xuat lúa năm 2022")
    assert len(titles(sandbox, sent)) == 4
    assert "Kết quả có 12 bài; một tệp chứa tối đa 4 bài" in sent["caption"]


@pytest.mark.usefixtures("polling_bot")
async def test_an_export_with_a_number_of_papers_keeps_and_shows_none(
    sandbox: Sandbox, staff: Person
) -> None:
    sent = await sandbox.ask(staff, "/xuat lúa 001099012345 năm 2022")
    assert "001099012345" not in str(sent)

"""Searching from a chat: filters, order, pages, sharing, near-duplicates; as each role."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.callbacks import SEARCH, Press
from bot.context import App
from bot.sandbox import FORUM, Message, Person, Sandbox
from bot.searches import Search, as_text
from bot.wording import Wording
from index import Archive
from index.assistant import Assistant
from index.model import Article, Role
from tests.bot.conftest import StartBot, all_kept
from tests.index.tiny_news import CONTEST, DUTY_LIST, HOTLINE_2020, NEWS, SITE, open_with

DAYS = 12
MANY = tuple(
    Article(
        f"{SITE}lua-{number}", f"Vụ lúa ở huyện số {number}",
        f"Huyện số {number} gieo cấy lúa xuân, đạt {number}00 ha." + " lúa" * (number % 4),
        date(2022, number, 10), category="Trồng trọt" if number % 2 else "Chăn nuôi",
        source="Báo Lam Sơn",
    )
    for number in range(1, DAYS + 1)
)  # fmt: skip
TWIN = replace(CONTEST, url="https://baolamson.example/giai-nha-nong")


@pytest.fixture
def assistant(home: Path) -> Iterator[Assistant]:
    """A real archive: what is found and in which order is what matters here."""
    opened = open_with(home, [*NEWS, *MANY, TWIN])
    yield opened
    opened.close()


def buttons(message: Message) -> list[dict[str, Any]]:
    rows = (message.get("reply_markup") or {}).get("inline_keyboard", [])
    return [button for row in rows for button in row]


def labels(message: Message) -> list[str]:
    return [button["text"] for button in buttons(message)]


async def turned(sandbox: Sandbox, person: Person, message: Message, label: str) -> Message:
    """The message after the person has pressed a button below it."""
    await sandbox.tap(person, message, label)
    return await sandbox.wait_for_edit(message)


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize(
    ("typed", "understood"),
    [
        ("/tim lúa tu:01/2022 den:03/2022", "từ 01/2022 đến 03/2022"),
        ("/tim lúa từ 1/2022 đến 3/2022", "từ 01/2022 đến 03/2022"),
        ("/search lua from:2022-01-01 to:2022-03-31", "từ 01/01/2022 đến 31/03/2022"),
        ("/search lúa thang:1/2022 - 3/2022", "từ 01/2022 đến 03/2022"),
    ],
)
async def test_what_was_understood_of_the_dates_is_shown_and_narrows(
    sandbox: Sandbox, citizen: Person, typed: str, understood: str
) -> None:
    found = await sandbox.ask(citizen, typed)
    assert understood in found["text"]
    assert "Tìm thấy 3 bài" in found["text"]
    assert "Vụ lúa ở huyện số 4" not in found["text"]


@pytest.mark.usefixtures("polling_bot")
async def test_a_category_and_a_source_narrow_together(sandbox: Sandbox, citizen: Person) -> None:
    found = await sandbox.ask(citizen, '/tim lua muc:"trồng trọt" nguon: báo lam sơn từ 6/2022')
    assert "từ 06/2022, chuyên mục “Trồng trọt”, nguồn “Báo Lam Sơn”" in found["text"]
    assert [f"huyện số {n}" in found["text"] for n in (5, 6, 7, 8, 9, 11)] == [
        False, False, True, False, True, True,
    ]  # fmt: skip


@pytest.mark.usefixtures("polling_bot")
async def test_filters_alone_list_all_within_them_the_newest_first(
    sandbox: Sandbox, citizen: Person
) -> None:
    found = await sandbox.ask(citizen, "/tim năm 2022")
    assert found["text"].startswith("Tìm thấy 13 bài – trang 1/3")
    assert "năm 2022 · bài mới nhất xếp trước" in found["text"]
    assert "Xếp theo ngày" not in labels(found)


@pytest.mark.usefixtures("polling_bot")
@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("/tim lúa tu:31/02/2022", "chưa đọc được ngày “31/02/2022”"),
        ("/tim lúa tu:06/2022 den:01/2022", "đã đổi chỗ"),
        ("/tim lúa muc:trồng trọ", "lấy chuyên mục gần nhất: “Trồng trọt”"),
        ("/tim lúa muc:hàng hải", "Không có chuyên mục nào tên “hàng hải”"),
        ("/tim lúa nguon:báo lam son", "nguồn “Báo Lam Sơn”"),
        ("/search lúa source:bbc", "Không có nguồn tin nào tên “bbc”"),
    ],
)
async def test_what_could_not_be_read_is_said(
    sandbox: Sandbox, citizen: Person, typed: str, said: str
) -> None:
    assert said in (await sandbox.ask(citizen, typed))["text"]


@pytest.mark.usefixtures("bot")
async def test_the_same_in_english(sandbox: Sandbox, visitor: Person) -> None:
    found = await sandbox.ask(visitor, "/search lúa from 1/2022 to 8/2022 category:trồng trọ")
    assert found["text"].startswith("4 articles for “lúa”\nWithin: from 01/2022 to 08/2022")
    assert "the nearest one was taken: “Trồng trọt”" in found["text"]
    assert labels(found)[-1] == "Sort by date"
    sorted_ = await turned(sandbox, visitor, found, "Sort by date")
    assert "newest first" in sorted_["text"]


@pytest.mark.usefixtures("bot")
async def test_a_button_sorts_by_date_and_back_and_the_pages_keep_the_order(
    sandbox: Sandbox, citizen: Person
) -> None:
    first = await sandbox.ask(citizen, "/tim lúa")
    assert "12 bài" in first["text"]
    newest = await turned(sandbox, citizen, first, "Xếp theo ngày")
    numbers = [n for n in range(DAYS, 0, -1) if f"huyện số {n}\n" in newest["text"]]
    assert numbers == [12, 11, 10, 9, 8]
    second = await turned(sandbox, citizen, newest, "Trang sau ›")
    assert "huyện số 7\n" in second["text"]
    assert "mới nhất xếp trước" in second["text"]
    back = await turned(sandbox, citizen, second, "Xếp theo độ phù hợp")
    assert back["text"] == first["text"]


async def test_pages_filters_and_order_outlive_a_restart(
    sandbox: Sandbox, citizen: Person, start: StartBot
) -> None:
    async with start():
        first = await sandbox.ask(citizen, "/tim lúa muc:trồng trọt năm 2022")
        sorted_ = await turned(sandbox, citizen, first, "Xếp theo ngày")
    async with start():
        second = await turned(sandbox, citizen, sorted_, "Trang sau ›")
    assert "chuyên mục “Trồng trọt”" in second["text"]
    assert "năm 2022" in second["text"]
    assert "huyện số 1\n" in second["text"]


@pytest.mark.usefixtures("polling_bot")
async def test_a_relative_period_stays_the_one_that_was_meant(
    sandbox: Sandbox, citizen: Person, home: Path
) -> None:
    await sandbox.ask(citizen, "/tim lúa từ: tháng trước")
    kept = next(line for line in all_kept(home).splitlines() if '"words": "lúa"' in line)
    assert re.search(r'"from": \["20\d\d-\d\d-01", "month"\]', kept)


@pytest.mark.usefixtures("polling_bot")
async def test_a_period_that_may_be_words_is_offered_both_ways(
    sandbox: Sandbox, citizen: Person
) -> None:
    found = await sandbox.ask(citizen, "/tim cuộc thi năm 2023")
    other = next(label for label in labels(found) if label.startswith("Lọc theo thời gian"))
    narrowed = await turned(sandbox, citizen, found, other)
    assert "năm 2023" in narrowed["text"].splitlines()[1]
    assert "“cuộc thi”" in narrowed["text"]


@pytest.mark.usefixtures("polling_bot")
async def test_nothing_found_says_within_what(sandbox: Sandbox, citizen: Person) -> None:
    found = await sandbox.ask(citizen, "/tim lúa năm: 2019")
    assert "Không có bài nào khớp với “lúa”" in found["text"]
    assert "Phạm vi: năm 2019" in found["text"]


@pytest.mark.usefixtures("polling_bot")
@pytest.mark.parametrize("typed", ["/tim", "/search", "/tim 😀😀", "/tim ,,, !!!"])
async def test_without_words_the_filters_are_explained(
    sandbox: Sandbox, citizen: Person, staff: Person, typed: str
) -> None:
    usage = await sandbox.ask(citizen, typed)
    assert "mục:thông báo" in usage["text"]
    assert "/xuat" not in usage["text"]
    assert "/xuat" in (await sandbox.ask(staff, typed))["text"]


@pytest.mark.usefixtures("polling_bot")
async def test_near_identical_articles_are_named_with_their_sites(
    sandbox: Sandbox, citizen: Person
) -> None:
    found = await sandbox.ask(citizen, "/tim nhà nông sáng tạo")
    assert found["text"].count("Cũng đăng tại:") == 1
    hosts = ("baolamson.example", "snn.lamson.example")
    assert sum(f"Cũng đăng tại: {host}" in found["text"] for host in hosts) == 1


@pytest.mark.usefixtures("polling_bot")
async def test_a_hit_is_shared_by_a_button_that_finds_just_it(
    sandbox: Sandbox, citizen: Person
) -> None:
    found = await sandbox.ask(citizen, "/tim đường dây nóng")
    shared = [b["switch_inline_query_chosen_chat"] for b in buttons(found) if "↗" in b["text"]]
    assert shared
    assert all(one["allow_group_chats"] and one["allow_user_chats"] for one in shared)
    query = next(one["query"] for one in shared if one["query"] == HOTLINE_2020.url)
    group = next(chat.id for chat in sandbox.state.chats.values() if chat.is_group)
    answer = await sandbox.inline_query(citizen, query, chat=group)
    assert [result["title"] for result in answer.results] == [HOTLINE_2020.title]
    sent = await sandbox.choose_result(citizen, answer.results[0], query, chat=group)
    assert HOTLINE_2020.title in sent["text"]


async def test_a_bot_without_inline_mode_offers_no_sharing(
    sandbox: Sandbox, citizen: Person, start: StartBot
) -> None:
    sandbox.state.inline_mode = False
    async with start():
        found = await sandbox.ask(citizen, "/tim lúa")
    assert not any("↗" in label for label in labels(found))
    assert "↗" not in found["text"]


@pytest.mark.usefixtures("polling_bot")
async def test_internal_articles_are_found_marked_and_unshared_by_staff_in_private_alone(
    sandbox: Sandbox, citizen: Person, staff: Person
) -> None:
    group = next(chat.id for chat in sandbox.state.chats.values() if chat.is_group)
    inside = await sandbox.ask(staff, "/tim lịch trực Tết")
    assert DUTY_LIST.title in inside["text"]
    assert "Tin nội bộ" in inside["text"]
    queries = [b.get("switch_inline_query_chosen_chat", {}).get("query") for b in buttons(inside)]
    assert DUTY_LIST.url not in queries
    assert "Xuất Excel" in labels(inside)
    for person, chat in ((citizen, None), (staff, group)):
        other = await sandbox.ask(person, "/tim lịch trực Tết", chat=chat)
        assert DUTY_LIST.title not in other["text"]
        assert "Xuất Excel" not in labels(other)


@pytest.mark.usefixtures("polling_bot")
async def test_categories_and_sources_of_staff_are_unknown_to_citizens(
    sandbox: Sandbox, citizen: Person, staff: Person
) -> None:
    found = await sandbox.ask(citizen, "/tim lúa muc:nội bộ nguon:văn phòng sở")
    assert "Không có chuyên mục nào tên “nội bộ”" in found["text"]
    assert "Không có nguồn tin nào tên “văn phòng sở”" in found["text"]
    assert "chuyên mục “Nội bộ”" in (await sandbox.ask(staff, "/tim trực muc:noi bo"))["text"]


@pytest.mark.usefixtures("polling_bot")
async def test_a_revoked_officer_turns_no_page_of_internal_articles(
    sandbox: Sandbox, visitor: Person, archive: Archive, words: Wording
) -> None:
    archive.people.grant(visitor.id, Role.STAFF, 1, datetime.now(UTC))
    found = await sandbox.ask(visitor, "/tim trực muc:noi bo")
    assert DUTY_LIST.title in found["text"]
    archive.people.revoke(visitor.id)
    data = next(b["callback_data"] for b in buttons(found) if "callback_data" in b)
    pressed = await sandbox.press(visitor, found, data)
    assert pressed.text
    shown = sandbox.state.chats[visitor.id].messages[found["message_id"]]
    assert shown["text"] == found["text"], "nothing new is shown"


@pytest.mark.usefixtures("polling_bot")
@pytest.mark.parametrize("kept", ["lúa", '{"words": 1, "from": ["x", "y"]}', "[]", "{}"])
async def test_a_search_kept_by_an_older_version_or_a_forged_one_is_expired(
    sandbox: Sandbox, citizen: Person, archive: Archive, words: Wording, kept: str
) -> None:
    found = await sandbox.ask(citizen, "/tim lúa")
    for search_id in (archive.chats.save_query(SEARCH, kept), "AAAAAAAAAAAA", "-"):
        data = Press(SEARCH, search_id, 5).encode()
        pressed = await sandbox.press(citizen, found, data, forged=True)
        assert pressed.text == words.plain("alert.expired")


@pytest.mark.usefixtures("polling_bot")
async def test_a_page_that_is_gone_from_a_changed_archive_is_said_to_be(
    sandbox: Sandbox, citizen: Person, archive: Archive, words: Wording
) -> None:
    found = await sandbox.ask(citizen, "/tim gieo cấy lúa xuân")
    assert "12 bài" in found["text"]
    archive.remove([article.url for article in MANY[:9]])
    pressed = await sandbox.tap(citizen, found, "Trang sau ›")
    assert pressed.text == words.plain("alert.no_more")


@pytest.mark.usefixtures("polling_bot")
async def test_an_edited_search_is_answered_anew_in_place_with_its_filters(
    sandbox: Sandbox, citizen: Person
) -> None:
    asked = await sandbox.say(citizen, "/tim lúa năm 2019")
    reply = await sandbox.wait_for_reply(citizen, asked)
    await sandbox.edit_message(citizen, asked, "/tim lúa tháng 5/2022")
    assert "huyện số 5" in (await sandbox.wait_for_edit(reply))["text"]


async def test_a_search_works_in_a_topic_of_a_forum(
    sandbox: Sandbox, citizen: Person, polling_bot: App
) -> None:
    assert polling_bot.running
    asked = await sandbox.say(citizen, "/tim lúa tháng 5/2022", chat=FORUM.id, thread=1)
    reply = await sandbox.wait_for_reply(FORUM.id, asked)
    assert "tháng 05/2022" in reply["text"]


@pytest.mark.usefixtures("polling_bot")
async def test_what_a_search_keeps_names_nobody(
    sandbox: Sandbox, citizen: Person, home: Path
) -> None:
    await sandbox.ask(citizen, "/tim lúa xuân từ 6/2022")
    kept = all_kept(home)
    assert as_text(Search("lúa xuân"))[:-1] in kept
    assert str(citizen.id) not in kept

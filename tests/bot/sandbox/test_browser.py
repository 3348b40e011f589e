"""What people do on the chat page, in a real Chromium."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from bot.sandbox import DEFAULT_PEOPLE, FORUM, STAFF_GROUP, Person, Sandbox
from tests.bot.browser import Page
from tests.bot.sandbox.conftest import GROUP, LAN, MINH
from tests.bot.sandbox.page_bot import PIXEL, TITLES

HOA, ANNA = DEFAULT_PEOPLE[2], DEFAULT_PEOPLE[3]


async def test_a_citizen_starts_asks_and_presses_a_button(page: Page) -> None:
    await page.wait_text("Trợ lý trả lời từ tin đã đăng.", where="#greeting")
    await page.start()
    await page.wait_text("Kính chào anh/chị!", where="#messages")
    await page.say("Ai là Bí thư?")
    await page.wait_text("Theo bản tin đã đăng", where="#messages")
    assert "Xem thêm" in await page.buttons()
    await page.press("Xem thêm", where="#messages")
    await page.wait_text("Trang 2", where="#messages")
    await page.press("👍", where="#messages")
    await page.wait_text("Cảm ơn anh/chị đã góp ý.", where="#toast")
    await page.press("👎", where="#messages")
    await page.wait_text("Trợ lý xin ghi nhận.", where="#alert")
    await page.press("Đồng ý", where="#alert")
    await page.wait_gone("Trợ lý xin ghi nhận.")


async def test_what_was_sent_is_ticked_once_and_twice_when_the_bot_has_it(
    page: Page, inhabited: Sandbox
) -> None:
    await page.in_chat("Tổ dân phố")
    await page.say("chuyện của hàng xóm")
    await page.say("/start@hoidap_bot")
    await page.wait_text("Kính chào", where="#messages")
    ticks = "[...document.querySelectorAll('.status')].map((mark) => mark.ariaLabel)"
    assert await page.evaluate(ticks) == ["Đã gửi", "Bot đã nhận"]


async def test_drafts_stay_with_each_person_and_chat_also_after_a_reload(page: Page) -> None:
    await page.in_chat("Tổ dân phố")
    await page.type("dở dang của Lan")
    await page.as_person(MINH)
    assert await _draft(page) == ""
    await page.type("dở dang của Minh")
    await page.as_person(LAN)
    assert await _draft(page) == "dở dang của Lan"
    await page.in_chat("Cộng đồng", topic=FORUM.topics[1])
    assert await _draft(page) == ""
    await page.wait_text("Nháp: dở dang của Lan", where="#chats")
    await page.reload()
    await page.as_person(MINH)
    await page.in_chat("Tổ dân phố")
    assert await _draft(page) == "dở dang của Minh"


async def test_what_others_wrote_is_counted_until_it_is_read(
    page: Page, inhabited: Sandbox
) -> None:
    await inhabited.say(MINH, "Mời họp", chat=STAFF_GROUP.id)
    await inhabited.say(MINH, "lúc 8 giờ", chat=STAFF_GROUP.id)
    await page.wait_text("2", where=f'#people [data-person="{HOA.id}"] .badge')
    assert not await page.evaluate(
        f"document.querySelector('#people [data-person=\"{LAN.id}\"] .badge')"
    ), "who is not in the group is not told"
    await page.as_person(HOA)
    await page.wait_text("2", where="#chats .badge")
    await page.in_chat("Tổ trả lời người dân")
    await page.wait_text("lúc 8 giờ", where="#messages")
    await page.wait_gone("2", where="#chats .badge")
    await page.wait_gone("2", where="#people .badge")


async def test_typing_is_shown_and_ends_with_the_reply(page: Page, inhabited: Sandbox) -> None:
    await page.start()
    await page.wait_text("Kính chào")
    inhabited.state.journal.write("action", chat_id=LAN.id, action="typing", thread=None)
    await page.wait_text("đang soạn tin", where="#head-status")
    await page.say("x")
    await page.wait_text("bot", where="#head-status")


async def test_inline_results_are_paged_and_sent_into_the_chat(
    page: Page, inhabited: Sandbox
) -> None:
    await page.in_chat("Cộng đồng", topic=FORUM.topics[0])
    await page.inline("lịch")
    await page.wait_text(TITLES[2], where="#list")
    await page.press("Xem thêm kết quả", where="#list")
    await page.wait_text(TITLES[5], where="#list")
    await page.press(TITLES[4], where="#list")
    await page.wait_text("qua @hoidap_bot", where="#messages")
    message = next(one for one in inhabited.state.messages() if "via_bot" in one)
    assert (message["text"], message["from"]["id"]) == (TITLES[4], LAN.id)
    assert message["message_thread_id"] in inhabited.state.chats[FORUM.id].topics
    await page.inline("không có")
    await page.press("Hỏi riêng trợ lý", where="#list")
    await page.wait_text("tu-nhom", where="#messages")


async def test_the_bots_name_is_offered_and_a_button_begins_a_search(page: Page) -> None:
    await page.start()
    await page.wait_text("Kính chào")
    await page.type("@hoi")
    await page.press("@hoidap_bot", where="#list")
    await page.wait_text(TITLES[0], where="#list")
    await page.key("Escape")
    await page.press("Tìm ngay", where="#messages")
    await page.wait_text(TITLES[0], where="#list")
    assert await _draft(page) == "@hoidap_bot lịch"


@pytest.mark.parametrize(
    ("person", "menu", "missing"),
    [(LAN, "/hoi", "/reindex"), (ANNA, "/ask", "/hoi"), (HOA, "/reindex", "/ask")],
)
async def test_the_menu_shows_each_person_their_own_commands(
    page: Page, person: Person, menu: str, missing: str
) -> None:
    await page.as_person(person)
    await page.start()
    await page.wait_text("Kính chào")
    await page.press("Danh mục lệnh", where="#composer")
    await page.wait_text(menu, where="#list")
    assert missing not in await page.evaluate("document.querySelector('#list').innerText")


async def test_files_and_pictures_are_sent_shown_and_opened(page: Page, tmp_path: Path) -> None:
    await page.start()
    await page.wait_text("Kính chào")
    report = tmp_path / "báo cáo tháng.pdf"
    report.write_bytes(b"%PDF-1.7 " + b"x" * 3000)
    await page.attach(report, "Xem giúp")
    await page.wait_text("Đã nhận 3009 byte: Xem giúp", where="#messages")
    assert [line for line in await page.messages() if "báo cáo tháng.pdf" in line]
    await page.wait_text("2,9 KB", where="#messages")
    picture = tmp_path / "ảnh.png"
    picture.write_bytes(PIXEL)
    await page.attach(picture)
    await page.wait_text("không chú thích", where="#messages")
    await page.press("Xem ảnh", where="#messages")
    await page.wait_text("Đóng", where="#viewer")
    await page.key("Escape")
    await page.wait_gone("Đóng")


async def test_a_bubble_is_as_wide_as_its_picture_whatever_stands_below_it(
    page: Page, tmp_path: Path
) -> None:
    await page.start()
    picture = tmp_path / "ảnh.png"
    pictures = "[...document.querySelectorAll('.bubble:has(.photo) img')]"
    for number, (width, height) in enumerate(((1200, 900), (400, 800), (40, 40)), 1):
        Image.new("RGB", (width, height), "teal").save(picture)
        await page.attach(picture, "Một chú thích dài hơn tấm ảnh nhiều, " * 6)
        # The bubble may be there before its picture is read.
        read = f"{pictures}.filter(one => one.complete && one.naturalWidth).length === {number}"
        await page.until(read, f"{number} pictures")
        bubble, shown = await page.evaluate(
            "[...document.querySelectorAll('.bubble:has(.photo)')].slice(-1).flatMap(one =>"
            " [one, one.querySelector('img')].map(part => part.getBoundingClientRect().width))"
        )
        assert shown == round(width * min(1, 460 / width, 340 / height))
        assert bubble == max(shown + 8, 220)


async def test_a_reply_quotes_what_it_answers_and_leads_to_it(
    page: Page, inhabited: Sandbox
) -> None:
    await page.as_person(MINH)
    await page.in_chat("Tổ dân phố")
    await page.say("/start@hoidap_bot")
    await page.wait_text("Kính chào", where="#messages")
    await page.reply("Kính chào", "Cảm ơn trợ lý")
    await page.wait_text("Theo bản tin đã đăng", where="#messages")
    sent = next(one for one in inhabited.state.messages() if one["text"] == "Cảm ơn trợ lý")
    assert sent["reply_to_message"]["from"]["is_bot"]
    assert (await page.messages())[-1].count("Cảm ơn trợ lý") == 2


async def test_a_reply_that_the_bot_asks_for_is_prepared(page: Page, inhabited: Sandbox) -> None:
    await page.start()
    await page.wait_text("Kính chào")
    await page.say("/hoi")
    await page.wait_text("Trả lời Hỏi đáp", where="#bars")
    await page.say("Giờ làm việc?")
    sent = next(one for one in inhabited.state.messages() if one.get("text") == "Giờ làm việc?")
    assert sent["reply_to_message"]["text"] == "Anh/chị muốn hỏi gì?"


async def test_who_blocks_the_bot_lets_it_back_with_one_press(page: Page) -> None:
    await page.start()
    await page.wait_text("Kính chào")
    await page.press("Mục khác", where=".head")
    await page.press("Chặn bot", where="#alert")
    await page.press("Bỏ chặn bot", where="#shut")
    await page.say("lại đây")
    await page.wait_text("Theo bản tin đã đăng", where="#messages")


async def test_the_group_learns_that_the_bot_was_taken_out(page: Page, inhabited: Sandbox) -> None:
    await page.in_chat("Tổ dân phố")
    for choice, told in (
        ("Đưa bot ra khỏi nhóm", "đã đưa bot ra khỏi nhóm"),
        ("Thêm bot vào nhóm", "đã thêm bot vào nhóm"),
    ):
        await page.press("Mục khác", where=".head")
        await page.press(choice, where="#alert")
        await page.wait_text(told, where="#messages")
    await page.press("Mục khác", where=".head")
    await page.press("Nâng cấp", where="#alert")
    await page.wait_text("siêu nhóm", where="#shut")
    assert inhabited.state.chats[GROUP].migrated_to


async def _draft(page: Page) -> str:
    text: str = await page.evaluate("document.querySelector('#text').value")
    return text

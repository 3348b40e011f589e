"""The chat page for everybody: by keyboard, with a screen reader, on a phone, in the dark."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.sandbox import DEFAULT_PEOPLE, Sandbox
from tests.bot.browser import DESKTOP, PHONE, Page, browse
from tests.bot.devtools import Chromium
from tests.bot.sandbox.conftest import GROUP, MINH
from tests.bot.sandbox.page_bot import TITLES

INTERACTIVE = {"button", "link", "textbox", "option", "listbox", "image", "dialog"}
ANNA = DEFAULT_PEOPLE[3]


async def test_the_whole_way_by_keyboard_alone(page: Page, inhabited: Sandbox) -> None:
    await page.tab_to("button", "BẮT ĐẦU")
    await page.key("Enter")
    await page.wait_text("Kính chào", where="#messages")
    await page.tab_to("textbox", "Nhập tin nhắn")
    for letter in "hoi":
        await page.key(letter)
    await page.key("Enter")
    await page.wait_text("Theo bản tin đã đăng", where="#messages")
    await page.tab_to("button", "Xem thêm", back=True)
    await page.key("Enter")
    await page.wait_text("Trang 2", where="#messages")
    assert await page.focused() == ("button", "Xem thêm"), "the focus stays where it was"
    await page.tab_to("textbox", "Nhập tin nhắn")
    await page.key("/")
    await page.wait_text("Đặt câu hỏi", where="#list")
    await page.key("ArrowDown")
    await page.key("Enter")
    await page.wait_text("Anh/chị muốn hỏi gì?", where="#messages")
    await page.key("Escape")
    await page.wait_gone("Trả lời", where="#bars")
    await page.tab_to("button", "Minh", back=True)
    await page.key("Space")
    await page.wait_text("Bấm để bắt đầu", where="#chats")
    assert (await page.focused())[1].startswith("Minh")
    await page.tab_to("button", "Tổ trả lời người dân")
    await page.key("Enter")
    await page.wait_text("Tổ trả lời người dân", where="#head-name")
    assert (await page.focused())[0] == "textbox"


async def test_what_has_the_focus_is_outlined(page: Page) -> None:
    await page.start()
    await page.wait_text("Kính chào")
    await page.tab_to("button", "Xem thêm", back=True)
    width = "parseFloat(getComputedStyle(document.activeElement).outlineWidth)"
    style = "getComputedStyle(document.activeElement).outlineStyle"
    assert await page.evaluate(width) >= 2
    assert await page.evaluate(style) == "solid"


async def test_the_page_speaks_english_too(page: Page) -> None:
    await page.press("English")
    await page.wait_text("Speaking as")
    await page.as_person(ANNA)
    await page.start()
    await page.wait_text("Kính chào")
    await page.reload()
    assert await page.evaluate("document.documentElement.lang") == "en"
    await page.wait_text("Citizen · EN", where="#people")


async def test_on_a_phone_the_chats_and_the_chat_are_two_screens(
    chromium: Chromium, inhabited: Sandbox, tmp_path: Path
) -> None:
    async with browse(chromium, inhabited.url, PHONE) as page:
        await page.in_chat("Hỏi đáp")
        await page.start()
        await page.wait_text("Kính chào", where="#messages")
        await page.reply("Kính chào", "Cảm ơn")
        await page.wait_text("Theo bản tin đã đăng", where="#messages")
        await page.as_person(MINH)
        await page.in_chat("Tổ trả lời người dân")
        await page.evaluate("history.back()")
        await page.wait_text("Nói với tư cách")
        await page.in_chat("Tổ dân phố")
        wide = "document.documentElement.scrollWidth > innerWidth"
        assert not await page.evaluate(wide), "nothing sticks out of a phone's screen"
        await page.screenshot(tmp_path / "phone.png", width=360)
        assert (tmp_path / "phone.png").read_bytes().startswith(b"\x89PNG")


async def test_on_a_phone_a_message_drawn_to_the_left_is_answered(
    chromium: Chromium, inhabited: Sandbox
) -> None:
    async with browse(chromium, inhabited.url, PHONE) as page:
        await page.in_chat("Hỏi đáp")
        await page.start()
        await page.wait_text("Kính chào", where="#messages")
        await page.swipe("document.querySelector('#messages .message:last-child .text')", -90)
        await page.wait_text("Trả lời Hỏi đáp", where="#bars")
        await page.say("Cảm ơn")
        sent = next(one for one in inhabited.state.messages() if one.get("text") == "Cảm ơn")
        assert sent["reply_to_message"]["from"]["is_bot"]


async def test_the_arrow_up_edits_what_was_written_last(page: Page, inhabited: Sandbox) -> None:
    await page.start()
    await page.wait_text("Kính chào")
    await page.say("Ai là Bí thu?")
    await page.wait_text("Theo bản tin đã đăng")
    await page.key("ArrowUp")
    await page.wait_text("Đang sửa tin nhắn", where="#bars")
    await page.say("Ai là Bí thư?")
    await page.wait_text("đã sửa", where="#messages")
    texts = [one.get("text") for one in inhabited.state.messages()]
    assert "Ai là Bí thư?" in texts
    assert "Ai là Bí thu?" not in texts


async def test_what_comes_while_a_phone_shows_the_chats_is_counted(
    chromium: Chromium, inhabited: Sandbox
) -> None:
    async with browse(chromium, inhabited.url, PHONE) as page:
        await page.in_chat("Tổ dân phố")
        await page.type("nháp của Lan")
        await page.press("Về danh sách trò chuyện")
        await page.wait_text("Nháp: nháp của Lan", where="#chats")
        await inhabited.say(MINH, "Mời họp", chat=GROUP)
        await page.wait_text("1", where="#chats .badge")
        await page.in_chat("Tổ dân phố")
        await page.wait_text("Mời họp", where="#messages")
        assert not await page.evaluate("document.querySelector('#people .badge, #chats .badge')"
                                       "?.offsetParent")  # fmt: skip


@pytest.mark.parametrize("size", [PHONE, DESKTOP])
async def test_whatever_can_be_pressed_or_written_in_has_a_name(
    chromium: Chromium, inhabited: Sandbox, size: tuple[int, int]
) -> None:
    async with browse(chromium, inhabited.url, size) as page:
        await page.in_chat("Hỏi đáp")
        await page.start()
        await page.wait_text("Kính chào")
        await page.say("/anh")
        await page.wait_text("Biểu đồ tháng này")
        await page.inline("lịch")
        await page.wait_text(TITLES[0], where="#list")
        parts = await page.accessible()
        nameless = [role for role, name in parts if role in INTERACTIVE and not name]
        assert len(parts) > 30
        assert nameless == []


async def test_dark_is_as_the_computer_has_it_until_somebody_chooses(page: Page) -> None:
    theme = "document.documentElement.dataset.theme"
    await page.dark()
    await page.until(f"{theme} === 'dark'", "dark colours")
    await page.press("Nền sáng")
    await page.until(f"{theme} === 'light'", "light colours")
    await page.reload()
    assert await page.evaluate(theme) == "light"

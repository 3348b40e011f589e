"""A day at the department: the real bot with the sample news, used by clicking and typing."""

from __future__ import annotations

import json
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest

from bot import jobs
from bot.handlers import reindexing
from bot.sandbox import DEFAULT_PEOPLE, STAFF_GROUP, Person
from index import Archive, queue_news
from index.engines import sync
from index.model import Article, Role
from index.settings import Settings
from tests.bot.browser import PHONE, Page, browse
from tests.bot.devtools import Chromium
from tests.bot.fakes import JumpingClock
from tests.bot.sample_bot import make_sample_home, sample_bot
from tests.index.samples import prepared

LAN, MINH, HOA, ANNA = DEFAULT_PEOPLE
BOT = "Hỏi đáp"
A_DAY = datetime(2026, 9, 14, 8, 30, tzinfo=UTC)
UNANSWERED = "Lệ phí đăng ký kết hôn là bao nhiêu?"
NEWS = {
    "url": "https://skhcn.thanhgiang.example/tin-tuc/tram-sac",
    "title": "Tỉnh có thêm 12 trạm sạc xe điện",
    "text": "Sáng 14/9/2026, Sở Khoa học và Công nghệ đưa vào dùng 12 trạm sạc xe điện.",
    "published": "2026-09-14",
    "category": "Khoa học và Công nghệ",
}
REPLY = "Đăng ký kết hôn được miễn lệ phí. Anh/chị nộp hồ sơ tại UBND cấp xã."


@pytest.fixture(scope="module")
def sample_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("sample")
    make_sample_home(home)
    return home


@pytest.fixture
async def page(
    chromium: Chromium, sample_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Page]:
    """The page as large as a phone, and the bot behind it."""
    home = tmp_path / "home"
    shutil.copytree(sample_home, home)
    clock = JumpingClock(A_DAY.timestamp())
    # What is done now and then is done soon.
    monkeypatch.setattr(jobs, "every", partial(jobs.every, first_s=0.2))
    monkeypatch.setattr(jobs, "NEWS_EVERY_S", 0.2)
    async with sample_bot(home, clock) as url, browse(chromium, url, PHONE) as opened:
        yield opened


async def test_a_citizen_asks_pages_through_the_results_and_votes(page: Page) -> None:
    await _begin(page, LAN)
    await page.say("ai la giam doc so khoa hoc va cong nghe")
    await page.wait_text("Hoàng Trọng Nghĩa", where="#messages")
    await page.press("Kết quả khác", where="#messages")
    await page.wait_text("(bài 2–6)", where="#messages")
    await page.press("Trang sau", where="#messages")
    await page.wait_text("(bài 7–11)", where="#messages")
    await page.press("Trang trước", where="#messages")
    await page.wait_text("(bài 2–6)", where="#messages")
    await page.press("Về câu trả lời", where="#messages")
    await page.wait_gone("(bài 2–6)")
    await page.press("👍 Đúng", where="#messages")
    await page.wait_text("Đã ghi nhận: 👍 đúng.", where="#toast")
    await page.press("👎 Không", where="#messages")
    await page.wait_text("Trợ lý xin lỗi vì câu trả lời chưa đúng.", where="#messages")
    assert "Hỏi cán bộ" in await page.buttons()


async def test_a_search_is_paged_sorted_and_filtered(page: Page) -> None:
    await _begin(page, LAN)
    await page.say("/tim chuyen doi so tu:01/2022 den:12/2025")
    await page.wait_text("trang 1/", where="#messages")
    await page.press("Trang sau", where="#messages")
    await page.wait_text("trang 2/", where="#messages")
    await page.press("Xếp theo ngày", where="#messages")
    await page.wait_text("bài mới nhất xếp trước", where="#messages")
    await page.wait_text("12/12/2025", where="#messages")


async def test_a_visitor_asks_in_english_and_reads_the_news_by_topic(page: Page) -> None:
    await _begin(page, ANNA)
    await page.say("Who is the director of the department?")
    await page.wait_text("Hoàng Trọng Nghĩa", where="#messages")
    await page.wait_text("Was this answer right?", where="#messages")
    await page.say("/topics")
    await page.press("Thông báo", where="#messages")
    await page.wait_text("Quốc khánh 02/9 năm 2026", where="#messages")


async def test_an_admin_sees_a_reindex_go_on_to_its_end(
    page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    # 72 articles are indexed in one go, sooner than anybody can look.
    monkeypatch.setattr(sync, "BATCH_ARTICLES", 8)
    monkeypatch.setattr(reindexing, "PROGRESS_EVERY_S", 0.01)
    await _begin(page, HOA)
    seen = await _seen_from_now_on(page)
    await page.say("/reindex full")
    await page.wait_text("Đã dựng lại toàn bộ chỉ mục: 72 bài", where="#messages")
    texts = await seen()
    assert "Đang dựng lại toàn bộ chỉ mục…" in texts
    assert "Đang cập nhật chỉ mục: " in texts
    assert await page.buttons() != ["Dừng"], "what has ended cannot be given up"
    await page.say("Khi nào tắt hoàn toàn mạng 2G?")
    await page.wait_text("15/9/2026", where="#messages")


async def test_what_is_asked_is_in_the_picture_of_the_figures(page: Page) -> None:
    await _begin(page, LAN)
    await page.say("Khi nào tắt hoàn toàn mạng 2G?")
    await page.wait_text("15/9/2026", where="#messages")
    await _begin(page, HOA)
    await page.say("/thongke")
    await page.press("Xem ảnh", where="#messages")
    await page.wait_text("Đóng", where="#viewer")
    await page.press("Đóng", where="#viewer")
    assert "1 có câu trả lời" in (await page.messages())[-1]


async def test_a_question_goes_to_the_officers_group_and_the_reply_comes_back(page: Page) -> None:
    await page.as_person(HOA)
    await page.in_chat(STAFF_GROUP.title)
    await page.say("/nhomcanbo@hoidap_bot")
    await page.wait_text("Từ nay câu hỏi của người dân", where="#messages")
    await _hand_on(page)
    await page.as_person(MINH)
    await page.in_chat(STAFF_GROUP.title)
    await page.wait_text(UNANSWERED, where="#messages")
    assert LAN.name not in "".join(await page.messages()), "who asks is not told"
    await page.reply(UNANSWERED, REPLY)
    await page.wait_text("✅", where="#messages")
    await _read_the_reply(page)


async def test_an_officer_answers_from_the_queue(page: Page) -> None:
    await _hand_on(page)
    await _begin(page, MINH)
    await page.say("/hangdoi")
    await page.press("Câu 1", where="#messages")
    await page.wait_text("Câu hỏi số 1", where="#messages")
    await page.reply("Trả lời (reply) tin nhắn này", REPLY)
    await page.wait_text("đang được gửi đến người hỏi", where="#messages")
    await _read_the_reply(page)


async def test_a_citizen_follows_a_word_and_is_told_of_the_next_article(
    page: Page, tmp_path: Path
) -> None:
    await _begin(page, LAN)
    await page.say("/theodoi doan")
    await page.press("Cụm từ “đoàn”", where="#messages")
    await page.press("Ngay khi có", where="#messages")
    await page.wait_text("Đã theo dõi cụm từ “đoàn”: ngay khi có.", where="#messages")
    _publish(tmp_path / "home", "Dự đoán thời tiết", "Đài dự đoán trời sẽ mưa.")
    _publish(tmp_path / "home", "Đại hội Đoàn trường", "Sáng nay, Đoàn trường họp đại hội.")
    await page.wait_text("Tin theo dõi: cụm từ “đoàn”", where="#messages")
    await page.wait_text("Sáng nay, Đoàn trường họp đại hội.", where="#messages")
    assert "Dự đoán thời tiết" not in "".join(await page.messages())
    await page.press("Dừng theo dõi cụm từ “đoàn”", where="#messages")
    await page.wait_text("Đã dừng theo dõi cụm từ “đoàn”.", where="#alert")
    await page.press("Đồng ý", where="#alert")
    await page.say("/dangtheodoi")
    await page.wait_text("chưa theo dõi mục nào", where="#messages")


async def test_a_follower_is_told_of_the_article_that_an_admin_adds(
    page: Page, tmp_path: Path
) -> None:
    await _begin(page, LAN)
    await page.say("/theodoi trạm sạc xe điện")
    await page.press("Ngay khi có", where="#messages")
    await page.wait_text("Đã theo dõi cụm từ “trạm sạc xe điện”: ngay khi có.", where="#messages")
    news = tmp_path / "tin.jsonl"
    news.write_text(json.dumps(NEWS))
    await _begin(page, HOA)
    await page.attach(news, "/them")
    await page.press("Lưu, mọi người đọc được", where="#messages")
    await page.wait_text("Đã lưu bài mới", where="#messages")
    await page.as_person(LAN)
    await page.in_chat(BOT)
    await page.wait_text(NEWS["title"], where="#messages")
    assert "🔔 Tin theo dõi: cụm từ “trạm sạc xe điện”" in (await page.messages())[-1]


async def _begin(page: Page, person: Person) -> None:
    """Opens a person's own chat with the bot and starts it."""
    await page.as_person(person)
    await page.in_chat(BOT)
    await page.start()
    await page.wait_text("Hello" if person is ANNA else "Kính chào", where="#messages")


def _publish(home: Path, title: str, text: str) -> None:
    """An article comes in, and the bot's job, which would look for it soon, is done for it."""
    today = A_DAY.astimezone(Settings().time_zone)
    archive = Archive.open(home)
    try:
        url = f"https://skhcn.thanhgiang.example/tin/{len(title)}"
        archive.store([prepared(Article(url, title, text, today.date()))])
        while queue_news(archive, lambda _: Role.CITIZEN, today):
            pass
    finally:
        archive.close()


async def _hand_on(page: Page) -> None:
    """Lan asks what no article answers, and has it passed on."""
    await _begin(page, LAN)
    await page.say(UNANSWERED)
    await page.press("Hỏi cán bộ", where="#messages")
    await page.wait_text("đúng câu hỏi này", where="#messages")
    await page.press("Gửi cán bộ", where="#messages")
    await page.wait_text("Đã chuyển đến cán bộ câu hỏi số 1", where="#messages")


async def _read_the_reply(page: Page) -> None:
    """Lan finds the reply, marked as an officer's, with its day."""
    await page.as_person(LAN)
    await page.in_chat(BOT)
    await page.wait_text(REPLY, where="#messages")
    reply = (await page.messages())[-1]
    assert "Cán bộ của Sở Khoa học và Công nghệ tỉnh Thanh Giang trả lời" in reply
    assert "14/09/2026" in reply
    assert MINH.name not in reply


async def _seen_from_now_on(page: Page) -> Callable[[], Awaitable[str]]:
    """Returns what tells all texts that the messages showed since."""
    await page.evaluate(
        """(() => {
          window.seen = "";
          const messages = document.querySelector("#messages");
          const note = () => { window.seen += messages.innerText; };
          new MutationObserver(note).observe(messages,
            { childList: true, subtree: true, characterData: true });
        })()"""
    )

    async def texts() -> str:
        return str(await page.evaluate("window.seen"))

    return texts

"""The conversations that `tools.screenshots` takes pictures of: what people type and press."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from bot.sandbox import DEFAULT_PEOPLE, STAFF_GROUP, Person
from index import Archive, queue_news
from index.model import Article, Role
from tests.bot.browser import Page
from tests.index.samples import prepared

LAN, MINH, HOA, ANNA = DEFAULT_PEOPLE
BOT: Final = "Hỏi đáp"
UNANSWERED: Final = "Lệ phí đăng ký kết hôn là bao nhiêu?"
REPLY: Final = (
    "Đăng ký kết hôn được miễn lệ phí. Anh/chị nộp hồ sơ tại UBND phường, xã nơi cư trú "
    "của một trong hai người."
)
WEEKEND: Final = (5, 6)
NEWS: Final = Article(
    "https://skhcn.thanhgiang.example/tin-tuc/tram-sac-xe-dien",
    "Thêm 12 trạm sạc xe điện ở trung tâm các phường",
    "Sáng 14/9/2026, Sở Khoa học và Công nghệ phối hợp với ngành điện đưa vào sử dụng 12 trạm "
    "sạc xe điện đầu tiên do tỉnh hỗ trợ thiết bị.",
    category="Khoa học và Công nghệ",
    source="Cổng thông tin Sở",
)


@dataclass(frozen=True, slots=True)
class Stage:
    """Where a scene is played: the page, and the home and the time of the bot behind it."""

    page: Page
    home: Path
    now: datetime

    async def begin(self, person: Person) -> None:
        """Goes on as somebody, who starts the bot."""
        await self.goes_on(person, BOT)
        await self.page.start()
        await self.sees("Hello" if person is ANNA else "Kính chào")

    async def goes_on(self, person: Person, chat: str) -> None:
        """Opens a chat as somebody."""
        await self.page.as_person(person)
        await self.page.in_chat(chat)

    async def says(self, text: str, then: str) -> None:
        """Sends a message, and waits for a text."""
        await self.page.say(text)
        await self.sees(then)

    async def presses(self, name: str, then: str) -> None:
        """Presses a button of a message, and waits for a text."""
        await self.page.press(name, where="#messages")
        await self.sees(then)

    async def sees(self, text: str) -> None:
        """Waits for a text in a message."""
        await self.page.wait_text(text, where="#messages")

    async def to_the_end(self) -> None:
        """Scrolls to the newest message, as after a page was turned in its place."""
        await self.page.evaluate(
            "[...document.querySelectorAll('#messages .keyboard')].at(-1)"
            ".scrollIntoView({block: 'end'})"
        )


Play = Callable[[Stage], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Scene:
    """A picture: its name, what is done until it is taken, and what went before."""

    name: str
    play: Play
    prepare: Callable[[Path, datetime], None] | None = None
    """Puts into a home what has happened until a moment."""


async def _card(stage: Stage) -> None:
    await stage.begin(LAN)
    await stage.says("khi nao tat hoan toan mang 2G", then="15/9/2026")


async def _english(stage: Stage) -> None:
    await stage.page.click('[data-language="en"]')
    await stage.begin(ANNA)
    await stage.says("When will the 2G network be switched off?", then="Was this answer right?")


async def _related(stage: Stage) -> None:
    await stage.begin(LAN)
    await stage.says("Bao giờ phủ sóng 5G xong?", then="chưa tìm thấy câu trả lời chắc chắn")


async def _not_found(stage: Stage) -> None:
    await stage.begin(LAN)
    await stage.says("Mấy giờ chợ đêm mở cửa?", then="không có thông tin")


async def _search(stage: Stage) -> None:
    await stage.begin(LAN)
    await stage.says("/tim chuyển đổi số từ 10/2025 đến 9/2026", then="trang 1/2")
    await stage.presses("Trang sau", then="trang 2/2")
    await stage.to_the_end()


async def _topics(stage: Stage) -> None:
    await stage.begin(LAN)
    await stage.says("/chude", then="9 chủ đề")


async def _follow(stage: Stage) -> None:
    await stage.begin(LAN)
    await stage.says("/theodoi trạm sạc", then="Anh/chị muốn nhận tin khi nào?")
    await stage.presses("Ngay khi có", then="Đã theo dõi")
    _publish(stage.home, stage.now)
    await stage.sees(NEWS.title)


async def _officer(stage: Stage) -> None:
    await stage.goes_on(HOA, STAFF_GROUP.title)
    await stage.says("/nhomcanbo@hoidap_bot", then="Từ nay")
    await stage.begin(LAN)
    await stage.says(UNANSWERED, then="Hỏi cán bộ")
    await stage.presses("Hỏi cán bộ", then="đúng câu hỏi này")
    await stage.presses("Gửi cán bộ", then="Đã chuyển")
    await stage.goes_on(MINH, STAFF_GROUP.title)
    await stage.sees("Câu hỏi số 1")


async def _reply(stage: Stage) -> None:
    await _officer(stage)
    await stage.page.reply(UNANSWERED, REPLY)
    await stage.sees("Đã trả lời")
    await stage.goes_on(LAN, BOT)
    await stage.sees(REPLY)


async def _figures(stage: Stage) -> None:
    await stage.begin(HOA)
    await stage.says("/thongke", then="Câu hỏi trong 30 ngày qua")


async def _about(stage: Stage) -> None:
    await stage.begin(LAN)
    await stage.says("/gioithieu", then="Cách kiểm tra đây")


def _publish(home: Path, now: datetime) -> None:
    """An article comes in and is told of, as the bot's job would do at its time."""
    archive = Archive.open(home)
    try:
        archive.store([prepared(replace(NEWS, published=now.date()))])
        while queue_news(archive, lambda _: Role.CITIZEN, now):
            pass
    finally:
        archive.close()


def _a_month(home: Path, now: datetime) -> None:
    """Counts the questions of a month, as many each day as a small department gets."""
    topics = ("Chuyển đổi số", "Thủ tục hành chính", "Thông báo", "Bưu chính - Viễn thông")
    outcomes = ("answered", "answered", "related", "answered", "not_found", "answered", "answered")
    archive = Archive.open(home)
    try:
        for back in range(30):
            day = now.date() - timedelta(days=back)
            busy = 1 if day.weekday() in WEEKEND else 3
            for number in range(busy * (9 + back * back % 8)):
                outcome = outcomes[(number + back) % len(outcomes)]
                topic = topics[min(number % 7, number % 5, 3)] if outcome == "answered" else None
                archive.asked.note_answer(day, outcome, 24.0 + number % 9, topic)
                if number % 8 == 0:
                    archive.asked.vote(f"{day}-{number}", LAN.id, (number + back) % 9 != 0, day)
    finally:
        archive.close()


SCENES: Final = (
    Scene("card", _card),
    Scene("english", _english),
    Scene("related", _related),
    Scene("not-found", _not_found),
    Scene("search", _search),
    Scene("topics", _topics),
    Scene("follow", _follow),
    Scene("officer", _officer),
    Scene("reply", _reply),
    Scene("figures", _figures, _a_month),
    Scene("about", _about),
)

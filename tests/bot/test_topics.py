"""News by topic: what is listed, turned, and kept from those who may not read it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from bot.callbacks import Press
from bot.context import App
from bot.render_topics import TOPIC, TOPICS, TOPICS_A_PAGE, topics_page
from bot.reply import PressButton
from bot.sandbox import FORUM, Person, Sandbox
from bot.wording import Wording
from index import Archive
from index.assistant import Assistant
from index.ingest.load import load
from index.ingest.read import Found
from index.model import Article, DateOrigin, Topic
from tests.bot.conftest import StartBot
from tests.bot.managing import buttons, forged, shown, tapped, today
from tests.index.tiny_news import DUTY_LIST, NEWS, SITE

COMMANDS = ["/chude", "/topics"]


@pytest.fixture
def assistant(real_assistant: Assistant) -> Assistant:
    """Real news in the place of the canned ones."""
    return real_assistant


def news(number: int, category: str, published: date | None) -> Article:
    return Article(
        SITE + f"them-{number}", f"Bài thêm {number}", f"Nội dung riêng của bài thêm số {number}.",
        published, DateOrigin.METADATA if published else None, category,
    )  # fmt: skip


def add(home: Path, articles: list[Article]) -> None:
    """Takes articles in as another process does; the bot's own connection is its own."""
    archive = Archive.open(home)
    load(archive, [Found(article, article.url) for article in articles])
    archive.close()


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize("command", COMMANDS)
async def test_topics_lead_to_their_articles_the_newest_first_and_back(
    sandbox: Sandbox, citizen: Person, words: Wording, command: str
) -> None:
    topics = await sandbox.ask(citizen, command)
    assert list(buttons(sandbox, topics))[:2] == ["Thông báo (3)", "Tin tức (3)"]
    articles = await tapped(sandbox, citizen, topics, "Tin tức (3)")
    assert articles["text"].startswith("Tin tức (3 bài)")
    titles = ["Tiêm phòng cho đàn gia súc", "Tỉnh Lam Sơn xếp thứ 12", "Trao giải cuộc thi"]
    places = [articles["text"].index(title) for title in titles]
    assert places == sorted(places)
    assert any(e["type"] == "text_link" for e in articles["entities"])
    back = await tapped(sandbox, citizen, articles, words.plain("topics.button.all"))
    assert back["text"] == topics["text"]


@pytest.mark.usefixtures("polling_bot")
async def test_a_long_topic_is_paged_and_says_how_long_ago_its_news_are(
    sandbox: Sandbox, citizen: Person, home: Path, words: Wording
) -> None:
    now = today()
    add(home, [news(n, "Nông thôn mới", now - timedelta(n)) for n in range(3, 10)])
    topics = await sandbox.ask(citizen, "/chude")
    first = await tapped(sandbox, citizen, topics, "Nông thôn mới (7)")
    assert "1. Bài thêm 3" in first["text"]
    assert "3 ngày trước" in first["text"]
    second = await tapped(sandbox, citizen, first, words.plain("button.next"))
    assert "6. Bài thêm 8" in second["text"]
    assert "1 tuần trước" not in second["text"]
    again = await tapped(sandbox, citizen, second, words.plain("button.previous"))
    assert again["text"] == first["text"]


async def test_staff_topics_are_for_staff_in_private_and_for_nobody_in_a_group(
    sandbox: Sandbox, citizen: Person, staff: Person, polling_bot: App, words: Wording
) -> None:
    internal = "Nội bộ (1)"
    assert internal in buttons(sandbox, await sandbox.ask(staff, "/chude"))
    assert internal not in buttons(sandbox, await sandbox.ask(citizen, "/chude"))
    in_group = await sandbox.ask(staff, "/chude", chat=FORUM.id)
    assert internal not in buttons(sandbox, in_group)
    assert in_group["reply_to_message"]["text"] == "/chude"
    worker = polling_bot.bot_data.services.worker
    topics = await worker.run(lambda a: a.topics(staff.role))
    topic_id = next(topic.id for topic in topics if topic.name == DUTY_LIST.category)
    for message, who in ((in_group, staff), (await sandbox.ask(citizen, "/topics"), citizen)):
        alert = await forged(sandbox, who, message, Press(TOPIC, topic_id))
        assert alert == words.plain("alert.expired")
        assert DUTY_LIST.title not in shown(sandbox, message)["text"]


@pytest.mark.usefixtures("polling_bot")
async def test_forged_and_stale_places_in_the_lists_change_nothing(
    sandbox: Sandbox, citizen: Person, words: Wording
) -> None:
    topics = dict(await sandbox.ask(citizen, "/chude"))
    tin_tuc = buttons(sandbox, topics)["Tin tức (3)"].split("|")[2]
    for press in (Press(TOPICS, "x", 600), Press(TOPIC, tin_tuc, 900)):
        assert await forged(sandbox, citizen, topics, press) == words.plain("alert.no_more")
    gone = await forged(sandbox, citizen, topics, Press(TOPIC, "zzzzzzzzzzzz"))
    assert gone == words.plain("alert.expired")
    assert shown(sandbox, topics)["text"] == topics["text"]


async def test_the_buttons_work_after_a_restart_and_in_english(
    sandbox: Sandbox, visitor: Person, start: StartBot, english: Wording
) -> None:
    async with start():
        topics = await sandbox.ask(visitor, "/topics")
        assert "Tap a topic" in topics["text"]
    async with start():
        articles = await tapped(sandbox, visitor, topics, "Tin tức (3)")
        assert "(3 articles)" in articles["text"]
        assert english.plain("topics.button.all") in buttons(sandbox, articles)


@pytest.mark.usefixtures("polling_bot")
async def test_news_without_categories_point_to_the_latest(
    sandbox: Sandbox, citizen: Person, home: Path
) -> None:
    add(home, [replace(article, category=None) for article in NEWS])
    assert "/moi" in (await sandbox.ask(citizen, "/chude"))["text"]


def test_many_topics_are_paged_and_short_ones_share_a_row(words: Wording) -> None:
    short = [Topic(f"{n:012}", f"Mục {n}", 100 - n) for n in range(TOPICS_A_PAGE)]
    long = [Topic("a" * 12, "Chuyển đổi số <quốc gia> " + "x" * 80, 1)]
    first = topics_page([*short, *long], 0, words)
    assert first is not None
    assert [len(row) for row in first.rows] == [2] * (TOPICS_A_PAGE // 2) + [1]
    last = topics_page([*short, *long], TOPICS_A_PAGE, words)
    assert last is not None
    button = last.rows[0][0]
    assert isinstance(button, PressButton)
    assert len(button.text) <= 50
    assert button.text.endswith("… (1)")
    assert topics_page(short, TOPICS_A_PAGE, words) is None

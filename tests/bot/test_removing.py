"""An article is removed after a question, by no crawl brought back, and undone for a day."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.context import App
from bot.run import running_bot
from bot.sandbox import Person, Sandbox
from bot.wording import Wording
from index import Archive, Assistant
from index.ingest.load import store_found
from index.ingest.prepare import Preparer
from index.ingest.read import Found
from index.settings import Settings
from tests.bot.managing import actions, buttons, local, shown, tapped
from tests.index.tiny_news import CONTEST, open_with


@pytest.fixture
def settings(sandbox: Sandbox, tmp_path: Path) -> Settings:
    return local(sandbox, tmp_path / "news")


@pytest.fixture
def news(settings: Settings) -> Iterator[Archive]:
    open_with(settings.home).close()
    archive = Archive.open(settings.home)
    yield archive
    archive.close()


@pytest.fixture
async def app(settings: Settings, news: Archive) -> AsyncIterator[App]:
    assert news
    assistant = Assistant.open(settings)
    async with running_bot(settings, assistant, patience_s=0) as running:
        yield running
    assistant.close()


@pytest.mark.usefixtures("app")
async def test_an_article_is_removed_stays_so_over_a_crawl_and_comes_back_when_undone(
    sandbox: Sandbox, admin: Person, news: Archive, words: Wording
) -> None:
    answer = await sandbox.ask(admin, "Ai đạt giải Nhất cuộc thi Nhà nông sáng tạo?")
    question = await sandbox.ask(admin, "/xoa", reply_to=answer)
    assert CONTEST.title in question["text"]
    assert news.article(CONTEST.url) is not None
    removed = await tapped(sandbox, admin, question, words.plain("button.remove_yes"))
    assert news.article(CONTEST.url) is None
    again = replace(CONTEST, text=CONTEST.text + "\nTin bổ sung.")
    with Preparer(news) as preparer:
        store_found(news, preparer, [Found(again, again.url)], preparer.prepare([again]))
    assert news.article(CONTEST.url) is None
    await tapped(sandbox, admin, removed, words.plain("button.bring_back"))
    assert news.article(CONTEST.url) == CONTEST
    assert [action for _, action in actions(news)] == ["brought back", "remove"]


@pytest.mark.usefixtures("app")
async def test_it_can_be_left_as_it_is(
    sandbox: Sandbox, admin: Person, news: Archive, words: Wording
) -> None:
    question = await sandbox.ask(admin, f"/remove {CONTEST.url}")
    await tapped(sandbox, admin, question, words.plain("button.leave"))
    assert shown(sandbox, question)["text"] == words.plain("managing.left")
    assert news.article(CONTEST.url) == CONTEST


@pytest.mark.usefixtures("app")
async def test_what_was_removed_lately_is_listed_to_be_brought_back(
    sandbox: Sandbox, admin: Person, news: Archive, words: Wording
) -> None:
    now = datetime.now(UTC)
    news.edits.withhold(CONTEST.url, "console", now - timedelta(hours=23))
    listed = await sandbox.ask(admin, "/xoa")
    assert CONTEST.title in listed["text"]
    await tapped(sandbox, admin, listed, words.plain("button.bring_back_n", n="1"))
    assert news.article(CONTEST.url) == CONTEST


@pytest.mark.usefixtures("app")
async def test_after_a_day_it_is_not_brought_back_any_more(
    sandbox: Sandbox, admin: Person, news: Archive, words: Wording
) -> None:
    question = await sandbox.ask(admin, f"/xoa {CONTEST.url}")
    removed = await tapped(sandbox, admin, question, words.plain("button.remove_yes"))
    data = buttons(sandbox, removed)[words.plain("button.bring_back")]
    news.restore(CONTEST.url)
    news.edits.withhold(CONTEST.url, "console", datetime.now(UTC) - timedelta(hours=25))
    answer = await sandbox.press(admin, removed, data)
    assert answer.text == words.plain("alert.not_brought_back")
    assert news.article(CONTEST.url) is None
    assert CONTEST.title not in (await sandbox.ask(admin, "/xoa"))["text"]


@pytest.mark.usefixtures("app")
async def test_a_second_press_of_the_same_button_is_told_that_it_is_done(
    sandbox: Sandbox, admin: Person, news: Archive, words: Wording
) -> None:
    question = await sandbox.ask(admin, f"/xoa {CONTEST.url}")
    data = buttons(sandbox, question)[words.plain("button.remove_yes")]
    await tapped(sandbox, admin, question, words.plain("button.remove_yes"))
    answer = await sandbox.press(admin, question, data, forged=True)
    assert answer.text == words.plain("alert.article_gone")
    assert [action for _, action in actions(news)] == ["remove"]

"""An article is removed after a question, by no crawl brought back, and undone for a day."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.sandbox import Person, Sandbox
from bot.wording import Wording
from index import Archive, Assistant
from index.ingest.load import store_found
from index.ingest.prepare import Preparer
from index.ingest.read import Found
from tests.bot.managing import actions, buttons, shown, tapped
from tests.index.tiny_news import CONTEST


@pytest.fixture
def assistant(real_assistant: Assistant) -> Assistant:
    """Real news in the place of the canned ones."""
    return real_assistant


@pytest.mark.usefixtures("local_bot")
async def test_an_article_is_removed_stays_so_over_a_crawl_and_comes_back_when_undone(
    sandbox: Sandbox, admin: Person, archive: Archive, words: Wording
) -> None:
    answer = await sandbox.ask(admin, "Ai đạt giải Nhất cuộc thi Nhà nông sáng tạo?")
    question = await sandbox.ask(admin, "/xoa", reply_to=answer)
    assert CONTEST.title in question["text"]
    assert archive.article(CONTEST.url) is not None
    removed = await tapped(sandbox, admin, question, words.plain("button.remove_yes"))
    assert archive.article(CONTEST.url) is None
    again = replace(CONTEST, text=CONTEST.text + "\nTin bổ sung.")
    with Preparer(archive) as preparer:
        store_found(archive, preparer, [Found(again, again.url)], preparer.prepare([again]))
    assert archive.article(CONTEST.url) is None
    await tapped(sandbox, admin, removed, words.plain("button.bring_back"))
    assert archive.article(CONTEST.url) == CONTEST
    assert [action for _, action in actions(archive)] == ["brought back", "remove"]


@pytest.mark.usefixtures("local_bot")
async def test_the_words_of_the_article_may_come_after_the_command(
    sandbox: Sandbox, admin: Person
) -> None:
    await sandbox.ask(admin, "/xoa")
    found = await sandbox.ask(admin, CONTEST.title)
    assert "Bấm số" in found["text"] and CONTEST.title in found["text"]


@pytest.mark.usefixtures("local_bot")
async def test_it_can_be_left_as_it_is(
    sandbox: Sandbox, admin: Person, archive: Archive, words: Wording
) -> None:
    question = await sandbox.ask(admin, f"/remove {CONTEST.url}")
    await tapped(sandbox, admin, question, words.plain("button.leave"))
    assert shown(sandbox, question)["text"] == words.plain("managing.left")
    assert archive.article(CONTEST.url) == CONTEST


@pytest.mark.usefixtures("local_bot")
async def test_what_was_removed_lately_is_listed_to_be_brought_back(
    sandbox: Sandbox, admin: Person, archive: Archive, words: Wording
) -> None:
    now = datetime.now(UTC)
    archive.edits.withhold(CONTEST.url, "console", now - timedelta(hours=23))
    listed = await sandbox.ask(admin, "/xoa")
    assert CONTEST.title in listed["text"]
    await tapped(sandbox, admin, listed, words.plain("button.bring_back_n", n="1"))
    assert archive.article(CONTEST.url) == CONTEST


@pytest.mark.usefixtures("local_bot")
async def test_after_a_day_it_is_not_brought_back_any_more(
    sandbox: Sandbox, admin: Person, archive: Archive, words: Wording
) -> None:
    question = await sandbox.ask(admin, f"/xoa {CONTEST.url}")
    removed = await tapped(sandbox, admin, question, words.plain("button.remove_yes"))
    data = buttons(sandbox, removed)[words.plain("button.bring_back")]
    archive.restore(CONTEST.url)
    archive.edits.withhold(CONTEST.url, "console", datetime.now(UTC) - timedelta(hours=25))
    answer = await sandbox.press(admin, removed, data)
    assert answer.text == words.plain("alert.not_brought_back")
    assert archive.article(CONTEST.url) is None
    assert CONTEST.title not in (await sandbox.ask(admin, "/xoa"))["text"]


@pytest.mark.usefixtures("local_bot")
async def test_a_second_press_of_the_same_button_is_told_that_it_is_done(
    sandbox: Sandbox, admin: Person, archive: Archive, words: Wording
) -> None:
    question = await sandbox.ask(admin, f"/xoa {CONTEST.url}")
    data = buttons(sandbox, question)[words.plain("button.remove_yes")]
    await tapped(sandbox, admin, question, words.plain("button.remove_yes"))
    answer = await sandbox.press(admin, question, data, forged=True)
    assert answer.text == words.plain("alert.article_gone")
    assert [action for _, action in actions(archive)] == ["remove"]

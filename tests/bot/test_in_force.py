"""What officers and admins change in the chat counts from the next question on, and ends so too."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from bot.callbacks import Press
from bot.render_crawls import REJECTED
from bot.render_curated import END, END_SURE, LIST, ONE, UNTIL
from bot.sandbox import Person, Sandbox
from bot.wording import Wording
from index import Archive, Assistant
from index.model import Article, Language
from tests.bot.conftest import StartBot, local
from tests.bot.managing import buttons, shown, tapped, today, until_text
from tests.index.tiny_news import open_with
from tests.sites.portal import make_site
from tests.sites.server import serve

CENTRE = Article(
    "https://so.example/1", "Khai trương Trung tâm Điều hành thông minh",
    "Ngày 5/3/2024, Trung tâm Điều hành thông minh đi vào hoạt động tại số 12 đường Hạc Thành. "
    "Đường dây nóng của Trung tâm là 0237.111.222.",
    date(2024, 3, 5),
)  # fmt: skip
ADDRESS = "số 12 đường Hạc Thành"
FEE = "Lệ phí cấp giấy phép bán rượu là bao nhiêu?"
NOW = datetime(2026, 1, 2, tzinfo=UTC)


@pytest.fixture
def assistant(home: Path) -> Iterator[Assistant]:
    """Real news: what is read and found is what matters here."""
    opened = open_with(home, [CENTRE])
    yield opened
    opened.close()


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize("command", ["/tudien", "/lexicon"])
async def test_a_term_is_read_at_the_next_question_and_forgotten_when_it_is_taken_back(
    sandbox: Sandbox, admin: Person, citizen: Person, words: Wording, command: str
) -> None:
    assert ADDRESS not in (await sandbox.ask(citizen, "IQOC ở đâu?"))["text"]
    added = await sandbox.ask(admin, f"{command} IQOC = Trung tâm Điều hành thông minh")
    assert ADDRESS in (await sandbox.ask(citizen, "IQOC ở đâu?"))["text"]
    await tapped(sandbox, admin, added, words.plain("lexicon.button.undo"))
    assert ADDRESS not in (await sandbox.ask(citizen, "IQOC ở đâu?"))["text"]


async def test_a_curated_answer_ends_with_its_last_day_and_is_put_in_force_again(
    sandbox: Sandbox, staff: Person, citizen: Person, archive: Archive, start: StartBot
) -> None:
    yesterday = today() - timedelta(days=1)
    kept = str(archive.curated.add(FEE, "Miễn phí.", staff.id, NOW, expires_on=yesterday).id)
    async with start():
        assert "Miễn phí." not in (await sandbox.ask(citizen, FEE))["text"]
        listed = await sandbox.ask(staff, "/cauchuan")
    async with start():
        for press in (Press(ONE, kept), Press(UNTIL, kept, 90)):
            before = dict(shown(sandbox, listed))
            await sandbox.press(staff, listed, press.encode())
            await sandbox.wait_for_edit(before)
        assert "Miễn phí." in (await sandbox.ask(citizen, FEE))["text"]
        listed = await sandbox.ask(staff, "/curated")
        for press in (Press(ONE, kept), Press(END, kept), Press(END_SURE, kept)):
            before = dict(shown(sandbox, listed))
            await sandbox.press(staff, listed, press.encode())
            await sandbox.wait_for_edit(before)
        assert "Miễn phí." not in (await sandbox.ask(citizen, FEE))["text"]
        assert LIST not in str(buttons(sandbox, listed))


@pytest.mark.usefixtures("bot")
async def test_the_longest_messages_are_told_their_length_wherever_they_are_written(
    sandbox: Sandbox, citizen: Person, visitor: Person, archive: Archive, words: Wording,
    english: Wording,
) -> None:  # fmt: skip
    sandbox.state.privacy = False
    group = next(chat.id for chat in sandbox.state.chats.values() if chat.is_group)
    archive.chats.set_language(visitor.id, Language.ENGLISH)
    for person, chat, own in ((citizen, None, words), (citizen, group, words),
                              (visitor, None, english)):  # fmt: skip
        command = "/hoi " if chat else ""
        text = command + "á" * (4_096 - len(command))
        reply = await sandbox.ask(person, text, chat=chat)
        assert own.number(4_096 - len(command)) in reply["text"]
        assert len(reply["text"]) < 500


async def test_an_offered_source_is_taken_and_what_its_crawl_passed_over_read_after_restarts(
    sandbox: Sandbox, admin: Person, archive: Archive, start: StartBot, home: Path, words: Wording
) -> None:
    site, settings = make_site("plain", seed=8, articles=8), local(sandbox, home)
    with serve(site) as served:
        async with start(settings):
            looking = await sandbox.ask(admin, f"/nguon them {served.url}")
            await until_text(sandbox, looking, words.html("sources.offer_ask"))
        async with start(settings):
            await tapped(sandbox, admin, looking, words.plain("button.take_source"))
            assert len(archive.sources.all()) == 1
            await sandbox.tap(admin, looking, words.plain("button.crawl"))
            await until_text(sandbox, looking, "đã thu thập xong")
            (platform,) = site.platforms
            platform.remove(platform.news()[2].number)
            await tapped(sandbox, admin, looking, words.plain("button.source"))
            await sandbox.tap(admin, looking, words.plain("button.crawl"))
            await until_text(sandbox, looking, "đã thu thập xong")
        async with start(replace(settings)):
            labels = {data.split("|")[1]: text for text, data in buttons(sandbox, looking).items()}
            page = await tapped(sandbox, admin, looking, labels[REJECTED])
            assert served.url.partition("://")[2] in page["text"]

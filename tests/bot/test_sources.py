"""Sources from the chat: looked at, added, crawled, paused, removed; by admins alone."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.callbacks import Press
from bot.context import Context
from bot.crawling import crawl_what_is_due
from bot.render_sources import CARD, CRAWL, REMOVE_ALL, TAKE
from bot.run import running_bot
from bot.sandbox import Person, Sandbox
from bot.wording import Wording
from index import Archive, Assistant, SourceKind
from index.model import Language
from tests.bot.conftest import StartBot, local
from tests.bot.managing import (
    CHILD_S,
    actions,
    add_source,
    buttons,
    forged,
    shown,
    tapped,
    until_text,
)
from tests.sites.portal import Portal
from tests.sites.server import Served


@pytest.mark.usefixtures("local_bot")
async def test_a_site_is_looked_at_added_and_crawled_from_the_chat(
    sandbox: Sandbox, admin: Person, archive: Archive, served: Served, site: Portal, words: Wording
) -> None:
    asked = await sandbox.ask(admin, "/nguon")
    assert words.plain("sources.none")[:20] in asked["text"]
    await sandbox.tap(admin, asked, words.plain("button.add_source"))
    question = await sandbox.wait_for_reply(admin, asked)
    looking = await sandbox.ask(admin, served.url)
    assert looking["message_id"] > question["message_id"]
    text = await until_text(sandbox, looking, words.html("sources.offer_ask"))
    example = site.expected(served.url)[0]
    assert words.date(example.published) in text
    assert archive.sources.all() == []
    await tapped(sandbox, admin, looking, words.plain("button.take_source"))
    (source,) = archive.sources.all()
    assert (source.kind, source.added_by) == (SourceKind.SITE, f"telegram:{admin.id}")
    await sandbox.tap(admin, looking, words.plain("button.crawl"))
    done = await until_text(sandbox, looking, "đã thu thập xong")
    assert "mới 11" in done
    assert archive.article(example.url) is not None
    assert actions(archive)[:2] == [
        (f"telegram:{admin.id}", "source crawled"),
        (f"telegram:{admin.id}", "source added"),
    ]
    await tapped(sandbox, admin, looking, words.plain("button.source"))
    assert "mới 11" in shown(sandbox, looking)["text"]


@pytest.mark.usefixtures("local_bot")
async def test_an_address_after_the_command_is_looked_at_at_once_in_english_too(
    sandbox: Sandbox, admin: Person, archive: Archive, served: Served, english: Wording
) -> None:
    archive.chats.set_language(admin.id, Language.ENGLISH)
    for command in ("/sources add", "/sources"):
        looking = await sandbox.ask(admin, f"{command} {served.url}/")
        text = await until_text(sandbox, looking, english.html("sources.offer_ask"))
        assert "words" in text


@pytest.mark.usefixtures("local_bot")
async def test_an_address_that_cannot_be_had_is_refused_in_vietnamese(
    sandbox: Sandbox, admin: Person, archive: Archive
) -> None:
    for typed, told in [
        ("http://127.0.0.1:9/", "trang tin không nhận kết nối"),
        ("http://10.0.0.1/", "không thuộc mạng internet công cộng"),
        ("archive.db", "tên archive.db"),
        ("https://a:geheim@so.example/", "xin bỏ phần trước dấu @"),
        ("--help", "chưa đủ là tên trang tin"),
    ]:
        looking = await sandbox.ask(admin, f"/nguon them {typed}")
        text = await until_text(sandbox, looking, told)
        assert "geheim" not in text
        assert buttons(sandbox, looking) == {}
    assert archive.sources.all() == []


@pytest.mark.usefixtures("local_bot")
async def test_what_a_crawl_passed_over_is_told_with_its_reasons(
    sandbox: Sandbox, admin: Person, archive: Archive, served: Served, site: Portal,
    words: Wording,
) -> None:  # fmt: skip
    add_source(archive, served.url + "/")
    card = await sandbox.ask(admin, "/nguon")
    await tapped(sandbox, admin, card, "1")
    await sandbox.tap(admin, card, words.plain("button.crawl"))
    await until_text(sandbox, card, "đã thu thập xong")
    (platform,) = site.platforms
    platform.remove(platform.news()[2].number)
    await tapped(sandbox, admin, card, words.plain("button.source"))
    await sandbox.tap(admin, card, words.plain("button.crawl"))
    await until_text(sandbox, card, "đã thu thập xong")
    why = next(text for text in buttons(sandbox, card) if text.startswith("Vì sao"))
    await tapped(sandbox, admin, card, why)
    text = shown(sandbox, card)["text"]
    assert "trang báo không tìm thấy" in text
    assert "lần sau vẫn không có thì bài được gỡ" in text


@pytest.mark.usefixtures("local_bot")
async def test_a_source_that_fails_says_so_and_keeps_what_it_had(
    sandbox: Sandbox, admin: Person, archive: Archive, words: Wording
) -> None:
    source_id = add_source(archive, "http://127.0.0.1:9/")
    card = await sandbox.ask(admin, "/nguon")
    await tapped(sandbox, admin, card, "1")
    await sandbox.tap(admin, card, words.plain("button.crawl"))
    text = await until_text(sandbox, card, "trang tin không nhận kết nối")
    assert "trợ lý sẽ tự thử lại" in text
    source = archive.sources.by_id(source_id)
    assert source is not None
    assert (source.failures, source.reported) == (1, True)
    again = await sandbox.ask(admin, "/nguon")
    assert "Lần gần nhất không được" in again["text"]


@pytest.mark.usefixtures("local_bot")
async def test_a_source_is_paused_and_resumed(
    sandbox: Sandbox, admin: Person, archive: Archive, words: Wording
) -> None:
    source_id = add_source(archive, "https://so.example/")
    card = await sandbox.ask(admin, "/nguon")
    await tapped(sandbox, admin, card, "1")
    await tapped(sandbox, admin, card, words.plain("button.pause"))
    assert words.plain("sources.paused") in shown(sandbox, card)["text"]
    assert archive.sources.due(datetime.now(UTC)) == []
    await tapped(sandbox, admin, card, words.plain("button.resume"))
    (due,) = archive.sources.due(datetime.now(UTC))
    assert due.id == source_id
    assert [action for _, action in actions(archive)] == ["source resumed", "source paused"]


@pytest.mark.usefixtures("local_bot")
async def test_a_source_is_removed_after_a_question_and_only_then(
    sandbox: Sandbox, admin: Person, archive: Archive, words: Wording
) -> None:
    add_source(archive, "https://so.example/")
    card = await sandbox.ask(admin, "/nguon")
    await tapped(sandbox, admin, card, "1")
    await tapped(sandbox, admin, card, words.plain("button.remove_source"))
    assert len(archive.sources.all()) == 1
    await tapped(sandbox, admin, card, words.plain("button.leave"))
    assert "Sở A" in shown(sandbox, card)["text"]
    await tapped(sandbox, admin, card, words.plain("button.remove_source"))
    data = buttons(sandbox, card)[words.plain("button.remove_keeping")]
    await sandbox.press(admin, card, data)
    assert archive.sources.all() == []
    assert actions(archive)[0] == (f"telegram:{admin.id}", "source removed")
    answer = await sandbox.press(admin, card, data, forged=True)
    assert answer.text == words.plain("alert.source_gone")


@pytest.mark.usefixtures("local_bot")
async def test_a_long_list_is_paged(
    sandbox: Sandbox, admin: Person, archive: Archive, words: Wording
) -> None:
    for number in range(7):
        add_source(archive, f"https://so{number}.example/", f"Sở số {number}")
    page = await sandbox.ask(admin, "/nguon")
    assert "Sở số 4" in page["text"]
    assert "Sở số 5" not in page["text"]
    await tapped(sandbox, admin, page, words.plain("button.next"))
    assert "Sở số 6" in shown(sandbox, page)["text"]
    await tapped(sandbox, admin, page, "7")
    assert "so6.example" in shown(sandbox, page)["text"]


@pytest.mark.usefixtures("local_bot")
async def test_citizens_staff_and_groups_are_refused_and_forged_presses_change_nothing(
    sandbox: Sandbox, admin: Person, citizen: Person, staff: Person, archive: Archive,
    words: Wording,
) -> None:  # fmt: skip
    source_id = add_source(archive, "https://so.example/")
    for somebody in (citizen, staff):
        for command in ("/nguon", "/sources", "/nguon them https://so.example/"):
            reply = await sandbox.ask(somebody, command)
            assert reply["text"] == words.plain("staff.refused")
        for kind in (CARD, CRAWL, REMOVE_ALL, TAKE):
            press = Press(kind, str(source_id))
            assert await forged(sandbox, somebody, reply, press) == words.plain("staff.refused")
    group = next(chat.id for chat in sandbox.state.chats.values() if chat.is_group)
    reply = await sandbox.ask(admin, "/nguon", chat=group)
    assert reply["text"] == words.plain("staff.private_only")
    press = Press(REMOVE_ALL, str(source_id))
    assert await forged(sandbox, admin, reply, press) == words.plain("staff.private_only")
    own = await sandbox.ask(admin, "/nguon")
    for press in (Press(CARD, "999999999999"), Press(CARD, "abc"), Press(TAKE, "abcdefghijkl")):
        assert await forged(sandbox, admin, own, press)
    assert len(archive.sources.all()) == 1
    assert actions(archive) == []


async def test_a_due_source_of_the_running_bot_is_crawled_and_answered_from(
    sandbox: Sandbox, tmp_path: Path, citizen: Person, site: Portal, served: Served
) -> None:
    settings = local(sandbox, tmp_path / "own")
    assistant = Assistant.open(settings)
    add_source(assistant.archive, served.url + "/")
    wanted = site.expected(served.url)[0]
    async with running_bot(settings, assistant) as app:
        await crawl_what_is_due(Context(app))

        async def title_found() -> bool:
            page = await app.bot_data.services.worker.run(lambda a: a.search(wanted.title))
            return wanted.url in {hit.url for hit in page.hits}

        async with asyncio.timeout(CHILD_S):
            while not await title_found():  # the engine looks twice a second what others wrote
                await asyncio.sleep(0.05)
        reply = await sandbox.ask(citizen, f"/tim {wanted.title}")
        assert wanted.title in reply["text"].split("\n", 1)[-1]
    assistant.close()


async def test_stopping_the_bot_ends_a_crawl_and_says_so_and_one_runs_at_a_time(
    sandbox: Sandbox, admin: Person, archive: Archive, served: Served, words: Wording,
    start: StartBot, home: Path,
) -> None:  # fmt: skip
    add_source(archive, served.url + "/")
    add_source(archive, "https://so.example/", "Sở B")
    async with start(replace(local(sandbox, home), fetch_delay=0.5)):
        card = await sandbox.ask(admin, "/nguon")
        other = await sandbox.ask(admin, "/sources")
        await tapped(sandbox, admin, card, "1")
        await tapped(sandbox, admin, other, "2")
        await tapped(sandbox, admin, card, words.plain("button.crawl"))
        busy = await sandbox.tap(admin, other, words.plain("button.crawl"))
        assert busy.text == words.plain("alert.crawl_busy")
        async with asyncio.timeout(CHILD_S):
            while len(served.requests) < 3:
                await asyncio.sleep(0.02)
    assert "tạm dừng vì trợ lý được tắt" in shown(sandbox, card)["text"]
    seen = len(served.requests)
    await asyncio.sleep(0.6)
    assert len(served.requests) == seen


@pytest.mark.usefixtures("local_bot")
async def test_a_press_that_telegram_delivers_twice_adds_one_source(
    sandbox: Sandbox, admin: Person, archive: Archive, served: Served, words: Wording
) -> None:
    looking = await sandbox.ask(admin, f"/nguon them {served.url}/")
    await until_text(sandbox, looking, words.html("sources.offer_ask"))
    data = buttons(sandbox, looking)[words.plain("button.take_source")]
    sandbox.state.faults.deliver_twice()
    await tapped(sandbox, admin, looking, words.plain("button.take_source"))
    again = await sandbox.press(admin, looking, data, forged=True)
    assert again.text == words.plain("alert.source_refused")
    assert len(archive.sources.all()) == 1
    assert [action for _, action in actions(archive)] == ["source added"]

"""The picture below /thongke and the month's report: of what was asked, and of nobody who asked."""

from __future__ import annotations

import zipfile
from datetime import UTC, datetime
from io import BytesIO

import pytest
from PIL import Image

from bot.chart import WIDTH
from bot.sandbox import Message, Person, Sandbox
from bot.wording import Wording, Wordings
from index import Archive
from index.archive.source_records import SourceKind
from index.model import Language
from tests.bot.managing import today

NOW = datetime.now(UTC)
TODAY = today()


def ask_some(archive: Archive) -> None:
    for status, number in (("answered", 7), ("related", 3), ("not_found", 2), ("greeting", 4)):
        for _ in range(number):
            archive.asked.note_answer(TODAY, status, 12.0, "Chuyển đổi số")
    archive.asked.note_unanswered("=cmd() lịch cắt điện", Language.VIETNAMESE, "not_found", TODAY)


def downloaded(sandbox: Sandbox, message: Message, kind: str) -> bytes:
    file = message[kind][-1] if kind == "photo" else message[kind]
    return sandbox.state.files[file["file_id"]].content


@pytest.mark.usefixtures("bot")
async def test_figures_are_followed_by_a_picture_whose_caption_says_the_same(
    sandbox: Sandbox, staff: Person, archive: Archive
) -> None:
    ask_some(archive)
    text = await sandbox.ask(staff, "/thongke")
    assert "1.234" in text["text"]
    picture = await sandbox.wait_for_reply(staff, after=text)
    for number in ("7 ", "3 ", "2 "):
        assert number in picture["caption"]
    image = Image.open(BytesIO(downloaded(sandbox, picture, "photo")))
    assert (image.format, image.width) == ("PNG", WIDTH)
    assert image.convert("RGB").getpixel((WIDTH - 50, 500)) != (255, 255, 255)  # today's bar


@pytest.mark.usefixtures("polling_bot")
@pytest.mark.parametrize("command", ["/thongke", "/stats"])
async def test_the_sources_counted_are_those_that_are_listed_and_nothing_technical_is_named(
    sandbox: Sandbox, staff: Person, admin: Person, archive: Archive, wordings: Wordings,
    command: str,
) -> None:  # fmt: skip
    words = wordings[Language.ENGLISH if command == "/stats" else Language.VIETNAMESE]
    archive.chats.set_language(staff.id, words.language)
    assert words.html("stats.sources", n="0") in (await sandbox.ask(staff, command))["text"]
    for name in ("Sở A", "Sở B"):
        archive.sources.add(name, f"https://{name[-1]}.example/", SourceKind.SITE, NOW)
    told = (await sandbox.ask(staff, command))["text"]
    assert words.html("stats.sources", n="2") in told
    assert words.html("stats.index_complete") in told
    assert "memory" not in told and "tantivy" not in told
    listed = await sandbox.ask(admin, "/nguon")
    assert "(2)" in listed["text"]


@pytest.mark.usefixtures("polling_bot")
async def test_no_picture_is_drawn_of_nothing(sandbox: Sandbox, staff: Person) -> None:
    await sandbox.ask(staff, "/thongke")
    await sandbox.ask(staff, "/help")
    assert sandbox.state.calls_of("sendPhoto") == []


@pytest.mark.usefixtures("bot")
async def test_the_report_of_a_month_is_a_sound_spreadsheet_without_formulas(
    sandbox: Sandbox, admin: Person, archive: Archive
) -> None:
    ask_some(archive)
    archive.sources.add("Sở A", "https://a.example", SourceKind.SITE, datetime.now(UTC))
    sent = await sandbox.ask(admin, f"/baocao {TODAY:%m/%Y}")
    assert sent["document"]["file_name"] == f"bao-cao-{TODAY:%Y-%m}.xlsx"
    with zipfile.ZipFile(BytesIO(downloaded(sandbox, sent, "document"))) as book:
        names = book.namelist()
        parts = {name: book.read(name).decode() for name in names if name.endswith(".xml")}
    text = parts["xl/sharedStrings.xml"]
    for part in ("Chuyển đổi số", "=cmd() lịch cắt điện", "Sở A", "Tổng hợp"):
        assert part in text or part in parts["xl/workbook.xml"]
    assert not any("<f>" in parts[name] for name in parts if "worksheets" in name)
    assert any(name.startswith("xl/charts/") for name in names)
    assert str(admin.id) not in text


@pytest.mark.usefixtures("polling_bot")
@pytest.mark.parametrize("typed", ["abc", "13/2026", "12/2999", "2026-10", "0/2026"])
async def test_a_month_that_is_none_is_told_how_to_be_typed(
    sandbox: Sandbox, admin: Person, words: Wording, typed: str
) -> None:
    reply = await sandbox.ask(admin, f"/baocao {typed}")
    assert reply["text"].startswith("Trợ lý chưa đọc được tháng này")
    assert "/baocao 10/2026" in reply["text"]
    assert sandbox.state.calls_of("sendDocument") == []


@pytest.mark.usefixtures("bot")
async def test_the_report_is_for_admins_and_speaks_their_language(
    sandbox: Sandbox, staff: Person, admin: Person, archive: Archive, words: Wording
) -> None:
    assert (await sandbox.ask(staff, "/report"))["text"] == words.plain("staff.refused")
    archive.chats.set_language(admin.id, Language.ENGLISH)
    sent = await sandbox.ask(admin, "/report")
    assert sent["document"]["file_name"].startswith("report-")

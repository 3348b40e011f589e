"""Articles that admins add: shown first, stored after a word, told by content, refused in words."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.callbacks import Press
from bot.render_adding import FOR_ALL, READ
from bot.sandbox import Message, Person, Sandbox
from bot.sent_documents import file_name
from bot.wording import Wording, Wordings
from index import Archive
from index.model import Audience, Language, Role
from tests.bot.conftest import StartBot, local
from tests.bot.managing import actions, buttons, forged, tapped, until_text
from tests.index.documents.samples import administrative, docx_of, scan
from tests.sites.portal import make_site
from tests.sites.server import serve

TEXT = "Hội nghị xã Sơn Hà\n\nNgày 3/4/2024, xã Sơn Hà họp bàn việc mở rộng đường làng."


async def sent(
    sandbox: Sandbox, person: Person, name: str, data: bytes, caption: str = "/them"
) -> Message:
    """The person sends a document; the bot's first reply."""
    message = await sandbox.send_document(person, name, data, caption=caption)
    return await sandbox.wait_for_reply(person, message)


def left_behind(home: Path) -> list[str]:
    return [path.name for path in home.glob("scratch-*")]


@pytest.mark.usefixtures("local_bot")
async def test_a_text_is_shown_then_stored_and_can_be_removed_again(
    sandbox: Sandbox, admin: Person, archive: Archive, words: Wording, home: Path
) -> None:
    reply = await sent(sandbox, admin, "hội nghị.txt", TEXT.encode())
    seen = await until_text(sandbox, reply, words.plain("adding.ask"))
    for part in ("Hội nghị xã Sơn Hà", "03/04/2024", "mở rộng đường làng"):
        assert part in seen
    assert archive.article("file:hội nghị.txt") is None
    await sandbox.tap(admin, reply, words.plain("button.store_for_all"))
    await until_text(sandbox, reply, "Đã lưu bài mới")
    article = archive.article("file:hội nghị.txt")
    assert article is not None
    assert article.audience is Audience.PUBLIC
    assert actions(archive) == [(f"telegram:{admin.id}", "article added")]
    assert left_behind(home) == []
    assert words.plain("button.remove_article") in buttons(sandbox, reply)


@pytest.mark.usefixtures("local_bot")
@pytest.mark.parametrize(
    ("name", "data", "url", "part"),
    [
        ("Quyết định.PDF", administrative()[0], "file:Quyết định.pdf", " trang"),
        ("thong-bao.bin", docx_of("<w:p><w:r><w:t>Sở tuyển 5 viên chức.</w:t></w:r></w:p>"),
         "file:thong-bao.docx", "viên chức"),
        ("tin.htm", "<html><head><title>Tin</title></head><body><h1>Hội thi tay nghề</h1>"
         "<p>Ngày 3/4/2024, tỉnh khai mạc hội thi tay nghề lần thứ năm.</p></body></html>".encode(),
         "file:tin.html", "Hội thi tay nghề"),
    ],
    ids=["pdf", "docx", "html"],
)  # fmt: skip
async def test_documents_are_told_by_what_is_in_them(
    sandbox: Sandbox, admin: Person, archive: Archive, words: Wording,
    name: str, data: bytes, url: str, part: str,
) -> None:  # fmt: skip
    reply = await sent(sandbox, admin, name, data)
    assert part in await until_text(sandbox, reply, words.plain("adding.ask"))
    await sandbox.tap(admin, reply, words.plain("button.store_for_staff"))
    await until_text(sandbox, reply, "Đã lưu bài mới")
    article = archive.article(url)
    assert article is not None
    assert article.audience is Audience.STAFF


@pytest.mark.usefixtures("local_bot")
async def test_a_list_of_articles_is_counted_and_what_is_wrong_with_it_told(
    sandbox: Sandbox, admin: Person, archive: Archive, words: Wording
) -> None:
    rows = [{"url": f"https://a.example/{n}", "title": f"Tin {n}", "text": f"Việc {n} của xã."}
            for n in range(5)]  # fmt: skip
    lines = [*(json.dumps(row, ensure_ascii=False) for row in rows), "{"]
    reply = await sent(sandbox, admin, "tin.jsonl", "\n".join(lines).encode(), "/add")
    seen = await until_text(sandbox, reply, words.plain("adding.ask"))
    assert "Đọc được 5 bài" in seen
    assert "… và 2 bài nữa" in seen
    assert "tin.jsonl:6" in seen
    await sandbox.tap(admin, reply, words.plain("button.store_for_all"))
    await until_text(sandbox, reply, "5 bài mới")
    assert archive.article("https://a.example/4") is not None


@pytest.mark.usefixtures("local_bot")
@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("anh.pdf", b"\x89PNG\r\n\x1a\n" + bytes(50), "thuộc loại khác"),
        ("bang.csv", b"a;b\n1;2\n", "thuộc loại khác"),
        ("cu.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "Word đời cũ"),
        ("quet.pdf", scan(), "bản quét"),
        ("rong.txt", b"   ", "không có chữ"),
        ("lon.txt", b"a" * (20 * 2**20 + 1), "lớn hơn 20 MB"),
    ],
    ids=["picture", "table", "old Word", "scan", "empty", "large"],
)
async def test_what_cannot_be_taken_is_refused_with_what_to_do(
    sandbox: Sandbox, admin: Person, archive: Archive, home: Path,
    name: str, data: bytes, told: str,
) -> None:  # fmt: skip
    reply = await sent(sandbox, admin, name, data)
    await until_text(sandbox, reply, told)
    assert buttons(sandbox, reply) == {}
    assert (left_behind(home), actions(archive)) == ([], [])


@pytest.mark.usefixtures("local_bot")
async def test_a_document_answers_the_question_and_another_command_ends_it(
    sandbox: Sandbox, admin: Person, words: Wording
) -> None:
    question = await sandbox.ask(admin, "/them")
    assert ".jsonl" in question["text"]
    await sandbox.ask(admin, "/ngonngu")
    plain = await sandbox.send_document(admin, "a.txt", TEXT.encode())
    reply = await sandbox.wait_for_reply(admin, plain)
    assert "Hội nghị" not in reply["text"]
    answer = await sandbox.send_document(admin, "a.txt", TEXT.encode(), reply_to=question)
    reply = await sandbox.wait_for_reply(admin, answer)
    await until_text(sandbox, reply, words.plain("adding.ask"))


@pytest.mark.usefixtures("local_bot")
async def test_the_question_can_be_left_and_the_next_message_is_a_question_again(
    sandbox: Sandbox, admin: Person, words: Wording
) -> None:
    question = await sandbox.ask(admin, "/add")
    left = await tapped(sandbox, admin, question, words.plain("button.leave"))
    assert left["text"] == words.plain("managing.left")
    assert "Đỗ Hữu Đạt" in (await sandbox.ask(admin, "Ai là Bí thư?"))["text"]


async def test_a_reply_to_the_question_and_the_button_below_work_after_a_restart(
    sandbox: Sandbox, admin: Person, archive: Archive, words: Wording, start: StartBot, home: Path
) -> None:
    async with start(local(sandbox, home)):
        question = await sandbox.ask(admin, "/them")
    async with start(local(sandbox, home)):
        answer = await sandbox.send_document(admin, "a.txt", TEXT.encode(), reply_to=question)
        reply = await sandbox.wait_for_reply(admin, answer)
        await until_text(sandbox, reply, words.plain("adding.ask"))
    async with start(local(sandbox, home)):
        await sandbox.tap(admin, reply, words.plain("button.store_for_all"))
        await until_text(sandbox, reply, "Đã lưu bài mới")
    assert archive.article("file:a.txt") is not None


@pytest.mark.usefixtures("local_bot")
async def test_the_address_of_an_article_is_shown_and_stored(
    sandbox: Sandbox, admin: Person, archive: Archive, english: Wording
) -> None:
    archive.chats.set_language(admin.id, Language.ENGLISH)
    site = make_site("joomla", seed=3, articles=12)
    with serve(site) as served:
        one = site.expected(served.url)[0]
        reply = await sandbox.ask(admin, f"/add {one.url}")
        seen = await until_text(sandbox, reply, english.plain("adding.ask"))
        assert one.title in seen
        await sandbox.tap(admin, reply, english.plain("button.store_for_all"))
        await until_text(sandbox, reply, "Stored: ")
        assert archive.article(one.url) is not None
        again = await sandbox.ask(admin, f"/add {one.url}")
        assert "it is replaced" in await until_text(sandbox, again, english.plain("adding.ask"))
        listed = await sandbox.ask(admin, f"/add {served.url}/")
        await until_text(sandbox, listed, english.plain("sources.offer_ask"))


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("caption", ["", "Gửi trợ lý thông báo mới"])
async def test_a_document_without_a_command_is_offered_to_be_added_also_after_a_restart(
    sandbox: Sandbox, admin: Person, archive: Archive, wordings: Wordings, start: StartBot,
    home: Path, language: Language, caption: str,
) -> None:  # fmt: skip
    archive.chats.set_language(admin.id, language)
    words = wordings[language]
    async with start(local(sandbox, home)):
        offered = await sent(sandbox, admin, "Quyết <định>.PDF", administrative()[0], caption)
        assert "Quyết <định>.PDF" in offered["text"]
        left = await sent(sandbox, admin, "hội nghị.txt", TEXT.encode(), caption)
        gone = await tapped(sandbox, admin, left, words.plain("button.leave"))
        assert gone["text"] == words.plain("managing.left")
    async with start(local(sandbox, home)):
        await sandbox.tap(admin, offered, words.plain("button.add_sent"))
        await until_text(sandbox, offered, words.plain("adding.ask"))
        assert archive.article("file:Quyết định.pdf") is None
        await sandbox.tap(admin, offered, words.plain("button.store_for_all"))
        stored = words.plain("adding.stored_new")
        assert stored in await until_text(sandbox, offered, stored)
    assert archive.article("file:Quyết định.pdf") is not None
    assert archive.article("file:hội nghị.txt") is None


@pytest.mark.usefixtures("local_bot")
@pytest.mark.parametrize("at_once", [True, False], ids=["after the command", "asked for"])
async def test_an_article_that_is_typed_is_shown_and_stored_under_its_title(
    sandbox: Sandbox, admin: Person, archive: Archive, words: Wording, at_once: bool
) -> None:
    typed = "Lịch tiếp công dân\nSở tiếp công dân mỗi thứ Năm.\nMang theo giấy tờ."
    if at_once:
        reply = await sandbox.ask(admin, f"/them {typed}")
    else:
        await sandbox.ask(admin, "/them")
        reply = await sandbox.ask(admin, typed)
    seen = await until_text(sandbox, reply, words.plain("adding.ask"))
    assert "Lịch tiếp công dân\n" in seen and "mỗi thứ Năm" in seen
    assert words.plain("adding.undated") in seen
    await sandbox.tap(admin, reply, words.plain("button.store_for_all"))
    await until_text(sandbox, reply, words.plain("adding.stored_new"))
    article = archive.article("file:Lịch tiếp công dân.txt")
    assert article is not None and article.title == "Lịch tiếp công dân"
    assert article.text == "Sở tiếp công dân mỗi thứ Năm.\nMang theo giấy tờ."


@pytest.mark.usefixtures("local_bot")
async def test_a_title_alone_is_told_how_an_article_is_typed_and_may_follow(
    sandbox: Sandbox, admin: Person, words: Wording
) -> None:
    told = await sandbox.ask(admin, "/them Sở nghỉ lễ ngày 02/9/2026")
    assert told["text"] == words.plain("adding.title_alone")
    reply = await sandbox.ask(admin, "Nghỉ lễ\nSở nghỉ ngày 02/9/2026.")
    assert "Nghỉ lễ" in await until_text(sandbox, reply, words.plain("adding.ask"))


@pytest.mark.usefixtures("local_bot")
@pytest.mark.parametrize("command", ["/them", "/nguon them"])
@pytest.mark.parametrize(
    "typed", ["htp:/abc", "sotttt gov vn", "https://", "abc", "ftp://so.gov.vn/a", "a:b@so.gov.vn"]
)
async def test_what_is_no_address_is_refused_without_a_look(
    sandbox: Sandbox, admin: Person, archive: Archive, monkeypatch: pytest.MonkeyPatch,
    command: str, typed: str,
) -> None:  # fmt: skip
    async def no_process(*_: object, **__: object) -> None:
        raise AssertionError("a process was started")

    monkeypatch.setattr("asyncio.create_subprocess_exec", no_process)
    told = await sandbox.ask(admin, f"{command} {typed}")
    assert told["text"].startswith("Trợ lý chưa nhận được nội dung này")
    assert "a:b" not in told["text"]


@pytest.mark.usefixtures("local_bot")
async def test_nobody_else_and_nothing_unreadable_is_offered_to_be_added(
    sandbox: Sandbox, citizen: Person, staff: Person, admin: Person, words: Wording, home: Path
) -> None:
    unreadable = words.plain("usage.text_only", example="").split("<i>")[0]
    for somebody in (citizen, staff):
        reply = await sent(sandbox, somebody, "a.txt", TEXT.encode(), "")
        assert reply["text"].startswith(unreadable)
    own = reply
    reply = await sent(sandbox, admin, "chuong-trinh.exe", b"MZ", "")
    assert reply["text"].startswith(unreadable)
    offered = await sent(sandbox, admin, "a.txt", TEXT.encode(), "")
    read = Press(READ, buttons(sandbox, offered)[words.plain("button.add_sent")].split("|")[2])
    assert await forged(sandbox, staff, own, read) == words.plain("staff.refused")
    expired = words.plain("alert.expired")
    assert await forged(sandbox, admin, offered, Press(READ, "abcdefghijkl")) == expired
    assert left_behind(home) == []


@pytest.mark.usefixtures("local_bot")
async def test_nobody_else_adds_anything(
    sandbox: Sandbox, citizen: Person, staff: Person, admin: Person, archive: Archive,
    words: Wording,
) -> None:  # fmt: skip
    for somebody in (citizen, staff):
        for caption in ("/them", "/add"):
            reply = await sent(sandbox, somebody, "a.txt", TEXT.encode(), caption)
            assert reply["text"] == words.plain("staff.refused")
        reply = await sandbox.ask(somebody, "/them https://so.example/")
        assert reply["text"] == words.plain("staff.refused")
    group = next(chat.id for chat in sandbox.state.chats.values() if chat.is_group)
    reply = await sandbox.ask(admin, "/them https://so.example/", chat=group)
    assert reply["text"] == words.plain("staff.private_only")
    shown_reply = await sandbox.ask(admin, "/them")
    assert await forged(sandbox, admin, shown_reply, Press(FOR_ALL, "abcdefghijkl")) == (
        words.plain("alert.expired")
    )
    refused = await forged(sandbox, citizen, reply, Press(FOR_ALL, "abcdefghijkl"))
    assert refused == words.plain("staff.refused")
    assert actions(archive) == []


async def test_whoever_is_no_admin_any_more_is_refused_at_the_answer(
    sandbox: Sandbox, staff: Person, archive: Archive, words: Wording, start: StartBot, home: Path
) -> None:
    settings = replace(local(sandbox, home), staff_ids=frozenset())
    archive.people.grant(staff.id, Role.ADMIN, 1, datetime.now(UTC))
    async with start(settings):
        question = await sandbox.ask(staff, "/them")
        assert question["text"] == words.plain("adding.ask_for")
        archive.people.revoke(staff.id)
        reply = await sandbox.ask(staff, "https://so.example/")
        assert reply["text"] == words.plain("staff.refused")


@pytest.mark.parametrize(
    ("sent_name", "suffix", "kept"),
    [
        ("../../etc/passwd", ".txt", "passwd.txt"),
        ("C:\\Users\\lan\\Thông báo.DOCX", ".docx", "Thông báo.docx"),
        ("...", ".pdf", "van-ban.pdf"),
        ("-rf.txt", ".txt", "rf.txt"),
        ("ă" * 300 + ".pdf", ".pdf", "ă" * 60 + ".pdf"),
        ("a\x00b.txt", ".txt", "ab.txt"),
    ],
)
def test_a_file_is_kept_under_a_name_without_folders(
    sent_name: str, suffix: str, kept: str
) -> None:
    assert file_name(sent_name, suffix) == kept


@pytest.mark.usefixtures("local_bot")
async def test_a_process_that_cannot_be_started_is_apologized_for_in_its_place(
    sandbox: Sandbox, admin: Person, words: Wording, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def refused(*_: object, **__: object) -> None:
        raise BlockingIOError(11, "Resource temporarily unavailable")

    monkeypatch.setattr("asyncio.create_subprocess_exec", refused)
    reply = await sandbox.ask(admin, "/them sokhcn.example/tin-1")
    apology = words.html("error.apology", code="").partition("<")[0][:40]
    assert apology in await until_text(sandbox, reply, apology)

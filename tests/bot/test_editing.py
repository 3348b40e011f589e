"""Corrections of articles from the chat: they hold over later crawls and can be taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from bot.callbacks import Press
from bot.handlers.choosing import keep_article
from bot.render_articles import EDIT, REMOVE_NOW
from bot.render_editing import RESTORE, SET_READERS, STAFF_ONLY, UNDO
from bot.sandbox import Message, Person, Sandbox
from bot.wording import Wording
from index import Archive, Assistant
from index.ingest.load import load
from index.ingest.read import Found
from index.model import Article, Audience
from index.settings import Settings
from tests.bot.conftest import StartBot, local
from tests.bot.fakes import FakeAssistant, JumpingClock
from tests.bot.managing import actions, buttons, forged, shown, tapped
from tests.index.tiny_news import CONTEST, NEWS


@pytest.fixture
def assistant(real_assistant: Assistant) -> Assistant:
    """Real news in the place of the canned ones."""
    return real_assistant


async def card(sandbox: Sandbox, admin: Person, article: Article = CONTEST) -> Message:
    return await sandbox.ask(admin, f"/sua {article.url}")


async def asked(sandbox: Sandbox, admin: Person, message: Message, label: str) -> Message:
    """The question that a button of the card sends."""
    await sandbox.tap(admin, shown(sandbox, message), label)
    return await sandbox.wait_for_reply(admin, message)


def crawl_again(archive: Archive, article: Article) -> None:
    """What a later crawl does: the source tells the article once more."""
    load(archive, [Found(article, article.url)])


def at(archive: Archive, article: Article = CONTEST) -> Article:
    found = archive.article(article.url)
    assert found is not None
    return found


@pytest.mark.usefixtures("local_bot")
async def test_a_title_is_changed_holds_over_a_crawl_and_is_undone(
    sandbox: Sandbox, admin: Person, archive: Archive, words: Wording
) -> None:
    message = await card(sandbox, admin)
    assert CONTEST.title in message["text"]
    question = await asked(sandbox, admin, message, words.plain("button.edit_title"))
    assert CONTEST.title in question["text"]
    done = await sandbox.ask(admin, "  Nhà nông <sáng tạo> &   đổi mới ")
    assert CONTEST.title in done["text"]
    assert at(archive).title == "Nhà nông <sáng tạo> & đổi mới"
    crawl_again(archive, replace(CONTEST, text=CONTEST.text + "\nTin bổ sung."))
    assert at(archive).title == "Nhà nông <sáng tạo> & đổi mới"
    assert "Tin bổ sung." in at(archive).text
    again = await card(sandbox, admin)
    assert words.plain("editing.title") + " theo nguồn: " + CONTEST.title in again["text"]
    await tapped(sandbox, admin, done, words.plain("button.undo_change"))
    assert at(archive).title == CONTEST.title
    assert actions(archive)[:2] == [
        (f"telegram:{admin.id}", "edit undone"),
        (f"telegram:{admin.id}", "article edited"),
    ]


@pytest.mark.usefixtures("local_bot")
@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("5/4/2024", date(2024, 4, 5)),
        ("05-04-2024", date(2024, 4, 5)),
        ("2024-04-05", date(2024, 4, 5)),
        ("5.4.2024", date(2024, 4, 5)),
        ("Không rõ", None),
    ],
)
async def test_a_day_is_read_as_people_write_it(
    sandbox: Sandbox, admin: Person, archive: Archive, words: Wording, typed: str, day: date | None
) -> None:
    message = await card(sandbox, admin)
    await asked(sandbox, admin, message, words.plain("button.edit_day"))
    await sandbox.ask(admin, typed)
    assert at(archive).published == day


@pytest.mark.usefixtures("local_bot")
@pytest.mark.parametrize(
    ("typed", "days_ago"),
    [("hôm nay", 0), ("Hom qua", 1), ("today", 0), ("Yesterday", 1), ("hôm kia", 2)],
)
async def test_a_day_is_counted_from_today_as_people_say_it(
    sandbox: Sandbox, admin: Person, archive: Archive, words: Wording, clock: JumpingClock,
    typed: str, days_ago: int,
) -> None:  # fmt: skip
    message = await card(sandbox, admin)
    await asked(sandbox, admin, message, words.plain("button.edit_day"))
    await sandbox.ask(admin, typed)
    today = clock.now().astimezone(Settings().time_zone).date()
    assert at(archive).published == today - timedelta(days_ago)


@pytest.mark.usefixtures("local_bot")
@pytest.mark.parametrize("typed", ["/huy", "/cancel", "Hủy", "huy", "thôi ạ", "cancel"])
async def test_who_types_that_they_leave_has_changed_nothing_and_is_asked_no_more(
    sandbox: Sandbox, admin: Person, archive: Archive, words: Wording, typed: str
) -> None:
    message = await card(sandbox, admin)
    await asked(sandbox, admin, message, words.plain("button.edit_title"))
    reply = await sandbox.ask(admin, typed)
    assert reply["text"] == words.plain("leaving.done")
    await sandbox.ask(admin, "cuộc thi có mấy đội")
    assert at(archive).title == CONTEST.title


@pytest.mark.usefixtures("local_bot")
async def test_a_wrong_value_is_asked_for_again_and_nothing_has_changed(
    sandbox: Sandbox, admin: Person, archive: Archive, words: Wording
) -> None:
    message = await card(sandbox, admin)
    await asked(sandbox, admin, message, words.plain("button.edit_day"))
    for typed in ("31/2/2024", "ngày mai", "tuần trước", "6/2024", "1/1/2999", "0"):
        reply = await sandbox.ask(admin, typed)
        assert reply["text"].startswith("Trợ lý chưa đọc được ngày này")
    await sandbox.ask(admin, "5/4/2024")
    assert at(archive).published == date(2024, 4, 5)
    message = await card(sandbox, admin)
    await asked(sandbox, admin, message, words.plain("button.edit_title"))
    reply = await sandbox.ask(admin, "a" * 501)
    assert "500" in reply["text"]
    assert at(archive).title == CONTEST.title
    left = await tapped(sandbox, admin, reply, words.plain("button.leave"))
    assert left["text"] == words.plain("managing.left")


@pytest.mark.usefixtures("local_bot")
async def test_a_category_is_chosen_or_typed_as_it_is_written_elsewhere(
    sandbox: Sandbox, admin: Person, archive: Archive, words: Wording
) -> None:
    other = next(a.category for a in NEWS if a.category not in (None, CONTEST.category))
    assert other is not None
    message = await card(sandbox, admin)
    question = await asked(sandbox, admin, message, words.plain("button.edit_category"))
    await tapped(sandbox, admin, question, other)
    assert at(archive).category == other
    again = await card(sandbox, admin)
    question = await asked(sandbox, admin, again, words.plain("button.edit_category"))
    same = next(a.category for a in NEWS if a.category not in (None, other))
    assert same is not None
    await sandbox.ask(admin, same.upper())
    assert at(archive).category == same
    again = await card(sandbox, admin)
    question = await asked(sandbox, admin, again, words.plain("button.edit_category"))
    await tapped(sandbox, admin, question, words.plain("button.no_category"))
    assert at(archive).category is None


@pytest.mark.usefixtures("local_bot")
async def test_an_article_becomes_internal_after_a_question_and_citizens_lose_it(
    sandbox: Sandbox, admin: Person, citizen: Person, archive: Archive, words: Wording
) -> None:
    message = await card(sandbox, admin)
    await tapped(sandbox, admin, message, words.plain("button.edit_readers"))
    assert at(archive).audience is Audience.PUBLIC
    await tapped(sandbox, admin, message, words.plain("button.for_staff"))
    assert at(archive).audience is Audience.STAFF
    crawl_again(archive, replace(CONTEST, text=CONTEST.text + "\nTin bổ sung."))
    assert at(archive).audience is Audience.STAFF
    reply = await sandbox.ask(citizen, f"/tim {CONTEST.title}")
    assert CONTEST.url not in str(reply.get("entities"))
    again = await card(sandbox, admin)
    await tapped(sandbox, admin, again, words.plain("button.as_published"))
    assert at(archive).audience is Audience.STAFF  # more people would read it: asked first
    await tapped(sandbox, admin, again, words.plain("button.for_all"))
    assert at(archive).audience is Audience.PUBLIC


@pytest.mark.usefixtures("local_bot")
async def test_a_former_version_is_shown_and_used_again(
    sandbox: Sandbox, admin: Person, archive: Archive, words: Wording
) -> None:
    crawl_again(archive, replace(CONTEST, title="Tiêu đề mới", text="Nội dung mới của bài."))
    message = await card(sandbox, admin)
    await tapped(sandbox, admin, message, words.plain("button.versions", n="1"))
    assert CONTEST.title in shown(sandbox, message)["text"]
    await tapped(sandbox, admin, message, "1")
    assert CONTEST.text[:40] in shown(sandbox, message)["text"]
    assert at(archive).title == "Tiêu đề mới"
    await tapped(sandbox, admin, message, words.plain("button.restore"))
    assert (at(archive).title, at(archive).text) == (CONTEST.title, CONTEST.text)
    assert actions(archive)[0] == (f"telegram:{admin.id}", "version restored")


@pytest.mark.usefixtures("local_bot")
async def test_an_undo_that_comes_too_late_changes_nothing(
    sandbox: Sandbox, admin: Person, archive: Archive, words: Wording
) -> None:
    done = []
    for title in ("Tiêu đề một", "Tiêu đề hai"):
        message = await card(sandbox, admin)
        await asked(sandbox, admin, message, words.plain("button.edit_title"))
        done.append(await sandbox.ask(admin, title))
    answer = await sandbox.tap(admin, done[0], words.plain("button.undo_change"))
    assert answer.text == words.plain("alert.not_undone")
    await tapped(sandbox, admin, done[1], words.plain("button.undo_change"))
    assert at(archive).title == "Tiêu đề một"


@pytest.mark.usefixtures("local_bot")
async def test_the_article_is_told_by_words_by_address_and_by_the_card_replied_to(
    sandbox: Sandbox, admin: Person, words: Wording, english: Wording
) -> None:
    found = await sandbox.ask(admin, f"/edit {CONTEST.title[:30]}")
    assert CONTEST.title[:30] in found["text"]
    label = next(
        text
        for text in buttons(sandbox, found)
        if text.isdigit() and CONTEST.title in found["text"].split("\n\n")[int(text)]
    )
    await tapped(sandbox, admin, found, label)
    assert words.plain("editing.card") in shown(sandbox, found)["text"]
    answer = await sandbox.ask(admin, "Ai đạt giải Nhất cuộc thi Nhà nông sáng tạo?")
    assert CONTEST.title in answer["text"]
    by_reply = await sandbox.ask(admin, "/sua", reply_to=answer)
    assert words.plain("editing.card") in by_reply["text"]
    assert CONTEST.title in by_reply["text"]
    for typed, told in [
        ("/sua", "Sửa bài nào?"),
        ("/sua https://nowhere.example/1", "không có bài nào ở địa chỉ này"),
        ("/sua qwxzvbk zxqwvk", "Không có bài nào khớp"),
    ]:
        assert told in (await sandbox.ask(admin, typed))["text"]


@pytest.mark.usefixtures("local_bot")
async def test_the_words_or_the_address_of_the_article_may_come_after_the_command(
    sandbox: Sandbox, admin: Person, words: Wording
) -> None:
    usage = await sandbox.ask(admin, "/sua")
    found = await sandbox.ask(admin, CONTEST.title)
    assert "Bấm số" in found["text"] and CONTEST.title in found["text"]
    card = await sandbox.wait_for_reply(
        admin, await sandbox.say(admin, CONTEST.url, reply_to=usage["message_id"])
    )
    assert words.plain("editing.card") in card["text"]
    await sandbox.ask(admin, "/sua")
    await tapped(sandbox, admin, await sandbox.ask(admin, "/sua"), words.plain("button.leave"))
    assert "Bấm số" not in (await sandbox.ask(admin, CONTEST.title))["text"]


async def test_buttons_and_questions_outlive_a_restart(
    sandbox: Sandbox, admin: Person, archive: Archive, words: Wording, start: StartBot, home: Path
) -> None:
    settings = local(sandbox, home)
    async with start(settings):
        message = await card(sandbox, admin)
        question = await asked(sandbox, admin, message, words.plain("button.edit_title"))
    async with start(settings):
        done = await sandbox.ask(admin, "Tiêu đề sau khi khởi động", reply_to=question)
    async with start(settings):
        assert at(archive).title == "Tiêu đề sau khi khởi động"
        await tapped(sandbox, admin, done, words.plain("button.undo_change"))
        assert at(archive).title == CONTEST.title


@pytest.mark.usefixtures("local_bot")
async def test_nobody_else_changes_an_article(
    sandbox: Sandbox,
    citizen: Person,
    staff: Person,
    admin: Person,
    archive: Archive,
    words: Wording,
) -> None:
    article_id = keep_article(FakeAssistant(archive), CONTEST.url)
    for somebody in (citizen, staff):
        for command in (f"/sua {CONTEST.url}", "/edit", f"/xoa {CONTEST.url}", "/remove"):
            reply = await sandbox.ask(somebody, command)
            assert reply["text"] == words.plain("staff.refused")
        for press in (
            Press(EDIT, article_id),
            Press(SET_READERS, article_id, STAFF_ONLY),
            Press(REMOVE_NOW, article_id),
            Press(UNDO, article_id),
            Press(RESTORE, article_id),
        ):
            assert await forged(sandbox, somebody, reply, press) == words.plain("staff.refused")
    group = next(chat.id for chat in sandbox.state.chats.values() if chat.is_group)
    for command in ("/sua", "/xoa"):
        reply = await sandbox.ask(admin, command, chat=group)
        assert reply["text"] == words.plain("staff.private_only")
    assert await forged(sandbox, admin, reply, Press(REMOVE_NOW, article_id)) == (
        words.plain("staff.private_only")
    )
    own = await card(sandbox, admin)
    for press in (Press(UNDO, article_id), Press(RESTORE, article_id), Press(EDIT, "abcdefghijkl")):
        assert await forged(sandbox, admin, own, press)
    assert at(archive) == CONTEST
    assert actions(archive) == []

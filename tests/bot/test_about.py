"""Whose bot this is, what it keeps of people, and that it is deleted when they ask."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime
from itertools import product
from pathlib import Path

import pytest

from bot.callbacks import Press
from bot.context import App
from bot.department import load_department, read_department
from bot.render_about import FORGET, KEEP, forgotten, introduction
from bot.sandbox import FORUM, STAFF_GROUP, Message, Person, Sandbox
from bot.wording import Wording
from index import Archive
from index.errors import SettingError
from index.model import Language, Role
from index.service import ChatKind, FollowKind, Forgotten
from index.settings import Settings
from tests.bot.conftest import StartBot, all_kept, eventually
from tests.bot.managing import buttons, forged, shown, tapped
from tests.bot.test_department import SAMPLE

NOW = datetime(2026, 11, 20, 8, tzinfo=UTC)
PROFILE = load_department(Settings())[Language.VIETNAMESE]


def keep_something_of(archive: Archive, person: Person, chat_id: int) -> None:
    """Leaves something of a person in each store that a chat can fill."""
    archive.follows.add(chat_id, person.id, FollowKind.PHRASE, "chuyển đổi số", NOW)
    archive.asked.vote("AAAAbbbbCCCC", person.id, True, NOW.date())
    archive.handoffs.open(chat_id, person.id, None, "Phí là bao nhiêu?", Language.VIETNAMESE, NOW)
    archive.people.met(person.id, ChatKind.PRIVATE, NOW)


@pytest.mark.usefixtures("bot")
async def test_the_first_start_says_who_speaks_how_to_check_it_and_whom_to_call(
    sandbox: Sandbox, citizen: Person
) -> None:
    text = (await sandbox.ask(citizen, "/start"))["text"]
    for part in (PROFILE.name, "@hoidap_bot", "/gioithieu", PROFILE.hotline, PROFILE.hours):
        assert part in text
    assert len(text) < 900


@pytest.mark.usefixtures("polling_bot")
@pytest.mark.parametrize("command", ["/gioithieu", "/about"])
async def test_about_says_in_full_whose_bot_it_is_and_how_to_check_it(
    sandbox: Sandbox, citizen: Person, visitor: Person, command: str
) -> None:
    text = (await sandbox.ask(citizen, command))["text"]
    assert PROFILE.official_page is not None
    for part in (PROFILE.name, PROFILE.official_page, "@hoidap_bot", PROFILE.hotline,
                 PROFILE.hours, PROFILE.address, "mã OTP", "/riengtu"):  # fmt: skip
        assert part in text
    english = (await sandbox.ask(visitor, command))["text"]
    assert "is run by the Department of Science" in english
    assert "/privacy" in english


def test_without_a_page_of_its_own_people_are_told_to_call(words: Wording) -> None:
    text = introduction(replace(PROFILE, official_page=None), words, "hoidap_bot").html
    assert "trình duyệt" not in text
    assert "hỏi tên trợ lý có phải <b>@hoidap_bot</b>" in text


def test_an_official_page_that_is_no_address_is_named() -> None:
    wrong = re.sub(r'official_page = ".*"', 'official_page = "trang chủ"', SAMPLE)
    with pytest.raises(SettingError, match="official_page"):
        read_department(wrong)
    without = re.sub(r"official_page = .*", "", SAMPLE)
    assert read_department(without)[Language.ENGLISH].official_page is None


@pytest.mark.usefixtures("polling_bot")
@pytest.mark.parametrize("command", ["/riengtu", "/privacy"])
async def test_privacy_is_five_sentences_with_the_times_of_the_stores(
    sandbox: Sandbox, citizen: Person, visitor: Person, command: str
) -> None:
    for who, delete in ((citizen, "/quentoi"), (visitor, "/forgetme")):
        text = (await sandbox.ask(who, command))["text"]
        sentences = re.findall(r"(?m)^\d\. .*\.$", text)
        assert len(sentences) == 5
        assert all(". " not in sentence[3:] for sentence in sentences)
        for part in ("5 ", "30 ", "90 ", delete):
            assert part in text


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize("command", ["/quentoi", "/forgetme"])
async def test_forgetting_deletes_all_of_a_person_and_says_what(
    sandbox: Sandbox, citizen: Person, archive: Archive, home: Path, words: Wording, command: str
) -> None:
    keep_something_of(archive, citizen, citizen.id)
    archive.chats.set_language(citizen.id, Language.VIETNAMESE)
    question = await sandbox.ask(citizen, command)
    assert words.plain("forget.done") not in question["text"]
    assert len(archive.follows.of_chat(citizen.id)) == 1  # asked first
    done = await tapped(sandbox, citizen, question, words.plain("forget.button.yes"))
    for part in ("1 mục theo dõi", "1 đánh giá", "1 câu hỏi gửi cán bộ", "ngôn ngữ đã chọn",
                 "bắt đầu trò chuyện"):  # fmt: skip
        assert part in done["text"]
    assert not buttons(sandbox, done)
    assert str(citizen.id) not in all_kept(home)
    again = await sandbox.ask(citizen, command)
    nothing = await tapped(sandbox, citizen, again, words.plain("forget.button.yes"))
    assert nothing["text"].startswith(words.plain("forget.nothing"))
    assert "Đỗ Hữu Đạt" in (await sandbox.ask(citizen, "Ai là Bí thư?"))["text"]


async def test_forgetting_forgets_the_conversation_in_memory(
    sandbox: Sandbox, citizen: Person, polling_bot: App, words: Wording
) -> None:
    await sandbox.ask(citizen, "Ai là Bí thư?")
    await sandbox.ask(citizen, "/hoi Ai là Bí thư?", chat=FORUM.id)
    await polling_bot.update_queue.join()
    services = polling_bot.bot_data.services
    assert services.talks.remembered == 2
    await sandbox.inline_query(citizen, "việc riêng")
    await sandbox.ask(citizen, "/theodoi")
    assert citizen.id in services.inline
    question = await sandbox.ask(citizen, "/quentoi")
    await tapped(sandbox, citizen, question, words.plain("forget.button.yes"))
    assert services.talks.remembered == 0
    assert citizen.id not in services.inline
    assert services.awaited.asked(citizen.id) is None


async def test_forgetting_forgets_the_last_search_of_staff(
    sandbox: Sandbox, staff: Person, polling_bot: App, words: Wording
) -> None:
    await sandbox.ask(staff, "/tim việc riêng")
    searches = polling_bot.bot_data.services.searches
    assert staff.id in searches
    question = await sandbox.ask(staff, "/quentoi")
    assert words.plain("forget.ask_staff") in question["text"]
    await tapped(sandbox, staff, question, words.plain("forget.button.yes"))
    assert staff.id not in searches


@pytest.mark.usefixtures("polling_bot")
async def test_officers_are_no_longer_shown_a_question_that_nobody_asks(
    sandbox: Sandbox, citizen: Person, archive: Archive, words: Wording
) -> None:
    archive.staff_groups.add(STAFF_GROUP.id, 1, NOW)
    asked = await sandbox.ask(citizen, "/canbo Bao giờ sửa đường làng?")
    await sandbox.tap(citizen, asked, words.plain("handoff.button.send"))
    card = dict(await sandbox.wait_for_text(STAFF_GROUP.id, "sửa đường làng"))
    await eventually(lambda: archive.handoffs.messages_of(1) != [])
    question = await sandbox.ask(citizen, "/quentoi")
    done = await tapped(sandbox, citizen, question, words.plain("forget.button.yes"))
    assert "1 câu hỏi gửi cán bộ" in done["text"]
    emptied = await sandbox.wait_for_edit(card)
    assert emptied["text"] == words.plain("officer.gone")
    assert buttons(sandbox, emptied) == {}


@pytest.mark.usefixtures("polling_bot")
async def test_who_changes_their_mind_keeps_everything(
    sandbox: Sandbox, visitor: Person, archive: Archive, english: Wording
) -> None:
    keep_something_of(archive, visitor, visitor.id)
    question = await sandbox.ask(visitor, "/forgetme")
    assert "Delete your data?" in question["text"]
    kept = await tapped(sandbox, visitor, question, english.plain("forget.button.no"))
    assert kept["text"] == english.plain("forget.cancelled")
    assert len(archive.follows.of_chat(visitor.id)) == 1


@pytest.mark.usefixtures("polling_bot")
async def test_in_a_group_only_the_persons_own_goes_and_nobody_presses_for_another(
    sandbox: Sandbox, citizen: Person, visitor: Person, archive: Archive, home: Path,
    words: Wording,
) -> None:  # fmt: skip
    thread = next(iter(sandbox.state.chats[FORUM.id].topics))
    archive.chats.set_language(FORUM.id, Language.VIETNAMESE)
    keep_something_of(archive, citizen, FORUM.id)
    archive.chats.set_language(citizen.id, Language.VIETNAMESE)
    archive.follows.add(FORUM.id, visitor.id, FollowKind.PHRASE, "nông thôn mới", NOW)
    question = await sandbox.ask(citizen, "/quentoi", chat=FORUM.id, thread=thread)
    assert question["message_thread_id"] == thread
    yes = words.plain("forget.button.yes")
    for label in (yes, words.plain("forget.button.no")):
        alert = await sandbox.tap(visitor, question, label)
        assert (alert.text, alert.show_alert) == (words.plain("forget.alert.others"), True)
    assert len(archive.follows.of_chat(FORUM.id)) == 2
    done = await tapped(sandbox, citizen, question, yes)
    assert done["text"].startswith(words.plain("forget.done_group"))
    assert "1" not in done["text"]  # how much somebody asked or follows is not the group's matter
    assert str(citizen.id) not in all_kept(home)
    assert [one.user_id for one in archive.follows.of_chat(FORUM.id)] == [visitor.id]
    assert archive.chats.language(FORUM.id) is Language.VIETNAMESE


@pytest.mark.usefixtures("polling_bot")
async def test_a_forged_id_deletes_nobody(
    sandbox: Sandbox, citizen: Person, visitor: Person, archive: Archive, words: Wording
) -> None:
    keep_something_of(archive, citizen, citizen.id)
    help_text: Message = dict(await sandbox.ask(visitor, "/help"))
    for kind, wrong in product((FORGET, KEEP), (str(citizen.id), "-", "abc")):
        await forged(sandbox, visitor, help_text, Press(kind, wrong))
    assert len(archive.follows.of_chat(citizen.id)) == 1
    assert shown(sandbox, help_text)["text"] == help_text["text"]
    assert words.language is Language.VIETNAMESE


async def test_the_button_works_after_a_restart_and_a_press_that_comes_twice_is_one(
    sandbox: Sandbox, citizen: Person, start: StartBot, archive: Archive, words: Wording
) -> None:
    keep_something_of(archive, citizen, citizen.id)
    async with start():
        question = await sandbox.ask(citizen, "/quentoi")
    sandbox.state.faults.deliver_twice(10)
    async with start():
        done = await tapped(sandbox, citizen, question, words.plain("forget.button.yes"))
        assert "1 mục theo dõi" in done["text"]
    assert "1 mục theo dõi" in shown(sandbox, question)["text"]


@pytest.mark.usefixtures("polling_bot")
async def test_roles_and_the_record_of_actions_stay_and_that_is_said(
    sandbox: Sandbox, citizen: Person, admin: Person, archive: Archive, words: Wording
) -> None:
    archive.people.grant(citizen.id, Role.STAFF, 1, NOW)
    for person in (citizen, admin):  # granted in the chat, and named in the settings
        archive.record_action(f"telegram:{person.id}", "handoff answer", "1")
        asked = await sandbox.ask(person, "/quentoi")
        assert words.plain("forget.ask_staff") in asked["text"]
        done = await tapped(sandbox, person, asked, words.plain("forget.button.yes"))
        assert words.plain("forget.role") in done["text"]
        assert words.count("forget.records", 1) in done["text"]
    assert archive.people.role(citizen.id) is Role.STAFF
    archive.people.revoke(citizen.id)
    asked = await sandbox.ask(citizen, "/quentoi")
    assert words.plain("forget.ask_staff") not in asked["text"]
    done = await tapped(sandbox, citizen, asked, words.plain("forget.button.yes"))
    assert words.plain("forget.role") not in done["text"]
    assert words.count("forget.records", 1) in done["text"]
    assert archive.audit.page(9)[0] == 2


@pytest.mark.usefixtures("polling_bot")
async def test_staff_read_in_private_what_is_kept_of_them_beside(
    sandbox: Sandbox, citizen: Person, staff: Person, admin: Person, words: Wording
) -> None:
    told = words.plain("privacy.staff")
    for person in (staff, admin):
        assert told in (await sandbox.ask(person, "/riengtu"))["text"]
    assert told not in (await sandbox.ask(citizen, "/riengtu"))["text"]
    assert told not in (await sandbox.ask(admin, "/riengtu", chat=FORUM.id))["text"]


@pytest.mark.usefixtures("polling_bot")
async def test_who_was_forgotten_gets_no_announcement_until_they_start_again(
    sandbox: Sandbox, citizen: Person, archive: Archive, words: Wording
) -> None:
    await sandbox.ask(citizen, "/start")
    question = await sandbox.ask(citizen, "/quentoi")
    await tapped(sandbox, citizen, question, words.plain("forget.button.yes"))
    assert archive.people.chats_to_reach() == []
    await sandbox.ask(citizen, "/start")
    await eventually(lambda: archive.people.chats_to_reach() == [citizen.id])


def test_everything_that_was_deleted_is_named(words: Wording, english: Wording) -> None:
    everything = Forgotten(2, 3, 4, 5, 6, 1, 1, 8)
    for wording in (words, english):
        html = forgotten(everything, wording, Role.ADMIN).html
        assert html.count("\n• ") == 7
        assert wording.count("forget.records", 8) in html
        assert forgotten(Forgotten(), wording, Role.CITIZEN).html.count("• ") == 0

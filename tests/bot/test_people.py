"""Roles that admins give and take back, at once; the record of who did what."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

import bot
import index
from bot.callbacks import Press
from bot.render_audit import ACTIONS, ACTIONS_A_PAGE, AUDIT, audit_page
from bot.render_audit_details import DETAILS, Known, detail_text
from bot.render_people import OFFSETS, ROLE, ROLE_SURE
from bot.sandbox import Message, Person, Sandbox
from bot.wording import Wording, Wordings
from index import Archive
from index.model import Language, Role
from index.service import Action
from tests.bot.conftest import StartBot, settings_for
from tests.index.samples import article, prepared

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)
SOMEBODY = 4242


def button(user_id: int, role: Role, kind: str = ROLE) -> str:
    return Press(kind, str(user_id), OFFSETS[role]).encode()


def latest(sandbox: Sandbox, message: Message) -> str:
    return str(sandbox.state.chats[message["chat"]["id"]].messages[message["message_id"]]["text"])


def audited(archive: Archive) -> list[tuple[str, str, str]]:
    _, actions = archive.audit.page(50)
    return [(a.actor, a.action, a.detail) for a in actions]


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize(
    "command", ["/quyen", "/grant 77", "/thuquyen 77", "/revoke 77", "/nhatky"]
)
async def test_only_admins_may_and_only_in_private(
    sandbox: Sandbox, citizen: Person, staff: Person, admin: Person, words: Wording, command: str
) -> None:
    for somebody in (citizen, staff):
        assert (await sandbox.ask(somebody, command))["text"] == words.plain("staff.refused")
    group = next(chat.id for chat in sandbox.state.chats.values() if chat.is_group)
    reply = await sandbox.ask(admin, command, chat=group)
    assert reply["text"] == words.plain("staff.private_only")


@pytest.mark.usefixtures("bot")
async def test_a_citizen_is_made_staff_at_once_told_and_given_the_menu(
    sandbox: Sandbox, admin: Person, citizen: Person, archive: Archive, words: Wording,
    english: Wording,
) -> None:  # fmt: skip
    refused = await sandbox.ask(citizen, "/thongke")
    assert refused["text"] == words.plain("staff.refused")
    card = await sandbox.ask(admin, f"/quyen {citizen.id}")
    assert words.plain("people.role.citizen") in card["text"]
    await sandbox.press(admin, card, button(citizen.id, Role.STAFF))
    told = await sandbox.wait_for_reply(citizen, after=refused)
    # No language was chosen: told in both.
    for wording in (words, english):
        assert wording.plain("people.role.staff") in told["text"]
    assert "1.234" in (await sandbox.ask(citizen, "/thongke"))["text"]
    assert audited(archive) == [(f"telegram:{admin.id}", "role staff", str(citizen.id))]
    menus = [
        call.params for call in sandbox.state.calls_of("setMyCommands")
        if str(citizen.id) in str(call.params.get("scope"))
    ]  # fmt: skip
    assert any("thongke" in json.dumps(menu["commands"]) for menu in menus)


@pytest.mark.usefixtures("polling_bot")
async def test_a_revoked_role_ends_at_the_next_message_and_at_the_next_press(
    sandbox: Sandbox, admin: Person, citizen: Person, archive: Archive, words: Wording
) -> None:
    archive.people.grant(citizen.id, Role.ADMIN, admin.id, NOW)
    card = await sandbox.ask(citizen, f"/quyen {SOMEBODY}")
    revoked = await sandbox.ask(admin, f"/thuquyen {citizen.id}")
    assert words.plain("people.role.citizen") in revoked["text"]
    pressed = await sandbox.press(citizen, card, button(SOMEBODY, Role.STAFF))
    assert pressed.text == words.plain("staff.refused")
    assert archive.people.role(SOMEBODY) is Role.CITIZEN
    assert (await sandbox.ask(citizen, "/nhatky"))["text"] == words.plain("staff.refused")


@pytest.mark.usefixtures("polling_bot")
async def test_an_admin_is_made_only_after_a_second_yes(
    sandbox: Sandbox, admin: Person, archive: Archive, words: Wording
) -> None:
    card = await sandbox.ask(admin, f"/grant {SOMEBODY}")
    await sandbox.press(admin, card, button(SOMEBODY, Role.ADMIN))
    await _until(sandbox, card, words.plain("people.role.admin").split()[0])
    assert archive.people.role(SOMEBODY) is Role.CITIZEN
    await sandbox.press(admin, card, button(SOMEBODY, Role.ADMIN, ROLE_SURE))
    await _until(sandbox, card, "nay là")
    assert archive.people.role(SOMEBODY) is Role.ADMIN


@pytest.mark.usefixtures("polling_bot")
async def test_roles_of_the_settings_are_shown_and_cannot_be_changed(
    sandbox: Sandbox, admin: Person, staff: Person, archive: Archive, words: Wording
) -> None:
    archive.people.grant(SOMEBODY, Role.STAFF, admin.id, NOW)
    listed = (await sandbox.ask(admin, "/quyen"))["text"]
    for one in (admin.id, staff.id, SOMEBODY):
        assert str(one) in listed
    reply = await sandbox.ask(admin, f"/thuquyen {admin.id}")
    assert "cấu hình" in reply["text"]
    assert "reply_markup" not in await sandbox.ask(admin, f"/quyen {staff.id}")


async def test_the_last_admin_cannot_lock_everybody_out(
    sandbox: Sandbox, start: StartBot, citizen: Person, archive: Archive, words: Wording
) -> None:
    nobody = replace(settings_for(sandbox), admin_ids=frozenset())
    archive.people.grant(citizen.id, Role.ADMIN, 1, NOW)
    async with start(nobody):
        reply = await sandbox.ask(citizen, f"/thuquyen {citizen.id}")
    assert reply["text"] == words.plain("people.last_admin")
    assert archive.people.role(citizen.id) is Role.ADMIN


@pytest.mark.usefixtures("polling_bot")
@pytest.mark.parametrize("typed", ["abc", "-5", "0", "12345678901234567", "１２３"])
async def test_what_is_no_id_is_told(
    sandbox: Sandbox, admin: Person, words: Wording, typed: str
) -> None:
    assert (await sandbox.ask(admin, f"/quyen {typed}"))["text"] == words.plain("people.no_id")
    assert (await sandbox.ask(admin, f"/thuquyen {typed}"))["text"] == words.plain("people.no_id")


@pytest.mark.usefixtures("polling_bot")
@pytest.mark.parametrize(
    "data", [Press(ROLE, "abc", 1).encode(), Press(ROLE, "77", 9).encode(), "v1|role|77|x"]
)
async def test_forged_buttons_change_nothing(
    sandbox: Sandbox, admin: Person, archive: Archive, words: Wording, data: str
) -> None:
    card = await sandbox.ask(admin, f"/quyen {SOMEBODY}")
    pressed = await sandbox.press(admin, card, data, forged=True)
    assert pressed.text == words.plain("alert.expired")
    assert archive.people.grants() == []


@pytest.mark.usefixtures("bot")
async def test_the_record_is_paged_in_both_languages(
    sandbox: Sandbox, admin: Person, archive: Archive, words: Wording, english: Wording
) -> None:
    assert (await sandbox.ask(admin, "/nhatky"))["text"] == words.plain("audit.none")
    for number in range(ACTIONS_A_PAGE + 3):
        archive.record_action("console", "reindex", f"<b>{number}</b>")
    page = await sandbox.ask(admin, "/audit")
    assert f"<b>{ACTIONS_A_PAGE + 2}</b>" in page["text"]
    assert _texts(page) == [words.plain("audit.button.older")]
    await sandbox.press(admin, page, Press(AUDIT, offset=ACTIONS_A_PAGE).encode())
    await _until(sandbox, page, "<b>0</b>")
    assert "<b>3</b>" not in latest(sandbox, page)


async def _until(sandbox: Sandbox, message: Message, part: str) -> None:
    def look() -> str | None:
        return part if part in latest(sandbox, message) else None

    await sandbox.state.journal.until(look, 5)


def _texts(message: Message) -> list[str]:
    markup: Any = message.get("reply_markup", {"inline_keyboard": []})
    return [one["text"] for row in markup["inline_keyboard"] for one in row]


@pytest.mark.usefixtures("polling_bot")
@pytest.mark.parametrize(
    "content",
    [
        {"contact": {"phone_number": "+84", "first_name": "A", "user_id": SOMEBODY}},
        {
            "text": "Xin chào",
            "forward_origin": {
                "type": "user",
                "date": 1,
                "sender_user": {"id": SOMEBODY, "is_bot": False, "first_name": "A"},
            },
        },
    ],
)
async def test_a_person_is_named_by_a_contact_or_a_forwarded_message(
    sandbox: Sandbox, admin: Person, content: dict[str, Any]
) -> None:
    shown = sandbox.send(admin, None, content)
    card = await sandbox.ask(admin, "/quyen", reply_to=shown)
    if str(SOMEBODY) not in card["text"]:  # the answer to the forwarded message itself
        card = await sandbox.wait_for_reply(admin, after=card)
    assert str(SOMEBODY) in card["text"]


@pytest.mark.usefixtures("polling_bot")
async def test_a_forward_that_hides_its_sender_names_nobody(
    sandbox: Sandbox, admin: Person, words: Wording
) -> None:
    origin = {"type": "hidden_user", "date": 1, "sender_user_name": "Ai đó"}
    shown = sandbox.send(admin, None, {"text": "Xin chào", "forward_origin": origin})
    first = await sandbox.ask(admin, "/quyen", reply_to=shown)
    texts = [first["text"]]
    if words.plain("people.no_id") not in texts:
        texts.append((await sandbox.wait_for_reply(admin, after=first))["text"])
    assert words.plain("people.no_id") in texts


def test_every_action_that_is_recorded_has_a_name_in_the_record(wordings: Wordings) -> None:
    found: set[str] = set()
    for room in (bot, index):
        for module in Path(str(room.__file__)).parent.rglob("*.py"):
            calls = re.findall(r"(?:record_action|_record|_change)\(([^()]*)", module.read_text())
            found |= {
                word for call in calls for word in re.findall(r'[,(] *"([a-z]+ ?[a-z ]*)"', call)
            }
    assert len(found) > 20
    assert found <= {*ACTIONS, *DETAILS}
    for words in (wordings[Language.VIETNAMESE], wordings[Language.ENGLISH]):
        assert len({words.plain(text) for text in ACTIONS.values()}) == len(ACTIONS)


def test_the_record_is_worded_for_people(words: Wording) -> None:
    at = datetime(2026, 9, 14, 1, 30, tzinfo=UTC)
    done = [
        Action(2, at, "telegram:7", "role staff", "8"),
        Action(1, at, "console:root", "reindex", "full"),
    ]
    html = audit_page(2, done, 0, words, ZoneInfo("Asia/Ho_Chi_Minh")).html
    assert "<b>Cấp quyền cán bộ</b>\n08:30 ngày 14/09/2026 · <code>7</code>\n8" in html
    assert "<b>Cập nhật xong chỉ mục</b>" in html and "toàn bộ" in html and "root" not in html


@pytest.mark.parametrize(
    ("action", "detail", "shown"),
    [
        ("article edited", "file:lịch 1.txt published", "Lịch họp: Ngày đăng"),
        (
            "article added",
            "file:b.txt (staff): created 1, updated 0, unchanged 2, rejected 3",
            "b.txt (chỉ cán bộ (tin nội bộ)): 1 bài mới, 0 bài cập nhật, 2 bài giữ nguyên, "
            "3 mục không nhận",
        ),
        ("version restored", "https://a.vn/1 12", "https://a.vn/1: bản cũ số 12"),
        ("remove", "https://a.vn/1", "https://a.vn/1"),
        (
            "source crawled",
            "Cổng: tin: created 1, updated 2, removed 3, rejected 4, failed",
            "Cổng: tin: 1 bài mới, 2 bài cập nhật, 3 bài gỡ, 4 mục không nhận (không thành công)",
        ),
        ("source removed", "Cổng tin https://a.vn 7", "Cổng tin: gỡ 7 bài"),
        ("source removed", "Cổng tin 7", "Cổng tin: gỡ 7 bài"),
        ("backup", "hoidap-1.db, 1234567 bytes", "hoidap-1.db, 1,2 MB"),
        (
            "backup",
            "a.db, 60000000 bytes, too large to be sent",
            "a.db, 60,0 MB (không thành công)",
        ),
        ("broadcast", "broadcast:cDgAM-pCFTkN:1621 3", "tới 3 cuộc trò chuyện"),
        ("broadcast stopped", "broadcast:cDgAM-pCFTkN:1621 2", "2 tin nhắn không gửi nữa"),
        ("handoff answer", "9", "câu hỏi số 9"),
        ("staff group", "-1001", "Tổ trả lời (-1001)"),
        ("role staff", "8", "Hoa (8)"),
        ("role citizen", "5", "5"),
        ("curated", "#1 until 2027-01-31", "câu trả lời chung #1, áp dụng đến 31/01/2027"),
        ("curated end", "#1", "câu trả lời chung #1"),
        ("curated change", "#1", "câu trả lời chung #1"),
        ("curated change", "#2 until 2027-01-31", "câu trả lời chung #2"),
        ("unanswered dismiss", "3 ×", "câu đã được hỏi 3 lần"),
        ("reindex", "full", "toàn bộ"),
        ("term added", "CĐS = chuyển đổi số", "CĐS = chuyển đổi số"),
        ("of a later version", "who knows 7", "who knows 7"),
    ],
)
def test_what_an_action_was_done_with_is_worded_for_people(
    words: Wording, action: str, detail: str, shown: str
) -> None:
    known = Known({"file:lịch 1.txt": "Lịch họp"}, {-1001: "Tổ trả lời", 8: "Hoa"})
    assert detail_text(action, detail, words, known) == shown


@pytest.mark.usefixtures("bot")
async def test_people_with_a_role_are_named(
    sandbox: Sandbox, admin: Person, citizen: Person
) -> None:
    await sandbox.ask(citizen, "/start")
    listed = await sandbox.ask(admin, "/quyen")
    assert f"{admin.name} ({admin.id}) –" in listed["text"]
    card = await sandbox.ask(admin, f"/quyen {citizen.id}")
    assert f"{citizen.name} ({citizen.id})" in card["text"]
    unknown = await sandbox.ask(admin, f"/quyen {SOMEBODY}")
    assert f"mã số {SOMEBODY} hiện" in unknown["text"]


@pytest.mark.usefixtures("bot")
async def test_the_record_names_people_and_articles(
    sandbox: Sandbox, admin: Person, archive: Archive
) -> None:
    archive.store([prepared(article("file:a.txt"))])
    archive.record_action(f"telegram:{admin.id}", "article edited", "file:a.txt title")
    shown = await sandbox.ask(admin, "/nhatky")
    assert f"{admin.name} ({admin.id})\n{article().title}: Tiêu đề" in shown["text"]

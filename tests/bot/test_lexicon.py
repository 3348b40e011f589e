"""The department's own terms: added, listed, removed, and read as the admin meant them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.callbacks import Press
from bot.render_lexicon import TERM_OUT, TERMS, TERMS_A_PAGE
from bot.sandbox import Message, Person, Sandbox
from bot.wording import Wording
from index import Archive
from index.service import TermKind

NOW = datetime(2026, 11, 23, tzinfo=UTC)


def pairs(archive: Archive) -> list[tuple[TermKind, str, str]]:
    return [(one.kind, one.written, one.means) for one in archive.terms.all()]


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize("command", ["/tudien", "/lexicon A = B"])
async def test_only_admins_see_and_change_the_terms(
    sandbox: Sandbox, citizen: Person, staff: Person, words: Wording, command: str
) -> None:
    for somebody in (citizen, staff):
        assert (await sandbox.ask(somebody, command))["text"] == words.plain("staff.refused")


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize(
    ("typed", "kind", "written", "means"),
    [
        ("TTĐH = Trung tâm Điều hành", TermKind.ABBREVIATION, "TTĐH", "Trung tâm Điều hành"),
        ("vũ cầu → cầu lông", TermKind.SYNONYM, "vũ cầu", "cầu lông"),
        ("“IOC”  =  Trung tâm  Điều hành.", TermKind.ABBREVIATION, "IOC", "Trung tâm Điều hành"),
    ],
)
async def test_a_pair_is_kept_with_its_kind_and_can_be_taken_back(
    sandbox: Sandbox, admin: Person, archive: Archive, typed: str, kind: TermKind,
    written: str, means: str
) -> None:  # fmt: skip
    reply = await sandbox.ask(admin, f"/tudien {typed}")
    assert written in reply["text"]
    assert pairs(archive) == [(kind, written, means)]
    (term,) = archive.terms.all()
    await sandbox.press(admin, reply, Press(TERM_OUT, str(term.id)).encode())
    assert pairs(archive) == []
    _, actions = archive.audit.page(5)
    assert [one.action for one in actions] == ["term removed", "term added"]


@pytest.mark.usefixtures("bot")
async def test_a_list_speaks_of_the_buttons_below_only_where_there_are_some(
    sandbox: Sandbox, admin: Person, words: Wording
) -> None:
    remove = words.plain("lexicon.how_to_remove")
    assert remove not in (await sandbox.ask(admin, "/tudien"))["text"]
    await sandbox.ask(admin, "/tudien TTĐH = Trung tâm Điều hành")
    assert remove in (await sandbox.ask(admin, "/tudien"))["text"]


@pytest.mark.usefixtures("polling_bot")
async def test_the_same_pair_is_kept_once(
    sandbox: Sandbox, admin: Person, archive: Archive
) -> None:
    await sandbox.ask(admin, "/tudien TTĐH = Trung tâm Điều hành")
    again = await sandbox.ask(admin, "/tudien ttđh = trung tâm điều hành")
    assert "đã có" in again["text"]
    assert len(pairs(archive)) == 1


@pytest.mark.usefixtures("polling_bot")
@pytest.mark.parametrize(
    ("typed", "part"),
    [
        ("TTĐH", "dấu bằng"),
        ("a = b = c", "dấu bằng"),
        ("= Trung tâm", "dấu bằng"),
        ("ở đâu = trụ sở", "thông dụng"),
        ("họp = hội nghị", "thông dụng"),
        ("TTĐH = ttđh", "khác nhau"),
        (f"{'a b ' * 30} = Trung tâm", "100 ký tự"),
        ("!!! = ???", "thông dụng"),
    ],
)
async def test_what_would_spoil_other_questions_is_refused_with_a_reason(
    sandbox: Sandbox, admin: Person, archive: Archive, typed: str, part: str
) -> None:
    assert part in (await sandbox.ask(admin, f"/tudien {typed}"))["text"]
    assert pairs(archive) == []


@pytest.mark.usefixtures("bot")
async def test_a_long_list_is_paged_and_each_term_has_its_button(
    sandbox: Sandbox, admin: Person, archive: Archive
) -> None:
    for number in range(TERMS_A_PAGE + 2):
        archive.terms.add(TermKind.SYNONYM, f"tên gọi {number}", f"cách viết {number}", 1, NOW)
    page = await sandbox.ask(admin, "/lexicon")
    assert "tên gọi 11" in page["text"]
    assert "tên gọi 1<" not in page["text"]
    await sandbox.press(admin, page, Press(TERMS, offset=TERMS_A_PAGE).encode())
    await _until(sandbox, page, "tên gọi 0")
    oldest = archive.terms.all()[0]
    await sandbox.press(admin, page, Press(TERM_OUT, str(oldest.id), TERMS_A_PAGE).encode())
    await _until(sandbox, page, "Đã bỏ")
    assert len(pairs(archive)) == TERMS_A_PAGE + 1


@pytest.mark.usefixtures("polling_bot")
async def test_a_button_of_a_term_that_is_gone_changes_nothing(
    sandbox: Sandbox, admin: Person, archive: Archive, words: Wording
) -> None:
    page = await sandbox.ask(admin, "/tudien TTĐH = Trung tâm Điều hành")
    for data in (Press(TERM_OUT, "999").encode(), Press(TERM_OUT, "abc").encode()):
        pressed = await sandbox.press(admin, page, data, forged=True)
        assert pressed.text == words.plain("alert.expired")
    assert len(pairs(archive)) == 1


async def _until(sandbox: Sandbox, message: Message, part: str) -> None:
    stored = sandbox.state.chats[message["chat"]["id"]].messages

    def look() -> str | None:
        return part if part in str(stored[message["message_id"]]["text"]) else None

    await sandbox.state.journal.until(look, 5)

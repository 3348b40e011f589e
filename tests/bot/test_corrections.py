"""A corrected question shows what was searched, and one tap searches what was typed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bot.context import App
from bot.render import with_correction
from bot.reply import Reply
from bot.sandbox import Person, Sandbox
from bot.wording import Wording
from index.model import Role
from tests.bot.conftest import all_kept
from tests.bot.fakes import NAME, FakeAssistant

TYPED = "ai là bis thuw"
READ = "ai là bí thư"


def buttons(message: dict[str, Any]) -> list[dict[str, str]]:
    """All buttons of a message, in reading order."""
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    return [button for row in rows for button in row]


def data_of(message: dict[str, Any], text: str) -> str:
    """The callback data of the button with this text."""
    return next(button["callback_data"] for button in buttons(message) if button["text"] == text)


@pytest.fixture(autouse=True)
def corrected(assistant: FakeAssistant) -> None:
    assistant.corrections[TYPED] = READ


async def test_the_reply_shows_what_was_searched_and_offers_what_was_typed(
    polling_bot: App, sandbox: Sandbox, citizen: Person, words: Wording
) -> None:
    card = await sandbox.ask(citizen, TYPED)
    assert card["text"].startswith(f"Đang tìm: {READ}\n")
    assert NAME in card["text"]
    data = data_of(card, words.plain("button.exact"))
    assert len(data.encode()) <= 64
    assert TYPED not in data


async def test_one_tap_searches_exactly_what_was_typed_in_place(
    polling_bot: App, sandbox: Sandbox, citizen: Person, words: Wording, assistant: FakeAssistant
) -> None:
    card = await sandbox.ask(citizen, TYPED)
    before, counted = dict(card), assistant.counted
    data = data_of(card, words.plain("button.exact"))
    await sandbox.press(citizen, card["message_id"], data)
    exact = await sandbox.wait_for_edit(before)
    assert assistant.exactly == [TYPED]
    assert assistant.counted == counted  # the same question, not a new one
    assert TYPED in exact["text"]
    assert READ not in exact["text"]
    assert words.plain("button.exact") not in [button["text"] for button in buttons(exact)]


async def test_the_pages_behind_an_exact_answer_are_exact_too(
    polling_bot: App, sandbox: Sandbox, citizen: Person, words: Wording, assistant: FakeAssistant
) -> None:
    typed = "ai là bí thuw liên quan"
    assistant.corrections[typed] = "ai là bí thư"
    card = await sandbox.ask(citizen, typed)
    before = dict(card)
    data = data_of(card, words.plain("button.exact"))
    await sandbox.press(citizen, card["message_id"], data)
    exact = await sandbox.wait_for_edit(before)
    before = dict(exact)
    more = data_of(exact, words.plain("button.more"))
    await sandbox.press(citizen, card["message_id"], more)
    page = await sandbox.wait_for_edit(before)
    assert assistant.exactly == [typed, typed]
    assert "Bài số" in page["text"]


async def test_what_was_typed_is_kept_without_who_typed_it(
    polling_bot: App,
    sandbox: Sandbox,
    citizen: Person,
    words: Wording,
    assistant: FakeAssistant,
    home: Path,
) -> None:
    typed = "khoong coo gif"
    assistant.corrections[typed] = "không có gì"
    reply = await sandbox.ask(citizen, typed)
    assert words.plain("button.exact") in [button["text"] for button in buttons(reply)]
    rows = [line for line in all_kept(home).splitlines() if typed in line]
    assert not any(str(citizen.id) in row for row in rows)


async def test_a_button_from_before_a_restart_says_that_it_has_expired(
    polling_bot: App, sandbox: Sandbox, citizen: Person, words: Wording, assistant: FakeAssistant
) -> None:
    card = await sandbox.ask(citizen, TYPED)
    data = data_of(card, words.plain("button.exact"))
    polling_bot.bot_data.services.typed.pop(data.split("|")[2])
    answer = await sandbox.press(citizen, card["message_id"], data)
    assert answer.text == words.plain("alert.expired")
    assert assistant.exactly == []


async def test_who_presses_sees_only_what_they_may_read(
    polling_bot: App, sandbox: Sandbox, staff: Person, words: Wording, assistant: FakeAssistant
) -> None:
    card = await sandbox.ask(staff, TYPED)
    before = dict(card)
    await sandbox.press(staff, card["message_id"], data_of(card, words.plain("button.exact")))
    await sandbox.wait_for_edit(before)
    assert assistant.asked[-1] == (TYPED, Role.STAFF)


async def test_a_question_that_was_not_corrected_shows_nothing_of_it(
    polling_bot: App, sandbox: Sandbox, citizen: Person, words: Wording
) -> None:
    card = await sandbox.ask(citizen, "Ai là Bí thư?")
    assert "Đang tìm" not in card["text"]
    assert words.plain("button.exact") not in [button["text"] for button in buttons(card)]


def test_the_shown_words_are_escaped_and_cut(words: Wording, english: Wording) -> None:
    reply = with_correction(Reply("<b>x</b>"), "a < b & " + "ế" * 4_000, "abc", english)
    assert reply.html.startswith("Searching for: <i>a &lt; b &amp; ế")
    assert len(reply.html) < 400
    assert words.plain("button.exact") == "Tìm đúng như đã gõ"

"""Votes on answers: one a person, changeable, kept without a word of the question."""

from __future__ import annotations

import pytest

from bot.callbacks import ASK, Press
from bot.context import App
from bot.render_votes import DOWN, UP, voted
from bot.sandbox import FORUM, Message, Person, Sandbox
from bot.wording import Wording
from index import Archive
from index.model import Language
from index.service import Votes
from tests.bot.conftest import StartBot
from tests.bot.fakes import FakeAssistant
from tests.bot.managing import buttons, forged, shown, tapped
from tests.bot.test_conversation import buttons as all_buttons

QUESTION = "Ai là Bí thư?"
ENGLISH_QUESTION = "Who is the secretary?"


def vote_key(sandbox: Sandbox, card: Message, words: Wording) -> str:
    """The id of the saved question under whose key votes on a card are kept."""
    return buttons(sandbox, card)[words.plain("vote.button.up")].split("|")[2]


@pytest.mark.usefixtures("bot")
async def test_a_vote_is_kept_once_can_be_changed_and_is_told_to_who_pressed(
    sandbox: Sandbox, citizen: Person, archive: Archive, words: Wording
) -> None:
    card = await sandbox.ask(citizen, QUESTION)
    assert card["text"].endswith("Câu trả lời này đúng không?")
    up, down = words.plain("vote.button.up"), words.plain("vote.button.down")
    key = vote_key(sandbox, card, words)
    alert = await sandbox.tap(citizen, card, up)
    assert alert.text == words.plain("vote.alert.up")
    again = await sandbox.tap(citizen, card, up)
    assert again.text == words.plain("vote.alert.up_already")
    assert archive.asked.votes(key) == Votes(1, 0)
    changed = await sandbox.tap(citizen, card, down)
    assert changed.text == words.plain("vote.alert.down")
    assert archive.asked.votes(key) == Votes(0, 1)


@pytest.mark.usefixtures("polling_bot")
async def test_after_a_no_the_card_offers_other_articles_and_an_officer(
    sandbox: Sandbox, citizen: Person, words: Wording
) -> None:
    card = await sandbox.ask(citizen, QUESTION)
    after = await tapped(sandbox, citizen, card, words.plain("vote.button.down"))
    assert words.plain("vote.related") in after["text"]
    assert "1. Bài số 2 · " in after["text"]
    assert "4. Bài số 5" not in after["text"]
    assert after["text"].startswith(card["text"])
    assert words.plain("vote.button.up") in buttons(sandbox, after)
    before = dict(shown(sandbox, after))
    await sandbox.tap(citizen, after, words.plain("handoff.button.ask"))
    asked = await sandbox.wait_for_reply(citizen, before)
    assert QUESTION in asked["text"]


@pytest.mark.usefixtures("polling_bot")
async def test_where_there_is_no_other_article_only_the_officer_is_offered(
    sandbox: Sandbox, citizen: Person, assistant: FakeAssistant, words: Wording
) -> None:
    del assistant.public[1:]
    card = await sandbox.ask(citizen, QUESTION)
    after = await tapped(sandbox, citizen, card, words.plain("vote.button.down"))
    assert after["text"].endswith(words.plain("vote.officer"))
    assert words.plain("handoff.button.ask") in buttons(sandbox, after)


@pytest.mark.usefixtures("polling_bot")
async def test_an_english_card_is_voted_on_in_english(
    sandbox: Sandbox, visitor: Person, english: Wording
) -> None:
    card = await sandbox.ask(visitor, ENGLISH_QUESTION)
    assert card["text"].endswith("Was this answer right?")
    alert = await sandbox.tap(visitor, card, english.plain("vote.button.up"))
    assert alert.text == english.plain("vote.alert.up")
    after = await tapped(sandbox, visitor, card, english.plain("vote.button.down"))
    assert english.plain("vote.related") in after["text"]


@pytest.mark.usefixtures("polling_bot")
async def test_in_a_group_and_its_topic_each_person_votes_for_themselves(
    sandbox: Sandbox, citizen: Person, visitor: Person, archive: Archive, words: Wording
) -> None:
    thread = next(iter(sandbox.state.chats[FORUM.id].topics))
    card = await sandbox.ask(citizen, f"/hoi {QUESTION}", chat=FORUM.id, thread=thread)
    assert card["message_thread_id"] == thread
    up, down = words.plain("vote.button.up"), words.plain("vote.button.down")
    key = vote_key(sandbox, card, words)
    await sandbox.tap(citizen, card, up)
    assert archive.asked.votes(key) == Votes(1, 0)
    after = await tapped(sandbox, visitor, card, down)
    assert archive.asked.votes(key) == Votes(1, 1)
    assert after["message_thread_id"] == thread


@pytest.mark.usefixtures("polling_bot")
async def test_counts_are_told_to_staff_in_their_own_chat_alone(
    sandbox: Sandbox, citizen: Person, staff: Person, words: Wording
) -> None:
    up = words.plain("vote.button.up")
    counts = words.plain("vote.alert.counts", up="2", down="0")
    first = await sandbox.tap(citizen, await sandbox.ask(citizen, QUESTION), up)
    assert "·" not in first.text
    own = await sandbox.tap(staff, await sandbox.ask(staff, QUESTION), up)
    assert own.text.endswith(counts)
    in_group = await sandbox.ask(citizen, f"/hoi {QUESTION}", chat=FORUM.id)
    assert counts not in (await sandbox.tap(staff, in_group, up)).text


async def test_votes_outlive_a_restart_and_an_update_that_comes_twice_counts_once(
    sandbox: Sandbox, citizen: Person, start: StartBot, archive: Archive, words: Wording
) -> None:
    up = words.plain("vote.button.up")
    async with start():
        card = await sandbox.ask(citizen, QUESTION)
        await sandbox.tap(citizen, card, up)
    sandbox.state.faults.deliver_twice(10)
    async with start():
        assert (await sandbox.tap(citizen, card, up)).text == words.plain("vote.alert.up_already")
    assert archive.asked.votes(vote_key(sandbox, card, words)) == Votes(1, 0)


@pytest.mark.usefixtures("polling_bot")
@pytest.mark.parametrize("kind", [UP, DOWN])
async def test_a_forged_vote_changes_nothing(
    sandbox: Sandbox, citizen: Person, archive: Archive, words: Wording, kind: str
) -> None:
    card = dict(await sandbox.ask(citizen, QUESTION))
    kept = archive.chats.save_query("find", "tìm")
    for key in ("AAAAbbbbCCCC", kept, "-"):
        alert = await forged(sandbox, citizen, card, Press(kind, key))
        assert alert == words.plain("alert.expired")
        assert archive.asked.votes(key) == Votes()
    assert shown(sandbox, card)["text"] == card["text"]


@pytest.mark.usefixtures("polling_bot")
async def test_a_no_to_an_answer_that_is_none_any_more_shows_what_there_is_now(
    sandbox: Sandbox, citizen: Person, assistant: FakeAssistant, words: Wording
) -> None:
    card = await sandbox.ask(citizen, QUESTION)
    assistant.public.clear()
    after = await tapped(sandbox, citizen, card, words.plain("vote.button.down"))
    assert after["text"] == words.plain("empty_archive.reply")


@pytest.mark.usefixtures("polling_bot")
async def test_only_sure_answers_are_voted_on(
    sandbox: Sandbox, citizen: Person, words: Wording
) -> None:
    for text in ("điều liên quan", "Ai là chủ tịch tỉnh?", "xin chào", "😀"):
        reply = await sandbox.ask(citizen, text)
        assert words.plain("vote.button.up") not in buttons(sandbox, reply), text


@pytest.mark.parametrize("question", [QUESTION, "Ai là Bí thư Chi đoàn " + "của Sở " * 20 + "?"])
async def test_a_shared_card_leads_back_to_the_same_answer(
    sandbox: Sandbox, citizen: Person, visitor: Person, polling_bot: App, question: str,
    words: Wording, archive: Archive,
) -> None:  # fmt: skip
    card = await sandbox.ask(citizen, question)
    share = next(b["url"] for b in all_buttons(card) if b["text"] == words.plain("share.button"))
    parameter = share.partition("start%3D")[2].partition("&")[0]
    assert f"t.me%2F{polling_bot.bot.username}%3F" in share
    archive.chats.set_language(visitor.id, Language.VIETNAMESE)
    opened = await sandbox.follow_link(visitor, parameter)
    answer = await sandbox.wait_for_reply(visitor, opened)
    assert question.strip() in answer["text"]
    assert "Sở Khoa học và Công nghệ" in answer["text"]
    assert "Đỗ Hữu Đạt" in answer["text"]
    assert Press(ASK, "x").encode() not in answer["text"]


def test_the_alert_fits_with_the_largest_counts(words: Wording, english: Wording) -> None:
    for wording in (words, english):
        for up in (True, False):
            for changed in (True, False):
                assert len(voted(up, changed, Votes(10**9, 10**9), wording)) <= 200

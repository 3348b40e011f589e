"""Inline mode as Telegram has it: paging, its cache, whom a result is told to, and where sent."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from bot.sandbox import FORUM, ApiError, InlineAnswer, Person, Sandbox
from tests.bot.sandbox.conftest import GROUP, LAN, MINH, Api, Clock

KEYS = {"inline_keyboard": [[{"text": "Nữa", "callback_data": "more"}]]}


def result(text: str = "x", **more: Any) -> dict[str, Any]:
    return {
        "type": "article",
        "id": "1",
        "title": text,
        "input_message_content": {"message_text": text},
        **more,
    }


async def answered(
    sandbox: Sandbox, api: Api, person: Person, words: str, offset: str = "", **answer: Any
) -> InlineAnswer:
    """What a person gets while the bot answers whatever it is asked."""
    asking = asyncio.create_task(sandbox.inline_query(person, words, offset))
    await asyncio.sleep(0)
    for query in list(sandbox.state.inline_queries.values()):
        if query.answer is None:
            given = {"results": [result(words)], **answer}
            await api("answerInlineQuery", inline_query_id=query.id, **given)
    return await asking


async def test_a_cached_answer_is_given_to_everybody_without_asking_the_bot(
    sandbox: Sandbox, api: Api, clock: Clock
) -> None:
    first = await answered(sandbox, api, LAN, "a", cache_time=10, next_offset="5")
    again = await answered(sandbox, api, MINH, "a")
    assert (first.cached, again.cached) == (False, True)
    assert again.results == first.results
    assert not (await answered(sandbox, api, MINH, "a", "5")).cached, "another page is asked for"
    clock.now += 10
    assert not (await answered(sandbox, api, MINH, "a")).cached
    assert len(await api("getUpdates")) == 3


async def test_a_personal_answer_is_cached_for_that_person_alone(
    sandbox: Sandbox, api: Api
) -> None:
    await answered(sandbox, api, MINH, "a", is_personal=True)
    assert (await answered(sandbox, api, MINH, "a")).cached
    assert not (await answered(sandbox, api, LAN, "a")).cached


async def test_an_answer_is_cached_for_five_minutes_unless_the_bot_says_otherwise(
    sandbox: Sandbox, api: Api
) -> None:
    assert (await answered(sandbox, api, LAN, "a")).cache_time == 300
    assert not (await answered(sandbox, api, LAN, "b", cache_time=0)).cached
    assert not (await answered(sandbox, api, LAN, "b")).cached
    query = sandbox.state.ask(sandbox.state.inline_queries, LAN)
    error = await api.error(
        "answerInlineQuery", inline_query_id=query.id, results=[], cache_time=-1
    )
    assert "cache_time must be non-negative" in error


async def test_a_chosen_result_is_sent_in_the_persons_name_and_told_to_the_bot(
    sandbox: Sandbox, api: Api
) -> None:
    answer = await answered(sandbox, api, LAN, "tin", results=[result("tin", reply_markup=KEYS)])
    sent = await sandbox.choose_result(LAN, answer.results[0], "tin", chat=GROUP)
    assert sent["from"]["id"] == LAN.id
    assert sent["via_bot"]["username"] == "hoidap_bot"
    _, message, chosen = await api("getUpdates")
    assert message["message"]["via_bot"], "the bot sees what was sent through it"
    inline_id = chosen["chosen_inline_result"]["inline_message_id"]
    assert chosen["chosen_inline_result"]["query"] == "tin"
    assert await api("editMessageText", inline_message_id=inline_id, text="khác") is True
    assert sandbox.state.chats[GROUP].messages[sent["message_id"]]["text"] == "khác"


async def test_a_result_without_buttons_cannot_be_edited_later(sandbox: Sandbox, api: Api) -> None:
    answer = await answered(sandbox, api, LAN, "tin")
    await sandbox.choose_result(LAN, answer.results[0], chat=FORUM.id, thread=1)
    chosen = (await api("getUpdates"))[-1]["chosen_inline_result"]
    assert "inline_message_id" not in chosen


async def test_what_botfather_switches_off_is_off(sandbox: Sandbox, api: Api) -> None:
    answer = await answered(sandbox, api, LAN, "tin")
    sandbox.state.inline_feedback = False
    await sandbox.choose_result(LAN, answer.results[0], chat=GROUP)
    assert all("chosen_inline_result" not in update for update in await api("getUpdates"))
    sandbox.state.inline_mode = False
    assert not (await api("getMe"))["supports_inline_queries"]
    with pytest.raises(ApiError, match="INLINE_DISABLED"):
        await sandbox.inline_query(LAN, "tin")


async def test_a_query_is_cut_at_256_characters(sandbox: Sandbox, api: Api) -> None:
    await answered(sandbox, api, LAN, "😀" * 300)
    [update] = await api("getUpdates")
    assert update["inline_query"]["query"] == "😀" * 256


async def test_a_result_keeps_how_its_link_is_previewed(sandbox: Sandbox, api: Api) -> None:
    content = {"message_text": "x", "link_preview_options": {"is_disabled": True}}
    answer = await answered(sandbox, api, LAN, "a", results=[result(input_message_content=content)])
    assert answer.results[0]["message"]["link_preview_options"] == {"is_disabled": True}

"""Supergroups: messages are numbered in each, topics of a forum, threads of replies."""

from __future__ import annotations

import pytest

from bot.sandbox import FORUM, STAFF_GROUP, ApiError, Sandbox
from tests.bot.sandbox.conftest import GROUP, LAN, MINH, Api


@pytest.fixture
def topic(sandbox: Sandbox) -> int:
    return next(iter(sandbox.state.chats[FORUM.id].topics))


async def test_a_message_of_a_topic_says_so_and_answers_the_topics_opening(
    sandbox: Sandbox, api: Api, topic: int
) -> None:
    await sandbox.say(LAN, "/hoi x", chat=FORUM.id, thread=topic)
    [update] = await api("getUpdates")
    message = update["message"]
    assert message["chat"]["is_forum"]
    assert (message["message_thread_id"], message["is_topic_message"]) == (topic, True)
    opening = message["reply_to_message"]
    assert opening["message_id"] == topic
    assert opening["forum_topic_created"]["name"] == FORUM.topics[0]


async def test_the_general_topic_has_no_thread(sandbox: Sandbox, api: Api) -> None:
    await sandbox.say(LAN, "/hoi x", chat=FORUM.id)
    [update] = await api("getUpdates")
    assert (
        not {"message_thread_id", "is_topic_message", "reply_to_message"} & update["message"].keys()
    )


async def test_the_bot_writes_into_topics_that_are_there(
    sandbox: Sandbox, api: Api, topic: int
) -> None:
    sent = await api("sendMessage", chat_id=FORUM.id, text="x", message_thread_id=topic)
    assert (sent["message_thread_id"], sent["is_topic_message"]) == (topic, True)
    place = {"chat_id": FORUM.id, "message_thread_id": topic}
    assert await api("sendChatAction", **place, action="typing")
    del sandbox.state.chats[FORUM.id].topics[topic]
    gone = "400 Bad Request: message thread not found"
    assert await api.error("sendMessage", **place, text="x") == gone
    assert await api.error("sendChatAction", **place, action="typing") == gone
    assert await api.error("sendMessage", chat_id=GROUP, message_thread_id=1, text="x") == gone


async def test_a_reply_lands_in_the_topic_of_what_it_answers(
    sandbox: Sandbox, api: Api, topic: int
) -> None:
    asked = await sandbox.say(LAN, "/hoi x", chat=FORUM.id, thread=topic)
    reply = {"message_id": asked["message_id"]}
    sent = await api("sendMessage", chat_id=FORUM.id, text="x", reply_parameters=reply)
    assert sent["message_thread_id"] == topic
    answered = await sandbox.say(LAN, "cảm ơn", chat=FORUM.id, reply_to=sent)
    assert answered["message_thread_id"] == topic


async def test_a_thread_of_replies_is_no_topic_to_write_to(sandbox: Sandbox, api: Api) -> None:
    sent = await api("sendMessage", chat_id=STAFF_GROUP.id, text="câu hỏi")
    reply = await sandbox.say(MINH, "trả lời", chat=STAFF_GROUP.id, reply_to=sent)
    assert reply["message_thread_id"] == sent["message_id"]
    assert "is_topic_message" not in reply
    error = await api.error(
        "sendMessage",
        chat_id=STAFF_GROUP.id,
        message_thread_id=reply["message_thread_id"],
        text="x",
    )
    assert "message thread not found" in error


async def test_each_supergroup_numbers_its_messages_from_the_start(
    sandbox: Sandbox, api: Api
) -> None:
    asked = await sandbox.say(LAN, "riêng")
    sent = await api("sendMessage", chat_id=STAFF_GROUP.id, text="x")
    assert asked["message_id"] == sent["message_id"] == 1
    assert (await sandbox.say(MINH, "riêng"))["message_id"] == 2
    both = [message["chat"]["id"] for message in sandbox.state.messages()]
    assert both == [LAN.id, STAFF_GROUP.id, MINH.id], "in the order they were sent"


async def test_a_message_that_two_chats_have_is_named_by_its_chat(
    sandbox: Sandbox, api: Api
) -> None:
    first = await sandbox.say(MINH, "riêng")
    await sandbox.say(MINH, "chung", chat=STAFF_GROUP.id)
    with pytest.raises(ValueError, match="name the chat"):
        await sandbox.edit_message(MINH, first["message_id"], "sửa")
    assert (await sandbox.edit_message(MINH, first, "sửa"))["chat"]["id"] == MINH.id
    edited = await sandbox.edit_message(MINH, first["message_id"], "sửa", chat=STAFF_GROUP.id)
    assert edited["chat"]["id"] == STAFF_GROUP.id


async def test_a_person_writes_into_topics_that_are_there(sandbox: Sandbox) -> None:
    for place, thread in ((FORUM.id, 99), (GROUP, 1), (None, 1)):
        with pytest.raises(ApiError, match="message thread not found"):
            await sandbox.say(LAN, "x", chat=place, thread=thread)


async def test_citizens_are_not_in_the_staff_group(sandbox: Sandbox) -> None:
    with pytest.raises(ApiError, match="chat not found"):
        await sandbox.say(LAN, "x", chat=STAFF_GROUP.id)

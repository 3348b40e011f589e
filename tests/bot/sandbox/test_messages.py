"""Chats and messages: who may be written to, what edits do, what the bot sees in groups."""

from __future__ import annotations

from typing import Any

import pytest

from bot.sandbox import ApiError, Person, Sandbox
from tests.bot.sandbox.conftest import GROUP, LAN, MINH, TOKEN, Api


@pytest.mark.parametrize("chat_id", [MINH.id, 5, -5, "@ai_do", "", None])
async def test_a_chat_that_never_wrote_is_not_found(api: Api, chat_id: Any) -> None:
    error = await api.error("sendMessage", chat_id=chat_id, text="x")
    assert error.startswith("400 Bad Request: chat")


async def test_somebody_known_from_a_group_only_cannot_be_written_to(
    sandbox: Sandbox, api: Api
) -> None:
    await sandbox.say(MINH, "/hoi", chat=GROUP)
    error = await api.error("sendMessage", chat_id=MINH.id, text="x")
    assert error == "403 Forbidden: bot can't initiate conversation with a user"


async def test_a_person_who_blocked_the_bot_gets_nothing_until_they_unblock_it(
    sandbox: Sandbox, api: Api, lan: Person
) -> None:
    await sandbox.block(lan)
    error = await api.error("sendMessage", chat_id=lan.id, text="x")
    assert error == "403 Forbidden: bot was blocked by the user"
    with pytest.raises(ApiError):
        await sandbox.say(lan, "x")
    await sandbox.unblock(lan)
    assert await api("sendMessage", chat_id=lan.id, text="x")
    changes = [u for u in await api("getUpdates") if "my_chat_member" in u]
    statuses = [u["my_chat_member"]["new_chat_member"]["status"] for u in changes]
    assert statuses == ["kicked", "member"]


async def test_a_group_that_became_a_supergroup_says_where_it_went(
    sandbox: Sandbox, api: Api
) -> None:
    new = await sandbox.migrate_group(GROUP)
    body = await api.answer("sendMessage", chat_id=GROUP, text="x")
    assert body["parameters"] == {"migrate_to_chat_id": new}
    assert (await api("sendMessage", chat_id=new, text="x"))["chat"]["type"] == "supergroup"
    messages = [update["message"] for update in await api("getUpdates")]
    assert [m.get("migrate_to_chat_id") for m in messages] == [new, None]


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("/hoi bí thư", True),
        ("/hoi@hoidap_bot bí thư", True),
        ("/hoi@bot_khac bí thư", False),
        ("bí thư là ai", False),
        ("@hoidap_bot bí thư", True),
    ],
)
async def test_privacy_mode_hides_group_talk_from_the_bot(
    sandbox: Sandbox, api: Api, text: str, seen: bool
) -> None:
    await sandbox.say(LAN, text, chat=GROUP)
    assert bool(await api("getUpdates")) is seen


async def test_privacy_mode_lets_replies_to_the_bot_through(sandbox: Sandbox, api: Api) -> None:
    sent = await api("sendMessage", chat_id=GROUP, text="x")
    sandbox.state.mentions_reach_bot = False
    await sandbox.say(LAN, "@hoidap_bot ơi", chat=GROUP)
    await sandbox.say(LAN, "còn nữa không?", chat=GROUP, reply_to=sent["message_id"])
    [update] = await api("getUpdates")
    assert update["message"]["reply_to_message"]["message_id"] == sent["message_id"]
    sandbox.state.privacy = False
    await sandbox.say(LAN, "ai cũng đọc được", chat=GROUP)
    assert len(await api("getUpdates", offset=update["update_id"] + 1)) == 1
    assert (await api("getMe"))["can_read_all_group_messages"]


async def test_an_edit_changes_the_message_and_takes_its_keyboard(api: Api, lan: Person) -> None:
    markup = {"inline_keyboard": [[{"text": "x", "callback_data": "x"}]]}
    sent = await api("sendMessage", chat_id=lan.id, text="a", reply_markup=markup)
    place = {"chat_id": lan.id, "message_id": sent["message_id"]}
    edited = await api("editMessageText", **place, text="<b>b</b>", parse_mode="HTML")
    assert edited["entities"] == [{"type": "bold", "offset": 0, "length": 1}]
    assert edited["edit_date"]
    assert "reply_markup" not in edited
    again = await api("editMessageReplyMarkup", **place, reply_markup=markup)
    assert again["reply_markup"] == markup


@pytest.mark.parametrize(
    "markup",
    [{"force_reply": True}, {"keyboard": [["Có", "Không"]]}, {"remove_keyboard": True}],
)
async def test_a_keyboard_in_the_composers_place_is_not_told_and_cannot_be_edited(
    sandbox: Sandbox, api: Api, lan: Person, markup: dict[str, Any]
) -> None:
    sent = await api("sendMessage", chat_id=lan.id, text="a", reply_markup=markup)
    assert "reply_markup" not in sent
    assert sandbox.state.chats[lan.id].keyboards[sent["message_id"]]
    place = {"chat_id": lan.id, "message_id": sent["message_id"]}
    assert "can't be edited" in await api.error("editMessageText", **place, text="b")


async def test_an_edit_that_changes_nothing_is_an_error(api: Api, lan: Person) -> None:
    markup = {"inline_keyboard": [[{"text": "x", "callback_data": "x"}]]}
    sent = await api(
        "sendMessage", chat_id=lan.id, text="<b>a</b>", parse_mode="HTML", reply_markup=markup
    )
    same = {
        "chat_id": lan.id,
        "message_id": sent["message_id"],
        "text": " <strong>a</strong> ",
        "parse_mode": "HTML",
        "reply_markup": markup,
    }
    assert "400 Bad Request: message is not modified" in await api.error("editMessageText", **same)
    assert await api("editMessageText", **{**same, "text": "a"})


@pytest.mark.parametrize(
    ("method", "message_id", "reason"),
    [
        ("editMessageText", 999, "message to edit not found"),
        ("editMessageText", 1, "message can't be edited"),
        ("editMessageText", None, 'parameter "message_id" is required'),
        ("editMessageText", "x", "must be a valid Number"),
        ("deleteMessage", 999, "message to delete not found"),
        ("setMessageReaction", 999, "message to react not found"),
    ],
)
async def test_a_message_that_is_not_there_or_not_the_bots_is_refused(
    api: Api, lan: Person, method: str, message_id: Any, reason: str
) -> None:
    error = await api.error(method, chat_id=lan.id, message_id=message_id, text="x")
    assert reason in error


async def test_a_deleted_message_is_gone(sandbox: Sandbox, api: Api, lan: Person) -> None:
    sent = await api("sendMessage", chat_id=lan.id, text="x")
    assert await api("deleteMessage", chat_id=lan.id, message_id=sent["message_id"])
    assert [message["text"] for message in sandbox.state.messages()] == ["/start"]
    error = await api.error("deleteMessage", chat_id=lan.id, message_id=sent["message_id"])
    assert "message to delete not found" in error


async def test_reactions_are_telegrams_own_and_one_at_most(api: Api, lan: Person) -> None:
    place = {"chat_id": lan.id, "message_id": 1}
    thumb, pizza = ({"type": "emoji", "emoji": emoji} for emoji in "👍🥟")
    assert await api("setMessageReaction", **place, reaction=[thumb])
    assert "REACTION_INVALID" in await api.error("setMessageReaction", **place, reaction=[pizza])
    assert "TOO_MANY" in await api.error("setMessageReaction", **place, reaction=[thumb, thumb])


async def test_commands_are_seen_by_scope_and_language(sandbox: Sandbox, api: Api) -> None:
    await sandbox.say(MINH, "/start")

    async def put(name: str, scope: dict[str, Any], language: str = "") -> None:
        commands = [{"command": name, "description": name}]
        await api("setMyCommands", commands=commands, scope=scope, language_code=language)

    await put("default", {"type": "default"})
    await put("private", {"type": "all_private_chats"})
    await put("private_vi", {"type": "all_private_chats"}, "vi")
    await put("staff", {"type": "chat", "chat_id": MINH.id})
    await put("group", {"type": "all_group_chats"})
    anna = sandbox.state.people[700004]
    bot = sandbox.state.bot
    seen = [
        bot.commands_seen(LAN, LAN.id, group=False),
        bot.commands_seen(anna, anna.id, group=False),
        bot.commands_seen(MINH, MINH.id, group=False),
        bot.commands_seen(LAN, GROUP, group=True),
    ]
    assert [one[0]["command"] for one in seen] == ["private_vi", "private", "staff", "group"]
    await api("deleteMyCommands", scope={"type": "all_private_chats"})
    assert bot.commands_seen(anna, anna.id, group=False)[0]["command"] == "default"


async def test_what_people_send_arrives_in_telegrams_shape(sandbox: Sandbox, api: Api) -> None:
    await sandbox.send_sticker(LAN)
    await sandbox.send_voice(LAN, seconds=4)
    await sandbox.send_document(LAN, "đơn.txt", b"abc", caption="/hoi")
    written = await sandbox.say(LAN, "Ai?")
    await sandbox.edit_message(LAN, written["message_id"], "Ai là bí thư?")
    updates = await api("getUpdates")
    sticker, voice, document, text, edited = updates
    assert sticker["message"]["sticker"]["emoji"]
    assert voice["message"]["voice"]["duration"] == 4
    assert document["message"]["caption_entities"][0]["type"] == "bot_command"
    assert text["message"]["text"] == "Ai?", "an update is as it was when it was sent"
    assert edited["edited_message"]["text"] == "Ai là bí thư?"
    stored = await api("getFile", file_id=document["message"]["document"]["file_id"])
    response = await api.client.get(f"/file/bot{TOKEN}/{stored['file_path']}")
    assert response.content == b"abc"
    assert (await api.client.get(f"/file/bot9:x/{stored['file_path']}")).status_code == 401


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("/bot9:wrong/getMe", 401),
        ("/botnonsense/getMe", 404),
        (f"/bot{TOKEN}/getCoffee", 404),
        (f"/bot{TOKEN}/getme", 200),
    ],
)
async def test_a_wrong_token_or_method_gets_telegrams_answer(
    api: Api, path: str, code: int
) -> None:
    for response in (await api.client.post(path), await api.client.get(path)):
        assert response.status_code == code
        assert response.json()["ok"] is (code == 200)
    if code == 404 and TOKEN in path:
        assert response.json()["description"] == "Not Found: method not found"


async def test_parameters_may_come_as_a_form_with_json_inside(api: Api, lan: Person) -> None:
    markup = '{"inline_keyboard": [[{"text": "x", "callback_data": "x"}]]}'
    data = {"chat_id": str(lan.id), "text": "ế", "reply_markup": markup}
    for sent in ({"data": data}, {"data": data, "files": {"unused": b""}}):
        body = (await api.client.post(f"/bot{TOKEN}/sendMessage", **sent)).json()
        assert body["result"]["reply_markup"]["inline_keyboard"][0][0]["text"] == "x"


async def test_bodies_that_are_no_parameters_are_refused(api: Api) -> None:
    headers = {"Content-Type": "application/json"}
    for body in (b"{", b"[]", b"[" * 100_000):
        response = await api.client.post(f"/bot{TOKEN}/getMe", content=body, headers=headers)
        assert response.status_code == 400, body[:10]

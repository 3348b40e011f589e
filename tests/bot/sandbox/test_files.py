"""Files and pictures, copies and forwards: their limits and what becomes of a message."""

from __future__ import annotations

import json
import struct
from typing import Any

import pytest

from bot.sandbox import ApiError, Person, Sandbox
from tests.bot.sandbox.conftest import GROUP, LAN, TOKEN, Api, Clock


def png(width: int = 5, height: int = 6) -> bytes:
    return b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + struct.pack(">II", width, height)


async def upload(api: Api, method: str, data: dict[str, Any], **files: tuple[str, bytes]) -> Any:
    response = await api.client.post(f"/bot{TOKEN}/{method}", data=data, files=files)
    return response.json()


async def sent_document(api: Api, **data: Any) -> dict[str, Any]:
    body = await upload(
        api, "sendDocument", {"chat_id": LAN.id, **data}, document=("báo cáo.xlsx", b"PK")
    )
    result: dict[str, Any] = body["result"]
    return result


@pytest.mark.parametrize(
    ("size", "taken"),
    [((100, 100), True), ((9999, 1), False), ((5001, 5000), False), ((21, 1), False)],
)
async def test_pictures_of_odd_shapes_are_refused(
    api: Api, lan: Person, size: tuple[int, int], taken: bool
) -> None:
    body = await upload(api, "sendPhoto", {"chat_id": lan.id}, photo=("x.png", png(*size)))
    assert body["ok"] is taken
    assert taken or "PHOTO_INVALID_DIMENSIONS" in body["description"]


async def test_a_file_over_20_mb_arrives_but_cannot_be_fetched(sandbox: Sandbox, api: Api) -> None:
    small, big = 20 * 2**20, 20 * 2**20 + 1
    for size in (small, big):
        await sandbox.send_document(LAN, "a.pdf", bytes(size), mime_type="application/pdf")
    first, second = (update["message"]["document"] for update in await api("getUpdates"))
    assert (first["file_size"], second["file_size"]) == (small, big)
    path = (await api("getFile", file_id=first["file_id"]))["file_path"]
    assert path.endswith(".pdf")
    response = await api.client.get(f"/file/bot{TOKEN}/{path}")
    assert len(response.content) == small
    error = await api.error("getFile", file_id=second["file_id"])
    assert error == "400 Bad Request: file is too big"
    refused = path.replace(first["file_id"], second["file_id"])
    assert (await api.client.get(f"/file/bot{TOKEN}/{refused}")).status_code == 404


async def test_the_same_content_has_the_same_unique_id(sandbox: Sandbox) -> None:
    sent = [await sandbox.send_document(LAN, "a.txt", data) for data in (b"a", b"a", b"b")]
    first, second, other = (one["document"]["file_unique_id"] for one in sent)
    assert first == second != other


async def test_what_people_send_has_captions_replies_and_their_limit(sandbox: Sandbox) -> None:
    asked = await sandbox.say(LAN, "gửi tệp")
    sent = await sandbox.send_document(LAN, "a.txt", b"a", caption="x" * 1024, reply_to=asked)
    assert sent["reply_to_message"]["text"] == "gửi tệp"
    with pytest.raises(ApiError, match="too long"):
        await sandbox.send_photo(LAN, png(), "x" * 1025)


async def test_a_picture_takes_the_place_of_another_and_of_a_text(api: Api, lan: Person) -> None:
    body = await upload(api, "sendPhoto", {"chat_id": lan.id, "caption": "một"},
                        photo=("1.png", png()))  # fmt: skip
    picture = body["result"]
    text = await api("sendMessage", chat_id=lan.id, text="chữ")
    for message in (picture, text):
        media = {"type": "photo", "media": "attach://new", "caption": "<b>hai</b>",
                 "parse_mode": "HTML"}  # fmt: skip
        place = {"chat_id": lan.id, "message_id": message["message_id"]}
        data = {**place, "media": json.dumps(media)}
        body = await upload(api, "editMessageMedia", data, new=("2.png", png(7, 8)))
        edited = body["result"]
        assert (edited["photo"][0]["width"], edited["caption"]) == (7, "hai")
        assert edited["caption_entities"][0]["type"] == "bold"
        assert "text" not in edited
        media["media"] = edited["photo"][0]["file_id"]
        assert "not modified" in await api.error("editMessageMedia", **place, media=media)


@pytest.mark.parametrize(
    ("media", "reason"),
    [
        (None, 'parameter "media" is required'),
        ({"type": "video", "media": "x"}, "supported by the sandbox"),
        ({"type": "photo", "media": "attach://x"}, "attached file not found"),
        ({"type": "photo", "media": "x", "caption": "x" * 1025}, "wrong file"),
    ],
)
async def test_media_that_telegram_refuses_is_refused(
    api: Api, lan: Person, media: Any, reason: str
) -> None:
    sent = await api("sendMessage", chat_id=lan.id, text="x")
    place = {"chat_id": lan.id, "message_id": sent["message_id"]}
    assert reason in await api.error("editMessageMedia", **place, media=media)


async def test_a_caption_is_edited_and_a_text_has_none(api: Api, lan: Person) -> None:
    document = await sent_document(api, caption="một")
    place = {"chat_id": lan.id, "message_id": document["message_id"]}
    assert (await api("editMessageCaption", **place, caption="hai"))["caption"] == "hai"
    assert "too long" in await api.error("editMessageCaption", **place, caption="x" * 1025)
    assert "no text in the message" in await api.error("editMessageText", **place, text="x")


async def test_a_copy_is_the_bots_own_and_a_forward_names_its_origin(
    sandbox: Sandbox, api: Api, lan: Person
) -> None:
    asked = await sandbox.say(lan, "Ai là @bi_thu?")
    source = {"from_chat_id": lan.id, "message_id": asked["message_id"], "chat_id": GROUP}
    copied = (await api("copyMessage", **source))["message_id"]
    copy = sandbox.state.chats[GROUP].messages[copied]
    assert (copy["text"], copy["from"]["is_bot"]) == (asked["text"], True)
    assert copy["entities"] == asked["entities"]
    forward = await api("forwardMessage", **source)
    assert forward["forward_origin"]["sender_user"]["id"] == lan.id
    again = await api("forwardMessage", **{**source, "message_id": forward["message_id"],
                                           "from_chat_id": GROUP})  # fmt: skip
    assert again["forward_origin"] == forward["forward_origin"]


async def test_a_copied_file_takes_another_caption_and_buttons(
    sandbox: Sandbox, api: Api, lan: Person
) -> None:
    document = await sent_document(api, caption="cũ")
    source = {"from_chat_id": lan.id, "message_id": document["message_id"], "chat_id": lan.id}
    keys = {"inline_keyboard": [[{"text": "x", "callback_data": "x"}]]}
    for given, caption in (({}, "cũ"), ({"caption": "mới"}, "mới"), ({"caption": ""}, None)):
        number = (await api("copyMessage", **source, **given, reply_markup=keys))["message_id"]
        copy = sandbox.state.chats[lan.id].messages[number]
        assert copy.get("caption") == caption
        assert copy["document"] == document["document"]
        assert copy["reply_markup"] == keys


@pytest.mark.parametrize("method", ["copyMessage", "forwardMessage"])
async def test_what_cannot_be_sent_on_is_refused(
    sandbox: Sandbox, api: Api, lan: Person, method: str
) -> None:
    closed = await api("sendMessage", chat_id=lan.id, text="x", protect_content=True)
    new = await sandbox.migrate_group(GROUP)
    for source, number, reason in (
        (lan.id, 99, "not found"),
        (lan.id, closed["message_id"], "message can't be"),
        (new, 1, "message can't be"),
        (5, 1, "chat not found"),
    ):
        place = {"chat_id": lan.id, "from_chat_id": source, "message_id": number}
        assert reason in await api.error(method, **place)


async def test_copies_count_as_messages(sandbox: Sandbox, api: Api, lan: Person) -> None:
    sandbox.state.flood.enforce = True
    source = {"chat_id": lan.id, "from_chat_id": lan.id, "message_id": 1}
    assert await api("copyMessage", **source)
    assert (await api.error("copyMessage", **source)).startswith("429")


async def test_a_message_older_than_two_days_cannot_be_deleted(
    api: Api, lan: Person, clock: Clock
) -> None:
    sent = await api("sendMessage", chat_id=lan.id, text="x")
    clock.now += 48 * 3600 + 1
    error = await api.error("deleteMessage", chat_id=lan.id, message_id=sent["message_id"])
    assert "can't be deleted" in error


async def test_a_quote_must_stand_in_the_message(api: Api, lan: Person) -> None:
    for quote, taken in (("/sta", True), ("khác", False)):
        reply = {"message_id": 1, "quote": quote}
        place = {"chat_id": lan.id, "text": "x", "reply_parameters": reply}
        assert (await api.answer("sendMessage", **place))["ok"] is taken
    elsewhere = {"message_id": 1, "chat_id": GROUP}
    error = await api.error("sendMessage", chat_id=lan.id, text="x", reply_parameters=elsewhere)
    assert "unsupported by the sandbox" in error

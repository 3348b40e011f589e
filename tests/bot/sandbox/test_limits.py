"""Telegram's limits, one by one, over HTTP."""

from __future__ import annotations

from typing import Any

import pytest

from bot.sandbox import ApiError, Person, Sandbox
from tests.bot.sandbox.conftest import GROUP, LAN, MINH, TOKEN, Api, Clock

PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x05\0\0\0\x06"


def keyboard(*rows: list[Any]) -> dict[str, Any]:
    return {"inline_keyboard": list(rows)}


def button(**action: Any) -> dict[str, Any]:
    return {"text": "Xem", **action}


@pytest.mark.parametrize(
    ("params", "reason"),
    [
        ({"text": ""}, "message text is empty"),
        ({"text": " \n "}, "message text is empty"),
        ({"text": "<b></b>", "parse_mode": "HTML"}, "message text is empty"),
        ({"text": "x" * 4097}, "message is too long"),
        ({"text": "😀" * 2049}, "message is too long"),
        ({"text": "<b>" * 40_000, "parse_mode": "HTML"}, "message is too long"),
        ({"text": "<i>x</i> " * 101, "parse_mode": "HTML"}, "more than 100 entities"),
        ({"text": "<b>x", "parse_mode": "HTML"}, "can't parse entities"),
        ({"text": "*x*", "parse_mode": "MarkdownV2"}, "unsupported by the sandbox"),
        ({"text": "x", "parse_mode": "BBCode"}, "unsupported parse_mode"),
        ({"text": 5}, 'field "text" must be of type String'),
        ({"text": "\ud800"}, "can't parse the request body"),
        ({"text": "x", "entities": [{"type": "bold", "offset": 0, "length": 2}]}, "outside"),
        ({"text": "x", "reply_markup": "{"}, "can't parse reply_markup"),
        ({"text": "x", "reply_markup": {"buttons": []}}, "object expected as reply markup"),
        ({"text": "x", "reply_parameters": {"message_id": 99}}, "message to be replied not found"),
    ],
)
async def test_a_text_that_telegram_refuses_is_refused(
    api: Api, lan: Person, params: dict[str, Any], reason: str
) -> None:
    error = await api.error("sendMessage", chat_id=lan.id, **params)
    assert error.startswith("400 Bad Request: ")
    assert reason in error


@pytest.mark.parametrize(
    "params",
    [
        {"text": "x" * 4096},
        {"text": "<b>" + "ế" * 4096 + "</b>", "parse_mode": "HTML"},
        {"text": "&lt;" * 4096, "parse_mode": "html"},
        {"text": "<i>x</i> " * 100, "parse_mode": "HTML"},
        {"text": "x", "reply_parameters": {"message_id": 9, "allow_sending_without_reply": True}},
    ],
)
async def test_a_text_at_the_limit_is_sent(api: Api, lan: Person, params: dict[str, Any]) -> None:
    assert (await api("sendMessage", chat_id=lan.id, **params))["message_id"]


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ([[button()]], "Text buttons are unallowed in the inline keyboard"),
        ([[button(callback_data="a", url="https://x.vn")]], "exactly one action"),
        ([[button(callback_data="")]], "BUTTON_DATA_INVALID"),
        ([[button(callback_data="ế" * 22)]], "BUTTON_DATA_INVALID"),
        ([[{"text": " ", "callback_data": "a"}]], "text must be non-empty"),
        ([[button(url="ftp://x.vn")]], "is invalid: Unsupported URL protocol"),
        ([[button(url="https://khong-co-dau-cham/")]], "is invalid: Wrong HTTP URL"),
        ([[button(url="")]], "is invalid: URL is empty"),
        ([[button(copy_text={"text": "x" * 257})]], "BUTTON_COPY_TEXT_INVALID"),
        ([[button(web_app={"url": "https://x.vn"})]], "unsupported by the sandbox"),
        ([[button(callback_data="a")] * 9], "more than 8 buttons"),
        ([[button(callback_data="a")]] * 101, "REPLY_MARKUP_TOO_LONG"),
        ([[]], "empty"),
        (["x"], "Array of Arrays"),
    ],
)
async def test_a_keyboard_that_telegram_refuses_or_cuts_is_refused(
    api: Api, lan: Person, rows: list[Any], reason: str
) -> None:
    error = await api.error("sendMessage", chat_id=lan.id, text="x", reply_markup=keyboard(*rows))
    assert reason in error


async def test_a_keyboard_at_the_limits_is_sent(api: Api, lan: Person) -> None:
    rows = [[button(callback_data="x" * 64)] * 8] * 12 + [
        [button(url="https://x.vn/ế"), button(url="tg://resolve?domain=x")],
        [button(switch_inline_query_current_chat="")],
        [button(copy_text={"text": "0238"})],
    ]
    sent = await api("sendMessage", chat_id=lan.id, text="x", reply_markup=keyboard(*rows))
    assert sent["reply_markup"] == keyboard(*rows)


@pytest.mark.parametrize(
    ("params", "reason"),
    [
        ({"commands": [{"command": "Hoi", "description": "x"}]}, "BOT_COMMAND_INVALID"),
        ({"commands": [{"command": "hỏi", "description": "x"}]}, "BOT_COMMAND_INVALID"),
        ({"commands": [{"command": "x" * 33, "description": "x"}]}, "BOT_COMMAND_INVALID"),
        ({"commands": [{"command": "x", "description": " "}]}, "DESCRIPTION_INVALID"),
        ({"commands": [{"command": "x", "description": "x" * 257}]}, "DESCRIPTION_INVALID"),
        ({"commands": [{"command": "x", "description": "x"}] * 2}, "twice"),
        (
            {"commands": [{"command": f"c{n}", "description": "x"} for n in range(101)]},
            "BOT_COMMANDS_TOO_MUCH",
        ),
        ({"commands": [], "language_code": "viet"}, "BOT_LANG_CODE_INVALID"),
        ({"commands": [], "scope": {"type": "everyone"}}, "unsupported type"),
        ({"commands": [], "scope": {"type": "chat", "chat_id": 700002}}, "chat not found"),
        ({"commands": [], "scope": {"type": "chat_administrators", "chat_id": LAN.id}}, "private"),
    ],
)
async def test_commands_that_telegram_refuses_are_refused(
    api: Api, lan: Person, params: dict[str, Any], reason: str
) -> None:
    assert reason in await api.error("setMyCommands", **params)


@pytest.mark.parametrize(
    ("method", "name", "most"),
    [
        ("setMyName", "name", 64),
        ("setMyDescription", "description", 512),
        ("setMyShortDescription", "short_description", 120),
    ],
)
async def test_profile_texts_have_their_limits(api: Api, method: str, name: str, most: int) -> None:
    assert "too long" in await api.error(method, **{name: "x" * (most + 1)})
    assert await api(method, **{name: "ế" * most}, language_code="vi")
    got = await api(method.replace("set", "get"), language_code="vi")
    assert got == {name: "ế" * most}


async def test_captions_are_counted_and_files_checked(api: Api, lan: Person) -> None:
    async def photo(picture: bytes, **data: str) -> Any:
        url = f"/bot{TOKEN}/sendPhoto"
        files = {"photo": ("x.png", picture, "image/png")}
        return (await api.client.post(url, data={"chat_id": lan.id, **data}, files=files)).json()

    sent = (await photo(PNG, caption="<b>" + "x" * 1024 + "</b>", parse_mode="HTML"))["result"]
    assert sent["photo"][0]["width"] == 5
    assert sent["caption_entities"] == [{"type": "bold", "offset": 0, "length": 1024}]
    assert "caption is too long" in (await photo(PNG, caption="x" * 1025))["description"]
    assert "IMAGE_PROCESS_FAILED" in (await photo(b"no picture"))["description"]
    assert "non-empty" in (await photo(b""))["description"]
    again = await api("sendPhoto", chat_id=lan.id, photo=sent["photo"][0]["file_id"])
    assert again["photo"] == sent["photo"]
    assert "wrong file" in await api.error("sendPhoto", chat_id=lan.id, photo="https://x.vn/1.png")


async def _callback(sandbox: Sandbox, api: Api) -> str:
    sent = await api(
        "sendMessage", chat_id=LAN.id, text="x", reply_markup=keyboard([button(callback_data="a")])
    )
    with pytest.raises(TimeoutError):
        await sandbox.press(LAN, sent["message_id"], "a", timeout=0)
    return list(sandbox.state.callbacks)[-1]


async def test_a_callback_is_answered_once_in_time_and_in_short(
    sandbox: Sandbox, api: Api, lan: Person, clock: Clock
) -> None:
    old = "400 Bad Request: query is too old and response timeout expired or query ID is invalid"
    query = await _callback(sandbox, api)
    assert "MESSAGE_TOO_LONG" in await api.error(
        "answerCallbackQuery", callback_query_id=query, text="x" * 201
    )
    assert await api("answerCallbackQuery", callback_query_id=query, text="x" * 200)
    assert await api.error("answerCallbackQuery", callback_query_id=query) == old
    assert await api.error("answerCallbackQuery", callback_query_id="1") == old
    late = await _callback(sandbox, api)
    clock.now += sandbox.state.query_lifetime_s + 1
    assert await api.error("answerCallbackQuery", callback_query_id=late) == old


async def test_only_a_button_that_is_there_can_be_pressed_unless_the_press_is_forged(
    sandbox: Sandbox, api: Api, lan: Person
) -> None:
    rows = [button(callback_data="a"), {"text": "Mở", "url": "https://x.vn"}]
    sent = await api("sendMessage", chat_id=LAN.id, text="x", reply_markup=keyboard(rows))
    with pytest.raises(ApiError, match="no such button"):
        await sandbox.press(LAN, sent["message_id"], "b")
    for label in ("Mở", "Xem nữa"):
        with pytest.raises(ApiError, match="no button"):
            await sandbox.tap(LAN, sent, label)
    for pressing in (
        sandbox.press(LAN, sent, "b", timeout=0, forged=True),
        sandbox.tap(LAN, sent, "Xem", timeout=0),
    ):
        with pytest.raises(TimeoutError):
            await pressing
    pressed = [one["callback_query"] for one in await api("getUpdates") if "callback_query" in one]
    assert [one["data"] for one in pressed] == ["b", "a"]


async def test_another_member_presses_under_their_own_name(sandbox: Sandbox, api: Api) -> None:
    rows = keyboard([button(callback_data="a")])
    sent = await api("sendMessage", chat_id=GROUP, text="x", reply_markup=rows)
    for person in (LAN, MINH):
        with pytest.raises(TimeoutError):
            await sandbox.press(person, sent, "a", timeout=0)
    pressed = [one["callback_query"]["from"]["id"] for one in await api("getUpdates")]
    assert pressed == [LAN.id, MINH.id]


async def test_a_deep_link_starts_the_bot_with_what_a_link_can_hold(
    sandbox: Sandbox, api: Api
) -> None:
    await sandbox.follow_link(LAN, "a" * 64)
    await sandbox.follow_link(LAN)
    texts = [update["message"]["text"] for update in await api("getUpdates")]
    assert texts == ["/start " + "a" * 64, "/start"]
    for parameter in ("a" * 65, "có-dấu", "a b"):
        with pytest.raises(ApiError, match="START_PARAM_INVALID"):
            await sandbox.follow_link(LAN, parameter)


def article(result_id: str = "1", **changes: Any) -> dict[str, Any]:
    content = {"message_text": "<b>x</b>", "parse_mode": "HTML"}
    result = {"type": "article", "id": result_id, "title": "T", "input_message_content": content}
    return {**result, **changes}


@pytest.mark.parametrize(
    ("params", "reason"),
    [
        ({"results": [article(str(n)) for n in range(51)]}, "RESULTS_TOO_MUCH"),
        ({"results": [article(), article()]}, "RESULT_ID_DUPLICATE"),
        ({"results": [article("ế" * 22)]}, "RESULT_ID_INVALID"),
        ({"results": [article(title="")]}, "title must be non-empty"),
        ({"results": [article(input_message_content=None)]}, "input_message_content"),
        ({"results": [article(input_message_content={"message_text": ""})]}, "text is empty"),
        ({"results": [article(reply_markup={"keyboard": [["x"]]})]}, "inline keyboard expected"),
        ({"results": [article(url="khong dung")]}, "URL is invalid"),
        ({"results": [], "next_offset": "x" * 65}, "NEXT_OFFSET_INVALID"),
        ({"results": [], "button": {"text": "x", "start_parameter": "có dấu"}}, "START_PARAM"),
        ({"results": []}, "query is too old"),
    ],
)
async def test_inline_answers_that_telegram_refuses_are_refused(
    api: Api, params: dict[str, Any], reason: str
) -> None:
    assert reason in await api.error("answerInlineQuery", inline_query_id="1", **params)

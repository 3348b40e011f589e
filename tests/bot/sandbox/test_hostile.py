"""Whatever a parameter holds, the answer is a result or an error of the Bot API, no crash."""

from __future__ import annotations

import contextlib
import json
from typing import Any

import pytest

from bot.sandbox import ApiError, Person, Sandbox
from bot.sandbox.methods import METHODS
from bot.sandbox.params import Params
from tests.bot.sandbox.conftest import Api

ARTICLE = {"type": "article", "id": "1", "title": "T"}
PARAMETERS = [
    "chat_id",
    "message_id",
    "text",
    "caption",
    "parse_mode",
    "entities",
    "reply_markup",
    "reply_parameters",
    "photo",
    "document",
    "file_id",
    "action",
    "reaction",
    "callback_query_id",
    "inline_query_id",
    "results",
    "next_offset",
    "button",
    "commands",
    "scope",
    "language_code",
    "name",
    "description",
    "short_description",
    "menu_button",
    "user_id",
    "url",
    "secret_token",
    "allowed_updates",
    "offset",
    "limit",
    "inline_message_id",
    "link_preview_options",
    "from_chat_id",
    "message_thread_id",
    "media",
    "cache_time",
]
HOSTILE: tuple[Any, ...] = (
    0,
    -1,
    True,
    1e308,
    2**70,
    "x",
    "😀",
    "[]",
    "{}",
    "{",
    [],
    [1],
    [[]],
    {},
    [{}],
)
NESTED: dict[str, list[Any]] = {
    "reply_markup": [{"inline_keyboard": [[{"text": "x", "url": v}]]} for v in HOSTILE]
    + [{"inline_keyboard": v} for v in HOSTILE],
    "entities": [[{"type": v, "offset": 0, "length": w}] for v in HOSTILE for w in HOSTILE]
    + [[{"type": "text_link", "offset": 0, "length": 1, "url": v}] for v in HOSTILE],
    "commands": [[{"command": v, "description": w}] for v in HOSTILE for w in HOSTILE],
    "scope": [
        {"type": "chat_member", "chat_id": v, "user_id": w} for v in HOSTILE for w in HOSTILE
    ],
    "reply_parameters": [{"message_id": v} for v in HOSTILE]
    + [{"message_id": 1, "quote": v, "chat_id": w} for v in HOSTILE for w in HOSTILE],
    "media": [{"type": "photo", "media": v, "caption": w} for v in HOSTILE for w in HOSTILE],
    "reaction": [[{"type": "emoji", "emoji": v}] for v in HOSTILE],
    "button": [{"text": v, "start_parameter": w} for v in HOSTILE for w in HOSTILE],
    "results": [
        [
            {
                "type": "article",
                "id": "1",
                "title": "T",
                "input_message_content": v,
                "reply_markup": w,
            }
        ]
        for v in (*HOSTILE, {"message_text": "x"}, {"message_text": "x", "entities": 5})
        for w in HOSTILE
    ],
}


@pytest.mark.parametrize("method", sorted(METHODS.keys() - {"leaveChat"}))
async def test_no_parameter_of_the_wrong_kind_breaks_a_method(
    sandbox: Sandbox, api: Api, lan: Person, method: str
) -> None:
    sent = await api("sendMessage", chat_id=lan.id, text="x")
    sound = {"chat_id": lan.id, "message_id": sent["message_id"], "text": "y", "results": []}
    for name in PARAMETERS:
        for value in (*HOSTILE, *NESTED.get(name, ())):
            with contextlib.suppress(ApiError):
                json.dumps(await METHODS[method](sandbox.state, Params({**sound, name: value})))
    assert (await api.client.get("/page/world")).status_code == 200

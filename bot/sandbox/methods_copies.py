"""The methods that send a message on: as a copy, or forwarded with its origin."""

from __future__ import annotations

from typing import Final

from bot.sandbox import content
from bot.sandbox.methods_messages import sent
from bot.sandbox.params import Params
from bot.sandbox.state import State
from bot.sandbox.values import JsonObject, Message, bad_request

# What a message holds that goes along; service messages hold none of it.
_CONTENT: Final = ("text", "photo", "document", "sticker", "voice")
_DONE: Final = {"copy": "copied", "forward": "forwarded"}
_BESIDE: Final = ("entities", "link_preview_options", "caption", "caption_entities")


async def copy_message(state: State, params: Params) -> JsonObject:
    """`copyMessage`: the content as the bot's own, with a new caption where one is given."""
    body = _content(state, params, "copy")
    if params.has("caption") and "text" not in body:
        body = {name: body[name] for name in body if not name.startswith("caption")}
        body |= content.caption(params)
    return {"message_id": sent(state, params, body)["message_id"]}


async def forward_message(state: State, params: Params) -> Message:
    """`forwardMessage`: the content, with who wrote it and when."""
    body = _content(state, params, "forward")
    original = _source(state, params, "forward")
    origin = original.get("forward_origin") or {
        "type": "user",
        "sender_user": original["from"],
        "date": original["date"],
    }
    # A forwarded message takes neither buttons nor a reply.
    place = {
        name: value
        for name, value in params.values.items()
        if name in ("chat_id", "message_thread_id", "protect_content")
    }
    return sent(state, Params(place), {**body, "forward_origin": origin})


def _source(state: State, params: Params, purpose: str) -> Message:
    chat = state.known_chat(params.values.get("from_chat_id"))
    message = chat.messages.get(params.required_integer("message_id"))
    if message is None:
        raise bad_request(f"message to {purpose} not found")
    return message


def _content(state: State, params: Params, purpose: str) -> JsonObject:
    """What of the source is sent on. Raises ApiError 400 where that may not be."""
    state.known_chat(params.values.get("chat_id"))
    message = _source(state, params, purpose)
    if not any(name in message for name in _CONTENT) or message.get("has_protected_content"):
        raise bad_request(f"message can't be {_DONE[purpose]}")
    return {name: message[name] for name in (*_CONTENT, *_BESIDE) if name in message}

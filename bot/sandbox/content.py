"""The text of a message: parsed, trimmed and held to Telegram's limits."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from bot.sandbox.entities import ordered, trimmed, utf16_length, with_detected
from bot.sandbox.links import LinkError, checked_link
from bot.sandbox.markup import parse_html
from bot.sandbox.params import Params
from bot.sandbox.values import JsonObject, bad_request

MOST_TEXT: Final = 4096
MOST_CAPTION: Final = 1024
MOST_ENTITIES: Final = 100

# Markup that is longer than this holds more than any message; it is not even parsed.
_MOST_SOURCE: Final = 100_000

_ENTITY_TYPES: Final = frozenset(
    [
        "mention",
        "hashtag",
        "cashtag",
        "bot_command",
        "url",
        "email",
        "phone_number",
        "bold",
        "italic",
        "underline",
        "strikethrough",
        "spoiler",
        "blockquote",
        "expandable_blockquote",
        "code",
        "pre",
        "text_link",
        "custom_emoji",
    ]
)


def message_text(params: Params) -> JsonObject:
    """`{"text", "entities"?}` of a message. Raises ApiError 400 as Telegram does."""
    text, entities = _formatted(params, "text", "entities")
    if not text:
        raise bad_request("message text is empty")
    if utf16_length(text) > MOST_TEXT:
        raise bad_request("message is too long")
    return {"text": text, "entities": entities} if entities else {"text": text}


def link_preview(params: Params) -> JsonObject:
    """`{"link_preview_options"}` where they were given."""
    preview = params.json_object("link_preview_options")
    return {"link_preview_options": preview} if preview else {}


def caption(params: Params) -> JsonObject:
    """`{"caption", "caption_entities"}` of a photo or file; empty without a caption."""
    text, entities = _formatted(params, "caption", "caption_entities")
    if utf16_length(text) > MOST_CAPTION:
        raise bad_request("message caption is too long")
    if not text:
        return {}
    return {"caption": text, "caption_entities": entities} if entities else {"caption": text}


def input_content(content: Mapping[str, Any]) -> JsonObject:
    """The text of an inline result's `input_message_content`."""
    if "message_text" not in content:
        raise bad_request("only text is supported by the sandbox as input_message_content")
    params = Params({**content, "text": content["message_text"]})
    return {**message_text(params), **link_preview(params)}


def typed(text: str, most: int = MOST_TEXT) -> JsonObject:
    """What a person typed, as the bot receives it."""
    body = text.strip()
    if not body:
        raise bad_request("message text is empty")
    if utf16_length(body) > most:
        raise bad_request("message is too long")
    entities = with_detected(body, [])
    return {"text": body, "entities": entities} if entities else {"text": body}


def _formatted(params: Params, name: str, entities_name: str) -> tuple[str, list[JsonObject]]:
    source = params.text(name)
    mode = params.text("parse_mode")
    if len(source) > _MOST_SOURCE:
        raise bad_request("message is too long")
    if mode.lower() == "html":
        text, entities = parse_html(source)
    elif mode.lower() in ("markdown", "markdownv2"):
        raise bad_request(f"parse_mode {mode} is unsupported by the sandbox: use HTML")
    elif mode:
        raise bad_request("unsupported parse_mode")
    else:
        text, entities = source, _given_entities(source, params.json_array(entities_name) or [])
    if len(entities) > MOST_ENTITIES:
        raise bad_request(f"more than {MOST_ENTITIES} entities, of which Telegram drops the rest")
    body, kept = trimmed(text, entities)
    return body, with_detected(body, kept)


def _given_entities(text: str, entities: list[Any]) -> list[JsonObject]:
    total = utf16_length(text)
    for entity in entities:
        if not isinstance(entity, dict) or str(entity.get("type")) not in _ENTITY_TYPES:
            raise bad_request("can't parse MessageEntity: unsupported type")
        if entity["type"] == "text_link":
            try:
                entity["url"] = checked_link(str(entity.get("url", "")))
            except LinkError as error:
                raise bad_request(f"an entity has a link that is dropped ({error})") from None
        offset, length = entity.get("offset"), entity.get("length")
        if (
            not isinstance(offset, int)
            or not isinstance(length, int)
            or not 0 <= offset < offset + length <= total
        ):
            raise bad_request("entity begins or ends outside of the text")
    return ordered(entities)

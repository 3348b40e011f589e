"""The methods that send files, put others in their place, and fetch them."""

from __future__ import annotations

from typing import Final

from bot.sandbox import content
from bot.sandbox.media import given_document, given_photo
from bot.sandbox.methods_messages import edited, own_message, sent
from bot.sandbox.params import Params
from bot.sandbox.state import State
from bot.sandbox.values import JsonObject, Message, bad_request

_GIVEN: Final = {"photo": given_photo, "document": given_document}


async def send_photo(state: State, params: Params) -> Message:
    """`sendPhoto`: a PNG or JPEG, uploaded or by `file_id`."""
    state.known_chat(params.values.get("chat_id"))
    caption = content.caption(params)
    return sent(state, params, {**given_photo(state, params), **caption})


async def send_document(state: State, params: Params) -> Message:
    """`sendDocument`: a file, uploaded or by `file_id`."""
    state.known_chat(params.values.get("chat_id"))
    caption = content.caption(params)
    return sent(state, params, {**given_document(state, params), **caption})


async def edit_message_media(state: State, params: Params) -> Message | bool:
    """`editMessageMedia`: a photo or document in place of another, or of a text.

    A message that was sent inline takes no new file, only one that Telegram has.
    """
    chat, message = own_message(state, params, "edit")
    media = params.json_object("media")
    if media is None:
        raise bad_request('parameter "media" is required')
    given = Params(media, params.uploads)
    kind = given.text("type")
    if kind not in _GIVEN:
        raise bad_request("only media of type photo and document are supported by the sandbox")
    if params.text("inline_message_id") and given.text("media").startswith("attach://"):
        raise bad_request("file uploads are unsupported in inline messages")
    gone = dict.fromkeys(
        ("text", "entities", "link_preview_options", "photo", "document", "caption"), None
    )
    new = {**_GIVEN[kind](state, given, "media"), **content.caption(given)}
    return edited(state, params, chat, message, {**gone, "caption_entities": None, **new})


async def get_file(state: State, params: Params) -> JsonObject:
    """`getFile`: where to download a file of at most 20 MB."""
    stored = state.files.get(params.text("file_id"))
    if stored is None:
        raise bad_request("invalid file_id")
    if stored.too_big:
        raise bad_request("file is too big")
    return {**stored.as_json(), "file_path": stored.path}

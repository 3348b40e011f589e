"""The methods that send files and fetch them."""

from __future__ import annotations

import struct
from typing import Final

from bot.sandbox import content
from bot.sandbox.methods_messages import sent
from bot.sandbox.params import Params, Upload
from bot.sandbox.state import State
from bot.sandbox.values import JsonObject, Message, StoredFile, bad_request

MOST_PHOTO_BYTES: Final = 10 * 2**20
MOST_DOCUMENT_BYTES: Final = 50 * 2**20
MOST_DOWNLOAD_BYTES: Final = 20 * 2**20

_PNG: Final = b"\x89PNG\r\n\x1a\n"
_PNG_HEADER: Final = 24
_JPEG: Final = b"\xff\xd8"
_JPEG_MARK: Final = 0xFF
# The markers of a JPEG frame header, which holds height and width.
_JPEG_FRAMES: Final = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_MOST_SIDES: Final = 10_000


def image_size(data: bytes) -> tuple[int, int] | None:
    """Width and height in pixels of a PNG or JPEG; None for anything else."""
    if data.startswith(_PNG) and len(data) >= _PNG_HEADER:
        width, height = struct.unpack(">II", data[16:24])
        return width, height
    if not data.startswith(_JPEG):
        return None
    at = 2
    while at + 9 <= len(data) and data[at] == _JPEG_MARK:
        marker, length = data[at + 1], struct.unpack(">H", data[at + 2 : at + 4])[0]
        if marker in _JPEG_FRAMES:
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return width, height
        at += 2 + length
    return None


def photo_json(stored: StoredFile) -> list[JsonObject]:
    """A photo as the list of its sizes. Raises ApiError 400 for what is no picture."""
    size = image_size(stored.content)
    if size is None:
        raise bad_request("IMAGE_PROCESS_FAILED")
    if not 0 < sum(size) <= _MOST_SIDES:
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
    return [{**stored.as_json(), "width": size[0], "height": size[1]}]


def document_json(stored: StoredFile) -> JsonObject:
    """A file as a `Document` of the Bot API."""
    return {**stored.as_json(), "file_name": stored.name, "mime_type": stored.mime_type}


def _given_file(state: State, params: Params, name: str, most: int) -> StoredFile:
    upload: Upload | None = params.upload(name)
    if upload is None:
        stored = state.files.get(params.text(name))
        if stored is None:
            raise bad_request("wrong file identifier/HTTP URL specified")
        return stored
    if not upload.content:
        raise bad_request("file must be non-empty")
    if len(upload.content) > most:
        raise bad_request("file is too big")
    return state.keep_file(upload.name, upload.mime_type, upload.content)


async def send_photo(state: State, params: Params) -> Message:
    """`sendPhoto`: a PNG or JPEG, uploaded or by `file_id`."""
    state.known_chat(params.values.get("chat_id"))
    stored = _given_file(state, params, "photo", MOST_PHOTO_BYTES)
    return sent(state, params, {"photo": photo_json(stored), **content.caption(params)})


async def send_document(state: State, params: Params) -> Message:
    """`sendDocument`: a file, uploaded or by `file_id`."""
    state.known_chat(params.values.get("chat_id"))
    stored = _given_file(state, params, "document", MOST_DOCUMENT_BYTES)
    return sent(state, params, {"document": document_json(stored), **content.caption(params)})


async def get_file(state: State, params: Params) -> JsonObject:
    """`getFile`: where to download a file of at most 20 MB."""
    stored = state.files.get(params.text("file_id"))
    if stored is None:
        raise bad_request("invalid file_id")
    if len(stored.content) > MOST_DOWNLOAD_BYTES:
        raise bad_request("file is too big")
    return {**stored.as_json(), "file_path": stored.path}

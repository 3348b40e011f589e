"""Pictures and files as the Bot API shows them, and what it takes for one."""

from __future__ import annotations

import struct
from typing import Final

from bot.sandbox.params import Params
from bot.sandbox.state import State
from bot.sandbox.values import JsonObject, StoredFile, bad_request

MOST_PHOTO_BYTES: Final = 10 * 2**20
MOST_DOCUMENT_BYTES: Final = 50 * 2**20

_PNG: Final = b"\x89PNG\r\n\x1a\n"
_PNG_HEADER: Final = 24
_JPEG: Final = b"\xff\xd8"
_JPEG_MARK: Final = 0xFF
# The markers of a JPEG frame header, which holds height and width.
_JPEG_FRAMES: Final = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_MOST_SIDES: Final = 10_000
_MOST_RATIO: Final = 20


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
    if not min(size) or sum(size) > _MOST_SIDES or max(size) > _MOST_RATIO * min(size):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
    return [{**stored.as_json(), "width": size[0], "height": size[1]}]


def document_json(stored: StoredFile) -> JsonObject:
    """A file as a `Document` of the Bot API."""
    return {**stored.as_json(), "file_name": stored.name, "mime_type": stored.mime_type}


def given_photo(state: State, params: Params, name: str = "photo") -> JsonObject:
    """`{"photo"}` of a PNG or JPEG that was uploaded or named by `file_id`."""
    return {"photo": photo_json(_given_file(state, params, name, MOST_PHOTO_BYTES))}


def given_document(state: State, params: Params, name: str = "document") -> JsonObject:
    """`{"document"}` of a file that was uploaded or named by `file_id`."""
    return {"document": document_json(_given_file(state, params, name, MOST_DOCUMENT_BYTES))}


def _given_file(state: State, params: Params, name: str, most: int) -> StoredFile:
    upload = params.upload(name)
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

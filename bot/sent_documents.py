"""Documents that somebody sends: which are taken, and how they come onto this machine."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Final

from telegram import Document
from telegram.error import BadRequest

from bot.context import Context
from bot.markup import clean, one_line
from bot.wording import Wording
from bot.wording_keys import TextKey
from index import told_suffix

MOST_BYTES: Final = 20 * 1024 * 1024
"""What Telegram lets a bot fetch, and what a document may have."""
LONGEST_NAME: Final = 120
DOWNLOAD_TIMEOUT_S: Final = 120.0
_READABLE: Final = (".pdf", ".docx", ".html", ".htm", ".txt", ".md", ".jsonl", ".json")
"""The suffixes of what can be read, as far as a name tells; `told_suffix` looks inside."""

log = logging.getLogger(__name__)


class RefusedError(Exception):
    """A document that is not taken; its argument is what to say."""


def may_be_read(document: Document) -> bool:
    """Tells by its name and size whether a document may be an article."""
    named = (document.file_name or "").lower().endswith(_READABLE)
    return named and (document.file_size or 0) <= MOST_BYTES


def item_of(document: Document, words: Wording) -> dict[str, str]:
    """Returns what is kept of a document until it is fetched: its Telegram id and its name.

    Raises RefusedError: it is too large.
    """
    if (document.file_size or 0) > MOST_BYTES:
        raise refused("adding.too_large", words)
    return {"file_id": document.file_id, "name": one_line(clean(document.file_name or ""))}


async def fetched(item: Mapping[str, str], folder: Path, context: Context, words: Wording) -> Path:
    """Puts a sent document into `folder`, with the suffix that its content stands for.

    An article that was typed is a document, too. Raises RefusedError: it is too large, gone, or of
    no kind that can be read.
    """
    if "text" in item:
        typed = folder / item["name"]
        await asyncio.to_thread(typed.write_text, item["text"], "utf-8")
        return typed
    try:
        file = await context.bot.get_file(item["file_id"])
        data = bytes(await file.download_as_bytearray(read_timeout=DOWNLOAD_TIMEOUT_S))
    except BadRequest as fault:
        too_large = "too big" in fault.message.lower()
        raise refused("adding.too_large" if too_large else "adding.gone", words) from None
    if len(data) > MOST_BYTES:
        raise refused("adding.too_large", words)
    suffix = told_suffix(data, item["name"])
    if suffix is None:
        raise refused("adding.wrong_kind", words)
    path = folder / file_name(item["name"], suffix)
    await asyncio.to_thread(path.write_bytes, data)
    return path


def refused(why: TextKey, words: Wording) -> RefusedError:
    """Returns the refusal with what to say, and logs it."""
    log.info("a document was refused: %s", why)
    return RefusedError(words.html(why))


def file_name(sent: str, suffix: str) -> str:
    """Returns the name under which a sent file is kept: its own, without any folder.

    >>> file_name("../../Thông báo 12.PDF", ".pdf")
    'Thông báo 12.pdf'
    >>> file_name("", ".txt")
    'van-ban.txt'
    """
    name = PurePosixPath(sent.replace("\\", "/")).name.lstrip(".- ")
    stem = PurePosixPath(name).stem if "." in name else name
    kept_stem = "".join(char for char in stem if char.isprintable() and char not in '/<>:"|?*')
    while len(kept_stem.encode()) > LONGEST_NAME:
        kept_stem = kept_stem[:-1]
    return f"{kept_stem.strip() or 'van-ban'}{suffix}"

"""Articles from .jsonl and .json: lines are streamed, and one bad item never stops the rest."""

from __future__ import annotations

import codecs
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Final

from index.errors import IngestError
from index.ingest.encoding import decode, utf16_without_mark
from index.ingest.records import MOST_BYTES

# An escape writes one character as six bytes, so a line may be longer than its article.
MOST_LINE_BYTES: Final = 6 * MOST_BYTES
# A .json file is read whole; anything larger belongs into .jsonl, which is streamed.
MOST_JSON_BYTES: Final = 64 * 1024 * 1024
_CHUNK: Final = 1 << 16
_START_BYTES: Final = 1 << 12
_LIST_KEY: Final = "articles"


def json_lines(
    path: Path, *, limit: int = MOST_LINE_BYTES
) -> Iterator[tuple[int, object | IngestError]]:
    """Yields the number and the value, or the fault, of each line of a .jsonl file.

    At most `limit` bytes of a line are ever held; a longer one is a fault, and reading
    goes on after it. Empty lines are passed over.

    Raises:
        OSError: the file cannot be read.
    """
    with path.open("rb") as file:
        for number, line in enumerate(_bounded_lines(file, limit), 1):
            if line is None:
                yield number, IngestError(f"the line is over {limit // 1024 // 1024} MB; split it")
                continue
            try:
                text = line if isinstance(line, str) else decode(line)
            except IngestError as fault:
                yield number, fault
                continue
            if text.strip("\ufeff \t\r\n"):
                yield number, _parsed(text.strip("\ufeff \t\r\n"))


def json_items(path: Path) -> Iterator[tuple[int | None, object | IngestError]]:
    """Yields the articles of a .json file: one object, a list, or {"articles": [...]}.

    The number counts from 1 in a list, and is None for a single object.

    Raises:
        IngestError: the file is too large, or no JSON of these three kinds.
        OSError: the file cannot be read.
    """
    size = path.stat().st_size
    if size > MOST_JSON_BYTES:
        raise IngestError(f"{size / 1024 / 1024:.0f} MB is too large for .json; write it as .jsonl")
    text = decode(path.read_bytes())
    if not text.strip():
        raise IngestError("empty: there is no text in it")
    value = _parsed(text)
    if isinstance(value, IngestError):
        raise value
    if isinstance(value, dict) and isinstance(value.get(_LIST_KEY), list):
        value = value[_LIST_KEY]
    if isinstance(value, list):
        if not value:
            raise IngestError("empty: the list holds no article")
        yield from enumerate(value, 1)
    elif isinstance(value, dict):
        yield None, value
    else:
        raise IngestError('no article: write {...}, [{...}] or {"articles": [{...}]}')


def _parsed(text: str) -> object | IngestError:
    try:
        value: object = json.loads(text)
    except json.JSONDecodeError as fault:
        return IngestError(
            f"not valid JSON at line {fault.lineno}, column {fault.colno} ({fault.msg.lower()})"
            if "\n" in text
            else f"not valid JSON at column {fault.colno} ({fault.msg.lower()})"
        )
    except RecursionError:
        return IngestError("not valid JSON: nested too deeply")
    except ValueError:
        return IngestError("not valid JSON: a number is too long")
    return value


def _bounded_lines(file: BinaryIO, limit: int) -> Iterator[bytes | str | None]:
    """Yields the lines of `file`, None for one over `limit`; UTF-16 comes out as text."""
    start = file.read(_START_BYTES)
    file.seek(0)
    wide = _wide_encoding(start)
    if wide is None:
        while line := file.readline(limit + 1):
            if len(line) > limit and not line.endswith(b"\n"):
                while (rest := file.readline(_CHUNK)) and not rest.endswith(b"\n"):
                    pass
                yield None
            else:
                yield line
        return
    reader = io.TextIOWrapper(file, encoding=wide, errors="replace", newline="\n")
    while text := reader.readline(limit + 1):
        if len(text) > limit and not text.endswith("\n"):
            while (more := reader.readline(_CHUNK)) and not more.endswith("\n"):
                pass
            yield None
        else:
            yield text


def _wide_encoding(start: bytes) -> str | None:
    if start.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        return "utf-32"
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    return utf16_without_mark(start)

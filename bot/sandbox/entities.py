"""Entities: UTF-16 lengths, trimming, and what Telegram finds in a text by itself."""

from __future__ import annotations

import re
from typing import Final

from bot.sandbox.values import JsonObject

# Ordered: an earlier kind wins where two would overlap, as `user@host.vn` is no mention.
_DETECTORS: Final = (
    ("url", re.compile(r"\bhttps?://[^\s<>\"«»]*[^\s<>\"«».,;:!?)\]]", re.IGNORECASE)),
    ("email", re.compile(r"(?<![\w.+-])[\w.+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}")),
    ("bot_command", re.compile(r"(?<![\w/@<>])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?!\w)")),
    ("mention", re.compile(r"(?<![\w@])@[A-Za-z0-9_]{3,32}(?!\w)")),
    ("hashtag", re.compile(r"(?<![\w#])#(?!\d+\b)\w{1,256}")),
)

_SURROGATES: Final = (0xD800, 0xDFFF)

# Telegram looks for nothing inside these.
_OPAQUE: Final = frozenset({"code", "pre", "text_link", "text_mention", "custom_emoji"})


def is_surrogate(code: int) -> bool:
    """Whether a code point is half of a UTF-16 pair: a character that UTF-8 cannot hold."""
    return _SURROGATES[0] <= code <= _SURROGATES[1]


def utf16_length(text: str) -> int:
    """The length that Telegram counts: code units of UTF-16 (an emoji is 2 or more).

    >>> utf16_length("ế"), utf16_length("📰")
    (1, 2)
    """
    return len(text) + sum(char > "\uffff" for char in text)


def utf16_slice(text: str, offset: int, length: int) -> str:
    """The piece of the text that an entity covers."""
    units = text.encode("utf-16-le")
    return units[2 * offset : 2 * (offset + length)].decode("utf-16-le", errors="replace")


def trimmed(text: str, entities: list[JsonObject]) -> tuple[str, list[JsonObject]]:
    """The text without white space at both ends, as Telegram stores it, entities moved along."""
    lead = len(text) - len(text.lstrip())
    body = text.strip()
    total = utf16_length(body)
    kept: list[JsonObject] = []
    for entity in entities:
        start = max(entity["offset"] - lead, 0)
        end = min(entity["offset"] + entity["length"] - lead, total)
        if end > start:
            kept.append({**entity, "offset": start, "length": end - start})
    return body, kept


def ordered(entities: list[JsonObject]) -> list[JsonObject]:
    """Entities as Telegram lists them: by place, the outer before the inner."""
    return sorted(entities, key=lambda entity: (entity["offset"], -entity["length"]))


def with_detected(text: str, entities: list[JsonObject]) -> list[JsonObject]:
    """Adds the links, addresses, commands, mentions and hashtags that stand in the text."""
    taken = [
        (entity["offset"], entity["offset"] + entity["length"])
        for entity in entities
        if entity["type"] in _OPAQUE
    ]
    found: list[JsonObject] = []
    for kind, pattern in _DETECTORS:
        for match in pattern.finditer(text):
            start = utf16_length(text[: match.start()])
            end = start + utf16_length(match.group())
            if all(end <= left or start >= right for left, right in taken):
                found.append({"type": kind, "offset": start, "length": end - start})
                taken.append((start, end))
    return ordered([*entities, *found])

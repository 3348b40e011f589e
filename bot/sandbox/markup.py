"""Telegram's HTML, read strictly.

The tags, their nesting and the errors follow Telegram. Where Telegram silently drops what
it was given (an unknown attribute, a link it does not like, a `&nbsp;` shown as it stands),
the sandbox refuses, so that a test sees it.
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass, field
from typing import Final

from bot.sandbox.entities import is_surrogate, ordered, utf16_length
from bot.sandbox.links import LinkError, checked_link
from bot.sandbox.values import ApiError, JsonObject, bad_request

_TYPES: Final = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "span": "spoiler",
    "tg-spoiler": "spoiler",
    "a": "text_link",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "tg-emoji": "custom_emoji",
}

# What each tag may carry; a tag that is not named carries nothing.
_ATTRIBUTES: Final = {
    "a": "href",
    "span": "class",
    "code": "class",
    "blockquote": "expandable",
    "tg-emoji": "emoji-id",
}

_CHARACTERS: Final = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}

# `bold` and its like may hold and be in anything but code; the others not each other.
_STYLES: Final = frozenset({"bold", "italic", "underline", "strikethrough", "spoiler"})
_CODE: Final = frozenset({"code", "pre"})

_ATTRIBUTE: Final = re.compile(
    r"\s+([A-Za-z][A-Za-z-]*)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([A-Za-z0-9.-]+)))?"
)
_CHARACTER: Final = re.compile(r"&(?:#(\d{1,7})|#[xX]([0-9A-Fa-f]{1,6})|([A-Za-z]+));")
_PLAIN: Final = re.compile(r"[^<>&]+")
_TAG_NAME: Final = re.compile(r"[^\s>]*")
_TAG: Final = re.compile(r"<(?:[^\"'>]|\"[^\"]*\"|'[^']*')*>")


@dataclass(slots=True)
class _Open:
    """A tag that waits for its end: the entity it will become."""

    tag: str
    entity: JsonObject


@dataclass(slots=True)
class _Reader:
    source: str
    at: int = 0
    parts: list[str] = field(default_factory=list)
    units: int = 0
    open: list[_Open] = field(default_factory=list)
    entities: list[JsonObject] = field(default_factory=list)

    def fail(self, reason: str, *, placed: bool = True) -> ApiError:
        """An error as Telegram words it; offsets count bytes of UTF-8."""
        if placed:
            reason += f" at byte offset {len(self.source[: self.at].encode())}"
        return bad_request(f"can't parse entities: {reason}")

    def append(self, text: str) -> None:
        self.parts.append(text)
        self.units += utf16_length(text)

    def read(self) -> None:
        while self.at < len(self.source):
            char = self.source[self.at]
            if char == "<" and self.source.startswith("</", self.at):
                self.end_tag()
            elif char == "<":
                self.start_tag()
            elif char == "&":
                self.character()
            elif char == ">":
                raise self.fail('Character ">" must be written as "&gt;"')
            else:
                match = _PLAIN.match(self.source, self.at)
                assert match is not None
                self.append(match.group())
                self.at = match.end()
        if self.open:
            tag = self.open[-1].tag
            raise self.fail(f'Can\'t find end tag corresponding to start tag "{tag}"', placed=False)

    def character(self) -> None:
        match = _CHARACTER.match(self.source, self.at)
        if match is None:
            raise self.fail('Character "&" must be written as "&amp;"')
        decimal, hexadecimal, name = match.groups()
        if name is None:
            code = int(decimal) if decimal else int(hexadecimal, 16)
            if not 0 < code <= sys.maxunicode or is_surrogate(code):
                raise self.fail(f'Wrong character reference "{match.group()}"')
            self.append(chr(code))
        elif name in _CHARACTERS:
            self.append(_CHARACTERS[name])
        else:
            raise self.fail(f'Unsupported character reference "{match.group()}"')
        self.at = match.end()

    def start_tag(self) -> None:
        name_match = _TAG_NAME.match(self.source, self.at + 1)
        assert name_match is not None
        tag = name_match.group().lower()
        if name_match.end() == len(self.source):
            raise self.fail("Unclosed start tag")
        if tag not in _TYPES:
            raise self.fail(f'Unsupported start tag "{tag}"')
        whole = _TAG.match(self.source, self.at)
        if whole is None:
            raise self.fail(f'Unclosed start tag "{tag}"')
        attributes = self.attributes(tag, self.source[name_match.end() : whole.end() - 1])
        entity: JsonObject = {"type": _TYPES[tag], "offset": self.units, "length": 0}
        self.furnish(tag, entity, attributes)
        self.check_nesting(entity)
        self.open.append(_Open(tag, entity))
        self.entities.append(entity)
        self.at = whole.end()

    def attributes(self, tag: str, source: str) -> dict[str, str]:
        found: dict[str, str] = {}
        at = 0
        while at < len(source.rstrip()):
            match = _ATTRIBUTE.match(source, at)
            if match is None:
                raise self.fail(f'Wrong attribute of the tag "{tag}"')
            name, *values = match.groups()
            if _ATTRIBUTES.get(tag) != name.lower() or name.lower() in found:
                raise self.fail(f'Unsupported attribute "{name}" of the tag "{tag}"')
            found[name.lower()] = next((value for value in values if value is not None), "")
            at = match.end()
        return found

    def furnish(self, tag: str, entity: JsonObject, attributes: dict[str, str]) -> None:
        """Gives the entity what the tag's attribute says, or refuses it."""
        if tag == "a":
            inner = _Reader(attributes.get("href", "").replace("<", "&lt;").replace(">", "&gt;"))
            inner.read()
            try:
                entity["url"] = checked_link("".join(inner.parts))
            except LinkError as error:
                raise self.fail(f'The tag "a" has a link that is dropped ({error})') from None
        elif tag == "span" and attributes.get("class") != "tg-spoiler":
            raise self.fail('Tag "span" must have class "tg-spoiler"')
        elif tag == "code" and "class" in attributes:
            language = attributes["class"].removeprefix("language-")
            nested = bool(self.open) and self.open[-1].tag == "pre"
            if not nested or language in ("", attributes["class"]):
                raise self.fail('Tag "code" may have class "language-…" inside "pre" only')
            self.open[-1].entity["language"] = language
        elif tag == "blockquote" and "expandable" in attributes:
            entity["type"] = "expandable_blockquote"
        elif tag == "tg-emoji":
            if not attributes.get("emoji-id", "").isdecimal():
                raise self.fail("Invalid custom emoji identifier specified")
            entity["custom_emoji_id"] = attributes["emoji-id"]

    def check_nesting(self, entity: JsonObject) -> None:
        kind = entity["type"]
        for outer in (one.entity["type"] for one in self.open):
            in_pre = kind == "code" and outer == "pre"
            both_quote = "blockquote" in kind and "blockquote" in outer
            touches_code = outer in _CODE or (kind in _CODE and "blockquote" not in outer)
            neither_style = not ({kind, outer} & _STYLES) and "blockquote" not in outer
            if both_quote or ((touches_code or neither_style) and not in_pre):
                raise self.fail(f'An entity "{kind}" can\'t be inside of "{outer}"')

    def end_tag(self) -> None:
        if not self.open:
            raise self.fail("Unexpected end tag")
        match = re.compile(r"</([^\s>]*)\s*>").match(self.source, self.at)
        if match is None:
            raise self.fail("Unclosed end tag")
        opened = self.open.pop()
        if match.group(1).lower() != opened.tag:
            raise self.fail(
                f"Unmatched end tag at byte offset {len(self.source[: self.at].encode())}, "
                f'expected "</{opened.tag}>", found "</{match.group(1)}>"',
                placed=False,
            )
        opened.entity["length"] = self.units - opened.entity["offset"]
        self.at = match.end()


def parse_html(source: str) -> tuple[str, list[JsonObject]]:
    """The plain text and the entities of a text in Telegram's HTML.

    Offsets and lengths count UTF-16 units. Entities that cover nothing are left out.

    >>> parse_html("Đạt <b>5</b> &lt; 6")
    ('Đạt 5 < 6', [{'type': 'bold', 'offset': 4, 'length': 1}])

    Raises ApiError (400 can't parse entities) with the reason and the place.
    """
    reader = _Reader(source)
    reader.read()
    spans_of_pre = {
        (one["offset"], one["length"]) for one in reader.entities if one["type"] == "pre"
    }
    kept = [
        one
        for one in reader.entities
        if one["length"]
        and not (one["type"] == "code" and (one["offset"], one["length"]) in spans_of_pre)
    ]
    return "".join(reader.parts), ordered(kept)

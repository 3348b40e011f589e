"""Markdown to an article: front matter for what is known of it, marks reduced to plain text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

import yaml
from markdown_it import MarkdownIt
from markdown_it.token import Token

from index.errors import IngestError

_FRONT_MATTER: Final = re.compile(
    r"\A---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE
)
_LONGEST_FRONT_MATTER: Final = 20_000
# YAML's references make megabytes of a few lines; front matter has no use for them.
_REFERENCE: Final = re.compile(r"(?m)(?:^|[:\-\[,]\s*)[&*][\w-]+")
_CELL: Final = " "
_HTML_TAG: Final = re.compile(r"<[^<>]{1,500}>")


@dataclass(frozen=True, slots=True)
class MarkdownText:
    """`fields` is the front matter by lower-case key; `title` is its first heading, if any."""

    fields: dict[str, object]
    title: str | None
    text: str


def read_markdown(text: str) -> MarkdownText:
    """Returns what the Markdown `text` holds; the heading taken as title is not in the text.

    Links become their words, images their caption, list items lines that open with "- "
    or their number, table rows lines with a space between cells.

    Raises:
        IngestError: its front matter is no list of keys and values.
    """
    fields, body = _front_matter(text)
    tokens = MarkdownIt("commonmark").enable("table").parse(body)
    lines, title = _Writer().write(tokens, want_title="title" not in fields)
    return MarkdownText(fields, title, "\n".join(lines))


def _front_matter(text: str) -> tuple[dict[str, object], str]:
    match = _FRONT_MATTER.match(text)
    if match is None:
        return {}, text
    if len(match[1]) > _LONGEST_FRONT_MATTER or _REFERENCE.search(match[1]):
        raise IngestError("front matter: only short `key: value` lines are read")
    try:
        values = yaml.safe_load(match[1])
    except (yaml.YAMLError, ValueError, RecursionError) as fault:
        mark = getattr(fault, "problem_mark", None)
        where = f" at line {mark.line + 2}" if mark is not None else ""
        raise IngestError(
            f"front matter: not `key: value`{where}; quote values with a colon"
        ) from fault
    if values is None:
        return {}, text[match.end() :]
    if not isinstance(values, dict):
        # "---" was a rule, and no front matter.
        return {}, text
    return {str(key).strip().lower(): _plain(value) for key, value in values.items()}, text[
        match.end() :
    ]


def _plain(value: object) -> object:
    """Turns YAML's dates and numbers back into the words that were written."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    return value


class _Writer:
    def __init__(self) -> None:
        self._lines: list[str] = []
        self._markers: list[str] = []
        self._numbers: list[int | None] = []
        self._row: list[str] | None = None
        self._title: str | None = None

    def write(self, tokens: Sequence[Token], *, want_title: bool) -> tuple[list[str], str | None]:
        """Returns the lines of `tokens`, and the first heading of level 1 if it is wanted."""
        heading = ""
        for token in tokens:
            if token.type == "heading_open":
                heading = token.tag
            elif token.type == "heading_close":
                heading = ""
            elif token.type == "inline":
                text = _inline(token.children or ())
                if heading == "h1" and want_title and self._title is None and text.strip():
                    self._title = " ".join(text.split())
                elif self._row is not None:
                    self._row.append(" ".join(text.split()))
                else:
                    self._add(text)
            else:
                self._structure(token)
        return self._lines, self._title

    def _structure(self, token: Token) -> None:
        match token.type:
            case "ordered_list_open":
                self._numbers.append(int(token.attrGet("start") or 1))
            case "bullet_list_open":
                self._numbers.append(None)
            case "ordered_list_close" | "bullet_list_close":
                self._numbers.pop()
            case "list_item_open":
                self._markers.append(self._next_marker())
            case "list_item_close":
                self._markers.pop()
            case "tr_open":
                self._row = []
            case "tr_close":
                self._add(_CELL.join(cell for cell in self._row or () if cell))
                self._row = None
            case "fence" | "code_block":
                self._add(token.content)
            case "html_block":
                self._add(_HTML_TAG.sub(" ", token.content))

    def _next_marker(self) -> str:
        number = self._numbers[-1] if self._numbers else None
        if number is None:
            return "- "
        self._numbers[-1] = number + 1
        return f"{number}. "

    def _add(self, text: str) -> None:
        for line in text.splitlines():
            plain = " ".join(line.split())
            if not plain:
                continue
            marker = self._markers[-1] if self._markers else ""
            self._lines.append(f"{marker}{plain}")
            if marker:
                # Only the first line of an item carries its mark.
                self._markers[-1] = ""


def _inline(children: Sequence[Token]) -> str:
    parts: list[str] = []
    for child in children:
        if child.type in ("text", "code_inline"):
            parts.append(child.content)
        elif child.type == "softbreak":
            parts.append(" ")
        elif child.type == "hardbreak":
            parts.append("\n")
        elif child.type == "image":
            parts.append(_inline(child.children or ()))
    return "".join(parts)

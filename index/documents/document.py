"""What is read of a document."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Document:
    """The text of a PDF or DOCX.

    `text` is in NFC: paragraphs and list items on lines of their own, each row of a table on
    one line with its cells parted by tabs. `title` is in the text too, and "" where the
    document has none. `pages` are the code points of `text` at which pages begin, the first
    at 0; none for DOCX, which has no pages before it is printed. A page may begin in
    the middle of a paragraph. `published` is the day that a document's head states under the
    motto ("Thanh Hóa, ngày 15 tháng 3 năm 2024"). `unread` numbers the pages, from 1, that
    are pictures which could not be read.
    """

    title: str
    text: str
    pages: tuple[int, ...] = ()
    published: date | None = None
    unread: tuple[int, ...] = ()

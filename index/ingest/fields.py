"""The values of an article as outside data states them: checked, bounded, one form each."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime
from typing import Final
from urllib.parse import quote, urlsplit

from index.errors import IngestError
from index.ingest.datelines import VIETNAM
from index.language.dates import OLDEST_YEAR

LONGEST_URL: Final = 2048
LONGEST_TITLE: Final = 500
LONGEST_NAME: Final = 200
FILE_SCHEME: Final = "file:"

_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_ISO_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_VIETNAMESE_DAY: Final = re.compile(
    r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?"
)
_HOST: Final = re.compile(r"[^\s/\\?#@:\[\]<>\"']+|\[[0-9a-fA-F:.]+\]")


def one_line(value: str, longest: int, key: str) -> str:
    """Returns `value` on one line in NFC.

    Raises:
        IngestError: empty, or longer than `longest` characters.
    """
    line = " ".join(_CONTROL.sub(" ", unicodedata.normalize("NFC", value)).split())
    if not line:
        raise IngestError(f"{key}: is empty")
    if len(line) > longest:
        raise IngestError(f"{key}: longer than {longest} characters")
    return line


def web_address(value: str) -> str:
    """Returns `value` if it is a whole http(s) address with a host, and no password in it.

    Raises:
        IngestError: it is not.
    """
    if len(value) > LONGEST_URL:
        raise IngestError(f"url: longer than {LONGEST_URL} characters")
    if _CONTROL.search(value) or any(c.isspace() or c in '<>"\\' for c in value):
        raise IngestError("url: holds spaces, control characters or quotes")
    try:
        parts = urlsplit(value)
        port_is_sound = parts.port is None or parts.port > 0
        host = parts.hostname or ""
    except ValueError as fault:
        raise IngestError("url: no web address; write http(s)://host/path") from fault
    sound = parts.scheme in ("http", "https") and port_is_sound
    netloc = parts.netloc.rsplit(":", 1)[0] if not parts.netloc.endswith("]") else parts.netloc
    if not sound or not host or not _HOST.fullmatch(netloc if "@" not in netloc else host):
        raise IngestError("url: no web address; write http(s)://host/path or file:NAME")
    if "@" in parts.netloc:
        raise IngestError("url: holds a user name or password; leave it out")
    return value


def article_url(value: str) -> str:
    """Returns `value` if it is a web address or "file:NAME" with a relative name.

    Raises:
        IngestError: it is neither.
    """
    if not value.startswith(FILE_SCHEME):
        return web_address(value)
    name = value[len(FILE_SCHEME) :]
    if len(value) > LONGEST_URL:
        raise IngestError(f"url: longer than {LONGEST_URL} characters")
    if _CONTROL.search(value):
        raise IngestError("url: holds control characters")
    if not name.strip() or name.startswith(("/", "\\")) or ".." in re.split(r"[/\\]", name):
        raise IngestError("url: file: wants a relative name, such as file:news/2024.txt")
    return unicodedata.normalize("NFC", value)


def file_url(name: str) -> str:
    """Returns the url of an article that came as the file `name`, without a web address.

    Characters that no url may hold are written as %XX.
    """
    plain = unicodedata.normalize("NFC", name)
    if _CONTROL.search(plain):
        plain = quote(plain, safe="/ ", errors="replace")
    return f"{FILE_SCHEME}{plain}"


def parse_day(value: str) -> date:
    """Returns the day of an ISO date or time, or of dd/mm/yyyy, as it was in Viet Nam.

    Raises:
        IngestError: it is none of these, or no day of the calendar.
    """
    text = value.strip()
    problem = IngestError("published: no date; write YYYY-MM-DD")
    try:
        if _ISO_DAY.fullmatch(text):
            day = date.fromisoformat(text)
        elif match := _VIETNAMESE_DAY.fullmatch(text):
            day = date(int(match[3]), int(match[2]), int(match[1]))
        elif _ISO_DAY.match(text):
            moment = datetime.fromisoformat(text)
            day = (moment.astimezone(VIETNAM) if moment.tzinfo else moment).date()
        else:
            raise problem
    except (ValueError, OverflowError) as fault:
        raise problem from fault
    if day.year < OLDEST_YEAR:
        raise IngestError(f"published: before {OLDEST_YEAR}")
    return day

"""How the text of one setting is read: an address, ids, a port, a number of seconds.

Each function takes what was set and returns its value, or raises SettingError, which names the
setting and says what would do.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from index.errors import SettingError

_LAST_PORT: Final = 65535
# Telegram's ids fit into 52 bits.
_ID_DIGITS: Final = 16
_ON: Final = ("on", "true", "yes", "1")
_OFF: Final = ("off", "false", "no", "0")
_CONTACT_LENGTH: Final = 200


def read_time_zone(value: str) -> ZoneInfo:
    """Returns the time zone of this name of the IANA database."""
    try:
        return ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise SettingError(
            "TZ_NAME", f"{value!r} is no time zone; an example is Asia/Ho_Chi_Minh"
        ) from None


def read_url(name: str, value: str, *, https_only: bool = False) -> str:
    """Returns `value` if it is a web address, of https where that alone will do."""
    schemes = ("https",) if https_only else ("http", "https")
    try:
        parts = urlsplit(value)
        sound = parts.scheme in schemes and bool(parts.hostname) and parts.port != 0
    except ValueError:  # brackets that no IPv6 address has, a port that is no number
        sound = False
    if not sound:
        raise SettingError(name, f"{value!r} is not an {'/'.join(schemes)} address")
    return value


def read_ids(name: str, value: str) -> frozenset[int]:
    """Returns the Telegram user ids of a list with commas."""
    ids = set()
    for part in filter(None, (piece.strip() for piece in value.split(","))):
        if not part.isdecimal() or not part.isascii() or len(part) > _ID_DIGITS:
            raise SettingError(name, f"{part!r} is no Telegram user id; an example is 1001,1002")
        ids.add(int(part))
    return frozenset(ids)


def read_file(name: str, value: str | None) -> Path | None:
    """Returns the path of a file that is there, None where none is named."""
    if value is None:
        return None
    path = Path(value)
    if not path.is_file():
        raise SettingError(name, f"there is no file {value!r}")
    return path


def read_port(name: str, value: str, *, least: int = 1) -> int:
    """Returns a port of at least `least`."""
    digits = value.isdecimal() and value.isascii() and len(value) <= len(str(_LAST_PORT))
    if not (digits and least <= int(value) <= _LAST_PORT):
        raise SettingError(name, f"{value!r} is no port ({least}-{_LAST_PORT})")
    return int(value)


def read_switch(name: str, value: str) -> bool:
    """Returns whether something is on."""
    word = value.lower()
    if word not in (*_ON, *_OFF):
        raise SettingError(name, f"{value!r} is neither on nor off")
    return word in _ON


def read_seconds(name: str, value: str, *, most: float) -> float:
    """Returns a number of seconds of 0 to `most`."""
    try:
        seconds = float(value)
    except ValueError:
        seconds = -1.0
    if not 0 <= seconds <= most:  # also false for "nan"
        raise SettingError(name, f"{value!r} is no number of seconds (0-{most:g})")
    return seconds


def read_contact(name: str, value: str | None) -> str | None:
    """Returns a web or mail address that a header may hold, None where none is named."""
    # It stands in a header, in brackets.
    sound = value is None or (
        len(value) <= _CONTACT_LENGTH
        and value.isascii()
        and value.isprintable()
        and not set(value) & set(" ()<>")
    )
    if not sound:
        raise SettingError(
            name, f"{value!r} is neither a web nor a mail address of at most {_CONTACT_LENGTH} "
            "characters"
        )  # fmt: skip
    return value
